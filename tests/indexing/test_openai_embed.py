import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import numpy as np
import pytest

from indexing.embed import dimension, embed_passages, identity, open_embedder
from indexing.errors import EmbedderUnavailable, SettingsInvalid

Asked = list[dict[str, Any]]


@contextmanager
def serving(*, status: int = 200) -> Iterator[tuple[str, Asked]]:
    """An OpenAI-compatible server: its address, and what it was asked.

    A text's vector is its length and 1.
    """
    asked: Asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append({**body, "path": self.path, "key": self.headers["Authorization"]})
            data = [
                {"object": "embedding", "index": n, "embedding": [float(len(text)), 1.0]}
                for n, text in enumerate(body["input"])
            ]
            reply = {"object": "list", "data": data, "model": body["model"]}
            content = json.dumps(reply if status == 200 else {"error": {"message": "no"}}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1", asked
        finally:
            server.shutdown()
            thread.join()


async def test_passages_and_spans_are_embedded_by_the_model_named() -> None:
    with serving() as (base, asked):
        embedder = open_embedder("openai:nomic-embed", api_key="sk-1", api_base=base)
        whole, [spans] = await embed_passages(embedder, ["Moon spoke."], [[(0, 4)]])
    assert [(each["model"], each["path"], each["key"]) for each in asked] == [
        ("nomic-embed", "/v1/embeddings", "Bearer sk-1")
    ]
    assert asked[0]["input"] == ["Moon spoke.", "Moon"]
    assert np.allclose(whole[0] / whole[0][1], [11, 1])
    assert np.allclose(spans[0] / spans[0][1], [4, 1])


async def test_key_and_base_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as (base, asked):
        monkeypatch.setenv("OPENAI_API_KEY", "sk-2")
        monkeypatch.setenv("OPENAI_BASE_URL", base)
        await open_embedder("openai:text-embedding-3-small").aget_query_embedding("Hanoi")
    assert [each["key"] for each in asked] == ["Bearer sk-2"]


def test_without_a_key_the_setting_makes_no_sense(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(SettingsInvalid, match="needs OPENAI_API_KEY"):
        open_embedder("openai:text-embedding-3-small")


async def test_a_refusal_is_an_embedder_that_cannot_be_had() -> None:
    with serving(status=401) as (base, asked):
        embedder = open_embedder("openai:m", api_key="wrong", api_base=base)
        with pytest.raises(EmbedderUnavailable, match=r"m did not answer \(AuthenticationError\)"):
            await embedder.aget_query_embedding("Hanoi")
        with pytest.raises(EmbedderUnavailable, match="OPENAI_BASE_URL"):
            embedder.get_text_embedding_batch(["Hanoi"])
        with pytest.raises(EmbedderUnavailable):
            await embed_passages(embedder, ["Hanoi"], [[]])
    assert len(asked) == 3  # a wrong key is not tried again


def test_the_model_is_the_identity_and_the_key_is_not_in_it() -> None:
    embedder = open_embedder("openai:nomic-embed", api_key="sk-3", api_base="http://127.0.0.1:1")
    assert identity(embedder) == "openai:nomic-embed"
    assert dimension(embedder) is None
