"""What is asked of the service, and what a right answer is: one JSON object a line."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from evals.errors import CasesInvalid, Problem
from evals.words import plain
from service.answer import Form, Outcome, Reason


def _has_words(phrase: str) -> str:
    if not plain(phrase):
        raise ValueError("holds no words")
    return phrase


Phrase = Annotated[str, AfterValidator(_has_words)]
Needed = Phrase | Annotated[tuple[Phrase, ...], Field(min_length=1)]
"""Words that must be there, or a list of which one must be there."""


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Turn(Strict):
    """One thing said before the question."""

    role: Literal["user", "assistant"]
    content: Phrase


class Filters(Strict):
    """Which part of the archive is asked, as `/chat` takes it."""

    publishers: tuple[Phrase, ...] = ()
    article_ids: tuple[Phrase, ...] = ()
    speakers: tuple[Phrase, ...] = ()
    since: date | None = Field(default=None, alias="from")
    until: date | None = Field(default=None, alias="to")


class Context(Strict):
    """Words of an article that a right answer cites.

    `required` ones count for recall; the others are as good to cite. Where a case has no required
    one, each of its contexts bears the answer alone.
    """

    source: Phrase
    quote: Phrase
    required: bool = True


class Case(Strict):
    """One question, and what came of it in the eyes of the person who wrote it.

    `outcomes`: the expected one, then those that are as fair. `reasons`: the fair ones of an
    abstention. `answer_contains` must be in the answer's text and is asked of the expected outcome
    alone; the rest is asked of answers: `cited_contains` in the answer or in the cited words,
    `answer_excludes` not in the answer. `speaker`: the names of the one whose words are asked for;
    every citation must be theirs. `publisher`: one that a citation must name. `short_answer`: any
    of these; a did_say case must give one of them.
    """

    id: Phrase
    question: Phrase
    form: Form
    history: tuple[Turn, ...] = ()
    as_of: date | None = None
    filters: Filters = Filters()
    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=1)]
    reasons: tuple[Reason, ...] = ()
    answer_contains: tuple[Needed, ...] = ()
    cited_contains: tuple[Needed, ...] = ()
    answer_excludes: tuple[Phrase, ...] = ()
    speaker: tuple[Phrase, ...] = ()
    publisher: Phrase | None = None
    contexts: tuple[Context, ...] = ()
    short_answer: tuple[Phrase, ...] | None = None
    tags: tuple[Phrase, ...] = ()

    @property
    def is_answerable(self) -> bool:
        return "answered" in self.outcomes

    @model_validator(mode="after")
    def _says_what_is_right(self) -> Self:
        if self.is_answerable and not self.contexts:
            raise ValueError("an answered outcome needs contexts")
        if not self.is_answerable and self.contexts:
            raise ValueError("contexts are for an answered outcome")
        if (set(self.outcomes) != {"answered"}) != bool(self.reasons):
            raise ValueError("reasons belong to the outcomes insufficient_evidence and clarify")
        return self


def load_cases(path: Path, *, sources: Collection[str] | None = None) -> tuple[Case, ...]:
    """The cases of a JSONL file; CasesInvalid lists everything wrong with it, line by line.

    With `sources`, a context of any other source is an error.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CasesInvalid([Problem(path, None, f"cannot be read: {error}")]) from error
    cases: dict[int, Case] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            cases[number] = Case.model_validate_json(line)
        except ValidationError as error:
            problems += [Problem(path, number, said) for said in _told(error)]
    if not cases and not problems:
        problems.append(Problem(path, None, "holds no case"))
    found = chain(_twice(cases), _unknown(cases, sources))
    problems += [Problem(path, number, said) for number, said in found]
    if problems:
        raise CasesInvalid(sorted(problems, key=lambda problem: problem.line or 0))
    return tuple(cases.values())


def _told(error: ValidationError) -> Iterator[str]:
    for detail in error.errors(include_url=False):
        place = ".".join(map(str, detail["loc"]))
        yield f"{place}: {detail['msg']}" if place else detail["msg"]


def _twice(cases: dict[int, Case]) -> Iterator[tuple[int, str]]:
    first: defaultdict[object, int] = defaultdict(int)
    for number, case in cases.items():
        asked = (plain(case.question), case.history, case.as_of, case.filters)
        for key, what in ((case.id, f"id {case.id!r}"), (asked, "the same question")):
            if first[key]:
                yield number, f"{what} stands on line {first[key]} already"
            else:
                first[key] = number


def _unknown(cases: dict[int, Case], sources: Collection[str] | None) -> Iterator[tuple[int, str]]:
    for number, case in cases.items():
        named = {context.source for context in case.contexts}
        for source in sorted(named - set(named if sources is None else sources)):
            yield number, f"source {source!r} is not among the articles"
