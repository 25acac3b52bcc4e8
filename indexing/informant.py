"""Metadata that the rules leave unknown, asked of somebody who reads the article.

Whoever that is, only what the article's own words prove is taken (`proof.py`).
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from indexing.article import Attested, IndexedArticle
from indexing.parsing import Parsed
from indexing.proof import Field, Told, proven, unknown_in
from indexing.report import Inquiry

AT_ONCE = 4
GIVE_UP = 8
"""After so many articles in a row that nobody could be asked about, the rest of a batch is not
tried: each try may take a minute. Next time, all of them are."""

Tell = Callable[[Inquiry], None]


class NotTold(Exception):
    """Nobody could be asked about an article. `is_out`: nor would another article have had a reply,
    as far as can be told."""

    def __init__(self, reason: str, *, is_out: bool) -> None:
        super().__init__(reason)
        self.is_out = is_out


class Informant(Protocol):
    async def tell(self, text: str, fields: Sequence[Field]) -> Sequence[Told]:
        """What the article says of itself; nothing of a field that it does not tell.

        Raises NotTold.
        """
        ...


class Asking:
    """One batch's questions to an informant. `tell` is called after each with what they came to."""

    def __init__(self, informant: Informant, *, tell: Tell) -> None:
        self._informant = informant
        self._tell = tell
        self._places = asyncio.Semaphore(AT_ONCE)
        self._failures = 0
        self._inquiry = Inquiry()

    async def fill(self, part: Parsed) -> Parsed:
        """`part`, with what could be learnt; an article that nobody could be asked about keeps the
        fingerprint that has it read again next time."""
        filled = await asyncio.gather(*map(self._filled, part.articles))
        return replace(part, articles=tuple(filled))

    async def _filled(self, made: IndexedArticle) -> IndexedArticle:
        article = made.article
        fields = unknown_in(article.metadata)
        if not fields:
            return made
        async with self._places:
            told = await self._told(article.text, fields)
        if told is None:
            return made
        found: dict[str, Attested[Any]] = {}
        for each in told:
            value = proven(each, article.text) if each.field in fields else None
            if value:
                found.setdefault(each.field, value)
        self._note(asked=1, found=len(found), unproven=len(told) - len(found))
        known = replace(article.metadata, **found)
        fingerprint = once_asked(article.fingerprint)
        return replace(made, article=replace(article, metadata=known, fingerprint=fingerprint))

    async def _told(self, text: str, fields: Sequence[Field]) -> Sequence[Told] | None:
        if self._failures >= GIVE_UP:
            self._note(unasked=1)
            return None
        try:
            told = await self._informant.tell(text, fields)
        except NotTold as failure:
            self._failures = self._failures + 1 if failure.is_out else 0
            self._note(unasked=1, reason=str(failure))
            return None
        self._failures = 0
        return told

    def _note(self, *, reason: str = "", **counts: int) -> None:
        now = self._inquiry
        grown: dict[str, Any] = {name: getattr(now, name) + count for name, count in counts.items()}
        self._inquiry = replace(now, reason=now.reason or reason, **grown)
        self._tell(self._inquiry)


def once_asked(fingerprint: str) -> str:
    """That of an article which an informant was asked about."""
    return f"{fingerprint}+asked"
