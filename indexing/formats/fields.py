"""The fields that somebody gives with an article: which keys, which types, which values."""

import re
from collections.abc import Mapping

from indexing.clean import tidy
from indexing.dates import parse_date

_KEYS = {
    "title": ("title",),
    "published": ("published", "date"),
    "publisher": ("publisher", "source"),
    "byline": ("byline", "authors", "author"),
    "url": ("url",),
}
_TYPES: dict[type, str] = {
    bool: "true or false",
    dict: "an object",
    float: "a number",
    int: "a number",
    list: "a list",
    str: "text",
}
_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+-]*:", re.IGNORECASE)
_MAX_CHARACTERS = 2_000


class Unfit(Exception):
    """Why something cannot be taken in; the reader of sources makes a Rejection of it."""


def read_fields(values: Mapping[str, object]) -> dict[str, str]:
    """The fields among `values`, tidied; other keys are passed over, as are empty values.

    `published` comes out as an ISO date. Raises Unfit where a value has the wrong type or form.
    """
    fields = {}
    for field, keys in _KEYS.items():
        for key in keys:
            words = _words(key, values.get(key))
            if words:
                fields[field] = words
                break
    if "published" in fields:
        fields["published"] = _iso_date(fields["published"])
    if _SCHEME.match(fields.get("url", "")):
        raise Unfit(f"url has to begin with http:// or https://, not {fields['url'][:40]!r}")
    return fields


def read_text(values: Mapping[str, object]) -> str:
    """The `text` among `values`. Raises Unfit where it is missing, empty or something else."""
    text = values.get("text")
    if text is None:
        raise Unfit("text is missing")
    if not isinstance(text, str):
        raise Unfit(f"text is {type_name(text)}, not text")
    if not text.strip():
        raise Unfit("text is empty")
    return text


def type_name(value: object) -> str:
    """What to call the type of a JSON value in a message."""
    return _TYPES.get(type(value), "nothing")


def _words(key: str, value: object) -> str:
    if value is None:
        return ""
    if key in _KEYS["byline"] and isinstance(value, list):
        return ", ".join(filter(None, (_author(one) for one in value)))
    if not isinstance(value, str):
        raise Unfit(f"{key} is {type_name(value)}, not text")
    if len(value) > _MAX_CHARACTERS:
        raise Unfit(f"{key} is longer than {_MAX_CHARACTERS:,} characters")
    return tidy(value).replace("\n", " ")


def _author(value: object) -> str:
    if isinstance(value, list):
        raise Unfit("author is a list in a list, not text")
    return _words("author", value)


def _iso_date(words: str) -> str:
    day = parse_date(words)
    if day is None:
        raise Unfit(f"invalid date {words[:40]!r}: write it as YYYY-MM-DD")
    return day.isoformat()
