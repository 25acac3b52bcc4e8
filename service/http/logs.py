"""Logs: one JSON object a line, to stderr.

A record's own fields are given as `extra={"fields": {...}}`. The id of the request that is being
answered is added to every line that is written meanwhile, by whichever library.
"""

import hashlib
import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TextIO

REQUEST_ID: ContextVar[str | None] = ContextVar("request_id", default=None)

# These say at INFO what our own lines say better, or what nobody asked.
_QUIET = ("httpx", "httpcore", "chromadb", "alembic", "mcp", "uvicorn.access", "uvicorn.error")


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if (request_id := REQUEST_ID.get()) is not None:
            line["request_id"] = request_id
        line.update(getattr(record, "fields", {}))
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def write_logs(level: str, *, stream: TextIO | None = None) -> None:
    """Have the whole process log this way. For a command: an app changes nothing global."""
    output = logging.StreamHandler(stream or sys.stderr)
    output.setFormatter(JsonLines())
    logging.basicConfig(level=level.upper(), handlers=[output], force=True)
    logging.captureWarnings(capture=True)
    if level.upper() != "DEBUG":
        for name in _QUIET:
            logging.getLogger(name).setLevel(logging.WARNING)


def fingerprint(question: str) -> str:
    """Tells whether two lines are about the same question, without its words."""
    return hashlib.sha256(question.encode()).hexdigest()[:16]
