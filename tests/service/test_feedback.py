"""Conversations and feedback over HTTP."""

import httpx


async def test_a_conversation_can_be_read_and_forgotten(http: httpx.AsyncClient) -> None:
    reply = (await http.post("/chat", json={"question": "Hanoi?"})).json()
    place = f"/conversations/{reply['conversation_id']}"
    kept = (await http.get(place)).json()
    assert kept["conversation_id"] == reply["conversation_id"]
    assert [turn["response"] for turn in kept["turns"]] == [reply]
    assert (await http.delete(place)).status_code == 204
    assert (await http.get(place)).status_code == 404


async def test_feedback_is_kept_with_its_turn(http: httpx.AsyncClient) -> None:
    reply = (await http.post("/chat", json={"question": "Hanoi?"})).json()
    given = {"message_id": reply["message_id"], "helpful": False, "comment": "wrong man"}
    assert (await http.post("/feedback", json=given)).status_code == 200
    kept = (await http.get(f"/conversations/{reply['conversation_id']}")).json()
    assert kept["turns"][0]["helpful"] is False


async def test_feedback_needs_a_reply(http: httpx.AsyncClient) -> None:
    given = {"message_id": "nothing", "helpful": True}
    reply = await http.post("/feedback", json=given)
    assert (reply.status_code, reply.json()["error"]["code"]) == (404, "message_not_found")


async def test_feedback_is_yes_or_no(http: httpx.AsyncClient) -> None:
    for given in ({"message_id": "m"}, {"message_id": "m", "helpful": "very"}):
        assert (await http.post("/feedback", json=given)).status_code == 422
