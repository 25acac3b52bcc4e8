"""One file that holds one article: its text, and the fields given in it or beside it."""

import json
import re
from pathlib import Path

import yaml

from indexing.formats.fields import Unfit, read_fields, type_name

SUFFIXES = (".txt", ".md", ".html", ".htm")

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<fields>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_SIDECARS = (".meta.yaml", ".meta.yml", ".meta.json")
_MARKS = (
    # Bounded: a line of opening brackets would be searched to its end from each of them.
    (re.compile(r"!\[[^\[\]\n]{0,500}\]\([^)\n]{0,2000}\)"), ""),  # images
    (re.compile(r"\[([^\[\]\n]{1,500})\]\([^)\n]{0,2000}\)"), r"\1"),  # links
    (re.compile(r"^ {0,3}#{1,6}[ \t]+((?:.*[^ \t#\n])?)[ \t#]*$", re.M), r"\1"),  # headings
    (re.compile(r"^ {0,3}>[ \t]?", re.M), ""),  # block quotations
    (re.compile(r"(?<![\w*])(\*{1,3}|_{2,3})(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])"), r"\2"),
)


def read_article_file(path: Path, *, cap_bytes: int) -> tuple[str, dict[str, str]]:
    """The text of the file and its fields; a sidecar file (NAME.meta.yaml) overrides others.

    Raises Unfit where the file cannot be taken in, and OSError where it cannot be read.
    """
    text = _decode(_read(path, cap_bytes), is_page=path.suffix.lower() in {".html", ".htm"})
    fields: dict[str, str] = {}
    if path.suffix.lower() == ".md":
        text, fields = _read_markdown(text)
    elif path.suffix.lower() != ".txt":
        from indexing.formats.web_page import read_page

        text, stated = read_page(text)
        fields = read_fields(stated)
    if not text.strip():
        raise Unfit("it has no text")
    return text, fields | _read_sidecar(path, cap_bytes)


def _read(path: Path, cap_bytes: int) -> bytes:
    with path.open("rb") as file:
        content = file.read(cap_bytes + 1)
    if len(content) > cap_bytes:
        raise Unfit(f"it is larger than {cap_bytes:,} bytes")
    return content


def _decode(content: bytes, *, is_page: bool = False) -> str:
    """Unicode, or Windows-1252 where nothing speaks against it. Raises Unfit."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode_as("utf-16", content)
    try:
        return _as_text(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        declared = _DECLARED.search(content, 0, 4_096) if is_page else None
    if declared:
        return _decode_as(declared[1].decode("ascii"), content)
    if sum(map(len, _UTF8.findall(content))) > len(_HIGH.findall(content)) / 2:
        raise Unfit("it is damaged UTF-8 text")
    return _decode_as("cp1252", content)


def _decode_as(encoding: str, content: bytes) -> str:
    try:
        return _as_text(content.decode(encoding))
    except (
        UnicodeError,
        LookupError,
    ):  # "undefined" is an encoding of Python's, which always fails
        raise Unfit(f"it is neither UTF-8 nor {encoding} text: save it as UTF-8") from None


def _as_text(text: str) -> str:
    if _BINARY.search(text):
        raise Unfit("it is not text: it holds control characters")
    return text


def _read_markdown(text: str) -> tuple[str, dict[str, str]]:
    text = text.replace("\r\n", "\n")
    front_matter = _FRONT_MATTER.match(text)
    fields = _read_yaml(front_matter["fields"], "front matter") if front_matter else {}
    body = text[front_matter.end() :] if front_matter else text
    for mark, plain in _MARKS:
        body = mark.sub(plain, body)
    return body, fields


def _read_sidecar(path: Path, cap_bytes: int) -> dict[str, str]:
    for ending in _SIDECARS:
        sidecar = path.with_name(path.stem + ending)
        if not sidecar.is_file():
            continue
        try:
            written = _decode(_read(sidecar, cap_bytes))
            return (_read_json if ending == ".meta.json" else _read_yaml)(written, "contents")
        except Unfit as unfit:
            raise Unfit(f"its sidecar {sidecar.name} is no good: {unfit}") from None
    return {}


def _read_json(written: str, name: str) -> dict[str, str]:
    try:
        values = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise Unfit(f"broken {name}: {error}") from None
    return _read_mapping(values, name)


def _read_yaml(written: str, name: str) -> dict[str, str]:
    """Every value stays the text that was written: 1984 a title, 2024-05-06 no surprise."""
    try:
        values = yaml.load(written, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        raise Unfit(f"broken {name}{where}: {getattr(error, 'problem', None) or error}") from None
    if isinstance(values, dict):
        values = {key: None if value in ("~", "null") else value for key, value in values.items()}
    return _read_mapping({} if values is None else values, name)


def _read_mapping(values: object, name: str) -> dict[str, str]:
    if not isinstance(values, dict):
        raise Unfit(f"broken {name}: {type_name(values)} in place of names and values")
    return read_fields(values)
