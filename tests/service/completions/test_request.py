"""What a host is told, and which of it is to blame for a refusal."""

import pytest

from service.completions.refusal import Refusal
from service.completions.request import Argument, Request
from tests.service.hosts import ASKED, SCHEMA

PROSE = Request("small", ASKED, 50)
OBJECT = Request("small", ASKED, 50, SCHEMA)


@pytest.mark.parametrize(
    ("words", "blamed"),
    [
        ("Invalid parameter: 'response_format' of type 'json_schema' is not supported with this "
         "model.", "json_schema"),
        ("This model does not support response format `json_schema`.", "json_schema"),
        ("JSON schema error at #/properties/a: cannot resolve $ref", "json_schema"),
        ("failed to parse grammar", "json_schema"),
        ("Unsupported parameter: 'max_tokens' is not supported with this model. "
         "Use 'max_completion_tokens' instead.", "max_tokens"),
        ("Unsupported value: 'temperature' does not support 0 with this model.", "temperature"),
        ('{"detail":[{"type":"extra_forbidden","loc":["body","seed"]}]}', "seed"),
        ("max_completion_tokens is unknown", None),
        ("the request exceeds what I can do", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_refusal_is_blamed_on_what_it_names(words: str, blamed: Argument | None) -> None:
    assert OBJECT.blamed(Refusal(400, words)) == blamed


def test_what_was_not_sent_is_not_to_blame() -> None:
    assert PROSE.blamed(Refusal(400, "no response_format")) is None
    assert OBJECT.blamed(Refusal(400, "no stream_options")) is None
    assert OBJECT.without("seed").blamed(Refusal(400, "no seed")) is None


def test_the_parameter_that_a_host_names_weighs_more_than_its_words() -> None:
    refusal = Refusal(400, "the schema needs a temperature", param="temperature")
    assert OBJECT.blamed(refusal) == "temperature"


@pytest.mark.parametrize("status", [401, 404, 413, 429, 500])
def test_only_a_refusal_of_what_was_sent_has_something_to_blame(status: int) -> None:
    assert OBJECT.blamed(Refusal(status, "temperature")) is None


def test_a_request_that_is_too_long_is_nothing_elses_fault() -> None:
    words = "maximum context length is 8192 tokens: lower max_tokens"
    assert OBJECT.blamed(Refusal(400, words)) is None


def test_a_host_may_be_told_no_limit_at_all() -> None:
    told = PROSE.without("max_tokens", "max_completion_tokens").arguments
    assert told.keys() == {
        "model", "messages", "temperature", "seed", "stream", "stream_options"
    }  # fmt: skip


def test_the_schema_in_words_stands_with_the_first_message() -> None:
    told = OBJECT.without("json_schema").arguments
    assert told["response_format"] == {"type": "json_object"}
    assert [message["role"] for message in told["messages"]] == ["system", "user"]
    assert told["messages"][0]["content"].startswith("Answer.\n\nReply with one JSON object")
    assert told["messages"][1]["content"] == "What did Moon say?"
    assert ASKED[0].content == "Answer."
