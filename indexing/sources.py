"""Files and folders to raw articles.

One bad file or line is a rejection with its reason, never the end of the batch. Folders are read
to the bottom in the order of names; hidden files, links to folders, files whose names begin with
README and files of other kinds are passed over. A file that is named outright is read whatever its
name is.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from indexing.article import RawArticle, Rejection
from indexing.errors import SourceUnreadable
from indexing.formats import files, rows
from indexing.formats.fields import Unfit

CAP_BYTES = 20_000_000
"""The largest file, and the longest JSON line, that is taken for one article."""

_SUFFIXES = files.SUFFIXES + rows.SUFFIXES


def read_sources(
    paths: Sequence[Path], *, cap_bytes: int = CAP_BYTES
) -> Iterator[RawArticle | Rejection]:
    """The articles in `paths`, files or folders, read as they are asked for.

    A path that turns out to hold nothing is a rejection. Raises SourceUnreadable at once where one
    does not exist, or is a file of a kind that holds no articles.
    """
    roots = [Path(root) for root in dict.fromkeys(os.path.abspath(path) for path in paths)]
    for root in roots:
        _check(root)
    return (one for root in roots for one in _read_root(root, cap_bytes))


def _check(root: Path) -> None:
    if not root.exists():
        raise SourceUnreadable(f"{root} does not exist: give a file, or a folder that holds some")
    if not root.is_dir() and not root.name.lower().endswith(_SUFFIXES):
        kinds = ", ".join(_SUFFIXES)
        raise SourceUnreadable(f"{root} is no article file: give a folder, or one of {kinds}")


def _read_root(root: Path, cap_bytes: int) -> Iterator[RawArticle | Rejection]:
    collection = _printable(root.name) or "archive"
    place = os.fsencode(root).decode(errors="backslashreplace")
    is_empty = True
    for one in _read_tree(root, collection, cap_bytes):
        is_empty = False
        yield replace(one, root=place) if isinstance(one, RawArticle) else one
    if is_empty:
        yield Rejection(collection, None, "it holds no articles: what came from it before stays")


def _read_tree(root: Path, collection: str, cap_bytes: int) -> Iterator[RawArticle | Rejection]:
    waiting = [(root, collection)]
    while waiting:
        path, source = waiting.pop()
        try:
            if path.is_dir():
                inside = sorted(filter(_is_wanted, os.scandir(path)), key=lambda entry: entry.name)
                waiting += [
                    (Path(entry.path), f"{source}/{_printable(entry.name)}")
                    for entry in reversed(inside)
                ]
            elif path.name.lower().endswith(rows.SUFFIXES):
                yield from rows.read_rows(_regular(path), source, collection, cap_bytes=cap_bytes)
            else:
                yield _read_file(_regular(path), source, collection, cap_bytes)
        except Unfit as unfit:
            yield Rejection(source, None, str(unfit))
        except OSError as error:
            yield Rejection(source, None, f"it cannot be read: {error.strerror or error}")


def _is_wanted(entry: "os.DirEntry[str]") -> bool:
    name = entry.name.lower()
    if name.startswith("."):
        return False
    if entry.is_dir():
        return not entry.is_symlink()  # a link may lead back up, and round for ever
    return name.endswith(_SUFFIXES) and not name.startswith("readme")


def _regular(path: Path) -> Path:
    """`path`, if it is a file on disk: reading a pipe would wait for ever."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise Unfit("it is not a regular file")
    return path


def _read_file(path: Path, source: str, collection: str, cap_bytes: int) -> RawArticle:
    text, fields = files.read_article_file(path, cap_bytes=cap_bytes)
    article_id = sha256(source.encode()).hexdigest()[:16]
    return RawArticle(article_id, source, collection, text, MappingProxyType(fields))


def _printable(name: str) -> str:
    """A file name as part of a source: names may hold line breaks, or bytes that are no text."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name)
