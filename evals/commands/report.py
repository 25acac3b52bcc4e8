"""What a run came to, in the form that its reader needs."""

from pathlib import Path
from typing import Annotated

import typer

from evals.commands.boundary import judging
from evals.commands.options import Json
from evals.commands.telling import tell
from evals.record import read_run
from evals.report.report import Report, report_of
from evals.thresholds import load_thresholds


def report(  # noqa: PLR0913  a parameter is an option
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The file a run left (.jsonl).")],
    *,
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Compare with this: a baseline, or another run's file."),
    ] = None,
    thresholds: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Hold the figures against these bounds.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a page with plots and every case.")
    ] = None,
    markdown: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a summary for a pull request.")
    ] = None,
    junit: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write JUnit XML, for a build server.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Tell what a run came to, and judge it.

    Examples:

      python -m evals report run.jsonl --html report.html

      python -m evals report run.jsonl --baseline last_week.jsonl --thresholds thresholds.json

    Exit codes: 0 pass, 1 a bound is broken or a figure has got worse than its baseline allows, 2 it
    could not be judged. The files are written whatever the verdict.
    """
    with judging(as_json=as_json):
        bounds = load_thresholds(thresholds) if thresholds else None
        found = report_of(read_run(run), bounds=bounds, baseline=baseline)
        _write(found, html=html, markdown=markdown, junit=junit)
    tell(found, as_json=as_json)
    raise typer.Exit(found.verdict.exit_code)


def _write(report: Report, *, html: Path | None, markdown: Path | None, junit: Path | None) -> None:
    from evals.report.html.page import page
    from evals.report.junit import junit as as_junit
    from evals.report.markdown import markdown as as_markdown

    for path, made in ((html, page), (markdown, as_markdown), (junit, as_junit)):
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made(report), encoding="utf-8")
