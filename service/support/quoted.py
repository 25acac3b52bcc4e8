"""Whether the words that a sentence puts between quotation marks stand in the evidence."""

import re
import unicodedata

from indexing.article import Span
from service.support.plain import contains

_QUOTED = re.compile(r"“([^”]+)”|\"([^\"]+)\"|«([^»]+)»")
_STRAIGHT = re.compile(r"\"([^\"]+)\"")
_PLAIN_MARKS = frozenset('“”‘’‚‛"')
_MARKS = frozenset("＂„‟❝❞〝〞〟″‶˝「」『』﹁﹂﹃﹄｢｣")  # the others have a category of their own
_MARKUP = re.compile(
    r"!?\[[^\]]*\]\s*[(:\[]|\]\(|<\s*[/!?]?[a-z][^>]*>?|[a-z][a-z0-9+.-]*://|(?<!\S)//\w|\bwww\."
    r"|\b(?:javascript|data|mailto):",
    re.IGNORECASE,
)
_DEPTH = {"“": 1, "”": -1}
_OPENS = re.compile(r"\"(?=\w)")
_SINGLE = re.compile(
    r"(?P<within>“[^”]*”)|(?<![\w’'])[‘']((?:[^‘’'“”]|(?<=\w)[’'](?=\w))+)[’'](?!\w)"
)
_LEFT_OUT = re.compile(r"\[?(?:\.\.\.|…)\]?|\[[^\]]*\]")


def strange_quotes(sentence: str, text: str) -> list[str]:
    """The quoted pieces of a sentence that do not stand in a text."""
    return [piece for piece, _ in quotations(sentence) if not contains(text, piece)]


def strange_markup(sentence: str, text: str) -> str | None:
    """The first link, image or tag of a sentence that does not stand in a text."""
    found = (match[0] for match in _MARKUP.finditer(sentence))
    return next((each for each in found if each not in text), None)


def unified(sentence: str) -> str:
    """The sentence with one kind of quotation marks, and without letters that nobody sees."""
    return "".join(map(_unified, sentence))


def _unified(letter: str) -> str:
    if letter in _PLAIN_MARKS:
        return letter
    kind = unicodedata.category(letter)
    if kind in ("Cc", "Cf"):
        return " " if letter.isspace() else ""
    return '"' if letter in _MARKS or kind in ("Pi", "Pf") else letter


def with_every_quote(sentence: str) -> str:
    """The sentence with every quotation between “ and ”: those in straight or single marks, those
    within others, and those that stay open at an end because the sentence was cut out of them."""
    marked = _OPENS.sub("“", _STRAIGHT.sub(r"“\1”", unified(sentence))).replace('"', "”")
    depth = begins = 0
    found: list[str] = []
    for letter in marked:
        before, depth = depth, max(0, depth + _DEPTH.get(letter, 0))
        if letter == "”" and before == 0:
            found.insert(begins, "“")
        if letter not in _DEPTH or before + depth <= 1:
            found.append(letter)
        begins = len(found) if letter == "”" and depth == 0 else begins
    closed = "".join(found) + ("”" if depth else "")
    return _SINGLE.sub(lambda single: single[0] if single["within"] else f"“{single[2]}”", closed)


def quotations(sentence: str) -> list[tuple[str, Span]]:
    """The quoted pieces, each with where its whole quotation stands, marks included."""
    return [
        (piece, Span(*found.span()))
        for found in _QUOTED.finditer(sentence)
        for piece in _parted(next(filter(None, found.groups())))
    ]


def _parted(quotation: str) -> list[str]:
    pieces = (piece.strip(" ,.;:!?") for piece in _LEFT_OUT.split(quotation))
    return [piece for piece in pieces if piece]
