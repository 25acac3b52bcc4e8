"""Which archive is asked: articles to be indexed, one that is there, or that of a service."""

from collections.abc import Callable, Collection
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path

from evals.cases import Known
from evals.client import TIMEOUT_S, Client
from evals.errors import EvalError
from evals.fingerprint import without_secrets
from evals.opening import open_archive, open_in_process, open_url, refuse
from evals.record import IN_PROCESS
from evals.writing import Writing
from indexing.article import RawArticle, Rejection
from indexing.clean import clean
from indexing.metadata import read_metadata
from indexing.report import Progress
from indexing.sources import read_sources
from service.answer import Answerer


@dataclass(frozen=True, slots=True)
class Target:
    """`articles` are indexed, into `data` where that is given, else into a folder that goes
    afterwards; `data` alone is an archive as it is; `url` a service that runs.

    Unless `strict`, articles that cannot be indexed are left out. `writing`: how a chat model
    writes; what a running service does is its own affair.
    """

    articles: Path | None = None
    data: Path | None = None
    url: str | None = None
    strict: bool = True
    writing: Writing = field(default_factory=Writing)

    def __post_init__(self) -> None:
        if self.url is not None and self.data is not None:
            raise EvalError("give --url or --data, not both: a running service has its own archive")
        if self.url is not None and self.articles is not None:
            raise EvalError("give --url or --articles: a running service has its own articles")
        if self.url is not None and self.writing != Writing():
            raise EvalError(
                "give --url, or --replies and --ungated: they are of a model asked here"
            )
        if self.url is None and self.data is None and self.articles is None:
            raise EvalError(
                "say what to ask: --articles FOLDER, --data ARCHIVE_FOLDER, or --url of a service"
            )

    @property
    def service(self) -> str:
        """What a run calls it."""
        return IN_PROCESS if self.url is None else without_secrets(self.url)

    def known(self, names: Collection[str]) -> Known | None:
        """What the articles to be indexed are, without indexing them, with the texts of those that
        are named by source or id; None for any other archive. Raises SourceUnreadable."""
        if self.articles is None:
            return None
        sources, ids = set[str](), set[str]()
        texts: dict[str, str] = {}
        for raw in read_sources([self.articles]):
            if isinstance(raw, RawArticle):
                sources.add(raw.source)
                ids.add(raw.id)
                texts |= {name: _text(raw) for name in {raw.source, raw.id}.intersection(names)}
        return Known(sources, ids, texts)

    def open(
        self,
        *,
        tell: Callable[[Progress], None],
        left_out: Callable[[Rejection], None],
        answerer: Answerer = "extractive",
        timeout_s: float = TIMEOUT_S,
    ) -> AbstractAsyncContextManager[Client]:
        """`tell` hears of the indexing, and `left_out` of the articles that it rejects; where the
        target is strict, such a one is an EvalError. Raises ServiceUnusable, and OnRecordError."""
        if self.url is not None:
            return open_url(self.url, answerer=answerer, timeout_s=timeout_s)
        if self.articles is None:
            assert self.data is not None, "a target is one of three"
            return open_archive(
                self.data, answerer=answerer, timeout_s=timeout_s, writing=self.writing
            )
        return open_in_process(
            self.articles,
            data=self.data,
            answerer=answerer,
            timeout_s=timeout_s,
            left_out=refuse if self.strict else left_out,
            writing=self.writing,
            tell=tell,
        )


def _text(raw: RawArticle) -> str:
    """As it will be stored."""
    return read_metadata(raw, clean(raw.text))[1]
