"""What a chat model's answers come to, beside the figures that are the set's own."""

from collections.abc import Iterable, Sequence
from statistics import mean

from evals.bench.asking import Asked
from evals.bench.verdicts import Figure
from evals.intervals import mean_interval
from evals.metrics.supported import supported


def written(rows: Sequence[Asked]) -> Iterable[Figure]:
    """How often there was an answer, and how many of its sentences the gate calls supported."""
    replies = [(row.question.group or row.question.id, row.reply) for row in rows if row.reply]
    yield _share("answered", [(group, reply.is_answered) for group, reply in replies])
    claims = [(group, borne) for group, reply in replies for borne in supported(reply)]
    yield _share("sentences shown, supported in the gate's eyes", claims)


def _share(name: str, told: Sequence[tuple[str, bool]]) -> Figure:
    values = [float(is_so) for _, is_so in told]
    sure = mean_interval(values, groups=[group for group, _ in told])
    return Figure(name, mean(values) if values else None, len(values), interval=sure)
