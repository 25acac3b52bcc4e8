"""A reply is held to the form that was asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.completions.reply import Reply, object_in
from service.errors import MalformedCompletion
from tests.service.hosts import SCHEMA, VERDICT

GOOD = '{"supported": true, "reason": "it is there"}'


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"  \n{GOOD}\n",
        f"```json\n{GOOD}\n```",
        f"```\n{GOOD}\n```",
        f"\n```JSON  \n{GOOD}```\n",
    ],
)
def test_an_object_may_come_in_a_fence(text: str) -> None:
    assert object_in(Reply(text, "stop"), SCHEMA, model="small") == VERDICT


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "it is not JSON"),
        (f"Here it is: {GOOD}", "it is not JSON"),
        (f"{GOOD} {GOOD}", "it is not JSON"),
        ('{"supported": NaN, "reason": ""}', "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ('["supported"]', "it is no object"),
        ("null", "it is no object"),
        ('{"supported": true}', "it breaks 'required'"),
        ('{"supported": "secret", "reason": ""}', "it breaks 'type'"),
        ('{"supported": true, "reason": "", "secret": 1}', "it breaks 'additionalProperties'"),
    ],
)
def test_another_form_is_malformed_and_not_repeated(text: str, fault: str) -> None:
    with pytest.raises(MalformedCompletion) as caught:
        object_in(Reply(text, "stop"), SCHEMA, model="small")
    assert fault in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("end", ["length", "content_filter"])
def test_a_reply_that_was_cut_is_malformed_even_if_it_could_be_read(end: str) -> None:
    with pytest.raises(MalformedCompletion):
        object_in(Reply(GOOD, end), SCHEMA, model="small")


@given(st.text())
def test_any_text_is_an_object_or_malformed(text: str) -> None:
    try:
        found = object_in(Reply(text, "stop"), SCHEMA, model="small")
    except MalformedCompletion:
        return
    assert set(found) == {"supported", "reason"}
