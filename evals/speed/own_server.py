"""A server of a benchmark's own, over the archive that ONRECORD_DATA_DIR names."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

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
