"""What the archive holds."""

import asyncio
import os
from typing import Any

from service.commands.boundary import explained
from service.commands.options import Json


def status(as_json: Json = False) -> None:
    """Show what the archive holds, where it is, and whether a server has it.

    Example:

      onrecord status --json

    Exit codes: 0 shown, 2 failed.
    """
    with explained(as_json=as_json):
        reply = asyncio.run(_status())
        from service.commands.render import show_json, show_status

        show_json(reply) if as_json else show_status(reply)


async def _status() -> dict[str, Any]:
    from indexing.settings import load_settings
    from service.commands.client import open_client
    from service.running import running_server

    settings = load_settings(os.environ)
    server = running_server(settings.data_dir)
    async with open_client(settings) as client:
        held = await client.get("/status")
    return {**held, "data_dir": str(settings.data_dir), "server": server.url if server else None}
