"""RealTime QA: a weekly news quiz over a dated archive, as it stood on the day of the question.

The twins of the questions whose answer is "none of the above" are left out. The others are parted
by whether the archive holds the answer (`meta.support`). The archive is asked for passages too: is
the answer's text in the first 1, 5 or 10 of them? Text is compared in lower case, without
punctuation and extra spaces.
"""

import string
from collections.abc import Iterable, Sequence

from evals.bench.asking import Asked
from evals.bench.verdicts import Figure, Result, Verdict, share, verdict_of

TOP = (1, 5, 10)
ANSWER_WORDS = 60
HELD = "answer string in a search hit"
WITH, WITHOUT = "held by the archive", "not held"
_BM25 = {1: 0.479, 5: 0.744, 10: 0.855}
_PUNCTUATION = str.maketrans("–—-/", "    ", string.punctuation.replace("-", "").replace("/", ""))


def judge(rows: Sequence[Asked]) -> Result:
    verdicts = tuple(map(_judge, rows))
    return Result("realtimeqa_2026", tuple(_figures(verdicts)), verdicts)


def _figures(verdicts: Sequence[Verdict]) -> Iterable[Figure]:
    for k in TOP:
        published = (("plain BM25", _BM25[k]),)
        yield share(verdicts, f"held: in the top {k}", f"top_{k}", type=WITH, published=published)
    yield share(verdicts, "held: in the answer", "in_answer", type=WITH)
    yield share(verdicts, "held: in the cited words", "in_cited", type=WITH)
    yield share(verdicts, "held: answered at all", "answered", type=WITH)
    yield share(verdicts, "not held: abstained", "score", type=WITHOUT)


def _judge(row: Asked) -> Verdict:
    said = row.reply if row.reply and row.reply.is_answered else None
    if row.question.meta.get("support") != HELD:
        verdict = "abstained" if said is None else "answered all the same"
        return verdict_of(row, verdict, type=WITHOUT, score=float(said is None and not row.failure))
    golds = [normal(gold) for gold in row.question.gold_answers if normal(gold)]
    texts = [normal(text) for text in row.passages]
    tops = {f"top_{k}": float(any(_holds(t, golds) for t in texts[:k])) for k in TOP}
    answer = " ".join((said.answer if said else "").split()[:ANSWER_WORDS])
    in_answer = float(_holds(normal(answer), golds))
    cited = " ".join(citation.quote for citation in said.citations) if said else ""
    return verdict_of(
        row,
        "right" if in_answer else "abstained" if said is None else "wrong",
        type=WITH,
        score=in_answer,
        scores={
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
