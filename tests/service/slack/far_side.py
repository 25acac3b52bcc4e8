"""Slack's side of the wire, on loopback: a second implementation, as strict as the first.

It knows tokens, channels and what a message may hold, answers as Slack does, and remembers what it
was asked.
"""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

Json = dict[str, Any]

SECTION_CHARS = 3_000
BLOCKS_MOST = 50
ELEMENTS_MOST = 10
BOT_USER = "UBOT"


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    team: str
    arguments: Mapping[str, Any]


@dataclass(slots=True)
class Posted:
    """A message as it stands now; a streamed one grows."""

    team: str
    channel: str
    ts: str
    thread_ts: str | None
    text: str
    blocks: list[Json]
    is_streaming: bool = False
    is_deleted: bool = False

    @property
    def words(self) -> str:
        """All its markup, a line a text."""
        return "\n".join(_texts(self.blocks))


@dataclass(frozen=True, slots=True)
class Trouble:
    """What goes wrong the next time that a method is called."""

    method: str
    error: str = ""
    status: int = 200
    retry_after: str | None = None
    is_broken: bool = False  # it hangs up without a word


class Refused(Exception):
    """As `{"ok": false, "error": ...}`."""


@dataclass(slots=True)
class FarSide:
    """`teams` has the token of each; `codes` what an installation is finished with."""

    url: str = ""
    teams: dict[str, str] = field(default_factory=dict)  # token -> team
    outside: set[str] = field(default_factory=set)  # channels that the bot is not in
    codes: dict[str, Json] = field(default_factory=dict)
    app_tokens: set[str] = field(default_factory=set)
    client: tuple[str, str] = ("", "")
    calls: list[Call] = field(default_factory=list)
    messages: list[Posted] = field(default_factory=list)
    responses: list[Json] = field(default_factory=list)  # to commands and buttons
    acknowledged: list[Json] = field(default_factory=list)  # over the WebSocket
    troubles: list[Trouble] = field(default_factory=list)
    hold: asyncio.Event | None = None
    socket: web.WebSocketResponse | None = None
    _clock: int = 0
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    def trouble(self, method: str, error: str = "", **more: Any) -> None:
        self.troubles.append(Trouble(method, error, **more))

    def named(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    @property
    def shown(self) -> list[Posted]:
        """What readers have before them."""
        return [each for each in self.messages if not each.is_deleted]

    async def until(self, what: Any) -> None:
        """Until `what()` holds."""
        async with asyncio.timeout(20), self._changed:
            await self._changed.wait_for(what)

    async def until_posted(self, count: int) -> list[Posted]:
        def are_there() -> bool:
            return len(self.shown) >= count and not any(one.is_streaming for one in self.shown)

        await self.until(are_there)
        return self.shown

    async def until_responded(self, count: int) -> list[Json]:
        await self.until(lambda: len(self.responses) >= count)
        return self.responses

    async def send(self, envelope: Json) -> None:
        """Over the WebSocket, once there is one."""
        await self.until(lambda: self.socket is not None)
        assert self.socket is not None
        await self.socket.send_str(json.dumps(envelope))

    async def changed(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def next_ts(self) -> str:
        self._clock += 1
        return f"1700000000.{self._clock:06}"

    async def api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        arguments = await _arguments(request)
        team = self._team(request, arguments)
        self.calls.append(Call(method, team, arguments))
        if self.hold is not None:
            await self.hold.wait()
        try:
            if trouble := self._trouble(method):
                if trouble.is_broken and request.transport is not None:
                    request.transport.abort()
                return _troubled(trouble)
            return web.json_response({"ok": True, **self._answer(method, team, arguments, request)})
        except Refused as refused:
            return web.json_response({"ok": False, "error": str(refused)})
        finally:
            await self.changed()

    def _team(self, request: web.Request, arguments: Json) -> str:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        token = token if scheme == "Bearer" else str(arguments.get("token", ""))
        return self.teams.get(token, "")

    def _trouble(self, method: str) -> Trouble | None:
        for place, trouble in enumerate(self.troubles):
            if trouble.method == method:
                return self.troubles.pop(place)
        return None

    def _answer(self, method: str, team: str, asked: Json, request: web.Request) -> Json:
        if method == "oauth.v2.access":
            return self._installed(asked, request)
        if method == "apps.connections.open":
            return self._connection(request)
        if not team:
            raise Refused("invalid_auth")
        known = {
            "auth.test": self._who,
            "chat.postMessage": self._post,
            "chat.startStream": self._start,
            "chat.appendStream": self._append,
            "chat.stopStream": self._stop,
            "chat.delete": self._delete,
            "assistant.threads.setStatus": self._set_in_thread,
            "assistant.threads.setTitle": self._set_in_thread,
            "assistant.threads.setSuggestedPrompts": self._prompt,
        }
        if method not in known:
            raise Refused("unknown_method")
        return known[method](team, asked)

    def _who(self, team: str, _asked: Json) -> Json:
        return {"team_id": team, "user_id": BOT_USER, "bot_id": "BBOT", "user": "onrecord"}

    def _delete(self, team: str, asked: Json) -> Json:
        self._message(team, asked).is_deleted = True
        return {}

    def _set_in_thread(self, _team: str, asked: Json) -> Json:
        _require(asked, "channel_id", "thread_ts")
        return {}

    def _prompt(self, _team: str, asked: Json) -> Json:
        _require(asked, "channel_id", "prompts")
        if not 1 <= len(asked["prompts"]) <= 4:
            raise Refused("invalid_prompts")
        return {}

    def _post(self, team: str, asked: Json) -> Json:
        _require(asked, "channel", "text")
        if asked["channel"] in self.outside:
            raise Refused("not_in_channel")
        if asked.get("unfurl_links") is not False:
            raise Refused("invalid_arguments")  # ours are to show no previews
        blocks = _checked(asked.get("blocks", []))
        message = Posted(
            team, asked["channel"], self.next_ts(), asked.get("thread_ts"), asked["text"], blocks
        )
        self.messages.append(message)
        return {"channel": message.channel, "ts": message.ts}

    def _start(self, team: str, asked: Json) -> Json:
        _require(asked, "channel", "thread_ts")
        if not asked["channel"].startswith("D"):
            _require(asked, "recipient_team_id", "recipient_user_id")
        blocks = _checked(_chunks(asked))
        message = Posted(
            team, asked["channel"], self.next_ts(), asked["thread_ts"], "", blocks, True
        )
        self.messages.append(message)
        return {"channel": message.channel, "ts": message.ts}

    def _append(self, team: str, asked: Json) -> Json:
        message = self._streaming(team, asked)
        message.blocks = _checked([*message.blocks, *_chunks(asked)])
        return {}

    def _stop(self, team: str, asked: Json) -> Json:
        message = self._streaming(team, asked)
        ending = [*_chunks(asked), *asked.get("blocks", [])]
        message.blocks = _checked([*message.blocks, *ending])
        message.is_streaming = False
        return {}

    def _message(self, team: str, asked: Json) -> Posted:
        _require(asked, "channel", "ts")
        for message in self.messages:
            if (message.team, message.channel, message.ts) == (team, asked["channel"], asked["ts"]):
                return message
        raise Refused("message_not_found")

    def _streaming(self, team: str, asked: Json) -> Posted:
        message = self._message(team, asked)
        if not message.is_streaming:
            raise Refused("message_not_in_streaming_state")
        return message

    def _installed(self, asked: Json, request: web.Request) -> Json:
        given = request.headers.get("Authorization", "").removeprefix("Basic ")
        if base64.b64decode(given).decode() != ":".join(self.client):
            raise Refused("bad_client_secret")
        installed = self.codes.pop(str(asked.get("code")), None)
        if installed is None:
            raise Refused("invalid_code")
        self.teams[installed["access_token"]] = installed["team"]["id"]
        return installed

    def _connection(self, request: web.Request) -> Json:
        if request.headers.get("Authorization", "").removeprefix("Bearer ") not in self.app_tokens:
            raise Refused("invalid_auth")
        return {"url": self.url.replace("http", "ws").replace("/api/", "/link?ticket=xyz")}

    async def link(self, request: web.Request) -> web.WebSocketResponse:
        """Where Socket Mode connects to."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str(json.dumps({"type": "hello", "num_connections": 1}))
        self.socket = socket
        await self.changed()
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                self.acknowledged.append(json.loads(message.data))
                await self.changed()
        self.socket = None
        return socket

    async def response(self, request: web.Request) -> web.Response:
        """A response_url."""
        said = await request.json()
        try:
            _checked(said.get("blocks") or [])
        except Refused as refused:
            return web.Response(status=400, text=str(refused))
        self.responses.append(said)
        await self.changed()
        return web.Response(text="ok")


@asynccontextmanager
async def far_side(teams: Mapping[str, str]) -> AsyncIterator[FarSide]:
    far = FarSide(teams=dict(teams))
    app = web.Application()
    app.router.add_post("/api/{method}", far.api)
    app.router.add_post("/response/{what}", far.response)
    app.router.add_get("/link", far.link)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    far.url = f"http://127.0.0.1:{port}/api/"
    try:
        yield far
    finally:
        if far.socket is not None:
            await far.socket.close()
        await runner.cleanup()


async def _arguments(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    form: Json = dict(await request.post())
    for name in ("blocks", "chunks", "prompts"):
        if isinstance(form.get(name), str):
            form[name] = json.loads(form[name])
    return {**form, **request.query}


def _troubled(trouble: Trouble) -> web.Response:
    headers = {"Retry-After": trouble.retry_after} if trouble.retry_after else {}
    body = {"ok": False, "error": trouble.error or "internal_error"}
    return web.json_response(body, status=trouble.status, headers=headers)


def _require(asked: Json, *names: str) -> None:
    if not all(asked.get(name) for name in names):
        raise Refused("invalid_arguments")


def _chunks(asked: Json) -> list[Json]:
    blocks: list[Json] = []
    for chunk in asked.get("chunks") or []:
        if chunk["type"] != "blocks":
            raise Refused("invalid_chunks")
        blocks += chunk["blocks"]
    return blocks


def _checked(blocks: list[Json]) -> list[Json]:
    if len(blocks) > BLOCKS_MOST:
        raise Refused("invalid_blocks")
    for block in blocks:
        texts = _texts([block])
        is_small = all(1 <= len(text) <= SECTION_CHARS for text in texts)
        elements = block.get("elements", [])
        if not is_small or len(elements) > ELEMENTS_MOST or not (texts or elements):
            raise Refused("invalid_blocks")
        _check_buttons(block)
    return blocks


def _check_buttons(block: Json) -> None:
    for element in block.get("elements", []):
        pressed = [element, element.get("positive_button"), element.get("negative_button")]
        for button in (one for one in pressed if one and "value" in one):
            if len(button["value"]) > 2_000 or len(button["text"]["text"]) > 75:
                raise Refused("invalid_blocks")


def _texts(blocks: list[Json]) -> list[str]:
    """The markup of sections and contexts."""
    found = []
    for block in blocks:
        parts = [block["text"]] if block["type"] == "section" else []
        parts += block["elements"] if block["type"] == "context" else []
        found += [part["text"] for part in parts]
    return found
