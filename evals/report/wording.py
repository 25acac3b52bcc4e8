"""Numbers and cases in the words that every form of the report uses."""

from evals.baseline import Change
from evals.record import IN_PROCESS, About, Row
from evals.summary import Figure


def number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def percent(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.1f} %"


def interval(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    return f"{figure.low:.3f} … {figure.high:.3f}"


def signed(change: Change) -> str:
    """The change; never "-0.000"."""
    return f"{round(change.change, 3) + 0.0:+.3f}"


def change_interval(change: Change) -> str:
    if change.low == change.high == 0:
        return ""
    return f"{round(change.low, 3) + 0.0:+.3f} … {round(change.high, 3) + 0.0:+.3f}"


def commit(about: About) -> str:
    """Short, as git shows it, with what says that files were changed since; empty of none.

    Which one a service elsewhere runs, nobody here knows.
    """
    name, dash, dirty = (about.commit or "").partition("-")
    shown = f"{name[:12]}{dash}{dirty}"
    return f"judged by {shown}" if shown and about.service != IN_PROCESS else shown


def first_fault(row: Row) -> str:
    """What is wrong with a case, in one line; nothing of a right one."""
    if row.failure is not None:
        return f"not judged: {row.failure}"
    return row.faults[0] if row.faults else ""
