"""MTRAG-UN: the last turn of a conversation is to be answered, abstained from, or asked back on."""

from collections.abc import Iterable, Sequence

from evals.bench.asking import Asked
from evals.bench.verdicts import Figure, Result, Verdict, verdict_of

OUTCOMES = {"answered": "answer", "insufficient_evidence": "abstain", "clarify": "clarify"}
EXPECTED = ("answer", "abstain", "clarify")


def judge(rows: Sequence[Asked]) -> Result:
    verdicts = tuple(map(_judge, rows))
    return Result("mtrag_un", tuple(_figures(verdicts)), verdicts)


def _judge(row: Asked) -> Verdict:
    came = OUTCOMES[row.reply.outcome] if row.reply else "failed"
    expected = str(row.question.expected)
    return verdict_of(row, came, type=expected, score=float(came == expected))


def _figures(verdicts: Sequence[Verdict]) -> Iterable[Figure]:
    scores = {expected: _f1(verdicts, expected) for expected in EXPECTED}
    yield Figure("macro F1", sum(scores.values()) / len(scores), len(verdicts))
    for expected, score in scores.items():
        yield Figure(f"{expected} F1", score, sum(v.type == expected for v in verdicts))
    for expected in EXPECTED:
        for came in EXPECTED:
            count = sum(v.type == expected and v.verdict == came for v in verdicts)
            wanted = sum(v.type == expected for v in verdicts)
            yield Figure(f"{expected}, came {came}", count / wanted if wanted else None, count)


def _f1(verdicts: Sequence[Verdict], outcome: str) -> float:
    right = sum(v.type == outcome and v.verdict == outcome for v in verdicts)
    either = sum(v.type == outcome for v in verdicts) + sum(v.verdict == outcome for v in verdicts)
    return 2 * right / either if either else 0.0
