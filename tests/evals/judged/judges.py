"""Judges for the tests: one that says its score, and one on the wire as OpenAI has it."""

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding

from evals.judged.judge import API_KEY, BASE_URL, MODEL, Judgment

KEY = "sk-not-to-be-shown"


class ScriptedJudge:
    """Gives one score for everything, and remembers what it was asked."""

    model = "scripted"

    def __init__(self, score: float = 0.5) -> None:
        self._score = score
        self.asked: list[tuple[Judgment, dict[str, str | Sequence[str]]]] = []

    async def score(
        self,
        metric: Judgment,
        *,
        embedder: BaseEmbedding | None = None,
        **given: str | Sequence[str],
    ) -> float:
        assert (metric == "AnswerRelevancy") == (embedder is not None)
        self.asked.append((metric, given))
        return self._score


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server sends: a completion of this content, or else just this body."""

    content: str | None = None
    body: str | None = None
    status: int = 200
    finish_reason: str = "stop"
    delay_s: float = 0.0


Answers = Mapping[str, Any] | Callable[[str], Reply]
"""The JSON by the name of the form that is asked for, or what is sent for such a name."""


@dataclass(slots=True)
class Server:
    """`asked`: the requests, and of each the form that it asked for."""

    environ: dict[str, str] = field(default_factory=dict)
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)


@contextmanager
def serving(answers: Answers) -> Iterator[Server]:
    """A server on loopback that answers so, and the environment that names it as the judge."""
    said = Server()

    def reply_to(request: dict[str, Any]) -> Reply:
        schema = request["messages"][0]["content"]
        form = re.findall(r'"title": "(\w+)"', schema)[-1]
        said.requests.append(request)
        said.forms.append(form)
        return answers(form) if callable(answers) else Reply(json.dumps(answers[form]))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said.keys.append(self.headers["Authorization"])
            length = int(self.headers["Content-Length"])
            reply = reply_to(json.loads(self.rfile.read(length)))
            time.sleep(reply.delay_s)
            body = (_completion(reply) if reply.body is None else reply.body).encode()
            self.send_response(reply.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Retry-After", "0.01")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/v1"
        said.environ.update({MODEL: "small", BASE_URL: address, API_KEY: KEY})
        try:
            yield said
        finally:
            server.shutdown()


def _completion(reply: Reply) -> str:
    message = {"role": "assistant", "content": reply.content}
    choice = {"index": 0, "message": message, "finish_reason": reply.finish_reason}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    told = {"id": "1", "object": "chat.completion", "created": 1, "model": "small"}
    return json.dumps({**told, "choices": [choice], "usage": usage})
