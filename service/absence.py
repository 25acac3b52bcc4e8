"""Saying that the archive does not say, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexing.archive import EVERYTHING, Archive, Filters
from service.answer import Interpretation, Person, Reason
from service.wording import listed, plural

NAMES_MOST = 4


@dataclass(frozen=True, slots=True)
class Absence:
    """Why there is no answer, as a code and in words; the names to choose from, if some are."""

    reason: Reason
    text: str
    choices: tuple[str, ...] = ()


async def explain(
    interpretation: Interpretation, *, archive: Archive, filters: Filters, is_dated: bool
) -> Absence:
    """Why nothing was found. `is_dated`: the same question without dates has an answer."""
    inside = await archive.count(filters)
    if not (inside.articles or (await archive.count(EVERYTHING)).articles):
        return Absence("no_evidence", "The archive is empty.")
    if interpretation.headline and not inside.articles:
        title = interpretation.headline.title
        return Absence("no_evidence", f"The archive has no article headlined “{title}”.")
    if is_dated or not inside.articles:
        return await _outside(filters, archive=archive, is_dated=is_dated)
    if interpretation.form in ("what_said", "did_say") and interpretation.speaker:
        return await _unsaid(interpretation, archive=archive, filters=filters)
    return Absence("no_evidence", "The archive does not say." + _left_out(inside.undated, filters))


def denied(speaker: Person) -> Absence:
    """Somebody is asked about as having said what they are quoted as denying."""
    return Absence("false_premise", f"The archive quotes {speaker.name} as denying that.")


def unwritten(*, has_drafted: bool) -> Absence:
    """Something was found, and only a chat model was to answer from it."""
    if has_drafted:
        said = "Nothing that the model wrote could be shown: the evidence does not bear it."
        return Absence("no_evidence", said)
    return Absence("no_evidence", "The model found no answer in the evidence.")


async def _outside(filters: Filters, *, archive: Archive, is_dated: bool) -> Absence:
    undated = (await archive.count(filters)).undated
    if not (_is_bounded(filters) or is_dated):
        return Absence("no_evidence", "No article in the archive passes the filters given.")
    said = "The archive has no answer within these dates."
    if undated and not _is_bounded(filters):
        return Absence(
            "outside_dates", f"{said} {plural(undated, 'article')} {_is(undated)} undated."
        )
    return Absence("outside_dates", said + _left_out(undated, filters))


async def _unsaid(interpretation: Interpretation, *, archive: Archive, filters: Filters) -> Absence:
    name = interpretation.speaker
    if any(person.country for person in interpretation.people):
        said = f"The archive does not quote {name} {_on(interpretation)}."
        return Absence("speaker_not_quoted", said)
    if interpretation.people:
        said = f"The archive quotes {_names(interpretation.people)}, but not {_on(interpretation)}."
        return Absence("speaker_not_quoted", said)
    anytime = replace(filters, since=None, until=None)
    where = "This part of the archive" if _is_narrowed(filters) else "The archive"
    if await archive.mention_count(str(name), filters=anytime):
        return Absence("speaker_not_quoted", f"{where} mentions {name}, but does not quote them.")
    return Absence("unknown_speaker", f"{where} has nobody called {name}.")


def _is_narrowed(filters: Filters) -> bool:
    return bool(filters.publishers or filters.article_ids is not None or filters.as_of)


def _names(people: Sequence[Person]) -> str:
    names = [person.name for person in people]
    if len(names) > NAMES_MOST:
        names = [*names[: NAMES_MOST - 1], "others of that name"]
    return listed(names, "and")


def _on(interpretation: Interpretation) -> str:
    topic = interpretation.topic
    if interpretation.form == "did_say" and topic:
        return f"on “{topic}”"
    return f"on {topic}" if topic else "here"


def _left_out(undated: int, filters: Filters) -> str:
    if not undated or not _is_bounded(filters):
        return ""
    verb, pronoun = ("was", "it is") if undated == 1 else ("were", "they are")
    return f" {plural(undated, 'article')} {verb} left out because {pronoun} undated."


def _is_bounded(filters: Filters) -> bool:
    return bool(filters.since or filters.until or filters.as_of)


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
