"""The one way into the archive and out of it, whoever asks: the API, or the command line."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from indexing.article import RawArticle, Rejection
from indexing.errors import ArticleNotFound
from indexing.informant import Informant
from indexing.ingest import ingest
from indexing.report import IngestReport, Progress
from indexing.sources import read_sources
from indexing.store import Store

Tell = Callable[[Progress], None]


def _no_one(progress: Progress) -> None:
    """For callers who want the report alone."""


class Intake:
    """`informant` is asked for the metadata that the rules leave unknown; None: nobody is."""

    def __init__(self, store: Store, informant: Informant | None = None) -> None:
        self._store = store
        self._informant = informant

    async def index(
        self, paths: Sequence[Path], *, prune: bool = False, tell: Tell = _no_one
    ) -> IngestReport:
        """Take in files and folders. Raises SourceUnreadable."""
        return await self.add(read_sources(paths), prune=prune, tell=tell)

    async def add(
        self,
        raws: Iterable[RawArticle | Rejection],
        *,
        prune: bool = False,
        tell: Tell = _no_one,
    ) -> IngestReport:
        return await ingest(
            raws, store=self._store, prune=prune, progress=tell, informant=self._informant
        )

    async def remove(self, article_id: str) -> None:
        """Raises ArticleNotFound."""
        if await self._store.remove([article_id]) == 0:
            raise ArticleNotFound(f"no article has the id {article_id!r}")
