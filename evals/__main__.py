"""`python -m evals COMMAND`: does the service work? A file per command in `commands/`."""

import typer

from evals.commands.baseline import baseline
from evals.commands.bench import bench
from evals.commands.calibrate import calibrate
from evals.commands.check import check
from evals.commands.gold import gold
from evals.commands.report import report
from evals.commands.run import run
from service.commands.boundary import check_stdout


def _root() -> None:
    """Does the service work?

    Exit codes: 0 pass, 1 fail, 2 it could not be judged.
    """
    check_stdout()


def build() -> typer.Typer:
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_root)
    for command in (gold, check, run, report, baseline, bench, calibrate):
        app.command()(command)
    return app


if __name__ == "__main__":
    build()()
