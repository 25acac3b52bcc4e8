"""What the command line shows of a reply: words for people, JSON for programs."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from indexing.doctor import Finding

Body = Mapping[str, Any]

SHOWN_REJECTED = 50

# What an article says must not steer the terminal that shows it.
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def show_json(body: Body) -> None:
    told = json.dumps(body, ensure_ascii=False, indent=2)
    _console().out(_STEERING.sub(_escaped, told), highlight=False)


def _escaped(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign[0]):04x}"


def show_answer(reply: Body) -> None:
    """The answer, the short one first; then its numbered citations: where, and the exact words."""
    console = _console()
    if reply["short_answer"]:
        short = str(reply["short_answer"])
        console.print(Text(_clean(short[:1].upper() + short[1:]), style="bold"))
    console.print(_plain(reply["answer"]))
    if note := _instead(reply):
        console.print(Text(f"\n{note}", style="dim"))
    if reply["citations"] and reply["outcome"] != "answered":
        console.print(Text("\nThe nearest there is:", style="dim"))
    for citation in reply["citations"]:
        console.print()
        _show_citation(console, citation)


def _instead(reply: Body) -> str:
    """That a model was to write the answer, and did not; "" where it did or none was to."""
    by = (reply.get("generation") or {}).get("steps", {}).get("answer", "model")
    if by == "model":
        return ""
    if reply["answerer"] == "generative":
        return f"The model failed in the middle ({by}): this is as far as it came."
    return f"The model gave no answer ({by}): these are the articles' own words."


def show_statements(statements: Sequence[Body]) -> None:
    console = _console()
    if not statements:
        console.print("Nothing in the archive fits.")
    for number, statement in enumerate(statements):
        if number:
            console.print()
        _show_citation(console, statement)


def _show_citation(console: Console, citation: Body) -> None:
    line = Text(f"[{citation['marker']}] ", style="bold")
    line.append(_clean(where(citation)), style="not bold")
    console.print(line)
    console.print(Text("    ").append(_clean(citation["quote"]), style="italic"))
    if citation["speaker"]:
        console.print(_plain(f"    said by {citation['speaker']}"))


def where(citation: Body) -> str:
    """Publisher, title, date, file: as far as they are known."""
    date = citation["published"] or "undated"
    if citation["published_provenance"] == "inferred":
        date += " (inferred)"
    known = (citation["publisher"], citation["title"], date, citation["source"])
    return ", ".join(part for part in known if part)


def show_report(report: Body, *, quiet: bool = False) -> None:
    """What a batch did; what was rejected goes to stderr, with the reason."""
    rejected = report["rejected"]
    if not quiet:
        counts = ", ".join(
            f"{report[name]:,} {name}" for name in ("added", "changed", "unchanged", "removed")
        )
        seconds = report["seconds"]
        rate = f", {report['words'] / seconds:,.0f} words/s" if report["words"] and seconds else ""
        _console().print(f"{counts}, {len(rejected):,} rejected in {seconds:,.1f} s{rate}")
    if inquiry := report.get("inquiry"):
        _show_inquiry(inquiry, quiet=quiet)
    if rejected:
        _console(stderr=True).print(_rejected(rejected))


def _show_inquiry(inquiry: Body, *, quiet: bool) -> None:
    """What a model was asked for; that it could not be asked goes to stderr, with the reason."""
    if inquiry["asked"] and not quiet:
        found = f"{inquiry['found']:,} values found, {inquiry['unproven']:,} without proof left out"
        _console().print(f"asked the model about {inquiry['asked']:,} articles: {found}")
    if inquiry["unasked"]:
        what = f"could not be asked about {inquiry['unasked']:,} articles, left as the rules read "
        what += "them; to be asked anew, index them again"
        _console(stderr=True).print(_plain(f"The model {what}: {inquiry['reason']}"))


def _rejected(rejected: Sequence[Body]) -> Table:
    table = Table(title="Rejected", title_justify="left", box=None)
    table.add_column("file", overflow="fold")
    table.add_column("line", justify="right")
    table.add_column("reason", overflow="fold")
    for one in rejected[:SHOWN_REJECTED]:
        table.add_row(
            _plain(one["source"]),
            "" if one["line"] is None else str(one["line"]),
            _plain(one["reason"]),
        )
    if len(rejected) > SHOWN_REJECTED:
        more = len(rejected) - SHOWN_REJECTED
        table.add_row(f"and {more:,} more", "", "--json lists them all")
    return table


def show_findings(findings: "Sequence[Finding]") -> None:
    if not findings:
        _console().print("The archive is whole.")
    for finding in findings:
        then = "mended" if finding.is_mended else finding.remedy
        _console().print(_plain(f"{finding.count:,} {finding.detail}: {then}"))


def show_status(status: Body) -> None:
    rows = {
        "articles": f"{status['articles']:,} ({status['undated']:,} undated)",
        "words": f"{status['words']:,}",
        "passages": f"{status['passages']:,}",
        "statements": f"{status['statements']:,}",
        "publishers": ", ".join(status["publishers"]) or "none known",
        "embedder": status["embedder"] or "none yet",
        "indexed": status["indexed_at"] or "never",
        "data folder": status["data_dir"],
        "server": status["server"] or "none running",
    }
    grid = Table.grid(padding=(0, 2))
    for name, value in rows.items():
        grid.add_row(Text(name, style="dim"), _plain(value))
    _console().print(grid)


def _console(*, stderr: bool = False) -> Console:
    """Lines are wrapped for a terminal, and left whole for a file or a pipe."""
    console = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = 10_000
    return console


def _plain(text: str) -> Text:
    return Text(_clean(text))


def _clean(text: str) -> str:
    return _STEERING.sub("", text)
