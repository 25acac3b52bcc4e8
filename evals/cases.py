"""What is asked of the service, and what a right answer is: one JSON object a line."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from evals.errors import CasesInvalid, Problem, complaints, repeated
from evals.words import plain
from service.answer import Form, Outcome, Reason


def _has_words(phrase: str) -> str:
    if not plain(phrase):
        raise ValueError("holds no words")
    return phrase


Phrase = Annotated[str, Field(json_schema_extra={"minLength": 1}), AfterValidator(_has_words)]
Needed = Phrase | Annotated[tuple[Phrase, ...], Field(min_length=1)]
"""Words that must be there, or a list of which one must be there."""


def phrases(needed: Needed) -> tuple[str, ...]:
    """Words of which one must be there."""
    return (needed,) if isinstance(needed, str) else needed


_JSON_LINE = re.compile(r"(?<= at) line 1(?= column \d)")
"""The parser was given one line, and calls it the first."""


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
    since: date | None = Field(default=None, alias="from", description="The first day.")
    until: date | None = Field(default=None, alias="to", description="The last day.")


def _one_name(schema: dict[str, Any]) -> None:
    """Of `source` and `article_id` one is given; the other may be there as null."""
    schema["oneOf"] = [
        {"required": [name], "properties": {name: {"type": "string"}}}
        for name in ("source", "article_id")
    ]


class Context(Strict):
    """Words of an article that a right answer cites.

    Where a case has no required one, each of its contexts bears the answer alone.
    """

    model_config = ConfigDict(json_schema_extra=_one_name)

    source: Phrase | None = Field(
        default=None, description="The article's source, as the archive lists it (FOLDER/FILE)."
    )
    article_id: Phrase | None = Field(
        default=None, description="The article's id, where that is known instead of its source."
    )
    quote: Phrase = Field(description="Its exact words.")
    required: bool = Field(
        default=True, description="Whether it counts for recall; others are as good to cite."
    )

    @property
    def article(self) -> str:
        """What names the article: its source, or its id."""
        return self.source or self.article_id or ""

    def is_of(self, *, article_id: str, source: str | None) -> bool:
        """Whether it can be that article's; an older service names no sources."""
        if self.source is None:
            return article_id == self.article_id
        return source in (None, self.source)

    def places_in(self, text: str) -> Iterator[re.Match[str]]:
        """Where its words stand in an article's text."""
        # Cleaning may change spaces, so the words are looked for with any space between them.
        return re.finditer(r"\s+".join(map(re.escape, self.quote.split())), text)

    @model_validator(mode="after")
    def _names_one_article(self) -> Self:
        if (self.source is None) == (self.article_id is None):
            raise ValueError("name the article by source or by article_id: one of them")
        return self


class Case(Strict):
    """One question, and what came of it in the eyes of the person who wrote it."""

    id: Phrase = Field(description="Stands once in a file.")
    question: Phrase
    form: Form = Field(description="What kind of question it is; figures are given by form.")
    history: tuple[Turn, ...] = Field(default=(), description="What was said before it.")
    as_of: date | None = Field(
        default=None, description="Only articles of that day or before; “today” is that day."
    )
    filters: Filters = Filters()
    outcomes: tuple[Outcome, ...] = Field(
        min_length=1, description="The expected outcome, then those that are as fair."
    )
    reasons: tuple[Reason, ...] = Field(
        default=(), description="The fair reasons of an abstention or a question back."
    )
    reference: Phrase | None = Field(
        default=None, description="A right answer in words, which answers are compared with."
    )
    answer_contains: tuple[Needed, ...] = Field(
        default=(),
        description="Words that the text of the expected outcome must have; of a list, one.",
    )
    cited_contains: tuple[Needed, ...] = Field(
        default=(), description="Words that an answer or its cited words must have."
    )
    answer_excludes: tuple[Phrase, ...] = Field(
        default=(), description="Words that an answer must not have."
    )
    forbidden: tuple[Phrase, ...] = Field(
        default=(),
        description="Words that nothing told may have, whatever the outcome: no answer, no short"
        " answer, and no citation as somebody's words. To say what is missing, the words of the"
        " question may be repeated.",
    )
    speaker: tuple[Phrase, ...] = Field(
        default=(),
        description="The names of the one whose words are asked for; all citations must be theirs.",
    )
    publisher: Phrase | None = Field(
        default=None, description="A publisher that a citation must name."
    )
    contexts: tuple[Context, ...] = Field(
        default=(), description="What bears the answer; an answer must cite one of them."
    )
    short_answer: tuple[Phrase, ...] | None = Field(
        default=None,
        description="The right short answers; a did_say question must give one of them.",
    )
    tags: tuple[Phrase, ...] = Field(default=(), description="Figures are given by tag too.")
    origin: Phrase | None = Field(default=None, description="Where the case comes from.")

    @property
    def is_answerable(self) -> bool:
        return "answered" in self.outcomes

    @model_validator(mode="after")
    def _says_what_is_right(self) -> Self:
        if self.is_answerable and not (self.contexts or self.reference):
            raise ValueError("an answered outcome needs contexts or a reference")
        if not self.is_answerable and (self.contexts or self.reference):
            raise ValueError("contexts and a reference are for an answered outcome")
        if (set(self.outcomes) != {"answered"}) != bool(self.reasons):
            raise ValueError("reasons belong to the outcomes insufficient_evidence and clarify")
        return self


def case_schema() -> dict[str, Any]:
    """The JSON schema of a line; cases.schema.json holds it for editors and other programs."""
    told = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {**told, **Case.model_json_schema()}


@dataclass(frozen=True, slots=True)
class Known:
    """What an archive holds, as far as cases name it.

    `texts`: of articles that cases name, by that name; of the others nothing is said.
    """

    sources: Collection[str]
    article_ids: Collection[str]
    texts: Mapping[str, str] = field(default_factory=dict)


def load_cases(path: Path, *, known: Known | None = None) -> tuple[Case, ...]:
    """The cases of a JSONL file; CasesInvalid lists everything wrong with it, line by line.

    With `known`, a case that names another article, or words that are not in its article, is wrong.
    """
    cases, problems = _read(path)
    if not cases and not problems:
        problems.append(Problem(path, None, "holds no case"))
    found = chain(_twice(cases), _unknown(cases, known) if known else ())
    problems += [Problem(path, number, said) for number, said in found]
    if problems:
        raise CasesInvalid(sorted(problems, key=lambda problem: problem.line or 0))
    return tuple(cases.values())


def articles_named(path: Path) -> frozenset[str]:
    """The sources and ids by which the cases of a file name articles, as far as it can be read."""
    cases, _ = _read(path)
    return frozenset(context.article for case in cases.values() for context in case.contexts)


def _read(path: Path) -> tuple[dict[int, Case], list[Problem]]:
    cases: dict[int, Case] = {}
    problems: list[Problem] = []
    # Not splitlines: words may hold line separators of their own.
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            cases[number] = Case.model_validate_json(line)
            found = repeated(line)
        except ValidationError as error:
            found = [_JSON_LINE.sub("", said) for said in complaints(error)]
        problems += [Problem(path, number, said) for said in found]
    return cases, problems


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CasesInvalid([Problem(path, None, f"cannot be read: {error}")]) from error


def _twice(cases: dict[int, Case]) -> Iterator[tuple[int, str]]:
    first: defaultdict[object, int] = defaultdict(int)
    for number, case in cases.items():
        asked = (plain(case.question), case.history, case.as_of, case.filters)
        for key, what in ((case.id, f"id {case.id!r}"), (asked, "the same question")):
            if first[key]:
                yield number, f"{what} stands on line {first[key]} already"
            else:
                first[key] = number


def _unknown(cases: dict[int, Case], known: Known) -> Iterator[tuple[int, str]]:
    for number, case in cases.items():
        for place, context in enumerate(case.contexts):
            yield from ((number, f"contexts.{place}.{said}") for said in _astray(context, known))
        for id in case.filters.article_ids:
            if id not in known.article_ids:
                yield number, f"filters.article_ids: {_absent(id)}"


def _astray(context: Context, known: Known) -> Iterator[str]:
    if context.source is not None and context.source not in known.sources:
        yield f"source: {_absent(context.source)}{_hint(context.source, known.sources)}"
    if context.article_id is not None and context.article_id not in known.article_ids:
        yield f"article_id: {_absent(context.article_id)}"
    text = known.texts.get(context.article)
    if text is not None and not any(context.places_in(text)):
        yield f"quote: these words do not stand in {context.article}"


def _absent(name: str) -> str:
    return f"{name!r} is not among the articles"


def _hint(source: str, sources: Collection[str]) -> str:
    """The same file of another folder: a source begins with the name of the folder indexed."""
    file = source.rpartition("/")[2]
    alike = next((one for one in sources if one.rpartition("/")[2] == file), None)
    return f": did you mean {alike!r}?" if alike else ""
