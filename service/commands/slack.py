"""Slack over Socket Mode, for machines that nobody can call from outside."""

import asyncio
import os
import signal
from typing import TYPE_CHECKING, Annotated

import typer

from service.commands.boundary import explained

if TYPE_CHECKING:
    from indexing.settings import Settings
    from service.slack.app import Slack


def slack(
    manifest: Annotated[
        bool, typer.Option("--manifest", help="Print what to paste when the app is made.")
    ] = False,
) -> None:
    """Answer in Slack over Socket Mode. Ctrl-C ends it.

    Examples:

      onrecord slack --manifest

      SLACK_BOT_TOKEN=xoxb-... SLACK_APP_TOKEN=xapp-... onrecord slack

    A server (onrecord serve) that has these keys does it too; docs/slack.md is the whole guide.
    """
    with explained():
        from indexing.settings import load_settings

        settings = load_settings(os.environ)
        if manifest:
            from service.slack.manifest import written

            typer.echo(written(public_url=settings.public_url), nl=False)
            return
        _check_keys(settings)
        _check_alone(settings)
        asyncio.run(_answer(settings))


async def _answer(settings: "Settings") -> None:
    from service.http.logs import write_logs
    from service.services import Services
    from service.wiring import open_app

    write_logs(settings.log_level)
    ended, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(ended.set))
    async with open_app(settings, hears_slack=True) as app:
        services: Services = app.state.services
        assert services.slack is not None, "its keys were looked at"
        await services.desk.open()
        greeting = asyncio.create_task(_greet(services.slack))
        await ended.wait()
        greeting.cancel()


async def _greet(slack: "Slack") -> None:
    await slack.is_connected.wait()
    typer.echo("onrecord answers in Slack. Mention it in a channel, or type: /ask")


def _check_keys(settings: "Settings") -> None:
    from indexing.errors import SettingsInvalid
    from service.slack.keys import GUIDE, slack_keys

    keys = slack_keys(settings)
    if keys is None or keys.app_token is None:
        raise SettingsInvalid(
            "Socket Mode needs SLACK_APP_TOKEN (xapp-...) and SLACK_BOT_TOKEN (xoxb-...): set "
            f"both; {GUIDE}"
        )


def _check_alone(settings: "Settings") -> None:
    from service.errors import CannotServe
    from service.running import running_server

    if (server := running_server(settings.data_dir)) is not None:
        raise CannotServe(
            f"the archive is served already at {server.url}: restart that server with Slack's "
            f"keys and it answers there too, or end process {server.pid} first"
        )
