"""RealTime QA: a weekly news quiz over a dated archive, as it stood on the day of the question.

Every question has a twin with the same words and "none of the above" among its choices, which is
judged by its choice alone: see choices.py. The others are parted by whether the archive holds the
answer (`meta.support`); "answer string in a search hit" is the set's own mark, where "held" is
meant. The archive is asked for passages too: is the answer's text in the first 1, 5 or 10 of them?
Free text is the short answer, the whole answer where there is none. Text is compared in lower case,
without punctuation and extra spaces.

The published systems were shown the choices and searched the web; ours is shown the question alone
and has the archive, which does not hold the answer to about 84 of 201.
"""

import string
from collections.abc import Iterable, Sequence

from evals.bench.asking import Asked
from evals.bench.choices import chosen
from evals.bench.squad import token_f1
from evals.bench.verdicts import Figure, Result, Verdict, result_of, share, verdict_of
from evals.words import unmarked

TOP = (1, 5, 10)
ANSWER_WORDS = 60
TWINS = "news_quiz_none_of_above"
TWIN_NONE, TWIN_OTHER = "none is right", "another is right"
HELD = "answer string in a search hit"
WITH, WITHOUT, TWIN = "held by the archive", "not held", "none of the above"
_BM25 = {1: 0.479, 5: 0.744, 10: 0.855}
_GPT, _OPUS = "GPT-5.3 + Google", "Opus 4.6 + Google"
_PUNCTUATION = str.maketrans(
    "–—-/", "    ", string.punctuation.replace("-", "").replace("/", "") + "“”‘’„«»…"
)


def judge(rows: Sequence[Asked]) -> Result:
    return result_of("realtimeqa_2026", map(_judge, rows), _figures)


def _figures(verdicts: Sequence[Verdict]) -> Iterable[Figure]:
    for k in TOP:
        published = (("plain BM25", _BM25[k]),)
        yield share(verdicts, f"held: in the top {k}", f"top_{k}", type=WITH, published=published)
    yield share(verdicts, "held: in the answer", "in_answer", type=WITH)
    yield share(verdicts, "held: in the cited words", "in_cited", type=WITH)
    yield share(verdicts, "held: answered at all", "answered", type=WITH)
    yield share(verdicts, "not held: abstained", "score", type=WITHOUT)
    quiz = [each for each in verdicts if each.type != TWIN]
    yield share(quiz, "all: free text, exact", "exact", published=((_GPT, 0.357),))
    yield share(quiz, "all: free text, F1", "f1", published=((_GPT, 0.476),))
    yield share(quiz, "all: choice", "choice", published=((_GPT, 0.734), (_OPUS, 0.751)))
    yield share(verdicts, "held: choice", "choice", type=WITH)
    yield share(verdicts, "twins: choice", "choice", type=TWIN, published=((_GPT, 0.672),))
    for type in (TWIN_NONE, TWIN_OTHER):
        own = [each for each in verdicts if each.type == TWIN and each.verdict.startswith(type)]
        yield share(own, f"twins, {type}: choice", "choice")


def _judge(row: Asked) -> Verdict:
    said = row.reply if row.reply and row.reply.is_answered else None
    answer = unmarked(said.answer) if said else ""
    texts = [answer, *row.passages]
    choice = chosen(row.question.choices or (), texts, normal=normal)
    is_chosen = float(choice is not None and choice in (row.question.answer_index or ()))
    if row.question.type == TWINS:
        kind = TWIN_NONE if row.question.meta.get("none_is_right") else TWIN_OTHER
        verdict = f"{kind}, {'right' if is_chosen else 'wrong'}"
        return verdict_of(row, verdict, type=TWIN, score=is_chosen, scores={"choice": is_chosen})
    golds = [normal(gold) for gold in row.question.gold_answers if normal(gold)]
    free = normal((said.short_answer or answer) if said else "")
    scores = {
        "choice": is_chosen,
        "exact": float(free in golds),
        "f1": max((token_f1(free, gold) for gold in golds), default=0.0),
    }
    if row.question.meta.get("support") != HELD:
        verdict = "abstained" if said is None else "answered all the same"
        score = float(said is None)
        return verdict_of(row, verdict, type=WITHOUT, score=score, scores=scores)
    found = [normal(text) for text in row.passages]
    tops = {f"top_{k}": float(any(_holds(t, golds) for t in found[:k])) for k in TOP}
    in_answer = float(_holds(normal(" ".join(answer.split()[:ANSWER_WORDS])), golds))
    cited = " ".join(citation.quote for citation in said.citations) if said else ""
    return verdict_of(
        row,
        "right" if in_answer else "abstained" if said is None else "wrong",
        type=WITH,
        score=in_answer,
        scores={
            **scores,
            **tops,
            "in_answer": in_answer,
            "in_cited": float(_holds(normal(cited), golds)),
            "answered": float(said is not None),
        },
    )


def _holds(text: str, golds: Iterable[str]) -> bool:
    return any(f" {gold} " in f" {text} " for gold in golds)


def normal(text: str) -> str:
    return " ".join(text.lower().translate(_PUNCTUATION).split())
