"""The app behind a socket: says that it is up, and lets the command line find it meanwhile."""

import asyncio
import socket
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from ipaddress import IPv6Network, ip_network
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from service.answer import Question
from service.desk import Desk
from service.http.connections import Connection
from service.running import announced
from service.services import Services
from service.suggestion import suggest_question

PATIENCE_S = 5  # for open connections, when the server is told to end


async def run_server(
    app: FastAPI,
    listener: socket.socket,
    *,
    url: str,
    data_dir: Path,
    trusted_proxies: Sequence[str],
    say: Callable[[str], None],
) -> None:
    """Serve an app that has started, until a signal ends it.

    The pipeline is opened meanwhile: the first question waits for it. Raises what keeps it from
    being opened.
    """
    services: Services = app.state.services
    services.admission.limits.load()
    question = await suggest_question(services.archive)
    greeting = await _greeting(services, url, question)
    with ExitStack() as announcement:

        def ready() -> None:
            announcement.enter_context(announced(data_dir, url=url, token=services.token))
            say(greeting)

        config = configured(app, trusted_proxies=trusted_proxies)
        server = _Server(config, ready)
        opening = asyncio.create_task(_warm_up(services.desk, question))
        opening.add_done_callback(server.end_without)
        await server.serve(sockets=[listener])
        if opening.done():
            opening.result()


def configured(app: FastAPI, *, trusted_proxies: Sequence[str] = ()) -> uvicorn.Config:
    """How an app that has started is served; these proxies are believed for whom they ask."""
    return uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        http=Connection,
        proxy_headers=bool(trusted_proxies),
        forwarded_allow_ips=[*trusted_proxies, *map(_within_ipv6, trusted_proxies)],
        timeout_graceful_shutdown=PATIENCE_S,
    )


def _within_ipv6(proxy: str) -> str:
    """As a socket has it that listens for both: of IPv4, ::ffff:10.0.0.0/104 for 10.0.0.0/8."""
    network = ip_network(proxy)
    if isinstance(network, IPv6Network):
        return proxy
    return f"::ffff:{network.network_address}/{96 + network.prefixlen}"


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()

    def end_without(self, opening: "asyncio.Task[None]") -> None:
        """A server that cannot answer should not look as if it could."""
        if not opening.cancelled() and opening.exception() is not None:
            self.should_exit = True


async def _warm_up(desk: Desk, question: str | None) -> None:
    """What is loaded at the first use is loaded now, so that the first reader need not wait."""
    await desk.open()
    if question is not None:
        await desk.search(Question(question), limit=1)


async def _greeting(services: Services, url: str, question: str | None) -> str:
    articles = (await services.archive.count()).articles
    if articles == 0:
        return f"onrecord serves an empty archive at {url}\nFill it: onrecord index FOLDER"
    noun = "article" if articles == 1 else "articles"
    question = question or "What happened?"
    model = services.chat_model
    writing = f"Answers are written by {model}, each sentence checked\n" if model else ""
    names = ", ".join(services.admission.keys.names)
    asking = f"Callers need a key: {names}\n" if names else ""
    return (
        f"onrecord serves {articles:,} {noun} at {url}\n{writing}{asking}"
        f'Try: onrecord ask "{question}"'
    )
