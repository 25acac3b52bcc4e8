"""The archive as tools of an assistant on the same machine."""

import asyncio
import os
import signal

from service.commands.boundary import explained


def mcp() -> None:
    """Give an assistant the archive as tools, over stdin and stdout (Model Context Protocol).

    An assistant starts this itself, where its settings name the command and the data folder:

      {"mcpServers": {"onrecord": {"command": "onrecord", "args": ["mcp"],
      "env": {"ONRECORD_DATA_DIR": "/where/it/is/.onrecord"}}}}

    The tools ask, search, quotes and get_article read the archive, and change nothing. A server
    that runs is asked; else the archive is opened here at the first question, and until this ends
    no server can have it. What is logged goes to stderr.
    """
    with explained():
        # A thread waits for stdin, and would wait on if Ctrl-C were an exception.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        asyncio.run(_serve())


async def _serve() -> None:
    from indexing.settings import load_settings
    from service.commands.lasting import LastingClient
    from service.http.logs import write_logs
    from service.mcp.over_http import OverHttp
    from service.mcp.server import serve_stdio

    settings = load_settings(os.environ)
    write_logs(settings.log_level)
    async with LastingClient(settings) as asked:
        await serve_stdio(OverHttp(asked.client, public_url=settings.public_url))
