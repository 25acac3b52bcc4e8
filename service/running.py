"""Who owns the data folder: a server tells the command line where it is, and how to be trusted.

The announcement holds a token, so only its owner can read it. It outlives a server that was
killed; then its process is gone, or nothing listens there.
"""

import json
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

ANNOUNCEMENT = "server.json"
LOOPBACK = ("127.0.0.1", "localhost", "::1", "::ffff:127.0.0.1")  # this machine, and no other


@dataclass(frozen=True, slots=True)
class RunningServer:
    pid: int
    url: str
    token: str


def new_token() -> str:
    return secrets.token_urlsafe(32)


@contextmanager
def announced(data_dir: Path, *, url: str, token: str) -> Iterator[None]:
    """Let the command line find this server while it serves."""
    place = data_dir / ANNOUNCEMENT
    written = place.with_suffix(".part")
    written.unlink(missing_ok=True)
    handle = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(asdict(RunningServer(os.getpid(), url, token)), file)
    written.replace(place)
    try:
        yield
    finally:
        place.unlink(missing_ok=True)


def running_server(data_dir: Path) -> RunningServer | None:
    """The server that has announced itself in the folder and still listens."""
    try:
        server = RunningServer(**json.loads((data_dir / ANNOUNCEMENT).read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return server if _is_alive(server.pid) and _listens(server.url) else None


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _listens(url: str) -> bool:
    place = urlsplit(url)
    with suppress(OSError), socket.create_connection((place.hostname, place.port), timeout=1):
        return True
    return False
