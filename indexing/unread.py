"""What is left to be read: the sources, less what the archive has already."""

import asyncio
import os
import re
from collections.abc import AsyncGenerator, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from indexing.article import RawArticle, Rejection
from indexing.informant import once_asked
from indexing.parsing import Recipe
from indexing.report import Tally
from indexing.sql.values import Origin

_SCAN = 1_000  # so many articles that were met before make a batch too, for progress to be shown
_ROW = re.compile(r"(?P<file>.+\.jsonl(?:\.gz)?):(?P<line>\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles that are new or changed; `is_all` when there are no others."""

    raws: tuple[RawArticle, ...]
    is_all: bool


class Unread:
    """Sources in batches of about `batch_words`; remembers what it met, for pruning.

    Rejected are an article with the id of an earlier one, one with the same text, publisher and
    date, and one that would take the place of another folder's (see `_rival`). `lacking` are the
    articles of the archive without title, publisher or date, where an informant is asked for these;
    None where nobody is.
    """

    def __init__(
        self,
        raws: Iterable[RawArticle | Rejection],
        *,
        known: Mapping[str, Origin],
        recipe: Recipe,
        tally: Tally,
        batch_words: int,
        lacking: Collection[str] | None = None,
    ) -> None:
        self._raws = iter(raws)
        self._known = known
        self._recipe = recipe
        self._tally = tally
        self._batch_words = batch_words
        self._lacking = lacking
        self._met: dict[str, str] = {}
        self._told: dict[bytes, str] = {}
        self._roots: set[tuple[str, str]] = set()
        self._unreadable: set[str] = set()
        self._is_another = cache(_is_another)
        self._given = 0
        self.moved: dict[str, Origin] = {}

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
                    self._unreadable.add(raw.source)
                elif self._is_wanted(raw):
                    batch.append(raw)
                    words += len(raw.text.split())
                if words >= self._batch_words or scanned >= _SCAN:
                    return batch, False
        self._tally.total = self._given
        return batch, True

    def _is_wanted(self, raw: RawArticle) -> bool:
        known = self._known.get(raw.id)
        found = Origin(raw.source, raw.collection, raw.root, self._fingerprint(raw, known))
        is_unchanged = known is not None and known.fingerprint == found.fingerprint
        rival = self._rival(known, found) if known else None
        reason = self._double(raw) or (None if is_unchanged else rival)
        self._roots.add((raw.collection, raw.root))
        self._met.setdefault(raw.id, raw.source)
        if reason:
            self._tally.rejected.append(_reject(raw, reason))
        elif is_unchanged:
            self._tally.unchanged += 1
            if known != found and rival is None:
                self.moved[raw.id] = found
        return not is_unchanged and not reason

    def _fingerprint(self, raw: RawArticle, known: Origin | None) -> str:
        """Of what would be made of `raw` now. Where an informant is, that is an article which was
        asked about, unless the rules found all."""
        plain = self._recipe.fingerprint(raw)
        if self._lacking is None:
            return plain
        is_ruled = known is not None and known.fingerprint == plain
        return plain if is_ruled and raw.id not in self._lacking else once_asked(plain)

    def _double(self, raw: RawArticle) -> str | None:
        if raw.id in self._met:
            return f"it has the id of {self._met[raw.id]}: {raw.id}"
        told = (raw.text.strip(), raw.fields.get("publisher", ""), raw.fields.get("published", ""))
        content = sha256(repr(told).casefold().encode()).digest()
        if content in self._told:
            return f"it has the text, publisher and date of {self._told[content]}"
        self._told[content] = raw.source
        return None

    def _rival(self, known: Origin, found: Origin) -> str | None:
        """Why `found` may not take the place of `known`: they are of two folders of one name.

        Where the folder of `known` is gone, it was moved to where `found` is.
        """
        is_elsewhere = known.collection == found.collection and known.root != found.root
        if not is_elsewhere or not self._is_another(known.root, found.root):
            return None
        return (
            f"the archive has {known.source} from {known.root}, and this is from {found.root}: "
            "rename one of the two, or index the folder above it"
        )

    def gone(self) -> list[str]:
        """Ids of what came from the files and folders that were read, and was not met there.

        Not where a part of a file or folder could not be read: it may stand there still.
        """
        within = tuple(f"{source}{mark}" for source in self._unreadable for mark in ":/")
        return [
            article_id
            for article_id, known in self._known.items()
            if (known.collection, known.root) in self._roots
            and article_id not in self._met
            and known.source not in self._unreadable
            and not known.source.startswith(within)
        ]


def _is_another(root: str, other: str) -> bool:
    """Whether both are there, and not one by two paths."""
    try:
        return not os.path.samefile(root, other)
    except OSError:
        return False


def _reject(raw: RawArticle, reason: str) -> Rejection:
    row = _ROW.fullmatch(raw.source)
    if row:
        return Rejection(row["file"], int(row["line"]), reason)
    return Rejection(raw.source, None, reason)
