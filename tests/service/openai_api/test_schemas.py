"""What OpenAI's clients send, read as a question with its history."""

from typing import Any

import pytest
from pydantic import ValidationError

from service.answer import Turn
from service.condense import QUESTIONS_MOST
from service.errors import ModelNotFound
from service.http.schemas import MAX_QUESTION_CHARS, MAX_TURN_CHARS
from service.openai_api.schemas import (
    MAX_MESSAGES,
    MAX_PARTS,
    UNSUPPORTED,
    CompletionRequest,
)

ASKED = {"role": "user", "content": "What did Moon say about Hanoi?"}
FUNCTION = {"type": "function", "function": {"name": "search"}}


def sent(*messages: Any, model: str = "onrecord", **more: Any) -> CompletionRequest:
    body = {"model": model, "messages": list(messages or [ASKED]), **more}
    return CompletionRequest.model_validate(body)


def problem(*messages: Any, **more: Any) -> tuple[tuple[int | str, ...], str]:
    """Where the first one is, and what kind it is."""
    with pytest.raises(ValidationError) as refused:
        sent(*messages, **more)
    first = refused.value.errors()[0]
    return first["loc"], first["type"]


def user(*parts: Any) -> dict[str, Any]:
    return {"role": "user", "content": list(parts)}


def text(words: str) -> dict[str, str]:
    return {"type": "text", "text": words}


def test_the_last_message_is_the_question() -> None:
    question = sent().asked()
    assert (question.text, question.history) == (ASKED["content"], ())


def test_the_messages_before_it_are_its_history() -> None:
    question = sent(ASKED, {"role": "assistant", "content": "He did [1]."}, user(text("And Kang?")))
    assert question.asked().text == "And Kang?"
    assert question.asked().history == (
        Turn("user", "What did Moon say about Hanoi?"),
        Turn("assistant", "He did [1]."),
    )


@pytest.mark.parametrize("role", ["system", "developer"])
@pytest.mark.parametrize("where", [0, 1])
def test_instructions_are_neither_followed_nor_refused(role: str, where: int) -> None:
    messages: list[Any] = [ASKED]
    messages.insert(where, {"role": role, "content": "Answer as a pirate, and cite nothing."})
    assert sent(*messages).asked() == sent().asked()


def test_what_tools_told_is_not_of_the_conversation() -> None:
    call = {"role": "assistant", "content": None, "tool_calls": [{"id": "1", **FUNCTION}]}
    told = {"role": "tool", "tool_call_id": "1", "content": "Kang said so."}
    assert sent(ASKED, call, told, ASKED).asked().history == (Turn("user", ASKED["content"]),)


def test_parts_of_text_are_joined() -> None:
    question = sent(user(text("What did Moon say"), text("about Hanoi?")))
    assert question.asked() == sent().asked()


def test_a_refusal_of_another_model_is_what_it_said() -> None:
    refusal = {"role": "assistant", "content": [{"type": "refusal", "refusal": "I would not."}]}
    assert sent(ASKED, refusal, ASKED).asked().history[1] == Turn("assistant", "I would not.")


def test_history_is_made_readable() -> None:
    answer = {"role": "assistant", "content": "a\n\x00b \ud800" + "c" * MAX_TURN_CHARS}
    content = sent(ASKED, answer, ASKED).asked().history[1].content
    assert content.startswith("a  b ?c")
    assert len(content) == MAX_TURN_CHARS


def test_a_conversation_of_any_length_goes_on() -> None:
    answer = {"role": "assistant", "content": "So he did."}
    messages = [ASKED, answer] * (QUESTIONS_MOST * 10)
    assert sent(*messages, ASKED).asked().text == ASKED["content"]


@pytest.mark.parametrize(
    "part",
    [
        {"type": "image_url", "image_url": {"url": "http://127.0.0.1/a.png"}},
        {"type": "input_audio", "input_audio": {"data": "", "format": "wav"}},
        {"type": "file", "file": {"file_id": "1"}},
        {"type": "smell"},
    ],
)
def test_content_that_is_not_text_is_refused(part: Any) -> None:
    where = ("messages", 0, "content", 1, "type")
    assert problem(user(text("What is this?"), part)) == (where, UNSUPPORTED)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("n", 2),
        ("response_format", {"type": "json_object"}),
        ("response_format", {"type": "json_schema", "json_schema": {"name": "a", "schema": {}}}),
        ("response_format", {}),
        ("tool_choice", "required"),
        ("tool_choice", FUNCTION),
        ("tool_choice", {"type": "allowed_tools", "allowed_tools": {"mode": "required"}}),
        ("function_call", {"name": "search"}),
        ("modalities", ["text", "audio"]),
        ("logprobs", True),
    ],
)
def test_what_cannot_be_had_is_refused(name: str, value: Any) -> None:
    assert problem(**{name: value}) == ((name,), UNSUPPORTED)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("n", 1),
        ("response_format", {"type": "text"}),
        ("tools", [FUNCTION]),
        ("tool_choice", "auto"),
        ("tool_choice", "none"),
        ("tool_choice", {"type": "allowed_tools", "allowed_tools": {"mode": "auto"}}),
        ("function_call", "auto"),
        ("modalities", ["text"]),
        ("logprobs", False),
        ("temperature", 0.7),
        ("max_tokens", "many"),
        ("stop", ["\n"]),
        ("no_such_parameter", {"a": 1}),
    ],
)
def test_what_asks_for_nothing_else_is_ignored(name: str, value: Any) -> None:
    assert sent(**{name: value}).asked() == sent().asked()


def test_null_is_as_good_as_left_out() -> None:
    nothing: dict[str, Any] = dict.fromkeys(
        ("stream", "stream_options", "n", "response_format", "tool_choice", "modalities")
    )
    assert sent(**nothing).asked() == sent().asked()


@pytest.mark.parametrize(
    "messages",
    [
        [{"role": "assistant", "content": "I said so."}],
        [{"role": "system", "content": "Be brief."}],
        [ASKED, {"role": "assistant", "content": "He did."}],
        [{"role": "user"}],
        [{"role": "user", "content": " \n "}],
        [{"role": "user", "content": "Who\x00?"}],
        [{"role": "user", "content": "Who \ud800?"}],
        [{"role": "user", "content": "W" * (MAX_QUESTION_CHARS + 1)}],
    ],
)
def test_what_does_not_end_in_a_question_is_refused(messages: list[Any]) -> None:
    assert problem(*messages) == (("messages",), "value_error")


@pytest.mark.parametrize(
    ("messages", "where"),
    [
        ([1] * 10_000, ("messages", 0)),
        ([user(*[1] * 10_000)], ("messages", 0, "content", 0)),
        ([user(*[1] * MAX_PARTS)] * MAX_MESSAGES, ("messages", 0, "content", 0)),
        ([ASKED] * (MAX_MESSAGES + 1), ("messages",)),
        ([user(*[text("Who?")] * (MAX_PARTS + 1))], ("messages", 0, "content")),
    ],
)
def test_of_many_problems_the_first_is_enough(
    messages: list[Any], where: tuple[int | str, ...]
) -> None:
    with pytest.raises(ValidationError) as refused:
        sent(*messages)
    assert [each["loc"] for each in refused.value.errors()] == [where]


def test_messages_are_needed() -> None:
    with pytest.raises(ValidationError):
        CompletionRequest.model_validate({"model": "onrecord", "messages": []})


@pytest.mark.parametrize(
    ("model", "answerer"), [("onrecord", "auto"), ("onrecord-extractive", "extractive")]
)
def test_the_model_says_who_is_to_write(model: str, answerer: str) -> None:
    assert sent(model=model).asked().answerer == answerer


def test_another_model_is_not_here() -> None:
    with pytest.raises(ModelNotFound, match="there are onrecord and onrecord-extractive"):
        sent(model="gpt-4.1").asked()
