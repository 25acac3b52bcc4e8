"""How fast articles are taken in, from file to archive: `python -m evals.speed.ingest PATH`."""

import asyncio
import os
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from evals.speed.process_tree import peak_memory
from indexing.ingest import IngestReport, ingest
from indexing.settings import Settings, load_settings
from indexing.sources import read_sources
from indexing.store import open_store

_PLACES = frozenset({"DATABASE_URL", "CHROMA_HOST", "CHROMA_PORT", "ONRECORD_DATA_DIR"})


def main(
    path: Annotated[Path, typer.Argument(help="A file or folder of articles.")],
    limit: Annotated[int | None, typer.Option(help="Take only so many articles.")] = None,
    again: Annotated[bool, typer.Option(help="Then run once more, with nothing changed.")] = False,
) -> None:
    """Index PATH into a folder that is thrown away afterwards, and tell what it took."""
    with TemporaryDirectory() as folder, peak_memory(os.getpid()) as peak:
        report = asyncio.run(_index(path, Path(folder), limit))
        words = max(report.words, 1)
        typer.echo(_told(report))
        for name, size in _disk(Path(folder)).items():
            typer.echo(f"disk {name:9} {size / 1e6:8.1f} MB {size / words:8.2f} kB/1,000 words")
        if again:
            report = asyncio.run(_index(path, Path(folder), limit))
            typer.echo(f"again: {report.unchanged} unchanged in {report.seconds:.1f} s")
    typer.echo(f"peak memory {peak.mib:.0f} MiB")


async def _index(path: Path, folder: Path, limit: int | None) -> IngestReport:
    async with open_store(_settings(folder, os.environ)) as store:
        return await ingest(islice(read_sources([path]), limit), store=store)


def _settings(folder: Path, environ: Mapping[str, str]) -> Settings:
    """Those of `environ`, but for where an archive is: nobody's own is to be written here."""
    kept = {name: value for name, value in environ.items() if name not in _PLACES}
    return load_settings({**kept, "ONRECORD_DATA_DIR": str(folder)})


def _told(report: IngestReport) -> str:
    pace = report.words / report.seconds
    cores = sum(_cpu_seconds(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
    stages = report.stages
    spent = {
        "read": stages.read,
        "parse": stages.parse,
        "embed": stages.embed,
        "vectors": stages.vectors,
        "sql": stages.sql,
    }
    return "\n".join(
        [
            f"{report.added} articles, {report.words:,} words, {len(report.rejected)} rejected",
            f"{report.seconds:.1f} s, {pace:,.0f} words/s",
            f"{cores:.1f} core seconds, {report.words / cores:,.0f} words a core second",
            *(f"stage {name:8} {seconds:8.1f} s" for name, seconds in spent.items()),
        ]
    )


def _cpu_seconds(who: int) -> float:
    """What was really worked, however busy the machine is with other things."""
    usage = getrusage(who)
    return usage.ru_utime + usage.ru_stime


def _disk(folder: Path) -> dict[str, int]:
    def size(*patterns: str) -> int:
        files = (file for pattern in patterns for file in folder.glob(pattern))
        return sum(file.stat().st_size for file in files if file.is_file())

    return {"articles": size("archive.db*"), "vectors": size("chroma/**/*")}


if __name__ == "__main__":
    typer.run(main)
