"""A server of a benchmark's own, over the archive that ONRECORD_DATA_DIR names, and the host that
it asks."""

import asyncio
import os
import sys
import threading
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

_SERVE = "from service.cli import main; main()"


@asynccontextmanager
async def own_server(settings: Mapping[str, str]) -> AsyncIterator[httpx.AsyncClient]:
    """In a process of its own, with `settings` beside those of the environment. The archive must
    not be served by another meanwhile."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _SERVE, "serve", "--port", "0"),
        env={**os.environ, **settings, "LOG_LEVEL": "warning"},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        greeting = (await process.stdout.readline()).decode()
        url = greeting.split()[-1]
        async with httpx.AsyncClient(base_url=url, timeout=60, trust_env=False) as http:
            yield http
    finally:
        process.terminate()
        await process.wait()


@contextmanager
def far_side(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address of a host in this process, which speaks as `handler` does."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
