"""Saying that the archive does not say, and why."""

from dataclasses import dataclass, replace

from indexing.archive import Archive, Filters
from service.answer import Interpretation, Reason
from service.wording import plural


@dataclass(frozen=True, slots=True)
class Absence:
    """Why there is no answer, as a code and in words."""

    reason: Reason
    text: str


async def explain(
    interpretation: Interpretation, *, archive: Archive, filters: Filters, is_dated: bool
) -> Absence:
    """Why nothing was found. `is_dated`: the same question without dates has an answer."""
    inside = await archive.count(filters)
    if is_dated or not inside.articles:
        return await _outside(filters, archive=archive, is_dated=is_dated)
    if interpretation.form in ("what_said", "did_say") and interpretation.speaker:
        return await _unsaid(interpretation, archive=archive, filters=filters)
    return Absence("no_evidence", "The archive does not say." + _left_out(inside.undated, filters))


async def _outside(filters: Filters, *, archive: Archive, is_dated: bool) -> Absence:
    undated = (await archive.count(filters)).undated
    if not (filters.since or filters.until or filters.as_of or is_dated):
        return Absence("no_evidence", "No article in the archive passes the filters given.")
    said = "The archive has no answer within these dates." + _left_out(undated, filters)
    return Absence("outside_dates", said)


async def _unsaid(interpretation: Interpretation, *, archive: Archive, filters: Filters) -> Absence:
    name, topic = interpretation.speaker, interpretation.topic
    on = f" on {topic}" if topic else ""
    if interpretation.people:
        said = f"The archive quotes {name}, but not{on or ' here'}."
        return Absence("speaker_not_quoted", said)
    everywhere = replace(filters, since=None, until=None, as_of=None)
    if await archive.mention_count(str(name), filters=everywhere):
        return Absence(
            "speaker_not_quoted", f"The archive mentions {name}, but does not quote them."
        )
    return Absence("unknown_speaker", f"The archive has nobody called {name}.")


def _left_out(undated: int, filters: Filters) -> str:
    if not undated or not (filters.since or filters.until or filters.as_of):
        return ""
    verb = "was" if undated == 1 else "were"
    because = "it is" if undated == 1 else "they are"
    return f" {plural(undated, 'article')} {verb} left out because {because} undated."
