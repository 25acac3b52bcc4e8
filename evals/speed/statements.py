"""How fast statements are read off articles: `python -m evals.speed.statements PATH`."""

import time
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer
from threadpoolctl import threadpool_limits

from indexing.article import RawArticle
from indexing.settings import load_settings
from indexing.sources import read_sources
from indexing.statements import StatementExtractor

BATCH = 50  # articles: about what a worker is given at once


def main(
    path: Annotated[Path, typer.Argument(help="A file or folder of articles.")],
    limit: Annotated[int, typer.Option(help="Take only so many articles.")] = 1000,
) -> None:
    """Words a second of one core, of all words and not of the parsed sentences alone."""
    extractor = StatementExtractor(load_settings({}).spacy_model)
    raws = islice(read_sources([path]), limit)
    texts = [(raw.id, raw.text) for raw in raws if isinstance(raw, RawArticle)]
    words = sum(len(text.split()) for _, text in texts)
    with threadpool_limits(1, user_api="blas"):
        extractor.extract_many(texts[:2])
        started = time.process_time()
        count = sum(
            len(told)
            for at in range(0, len(texts), BATCH)
            for told in extractor.extract_many(texts[at : at + BATCH])
        )
        seconds = time.process_time() - started
    typer.echo(f"{len(texts)} articles, {words:,} words, {count:,} statements")
    typer.echo(f"{seconds:.1f} core seconds, {words / seconds:,.0f} words a core second")


if __name__ == "__main__":
    typer.run(main)
