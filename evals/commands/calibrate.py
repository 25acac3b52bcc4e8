"""How sure an answer is, fitted anew."""

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evals.commands.boundary import PASSED, console, judging
from evals.errors import EvalError

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

LEASTS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)


def calibrate(
    *,
    data: Annotated[Path, typer.Option(help="The folder that holds the public sets.")],
    split: Annotated[str, typer.Option(help="Which half of the sets.")] = "dev",
    limit: Annotated[
        int | None, typer.Option(min=10, help="Of each set only so many, from all over it.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write the weights here, as service/sureness.tsv has them.")
    ] = None,
) -> None:
    """Fit how sure an answer is, on questions with and without answers.

    One half of each set is fitted on. On the other half the tables tell what a sureness was worth,
    and what each least sureness would cost.

    Examples:

      python -m evals calibrate --data ../shared/bench --limit 500

      python -m evals calibrate --data ../shared/bench --out service/sureness.tsv

    Exit codes: 0 fitted, 2 it could not be.
    """
    from rich.progress import Progress

    from evals.calibration import report
    from evals.calibration.fitting import fit, halves
    from evals.calibration.observing import HOLDS, Observation, observe

    with judging():
        found: list[Observation] = []
        left_out: list[str] = []
        with Progress(console=console(), transient=True) as progress:
            for name in HOLDS:
                tell = partial(_tell, progress, progress.add_task(name))
                seen = asyncio.run(observe(data / name, split=split, limit=limit, tell=tell))
                found += seen.found
                left_out += [f"{name}: {count} {why}" for why, count in seen.left_out.items()]
        fitted, held = halves(found)
        if not fitted or not held:
            raise EvalError("too few questions to fit on one half and report on the other")
        weights = fit(fitted)
        if out is not None:
            out.write_text(report.as_tsv(weights), encoding="utf-8")
        console().print(report.weights_table(weights))
        console().print(report.reliability_table(held, weights))
        console().print(report.choices_table(held, weights, LEASTS))
        if left_out:
            typer.echo(f"questions that tell nothing of it: {'; '.join(left_out)}", err=True)
    raise typer.Exit(PASSED)


def _tell(progress: "Progress", task: "TaskID", done: int, total: int) -> None:
    progress.update(task, completed=done, total=total)
