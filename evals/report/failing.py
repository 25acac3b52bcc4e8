"""A failing case in words: what was asked, what was expected, what came."""

from collections.abc import Iterator

from evals.cases import Case, Context, phrases
from evals.errors import ReplyMalformed
from evals.exchange import Citation, Reply, read_reply
from evals.record import Row

Line = tuple[str, str]
"""What it is, and its words."""


def told(row: Row) -> list[Line]:
    """Everything a reader needs of it; lines without words are left out."""
    lines = [*_asked(row.case), *_expected(row.case), *_came(row)]
    return [(name, words) for name, words in lines if words]


def limits(case: Case) -> str:
    """Which part of the archive was asked; empty for all of it."""
    filters = case.filters.model_dump(mode="json", by_alias=True)
    given = {"as of": case.as_of, **filters}
    return ", ".join(f"{name} {_listed(value)}" for name, value in given.items() if value)


def expected_outcome(case: Case) -> str:
    return " or ".join(case.outcomes) + (f" ({' or '.join(case.reasons)})" if case.reasons else "")


def reply_of(row: Row) -> Reply | None:
    """What came; None where nothing did that was judged. Raises ReplyMalformed."""
    if not row.is_judged or row.response is None:
        return None
    try:
        return read_reply(row.response)
    except ReplyMalformed as error:
        raise ReplyMalformed(f"{row.case.id}: {error}") from error


def _listed(value: object) -> str:
    return " or ".join(map(str, value)) if isinstance(value, list) else str(value)


def _asked(case: Case) -> Iterator[Line]:
    yield "after", "\n".join(f"{turn.role}: {turn.content}" for turn in case.history)
    yield "asked", case.question
    yield "within", limits(case)


def _expected(case: Case) -> Iterator[Line]:
    needed = [*case.answer_contains, *case.cited_contains]
    yield "expected", expected_outcome(case)
    yield "by", " or ".join(case.speaker)
    yield "of", case.publisher or ""
    yield "with", "; ".join(" or ".join(phrases(one)) for one in needed)
    yield "without", "; ".join(case.answer_excludes)
    yield "never", "; ".join(case.forbidden)
    yield "in short", " or ".join(case.short_answer or ())
    yield "citing", "\n".join(map(_reference, case.contexts))
    yield "such as", case.reference or ""


def _reference(context: Context) -> str:
    return f"{'' if context.required else 'or '}{context.article}: {context.quote}"


def _came(row: Row) -> Iterator[Line]:
    reply = reply_of(row)
    if reply:
        short = f" (short: {reply.short_answer})" if reply.short_answer else ""
        cited = (f"{_whose(one)}: {one.quote}" for one in reply.citations)
        yield "came", reply.outcome + (f" ({reply.reason})" if reply.reason else "")
        yield "answer", reply.answer + short
        yield "cited", "\n".join(cited)
    yield "wrong", "\n".join(row.faults)
    yield "not judged", row.failure or ""


def _whose(citation: Citation) -> str:
    return ", ".join(filter(None, [citation.source or citation.article_id, citation.speaker]))
