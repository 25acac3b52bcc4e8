"""Several workspaces, many conversations: each answer goes where it was asked."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import pytest_asyncio
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from sqlalchemy import Connection, MetaData

from indexing.callers import Rate
from indexing.sql.database import open_database
from service.rate_limit import Limits
from service.slack.client import library_logger
from service.slack.installations import Installations
from service.slack.manifest import scopes
from service.slack.place import Place, Workspace
from service.slack.seen import Event, Seen
from tests.indexing.archives import an_article
from tests.service.slack.far_side import FarSide
from tests.service.slack.sent import callback, direct, mention, said
from tests.service.slack.surfaces import (
    CLIENT_ID,
    CLIENT_SECRET,
    PUBLIC_URL,
    SEVERAL,
    Surface,
    surface,
)

# slack-sdk finishes an installation with what aiohttp 4 will not have any more.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

QUESTION = "Who was in Hanoi?"
TOKENS = {"T1": "xoxb-one", "T2": "xoxb-two"}


def installation(team: str, token: str, enterprise: str | None = None) -> Installation:
    return Installation(
        app_id="A1",
        enterprise_id=enterprise,
        team_id=team,
        bot_token=token,
        bot_id="BBOT",
        bot_user_id="UBOT",
        bot_scopes=",".join(scopes()),
        user_id="U1",
    )


@pytest_asyncio.fixture
async def several(far: FarSide, tmp_path: Path) -> AsyncIterator[Surface]:
    far.client = (CLIENT_ID, CLIENT_SECRET)
    async with surface(tmp_path, far, keys=SEVERAL) as opened:
        store = opened.slack.app.installation_store
        assert store is not None
        for team, token in TOKENS.items():
            far.teams[token] = team
            await store.async_save(installation(team, token))
        yield opened


async def test_two_workspaces_at_once_each_get_their_own_answer(several: Surface) -> None:
    """Their channels and threads have the same names."""
    asked = {"T1": "Who was in Hanoi?", "T2": "Who had talks?"}
    await several.hear(*(mention(text, team=team, ts="17.1") for team, text in asked.items()))
    await several.settle()
    told = {one.team: one.words for one in several.far.shown}
    assert "Kang was" in told["T1"]
    assert "Kang was" not in told["T2"]
    assert "Talks go on" in told["T2"]


async def test_a_thread_of_one_workspace_knows_nothing_of_the_others(several: Surface) -> None:
    await several.answered(mention(QUESTION, team="T1", ts="17.1"))
    assert await several.answered(said("And talks?", team="T2", thread_ts="17.1")) == []
    await several.answered(mention("And talks?", team="T2", thread_ts="17.1", ts="17.2"))
    assert several.pipeline.asked[-1].history == ()


async def test_a_workspace_that_is_not_installed_is_not_answered(several: Surface) -> None:
    assert await several.answered(mention(QUESTION, team="T3")) == []


@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked"])
async def test_a_workspace_that_removed_the_app_is_forgotten(several: Surface, kind: str) -> None:
    event: dict[str, Any] = {"type": kind}
    if kind == "tokens_revoked":
        event["tokens"] = {"bot": ["UBOT"]}
    await several.answered(callback(event, team="T1"))
    store = several.slack.app.installation_store
    assert store is not None
    async with asyncio.timeout(10):
        while await store.async_find_bot(enterprise_id=None, team_id="T1") is not None:
            await asyncio.sleep(0.01)
    assert await store.async_find_bot(enterprise_id=None, team_id="T2") is not None


async def test_an_app_that_is_in_a_whole_enterprise_is_answered_in_each_of_its_teams(
    several: Surface,
) -> None:
    """One thread, whichever of its teams somebody writes from."""
    several.far.teams["xoxb-whole"] = "T1"
    store = several.slack.app.installation_store
    assert store is not None
    whole = installation("T1", "xoxb-whole", enterprise="E1")
    whole.team_id, whole.is_enterprise_install = None, True
    await store.async_save(whole)
    first, second = (
        mention(QUESTION, team=team, enterprise="E1", thread_ts="17.1") for team in ("T5", "T6")
    )
    for event in (first, second):
        event["authorizations"][0] |= {"is_enterprise_install": True, "team_id": None}
        assert await several.answered(event)
    assert len(several.pipeline.asked[-1].history) == 2


async def test_slack_is_asked_once_whose_a_token_is(several: Surface) -> None:
    for _ in range(3):
        await several.answered(mention(QUESTION, team="T1"))
    assert len(several.far.named("auth.test")) == 1


async def test_a_message_left_open_is_told_in_its_own_workspace(
    far: FarSide, tmp_path: Path
) -> None:
    far.teams |= {token: team for team, token in TOKENS.items()}
    async with surface(tmp_path, far, keys=SEVERAL) as killed:
        store = killed.slack.app.installation_store
        assert store is not None
        await store.async_save(installation("T2", TOKENS["T2"]))
        for team in ("T2", "T9"):  # T9 has removed the app meanwhile
            workspace = Workspace(None, team)
            event = Event(workspace, "Ev1", "C1:17.2", Place(workspace, "C1", "17.1"))
            await Seen(killed.store.database).claim(event)
    async with surface(tmp_path, far, keys=SEVERAL) as after:
        await after.settle()
    assert [(one.team, one.channel) for one in far.shown] == [("T2", "C1")]


async def test_a_hundred_conversations_at_once_go_to_their_own_threads(slack: Surface) -> None:
    """Each thread asks of its own city, twice, and the answers come in any order."""
    cities = [f"City{number}x" for number in range(100)]
    await slack.store.archive.replace(
        [
            an_article(city.lower(), f"Ann went to {city}.", f"The fair in {city}.")
            for city in cities
        ]
    )
    hold = slack.pipeline.hold = asyncio.Event()

    def asked(number: int, text: str, **more: Any) -> dict[str, Any]:
        if number % 2:
            return direct(text, channel=f"D{number % 7}", **more)
        return mention(text, channel=f"C{number % 7}", **more)

    first = [
        asked(number, f"Who went to {city}?", ts=f"17.{number:03}")
        for number, city in enumerate(cities)
    ]
    await asyncio.gather(*(slack.send(event) for event in first))
    hold.set()
    await slack.settle()
    again = [
        asked(number, f"What of {city}?", thread_ts=f"17.{number:03}")
        for number, city in enumerate(cities)
    ]
    await asyncio.gather(*(slack.send(event) for event in reversed(again)))
    await slack.settle()

    for number, city in enumerate(cities):
        here = [one for one in slack.far.shown if one.thread_ts == f"17.{number:03}"]
        assert len(here) == 2
        assert {one.channel for one in here} == {f"{'DC'[number % 2 == 0]}{number % 7}"}
        assert all(city in one.words for one in here)
        assert not any(other in one.words for one in here for other in cities if other != city)
    histories = [
        {turn.content for turn in asked.history if turn.role == "user"}
        for asked in slack.pipeline.asked
    ]
    followed = [
        (asked.text, history)
        for asked, history in zip(slack.pipeline.asked, histories, strict=True)
        if history
    ]
    expected = [(f"What of {city}?", {f"Who went to {city}?"}) for city in cities]
    assert sorted(followed) == sorted(expected)


async def begin_installation(slack: Surface) -> tuple[str, str]:
    """The state, and the cookie that goes with it."""
    page = await slack.http.get("/slack/install")
    assert page.status_code == 302
    place = urlsplit(page.headers["location"])
    assert page.headers["location"].startswith(slack.far.url.replace("api/", "oauth/v2/authorize"))
    asked = dict(parse_qsl(place.query))
    assert asked["client_id"] == CLIENT_ID
    assert asked["scope"].split(",") == list(scopes())
    assert asked["redirect_uri"] == f"{PUBLIC_URL}/slack/oauth_redirect"
    return asked["state"], page.headers["set-cookie"].partition(";")[0]


async def finish_installation(
    slack: Surface, code: str, state: str, cookie: str
) -> tuple[int, str]:
    reply = await slack.http.get(
        "/slack/oauth_redirect", params={"code": code, "state": state}, headers={"Cookie": cookie}
    )
    return reply.status_code, reply.text


def granted(team: str, token: str) -> dict[str, Any]:
    return {
        "app_id": "A1",
        "access_token": token,
        "token_type": "bot",
        "scope": ",".join(scopes()),
        "bot_user_id": "UBOT",
        "team": {"id": team, "name": "News"},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": "U5"},
    }


async def test_a_workspace_installs_the_app_and_is_answered(several: Surface) -> None:
    several.far.codes["the-code"] = granted("T7", "xoxb-seven")
    state, cookie = await begin_installation(several)
    status, page = await finish_installation(several, "the-code", state, cookie)
    assert status == 200, page
    [posted] = await several.answered(mention(QUESTION, team="T7"))
    assert posted.team == "T7"


async def test_an_installation_is_finished_once(several: Surface) -> None:
    several.far.codes["the-code"] = granted("T7", "xoxb-seven")
    state, cookie = await begin_installation(several)
    await finish_installation(several, "the-code", state, cookie)
    status, _ = await finish_installation(several, "the-code", state, cookie)
    assert status == 401


async def test_an_installation_that_was_not_begun_here_is_refused(several: Surface) -> None:
    several.far.codes["the-code"] = granted("T7", "xoxb-seven")
    status, _ = await finish_installation(several, "the-code", "x", "slack-app-oauth-state=x")
    assert status == 401
    _, cookie = await begin_installation(several)
    status, _ = await finish_installation(several, "the-code", "another", cookie)
    assert status == 400


async def test_what_was_begun_and_never_finished_is_forgotten(several: Surface) -> None:
    await begin_installation(several)
    database = several.store.database
    async with database.writing() as connection:
        await connection.execute(sa.text("UPDATE slack_oauth_states SET expire_at = '2020-01-01'"))
    states = [(await begin_installation(several))[0] for _ in range(2)]
    async with database.reading() as connection:
        kept = await connection.execute(sa.text("SELECT state FROM slack_oauth_states ORDER BY id"))
        assert list(kept.scalars()) == states


@pytest.mark.parametrize(
    ("spares_this_machine", "headers"),
    [(False, {}), (True, {"X-Forwarded-For": "192.0.2.1"})],
    ids=["from here", "by a proxy here"],
)
async def test_nobody_begins_installations_without_end(
    several: Surface, headers: dict[str, str], *, spares_this_machine: bool
) -> None:
    admission = replace(
        several.services.admission,
        limits=Limits(requests=Rate(2, 60)),
        spares_this_machine=spares_this_machine,
    )
    several.app.state.services = replace(several.services, admission=admission)
    paths = ["/slack/install", "/slack/install", "/slack/install", "/slack/oauth_redirect"]
    replies = [await several.http.get(path, headers=headers) for path in paths]
    assert [reply.status_code for reply in replies][2:] == [429, 429]


async def test_a_code_that_slack_does_not_know_installs_nothing(several: Surface) -> None:
    state, cookie = await begin_installation(several)
    status, page = await finish_installation(several, "<script>", state, cookie)
    assert status == 401
    assert "<script>" not in page


async def test_an_installation_that_was_broken_off_is_told(several: Surface) -> None:
    reply = await several.http.get("/slack/oauth_redirect", params={"error": "<b>denied"})
    assert reply.status_code == 200
    assert "denied" in reply.text
    assert "<b>" not in reply.text


async def test_the_tables_are_those_of_slack_sdk(tmp_path: Path) -> None:
    theirs = MetaData()
    SQLAlchemyInstallationStore.build_installations_table(theirs, "slack_installations")
    SQLAlchemyInstallationStore.build_bots_table(theirs, "slack_bots")
    SQLAlchemyOAuthStateStore.build_oauth_states_table(theirs, "slack_oauth_states")

    def known(_: object, name: str | None, kind: str, *rest: object) -> bool:
        return kind != "table" or name in theirs.tables

    def difference(connection: Connection) -> list[object]:
        options = {"include_object": known, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, theirs))

    async with open_database(tmp_path / "a.db") as database, database.reading() as connection:
        assert await connection.run_sync(difference) == []


async def test_an_enterprise_and_its_team_are_told_apart(tmp_path: Path) -> None:
    async with open_database(tmp_path / "a.db") as database:
        store = Installations(database, client_id=CLIENT_ID, logger=library_logger(()))
        await store.async_save(installation("T1", "xoxb-team", enterprise="E1"))
        found = await store.async_find_installation(enterprise_id="E1", team_id="T1")
        assert found is not None
        assert found.bot_token == "xoxb-team"
        assert await store.async_find_bot(enterprise_id=None, team_id="T1") is None
        await store.async_delete_installation(enterprise_id="E1", team_id="T1")
        await store.async_delete_bot(enterprise_id="E1", team_id="T1")
        assert await store.async_find_installation(enterprise_id="E1", team_id="T1") is None
