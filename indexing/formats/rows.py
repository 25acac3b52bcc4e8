"""JSON lines, plain or compressed: an article a line, read one at a time."""

import gzip
import json
import zlib
from collections.abc import Iterator
from hashlib import sha256
from io import BufferedReader
from itertools import count
from pathlib import Path
from types import MappingProxyType

from indexing.article import RawArticle, Rejection
from indexing.formats.fields import Unfit, read_fields, read_text, type_name

SUFFIXES = (".jsonl", ".jsonl.gz")

_MAX_ID_CHARACTERS = 200


def read_rows(
    path: Path, source: str, collection: str, *, cap_bytes: int
) -> Iterator[RawArticle | Rejection]:
    """The articles of the file in their order, and what is wrong with its other lines.

    Holds one line in memory. Where compressed data breaks off, the whole lines before it are
    given, and a rejection at the line where it broke. Raises OSError where it cannot be opened.
    """
    is_compressed = path.name.lower().endswith(".gz")
    with gzip.open(path, "rb") if is_compressed else path.open("rb") as stream:
        for number in count(1):
            try:
                line = _next_line(stream, cap_bytes)
                if not line:
                    return
                if line.strip():
                    yield _read_row(line, f"{source}:{number}", collection)
            except Unfit as unfit:
                yield Rejection(source, number, str(unfit))
            except (EOFError, OSError, zlib.error) as error:
                yield Rejection(source, number, f"the file breaks off or is damaged here: {error}")
                return


def _next_line(stream: gzip.GzipFile | BufferedReader, cap_bytes: int) -> bytes:
    """Empty at the end. A line that is too long is passed over without being held, then Unfit."""
    line = stream.readline(cap_bytes + 1)
    if len(line) <= cap_bytes or line.endswith(b"\n"):
        return line
    while line and not line.endswith(b"\n"):
        line = stream.readline(cap_bytes)
    raise Unfit(f"the line is longer than {cap_bytes:,} bytes")


def _read_row(line: bytes, source: str, collection: str) -> RawArticle:
    row = _parse(line)
    text = read_text(row)
    fields = read_fields(row)
    article_id = _read_id(row, f"{fields.get('title', '')}\n{text}")
    return RawArticle(article_id, source, collection, text, MappingProxyType(fields))


def _parse(line: bytes) -> dict[str, object]:
    try:
        row = json.loads(line.rstrip().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unfit("it is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        raise Unfit(f"broken JSON: {error.msg} at character {error.pos + 1}") from None
    except (ValueError, RecursionError) as error:  # numbers too long, brackets too deep
        raise Unfit(f"broken JSON: {error}") from None
    if not isinstance(row, dict):
        raise Unfit(f"it is {type_name(row)}, not a JSON object")
    return row


def _read_id(row: dict[str, object], words: str) -> str:
    """The id that was given, else one made of title and text, which moving the line keeps."""
    given = row.get("id")
    if given is None:
        return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise Unfit(f"id is {type_name(given)}, not text")
    article_id = str(given)
    is_plain = article_id.isprintable() and "/" not in article_id and article_id.strip()
    if not is_plain or len(article_id) > _MAX_ID_CHARACTERS:
        raise Unfit(f"id has to be 1 to {_MAX_ID_CHARACTERS} printable characters without a slash")
    return article_id
