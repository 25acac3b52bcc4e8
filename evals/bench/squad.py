"""SQuAD 2 and TimeQA: a short answer from one text, or none where it has none.

Normalised as those sets are: lower case, without punctuation, articles and extra spaces. A question
without an answer scores only for abstaining.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial

from evals.bench.asking import Asked
from evals.bench.verdicts import Figure, Result, Verdict, result_of, share, verdict_of
from evals.words import normal, unmarked

HAS, HAS_NOT = "has an answer", "has none"


def judge_squad(rows: Sequence[Asked]) -> Result:
    figures = partial(_figures, exact=("always none", 0.521), f1=(("people", 0.895),))
    return result_of("squad2", map(_judge, rows), figures)


def judge_timeqa(rows: Sequence[Asked]) -> Result:
    hard = (("FiD, hard split", 0.46), ("people, hard split", 0.87))
    return result_of("timeqa", map(_judge, rows), partial(_figures, exact=None, f1=hard))


def _figures(
    verdicts: Sequence[Verdict],
    *,
    exact: tuple[str, float] | None,
    f1: tuple[tuple[str, float], ...],
) -> Iterable[Figure]:
    yield share(verdicts, "has an answer: gold in cited words", "in_cited", type=HAS)
    yield share(verdicts, "has an answer: gold in the answer", "in_answer", type=HAS)
    yield share(verdicts, "has none: abstained", "score", type=HAS_NOT)
    yield share(verdicts, "short answer, exact", "exact", published=(exact,) if exact else ())
    yield share(verdicts, "short answer, F1", "f1", published=f1)
    given = [each for each in verdicts if each.scores.get("given")]
    yield share(given, "short answers given: words of the gold", "touches")
    yield share(given, "the same, where there is an answer", "touches", type=HAS)


def _judge(row: Asked) -> Verdict:
    golds = [gold for gold in _golds(row) if normal(gold)]
    reply = row.reply
    said = reply if reply and reply.is_answered else None
    if not row.question.answerable:
        verdict = "abstained" if said is None else "answered all the same"
        score = float(said is None)
        given = float(bool(said and said.short_answer))
        scores = {"exact": score, "f1": score, "given": given, "touches": 0.0}
        return verdict_of(row, verdict, type=HAS_NOT, score=score, scores=scores)
    if said is None:
        zeros = dict.fromkeys(("in_cited", "in_answer", "exact", "f1"), 0.0)
        return verdict_of(row, "abstained", type=HAS, score=0.0, scores=zeros)
    cited = normal(" ".join(citation.quote for citation in said.citations))
    in_cited = float(any(holds(cited, normal(gold)) for gold in golds))
    in_answer = float(any(holds(normal(unmarked(said.answer)), normal(gold)) for gold in golds))
    short = normal(said.short_answer or "")
    f1 = max((token_f1(short, normal(gold)) for gold in golds), default=0.0)
    return verdict_of(
        row,
        "right" if in_cited else "wrong",
        type=HAS,
        score=in_cited,
        scores={
            "in_cited": in_cited,
            "in_answer": in_answer,
            "exact": float(any(short == normal(gold) for gold in golds)),
            "f1": f1,
            "given": float(bool(short)),
            "touches": float(f1 > 0),
        },
    )


def _golds(row: Asked) -> list[str]:
    every = row.question.meta.get("all_answers") or row.question.gold_answers
    return [str(gold) for gold in every]


def holds(text: str, words: str) -> bool:
    """Whether normalised words stand in a normalised text, whole."""
    return f" {words} " in f" {text} "


def token_f1(one: str, other: str) -> float:
    """The harmonic mean of the shares of words that two texts have in common."""
    words, others = one.split(), other.split()
    common = sum((Counter(words) & Counter(others)).values())
    return 2 * common / (len(words) + len(others)) if common else 0.0
