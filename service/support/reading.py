"""Whom a sentence lets speak, and of which words: the quote ledger's own reading of it."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from indexing.article import Span, Statement

KEPT_MOST = 2048  # readings; a question has a few dozen


@dataclass(frozen=True, slots=True)
class Spoken:
    """One attribution: who is made to speak, in the sentence's words, and what they say.

    `name` is None for a pronoun that the sentence does not resolve; `mention` is where whoever
    speaks stands, None where nothing there names them. `via` is whoever reports it.
    """

    name: str | None
    mention: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    via: str | None = None
    is_denial: bool = False

    @property
    def words(self) -> Span:
        """The stretch in which the words stand."""
        return Span(self.content[0].start, self.content[-1].end)

    @property
    def whole(self) -> Span:
        """The stretch in which it is told who says what."""
        spans = [span for span in (self.mention, self.cue, self.words) if span and span.start >= 0]
        return Span(min(span.start for span in spans), max(span.end for span in spans))

    def is_within(self, other: "Spoken") -> bool:
        """Whether what this one says is part of what the other says."""
        own, whole = self.words, other.words
        return own != whole and whole.start <= own.start and own.end <= whole.end


def outermost(read: Sequence[Spoken]) -> tuple[Spoken, ...]:
    """Without those that are part of what another says."""
    return tuple(one for one in read if not any(one.is_within(other) for other in read))


class Extracting(Protocol):
    """Who finds the attributions of texts, each given with an article's id."""

    def extract_many(
        self, items: Sequence[tuple[str, str]], /
    ) -> Sequence[tuple[Statement, ...]]: ...


class Reader:
    """Reads sentences with the parser that reads the articles; it is loaded with the first one."""

    def __init__(self, open_extractor: Callable[[], Extracting]) -> None:
        self._open = open_extractor
        self._extractor: Extracting | None = None
        self._loading = Lock()
        self._known: OrderedDict[str, tuple[Spoken, ...]] = OrderedDict()

    def load(self) -> None:
        """Blocks until the parser is there and has read a sentence."""
        self._parse(["He said so."])

    async def read(self, texts: Sequence[str]) -> tuple[tuple[Spoken, ...], ...]:
        """The attributions of each text; one that was read lately is not parsed again."""
        # Taken now: while these wait for the parser, others may push them out.
        readings = {text: self._known[text] for text in texts if text in self._known}
        new = [text for text in dict.fromkeys(texts) if text not in readings]
        found = await asyncio.to_thread(self._parse, new) if new else {}
        self._known.update(found)
        while len(self._known) > KEPT_MOST:
            self._known.popitem(last=False)
        readings |= found
        return tuple(readings[text] for text in texts)

    def _parse(self, texts: Sequence[str]) -> dict[str, tuple[Spoken, ...]]:
        with self._loading:
            self._extractor = self._extractor or self._open()
            told = self._extractor.extract_many([("", text) for text in texts])
        return {
            text: outermost([spoken_of(each) for each in statements])
            for text, statements in zip(texts, told, strict=True)
        }


def spoken_of(statement: Statement, *, start: int = 0) -> Spoken:
    """A statement as an attribution of the text that begins at `start`."""

    def moved(span: Span) -> Span:
        return Span(span.start - start, span.end - start)

    return Spoken(
        name=statement.speaker,
        mention=moved(statement.speaker_mention) if statement.speaker_mention else None,
        cue=moved(statement.cue) if statement.cue else None,
        content=tuple(map(moved, statement.content)),
        via=statement.via,
        is_denial=statement.is_denial,
    )
