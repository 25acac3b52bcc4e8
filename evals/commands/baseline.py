"""An earlier run to hold later ones against."""

from pathlib import Path
from typing import Annotated

import typer

from evals.baseline import write_baseline
from evals.commands.boundary import judging
from evals.record import read_run


def baseline(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The file a run left (.jsonl).")],
    *,
    out: Annotated[
        Path, typer.Option(metavar="FILE", help="Where to write it; what is there is replaced.")
    ],
) -> None:
    """Keep a run's figures and scores, for `report --baseline` and the gate.

    Examples:

      python -m evals gold --out gold.jsonl

      python -m evals baseline gold.jsonl --out evals/baselines/gold.json

    Exit codes: 0 it is written, 2 it is not: a run that was not judged in full is no measure.
    """
    with judging():
        kept = write_baseline(read_run(run), out)
    typer.echo(f"{out}: {len(kept.figures)} figures of {len(kept.cases)} cases")
