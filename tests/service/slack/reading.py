"""Slack's markup as a reader sees it, so that a test can look for what must not be there."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"<([^<>]*)>")
_DATE = re.compile(r"!date\^0+\^\{_\}\|(.*)")
_STYLE = re.compile(r"(?<![^\s\W])([*_~`])(?!\s)(.+?)(?<!\s)\1(?![^\s\W])|^>", re.MULTILINE)
_EMOJI = re.compile(r":[\w+'-]+:")
_PLAIN = 0xE000  # private use: signs that stand for themselves


@dataclass(frozen=True, slots=True)
class Read:
    text: str
    links: tuple[str, ...]
    mentions: tuple[str, ...]
    styled: tuple[str, ...]


def read(markup: str) -> Read:
    links: list[str] = []
    mentions: list[str] = []

    def shown(token: re.Match[str]) -> str:
        inside = token[1]
        if date := _DATE.fullmatch(inside):
            return "".join(chr(_PLAIN + ord(sign)) for sign in date[1])
        if inside[:1] in ("@", "#", "!"):
            mentions.append(inside)
            return inside
        url, _, label = inside.partition("|")
        links.append(url.replace("&amp;", "&"))
        return label or url

    with_signs = _TOKEN.sub(shown, markup)
    # Slack takes an escaped ">" at the start of a line for a quotation, too.
    quoting = re.sub(r"(?m)^&gt;", ">", with_signs)
    styled = [match[0] for match in (*_STYLE.finditer(quoting), *_EMOJI.finditer(quoting))]
    text = with_signs.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    plain = "".join(chr(ord(sign) - _PLAIN) if ord(sign) >= _PLAIN else sign for sign in text)
    return Read(plain, tuple(links), tuple(mentions), tuple(styled))
