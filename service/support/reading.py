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

    `name` is None for a pronoun that the sentence does not resolve. `words` are where what they say
    stands, `whole` is the stretch from who speaks to the end of that.
    """

    name: str | None
    mention: str
    content: str
    words: Span
    whole: Span
    via: str | None = None


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
            text: tuple(_spoken(each, text) for each in statements)
            for text, statements in zip(texts, told, strict=True)
        }


def _spoken(statement: Statement, text: str) -> Spoken:
    mention = statement.speaker_mention.of(text) if statement.speaker_mention else ""
    words = Span(statement.content[0].start, statement.content[-1].end)
    named = statement.speaker_mention or words
    return Spoken(
        name=statement.speaker,
        mention=mention or statement.speaker or "",
        content=" ".join(span.of(text) for span in statement.content),
        words=words,
        whole=Span(min(named.start, words.start), max(named.end, words.end)),
        via=statement.via,
    )
