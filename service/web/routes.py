"""The chat page, and the page of an article: files that are sent as they are.

They hold nothing of the archive: their scripts ask the API for it, with the reader's key.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

STATIC = Path(__file__).parent / "static"
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
# Whatever an article holds, none of it can become a script, a style or a request elsewhere.
CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Cache-Control": "no-cache",  # kept, but never used unasked: a new version is seen at once
        "Content-Security-Policy": CSP,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
)

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class StaticFile:
    body: bytes
    media_type: str
    etag: str


@cache
def static_files(folder: Path = STATIC) -> Mapping[str, StaticFile]:
    """By name; read once, so that all parts of a page are of one version."""
    # Editors and systems leave files of their own beside ours.
    paths = [path for path in sorted(folder.iterdir()) if path.suffix in MEDIA_TYPES]
    found = {path.name: _read(path) for path in paths}
    return MappingProxyType(found)


def _read(path: Path) -> StaticFile:
    body = path.read_bytes()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    return StaticFile(body, MEDIA_TYPES[path.suffix], etag)


@router.api_route("/", methods=["GET", "HEAD"])
async def chat_page(request: Request) -> Response:
    return _sent("index.html", request)


@router.api_route("/articles/{article_id}/view", methods=["GET", "HEAD"])
async def article_page(request: Request) -> Response:
    """The same for every article, known or not: its script asks for the text."""
    return _sent("article.html", request)


@router.api_route("/web/{name}", methods=["GET", "HEAD"])
async def static_file(name: str, request: Request) -> Response:
    if name not in static_files() or name.endswith(".html"):
        raise HTTPException(404)
    return _sent(name, request)


def _sent(name: str, request: Request) -> Response:
    file = static_files()[name]
    headers = {**HEADERS, "ETag": file.etag}
    if file.etag in _known(request):
        return Response(status_code=304, headers=headers)
    return Response(file.body, headers=headers, media_type=file.media_type)


def _known(request: Request) -> set[str]:
    """The versions that the browser has; proxies that compress mark them as weak."""
    tags = request.headers.get("if-none-match", "").split(",")
    return {tag.strip().removeprefix("W/") for tag in tags}
