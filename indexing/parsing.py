"""Raw articles to all that is stored of them: on a thread here, or in worker processes.

A worker loads the parser once, and nothing of the embedder, Chroma or LlamaIndex.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Thread
from time import perf_counter
from typing import TYPE_CHECKING

from indexing.article import Article, IndexedArticle, Passage, RawArticle, Rejection
from indexing.errors import ParserDied, SettingsInvalid

if TYPE_CHECKING:
    from indexing.statements import StatementExtractor

PIPELINE_VERSION = 5
"""Raised when articles have to be read anew because cleaning or parsing now does otherwise."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides how an article comes out."""

    spacy_model: str
    passage_max_words: int = 190
    pipeline_version: int = PIPELINE_VERSION

    def fingerprint(self, raw: RawArticle) -> str:
        """Equal for equal words and equal recipes, wherever the words lie."""
        told = (sorted(raw.fields.items()), raw.text)
        made = (self.pipeline_version, self.spacy_model, self.passage_max_words)
        return sha256(repr((made, told)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Parsed:
    """What became of some raw articles, and how long the parser took over them."""

    articles: tuple[IndexedArticle, ...]
    rejected: tuple[Rejection, ...]
    seconds: float


# What a mistake of ours raises, when an article is like none before.
_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)

Parse = Callable[[Sequence[RawArticle]], Parsed]
"""Has to be picklable, to be sent to a worker."""


def parse_articles(raws: Sequence[RawArticle], *, recipe: Recipe) -> Parsed:
    """Clean, date, cut and read each; the sentences of all of them are parsed together.

    An article that our own code cannot cope with is rejected like one that cannot be read: among
    thousands, it should not keep the others out.
    """
    started = perf_counter()
    try:
        made, rejected = _parse(raws, recipe)
    except _FAULTS:
        made, rejected = _parse_apart(raws, recipe)
    return Parsed(tuple(made), tuple(rejected), perf_counter() - started)


def _parse(
    raws: Sequence[RawArticle], recipe: Recipe
) -> tuple[list[IndexedArticle], list[Rejection]]:
    articles = [_article(raw, recipe) for raw in raws]
    empty = [article.source for article in articles if not article.text]
    articles = [article for article in articles if article.text]
    told = _extractor(recipe.spacy_model).extract_many(
        (article.id, article.text) for article in articles
    )
    made = [
        IndexedArticle(article, _passages(article, recipe), statements)
        for article, statements in zip(articles, told, strict=True)
    ]
    return made, [Rejection(source, None, "no text is left after cleaning") for source in empty]


def _parse_apart(
    raws: Sequence[RawArticle], recipe: Recipe
) -> tuple[list[IndexedArticle], list[Rejection]]:
    made, rejected = [], []
    for raw in raws:
        try:
            one, none = _parse([raw], recipe)
        except _FAULTS as fault:
            one, none = [], [Rejection(raw.source, None, _place_of(fault))]
        made += one
        rejected += none
    return made, rejected


def _place_of(fault: Exception) -> str:
    *_, last = traceback.extract_tb(fault.__traceback__)
    kind, file = type(fault).__name__, Path(last.filename).name
    return f"onrecord cannot cope with it ({kind}, {file}:{last.lineno}): please report that"


def worker_count() -> int:
    """Half the cores, but at most 4: the embedder keeps the others busy; each holds 300 MB."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return max(1, min(4, cores // 2))


class Parsing:
    """Where articles are parsed. Workers start at the first need and stay until `rest`.

    With no `workers` everything is parsed in this process.
    """

    def __init__(self, parse: Parse, *, workers: int) -> None:
        self.workers = workers
        self._parse = parse
        self._pool: ProcessPoolExecutor | None = None

    async def here(self, raws: Sequence[RawArticle]) -> Parsed:
        """On a thread: what a worker would take longer to start for."""
        return await asyncio.to_thread(self._parse, raws)

    async def away(self, raws: Sequence[RawArticle]) -> Parsed:
        """In a worker process. Raises ParserDied."""
        sent = [replace(raw, fields=dict(raw.fields)) for raw in raws]  # a proxy cannot be pickled
        if self._pool is None:
            # Spawned, not forked: a fork of a process that has threads may hang.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.workers, context, initializer=_start_worker)
        try:
            return await asyncio.wrap_future(self._pool.submit(self._parse, sent))
        except BrokenProcessPool as error:
            raise ParserDied(
                "a parsing process ended before its work was done, most likely for want of "
                "memory: what was stored is whole; free some memory and run it again"
            ) from error

    async def rest(self) -> None:
        """Let the workers go; what they still had to do is dropped."""
        pool, self._pool = self._pool, None
        if pool is not None:
            await asyncio.to_thread(pool.shutdown, cancel_futures=True)


def _start_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the main process's to answer
    Thread(target=_end_with_parent, daemon=True).start()
    import numpy  # noqa: F401 - its threads can be limited once it is loaded
    from threadpoolctl import threadpool_limits

    threadpool_limits(1, user_api="blas")  # a worker has one core, and the embedder the others


def _end_with_parent() -> None:
    """Without this, the workers of a killed process wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _article(raw: RawArticle, recipe: Recipe) -> Article:
    from indexing.clean import clean
    from indexing.metadata import read_metadata

    metadata, text = read_metadata(raw, clean(raw.text))
    fingerprint = recipe.fingerprint(raw)
    return Article(raw.id, raw.source, raw.collection, text, metadata, fingerprint, raw.root)


def _passages(article: Article, recipe: Recipe) -> tuple[Passage, ...]:
    from indexing.passages import passages_of

    return passages_of(article.id, article.text, max_words=recipe.passage_max_words)


@cache
def _extractor(model: str) -> "StatementExtractor":
    from indexing.statements import StatementExtractor

    try:
        return StatementExtractor(model)
    except OSError as error:
        raise SettingsInvalid(
            f"no spaCy model is called {model!r}: install it, or unset ONRECORD_SPACY_MODEL"
        ) from error
