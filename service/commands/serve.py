"""The server."""

import asyncio
import logging
import os
import signal
import socket
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.boundary import explained
from service.running import LOOPBACK

if TYPE_CHECKING:
    from indexing.settings import Settings

FEW_CHARACTERS = 16

logger = logging.getLogger("onrecord.serve")


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free port.")] = 8000,
    insecure: Annotated[
        bool,
        typer.Option(
            "--insecure", help="Let everybody in without a key: other machines, and any web page."
        ),
    ] = False,
) -> None:
    """Serve the archive over HTTP. Ctrl-C ends it.

    Examples:

      onrecord serve

      onrecord serve --port 9000

      ONRECORD_API_KEYS=newsroom=KEY,desk=KEY onrecord serve --host 0.0.0.0
    """
    with explained():
        from indexing.settings import load_settings

        settings = load_settings(os.environ)
        if not (settings.api_keys or insecure):
            _check_exposure(host, settings)
        _check_alone(settings)
        with _bound(host, port) as listener:
            asyncio.run(_serve(settings, listener, guards_pages=not insecure))


async def _serve(settings: "Settings", listener: socket.socket, *, guards_pages: bool) -> None:
    from service.http.logs import write_logs
    from service.http.server import run_server
    from service.wiring import open_app

    write_logs(settings.log_level)
    _warn_of_short_keys(settings)
    url = _url(listener)
    async with open_app(settings, guards_pages=guards_pages, hears_slack=True) as app:
        _leave_signals_to_the_server()
        await run_server(
            app,
            listener,
            url=url,
            data_dir=settings.data_dir,
            trusted_proxies=settings.trusted_proxies,
            say=typer.echo,
        )


def _check_alone(settings: "Settings") -> None:
    from service.errors import CannotServe
    from service.running import running_server

    if (server := running_server(settings.data_dir)) is not None:
        raise CannotServe(
            f"the archive is served already at {server.url}: ask there, or end process "
            f"{server.pid} first"
        )


def _check_exposure(host: str, settings: "Settings") -> None:
    from service.errors import CannotServe

    if host not in LOOPBACK:
        raise CannotServe(
            f"on {host}, anyone who reaches this machine could ask the archive: "
            "set ONRECORD_API_KEYS, or keep to 127.0.0.1, or add --insecure"
        )
    if "*" in settings.cors_origins:
        raise CannotServe(
            "ONRECORD_CORS_ORIGINS=* lets every web page that is opened on this machine read the "
            "archive: name the origins, or set ONRECORD_API_KEYS, or add --insecure"
        )


def _warn_of_short_keys(settings: "Settings") -> None:
    keys = [(f"the key of {each.name}", each.key) for each in settings.api_keys]
    if settings.admin_key:
        keys.append(("the admin key", settings.admin_key))
    for which, key in keys:
        if len(key.get_secret_value()) < FEW_CHARACTERS:
            logger.warning(
                "%s has fewer than %d characters: whoever tries for long enough finds it; "
                "`openssl rand -hex 20` makes a better one",
                which,
                FEW_CHARACTERS,
            )


def _bound(host: str, port: int) -> socket.socket:
    from service.errors import CannotServe

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise CannotServe(
            f"cannot listen on {host} port {port} ({error.strerror}): choose another with --port"
        ) from error
    return listener


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}"


def _leave_signals_to_the_server() -> None:
    """It ends on a signal, then raises it again: by then everything else has to be closed too."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
