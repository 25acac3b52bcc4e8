"""Questions and replies for the tests of the scoring, with as little said as each needs."""

from typing import Any

from evals.bench.asking import Asked
from evals.bench.sets import BenchQuestion
from evals.bench.verdicts import Figure, Result
from evals.exchange import Citation, Reply


def answered(answer: str, *quotes: str, short: str | None = None) -> Reply:
    citations = tuple(Citation(article_id="d", start=0, end=len(q), quote=q) for q in quotes)
    return Reply(outcome="answered", answer=answer, short_answer=short, citations=citations)


ABSTAINED = Reply(outcome="insufficient_evidence", answer="The archive does not say.", citations=())
ASKED_BACK = Reply(outcome="clarify", answer="Which dam?", citations=())


def asked(reply: Reply | None, *passages: str, **fields: Any) -> Asked:
    """Without a reply, the question failed."""
    known = {"id": "q", "group": "g", "type": "t", "question": "Who?"}
    question = BenchQuestion.model_validate({**known, **fields})
    return Asked(question, reply, None if reply else "422, too long", passages)


def values(result: Result) -> dict[str, float | None]:
    return {figure.name: figure.value for figure in result.figures}


def figure(result: Result, name: str) -> Figure:
    return next(figure for figure in result.figures if figure.name == name)
