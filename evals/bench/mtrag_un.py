"""MTRAG-UN: the last turn of a conversation is to be answered, abstained from, or asked back on."""

from collections.abc import Iterable, Sequence
from functools import partial

from evals.bench.asking import Asked
from evals.bench.resampling import interval_of
from evals.bench.verdicts import Figure, Result, Verdict, result_of, verdict_of
from evals.intervals import mean_interval

OUTCOMES = {"answered": "answer", "insufficient_evidence": "abstain", "clarify": "clarify"}
_PUBLISHED = "one system, MTRAG, 16 turns"
EXPECTED = ("answer", "abstain", "clarify")


def judge(rows: Sequence[Asked]) -> Result:
    return result_of("mtrag_un", map(_judge, rows), _figures)


def _judge(row: Asked) -> Verdict:
    came = OUTCOMES[row.reply.outcome] if row.reply else "failed"
    expected = str(row.question.expected)
    return verdict_of(row, came, type=expected, score=float(came == expected))


def _figures(verdicts: Sequence[Verdict]) -> Iterable[Figure]:
    sure = interval_of(verdicts, _macro_f1, group=_group)
    yield Figure("macro F1", _macro_f1(verdicts), len(verdicts), interval=sure)
    for expected in EXPECTED:
        sure = interval_of(verdicts, partial(_f1, outcome=expected), group=_group)
        count = sum(v.type == expected for v in verdicts)
        yield Figure(f"{expected} F1", _f1(verdicts, expected), count, interval=sure)
    yield from _refusals(verdicts)
    for expected in EXPECTED:
        for came in EXPECTED:
            count = sum(v.type == expected and v.verdict == came for v in verdicts)
            wanted = sum(v.type == expected for v in verdicts)
            yield Figure(f"{expected}, came {came}", count / wanted if wanted else None, count)


def _refusals(verdicts: Sequence[Verdict]) -> Iterable[Figure]:
    came = [v for v in verdicts if v.verdict == "abstain"]
    due = [v for v in verdicts if v.type == "abstain"]
    for name, rows, published in (("precision", came, 0.33), ("recall", due, 0.44)):
        fair = [float(v.type == v.verdict) for v in rows]
        value = sum(fair) / len(fair) if fair else None
        others = ((_PUBLISHED, published),)
        sure = mean_interval(fair, groups=list(map(_group, rows)))
        yield Figure(f"refusal {name}", value, len(fair), others, sure)


def _group(verdict: Verdict) -> str:
    return verdict.group or verdict.id


def _macro_f1(verdicts: Sequence[Verdict]) -> float:
    return sum(_f1(verdicts, outcome) for outcome in EXPECTED) / len(EXPECTED)


def _f1(verdicts: Sequence[Verdict], outcome: str) -> float:
    right = sum(v.type == outcome and v.verdict == outcome for v in verdicts)
    either = sum(v.type == outcome for v in verdicts) + sum(v.verdict == outcome for v in verdicts)
    return 2 * right / either if either else 0.0
