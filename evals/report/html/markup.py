"""HTML and SVG that cannot be broken out of: text is escaped wherever it is put in."""

from collections.abc import Iterable
from html import escape

from evals.report.characters import showable

_VOID = {"meta", "wbr"}


class Html(str):
    """Markup already; every other string is text."""

    __slots__ = ()


Part = str | None | Iterable["Part"]
"""Text, markup, nothing, or several of these."""


def h(name: str, /, *parts: Part, **attributes: str | float | bool | None) -> Html:
    """An element: `h("td", "a < b", class_="number")`. An attribute of None or False is left out.

    An underscore in an attribute's name stands for a hyphen; one at its end for none.
    """
    given = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{name}{given}>")
    return Html(f"<{name}{given}>{join(*parts)}</{name}>")


def join(*parts: Part) -> Html:
    return Html("".join(map(_markup, parts)))


def text(words: str) -> Html:
    """The words as they stand."""
    return Html(escape(showable(words), quote=True))


def _markup(part: Part) -> str:
    if part is None:
        return ""
    if isinstance(part, Html):
        return part
    return text(part) if isinstance(part, str) else "".join(map(_markup, part))


def _attribute(key: str, value: str | float | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{text(str(value))}"'
