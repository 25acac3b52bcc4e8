"""A chat model's replies, kept."""

from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path

import pytest

from evals.errors import EvalError
from evals.replies import KeptReplies
from service.chat_model import Message, Meter, Schema
from service.errors import ModelUnavailable
from tests.service.models import ScriptedModel

ASKED = (Message("user", "Does the dam hold?"),)
OTHER = (Message("user", "Does the dam leak?"),)
SCHEMA = Schema("verdict", {"type": "object"})


async def words(
    model: KeptReplies, meter: Meter | None = None, asked: Sequence[Message] = ASKED
) -> str:
    stream = model.stream(asked, max_tokens=9, meter=meter or Meter())
    async with aclosing(stream):
        return "".join([piece async for piece in stream])


async def test_the_same_request_is_answered_without_the_model(tmp_path: Path) -> None:
    model = ScriptedModel("It holds.")
    kept = KeptReplies(model, tmp_path)
    assert await words(kept) == await words(kept) == "It holds."
    assert len(model.asked) == 1


async def test_another_request_is_not(tmp_path: Path) -> None:
    kept = KeptReplies(ScriptedModel("It holds.", "It does not."), tmp_path)
    assert await words(kept) == "It holds."
    assert await words(kept, asked=OTHER) == "It does not."


async def test_a_kept_reply_costs_what_it_cost(tmp_path: Path) -> None:
    kept = KeptReplies(ScriptedModel("It holds."), tmp_path)
    first, again = Meter(), Meter()
    await words(kept, first)
    await words(kept, again)
    assert first == again
    assert first.completion_tokens > 0


async def test_objects_are_kept_too(tmp_path: Path) -> None:
    kept = KeptReplies(ScriptedModel({"supported": True}), tmp_path)
    for _ in range(2):
        reply = await kept.complete(ASKED, schema=SCHEMA, max_tokens=9, meter=Meter())
        assert reply == {"supported": True}


async def test_a_failure_is_not_kept(tmp_path: Path) -> None:
    kept = KeptReplies(ScriptedModel(ModelUnavailable("down"), "It holds."), tmp_path)
    with pytest.raises(ModelUnavailable):
        await words(kept)
    assert await words(kept) == "It holds."


async def test_a_reply_that_was_not_read_to_its_end_is_not_kept(tmp_path: Path) -> None:
    kept = KeptReplies(ScriptedModel("It holds, they say.", "It holds."), tmp_path)
    stream = kept.stream(ASKED, max_tokens=9, meter=Meter())
    async with aclosing(stream):
        assert await anext(stream) == "It"
    assert await words(kept) == "It holds."


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EvalError, match="replies cannot be kept"):
        KeptReplies(ScriptedModel(), tmp_path / "file")
