"""POST /chat, as tests ask it."""

from typing import Any

import httpx


async def ask(http: httpx.AsyncClient, question: str = "Who was in Hanoi?", **more: Any) -> Any:
    reply = await http.post("/chat", json={"question": question, **more})
    assert reply.status_code == 200, reply.text
    return reply.json()


async def refused(http: httpx.AsyncClient, body: Any, *, status: int = 422) -> str:
    reply = await http.post("/chat", json=body)
    assert reply.status_code == status, reply.text
    message: str = reply.json()["error"]["message"]
    return message
