"""Tables of the page: a column is its heading and what it shows of an item."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from evals.baseline import Change
from evals.report.html.markup import Html, Part, h
from evals.report.wording import signed

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    heading: str
    cell: Callable[[T], Part]
    kind: Literal["word", "number", "plot"] = "word"


def table(caption: str, columns: Sequence[Column[T]], items: Iterable[T]) -> Html:
    """A row for each item; its first cell is the row's heading."""
    heads = [_head(column) for column in columns]
    body = [
        h("tr", [_cell(place, one, item) for place, one in enumerate(columns)]) for item in items
    ]
    whole = h("table", h("caption", caption), h("thead", h("tr", heads)), h("tbody", body))
    return h("div", whole, class_="scroll", tabindex="0", role="region", aria_label=caption)


def _head(column: Column[T]) -> Html:
    kind = None if column.kind == "word" else column.kind
    return h("th", column.heading, scope="col", class_=kind) if column.heading else h("td")


def _cell(place: int, column: Column[T], item: T) -> Html:
    if place == 0:
        return h("th", column.cell(item), scope="row")
    return h("td", column.cell(item), class_=None if column.kind == "word" else column.kind)


def changed(change: Change | None) -> Html | None:
    if change is None:
        return None
    kind = "worse" if change.drop > 0 else "kept" if change.drop < 0 else "soft"
    return h("span", signed(change), class_=kind)


def named(name: str) -> Html:
    """A name as it is written in files; a narrow column breaks it after an underscore."""
    first, *others = name.split("_")
    return h("span", first, [["_", h("wbr"), other] for other in others], class_="name")


def class_of(words: str) -> str:
    return words.replace(" ", "-")
