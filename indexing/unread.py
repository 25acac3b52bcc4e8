"""What is left to be read: the sources, less what the archive has already."""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Mapping
from dataclasses import dataclass

from indexing.article import RawArticle, Rejection
from indexing.parsing import Recipe
from indexing.report import Tally

_SCAN = 1_000  # so many articles that were met before make a batch too, for progress to be shown


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles that are new or changed; `is_all` when there are no others."""

    raws: tuple[RawArticle, ...]
    is_all: bool


class Unread:
    """Sources in batches of about `batch_words`; remembers what it met, for pruning."""

    def __init__(
        self,
        raws: Iterable[RawArticle | Rejection],
        *,
        known: Mapping[str, str],
        recipe: Recipe,
        tally: Tally,
        batch_words: int,
    ) -> None:
        self._raws = iter(raws)
        self._known = known
        self._recipe = recipe
        self._tally = tally
        self._batch_words = batch_words
        self._met: dict[str, str] = {}
        self._collections: set[str] = set()
        self._given = 0

    async def batches(self) -> AsyncGenerator[Batch, None]:
        is_first = True
        is_end = False
        while not is_end:
            raws, is_end = await asyncio.to_thread(self._next)
            yield Batch(tuple(raws), is_first and is_end)
            is_first = is_first and not raws

    def _next(self) -> tuple[list[RawArticle], bool]:
        """Blocks, as files do; whether the sources came to their end with it."""
        batch: list[RawArticle] = []
        words = scanned = 0
        with self._tally.stopwatch.timing("read"):
            for raw in self._raws:
                self._given += 1
                scanned += 1
                if isinstance(raw, Rejection):
                    self._tally.rejected.append(raw)
                elif self._is_wanted(raw):
                    batch.append(raw)
                    words += len(raw.text.split())
                if words >= self._batch_words or scanned >= _SCAN:
                    return batch, False
        self._tally.total = self._given
        return batch, True

    def _is_wanted(self, raw: RawArticle) -> bool:
        if raw.id in self._met:
            reason = f"it has the id of {self._met[raw.id]}: {raw.id}"
            self._tally.rejected.append(Rejection(raw.source, None, reason))
            return False
        self._met[raw.id] = raw.source
        self._collections.add(raw.collection)
        if self._known.get(raw.id) != self._recipe.fingerprint(raw):
            return True
        self._tally.unchanged += 1
        return False

    @property
    def collections(self) -> frozenset[str]:
        return frozenset(self._collections)

    def gone(self, sources: Mapping[str, str]) -> list[str]:
        """Ids among `sources` (id to source) that were not met, and not rejected either."""
        rejected = self._tally.rejected
        places = {
            one.source if one.line is None else f"{one.source}:{one.line}" for one in rejected
        }
        # A file that could not be read may have held many; so may a folder.
        within = tuple(
            f"{one.source}{mark}" for one in rejected if one.line is None for mark in ":/"
        )
        return [
            article_id
            for article_id, source in sources.items()
            if article_id not in self._met
            and source not in places
            and not source.startswith(within)
        ]
