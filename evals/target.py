"""Which archive is asked: articles to be indexed, one that is there, or that of a service."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

from evals.client import TIMEOUT_S, Client, Holdings, open_archive, open_in_process, open_url
from evals.errors import EvalError
from evals.fingerprint import without_secrets
from indexing.article import RawArticle
from indexing.report import Progress
from indexing.sources import read_sources
from service.answer import Answerer

IN_PROCESS = "in-process"


@dataclass(frozen=True, slots=True)
class Target:
    """`articles` are indexed, into `data` where that is given, else into a folder that goes
    afterwards; `data` alone is an archive as it is; `url` a service that runs.

    Unless `strict`, articles that cannot be indexed are left out.
    """

    articles: Path | None = None
    data: Path | None = None
    url: str | None = None
    strict: bool = True

    def __post_init__(self) -> None:
        if self.url is not None and self.data is not None:
            raise EvalError("give --url or --data, not both: a running service has its own archive")
        if self.url is not None and self.articles is not None:
            raise EvalError("give --url or --articles: a running service has its own articles")
        if self.url is None and self.data is None and self.articles is None:
            raise EvalError(
                "say what to ask: --articles FOLDER, --data ARCHIVE_FOLDER, or --url of a service"
            )

    @property
    def service(self) -> str:
        """What a run calls it."""
        return IN_PROCESS if self.url is None else without_secrets(self.url)

    def listed(self) -> Holdings | None:
        """What the articles to be indexed are, without indexing them; None for any other archive.

        Raises SourceUnreadable.
        """
        if self.articles is None:
            return None
        raws = [raw for raw in read_sources([self.articles]) if isinstance(raw, RawArticle)]
        return Holdings(frozenset(raw.source for raw in raws), frozenset(raw.id for raw in raws))

    def open(
        self,
        *,
        tell: Callable[[Progress], None],
        answerer: Answerer = "extractive",
        timeout_s: float = TIMEOUT_S,
    ) -> AbstractAsyncContextManager[Client]:
        """`tell` hears of the indexing. Raises ServiceUnusable, and OnRecordError."""
        if self.url is not None:
            return open_url(self.url, answerer=answerer, timeout_s=timeout_s)
        if self.articles is None:
            assert self.data is not None, "a target is one of three"
            return open_archive(self.data, answerer=answerer, timeout_s=timeout_s)
        return open_in_process(
            self.articles,
            data=self.data,
            answerer=answerer,
            timeout_s=timeout_s,
            strict=self.strict,
            tell=tell,
        )
