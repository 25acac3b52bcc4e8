"""What has to be known to read a benchmark's figures, and to take them again."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from evals.bench.asking import AT_ONCE
from evals.bench.verdicts import Result
from evals.fingerprint import changes, commit, prompts, settings_told
from evals.record import IN_PROCESS, About

READ_BESIDE: Mapping[str, tuple[str, ...]] = {
    "gate": ("polnear",),
    "mtrag_rewrite": ("mtrag_un",),
}
"""The sets that a benchmark reads besides its own."""


def about_of(  # noqa: PLR0913  each of them is told
    result: Result,
    folder: Path,
    *,
    split: str,
    limit: int | None,
    answerer: str | None,
    environ: Mapping[str, str],
    started: datetime,
) -> About:
    """As a run is described; `answerer` None where no question was asked."""
    archive = result.archive
    folders = [folder, *(folder.with_name(name) for name in READ_BESIDE.get(result.name, ()))]
    return About(
        name=result.name,
        cases_sha256=_sha256_of(_read(folders, split=split)),
        service=IN_PROCESS,
        answerer=answerer or "none",
        chat_model=archive.chat_model if archive else None,
        embedder=archive.embedder if archive else None,
        archive=archive.fingerprint if archive else None,
        rejected=archive.rejected if archive else (),
        commit=commit(),
        changes=changes(),
        settings=settings_told(environ),
        prompts=prompts(),
        cases=len(result.verdicts),
        split=split,
        limit=limit,
        concurrency=AT_ONCE if answerer else None,
        started=started,
    )


def _read(folders: Iterable[Path], *, split: str) -> Iterator[Path]:
    """The files of a half, and the corpus of both."""
    for folder in folders:
        for path in sorted(folder.glob("*.jsonl*")):
            if path.name.split(".")[1] == split or path.name.startswith("corpus."):
                yield path


def _sha256_of(paths: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            found.update(hashlib.file_digest(file, "sha256").digest())
    return found.hexdigest()
