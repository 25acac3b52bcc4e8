"""How soon Slack is told that it was heard: `python -m evals.speed.slack QUESTIONS`.

A server of its own answers over loopback, as Slack would call it, from the archive that
ONRECORD_DATA_DIR names. As many mentions as are to be answered at once are sent; as soon as they
are acknowledged, and being answered, one more is sent and the time until its acknowledgement taken.
"""

import asyncio
import hashlib
import hmac
import json
import statistics
import time
from http.server import BaseHTTPRequestHandler
from itertools import count, cycle
from pathlib import Path
from typing import Annotated

import httpx
import typer

from evals.speed.own_server import far_side, own_server

SECRET = "the-secret-of-this-benchmark"


class Workspace(BaseHTTPRequestHandler):
    """Slack's Web API, as far as it says yes to everything, and counts what is posted."""

    protocol_version = "HTTP/1.1"
    posted: list[str] = []

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/api/chat.postMessage":
            self.posted.append(self.path)
        body = b'{"ok": true, "ts": "1.2", "team_id": "T1", "user_id": "UBOT", "bot_id": "B1"}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """One line a request would be many."""


def main(
    questions: Annotated[Path, typer.Argument(help="JSON lines with question.")],
    answers: Annotated[int, typer.Option(help="So many answers run meanwhile.")] = 8,
    samples: Annotated[int, typer.Option(help="How many acknowledgements are timed.")] = 100,
) -> None:
    """Time acknowledgements while answers run; fails past 200 ms."""
    texts = [json.loads(line)["question"] for line in questions.read_text("utf-8").splitlines()]
    with far_side(Workspace) as url:
        spent = asyncio.run(_measure(url, texts, answers=answers, samples=samples))
    milliseconds = sorted(1000 * each for each in spent)
    typer.echo(
        f"{answers} answers at once, {samples} acknowledgements: "
        f"p50 {statistics.median(milliseconds):.0f} ms, "
        f"p95 {statistics.quantiles(milliseconds, n=20)[-1]:.0f} ms, "
        f"slowest {milliseconds[-1]:.0f} ms; {len(Workspace.posted)} answers posted"
    )
    raise typer.Exit(1 if milliseconds[-1] > 200 else 0)


async def _measure(url: str, texts: list[str], *, answers: int, samples: int) -> list[float]:
    asked, numbers = cycle(texts), count(time.time_ns())  # no event of an earlier run
    keys = {
        "SLACK_API_URL": f"{url}/api/",
        "SLACK_BOT_TOKEN": "xoxb-of-this-benchmark",
        "SLACK_SIGNING_SECRET": SECRET,
    }
    async with own_server(keys) as http:
        for _ in range(3):  # warms what the first question loads
            await _mention(http, next(asked), next(numbers))
        await _until(3)
        spent: list[float] = []
        while len(spent) < samples:
            begun = len(Workspace.posted)
            meanwhile = (_mention(http, next(asked), next(numbers)) for _ in range(answers))
            await asyncio.gather(*meanwhile)
            spent.append(await _mention(http, next(asked), next(numbers)))
            await _until(begun + answers + 1)
        return spent


async def _mention(http: httpx.AsyncClient, text: str, number: int) -> float:
    """Seconds until it was acknowledged."""
    event = {
        "type": "app_mention",
        "channel": "C1",
        "user": "U1",
        "text": f"<@UBOT> {text}",
        "ts": f"{number // 10**6}.{number % 10**6:06}",
    }
    payload = {"type": "event_callback", "team_id": "T1", "event": event, "event_id": f"Ev{number}"}
    body, timestamp = json.dumps(payload), str(int(time.time()))
    signed = hmac.new(SECRET.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256)
    headers = {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": f"v0={signed.hexdigest()}",
    }
    began = time.perf_counter()
    (await http.post("/slack/events", content=body, headers=headers)).raise_for_status()
    return time.perf_counter() - began


async def _until(posted: int) -> None:
    async with asyncio.timeout(120):
        while len(Workspace.posted) < posted:
            await asyncio.sleep(0.005)


if __name__ == "__main__":
    typer.run(main)
