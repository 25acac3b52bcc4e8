"""Whose fault a refusal is, and whether it may pass."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from service.completions.refusal import Refusal, pause_s
from service.errors import ModelFailed, ModelOverLimit, ModelRefused, ModelUnavailable


def test_a_pause_is_twice_as_long_each_time_and_up_to_half_shorter_by_chance() -> None:
    for failures, longest in ((1, 0.5), (2, 1.0), (3, 2.0)):
        pauses = [pause_s(failures, first_s=0.5) for _ in range(200)]
        assert longest / 2 <= min(pauses) < max(pauses) <= longest


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "3"}, 3.0),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "3", "retry-after-ms": "250"}, 0.25),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Thu, 01 Jan 2015 00:00:00 GMT"}, 0.0),
        ({"retry-after": "Thu, 01 Jan 2015 00:00:00"}, 0.0),
    ],
)
def test_a_host_may_say_how_long_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    assert Refusal(429, headers=headers).told_pause_s == seconds


def test_a_host_may_say_until_when_to_wait() -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    told = Refusal(429, headers={"retry-after": until}).told_pause_s
    assert told is not None
    assert 58 < told <= 60


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Rate limit reached for gpt-4", ModelOverLimit),
        ('{"code": 429}', ModelOverLimit),
        ("the server is overloaded", ModelUnavailable),
        ("", ModelUnavailable),
        ("the context size was exceeded: exceed_context_size_error", ModelRefused),
    ],
)
def test_a_failure_in_a_stream_is_known_by_its_words(words: str, kind: type[ModelFailed]) -> None:
    assert type(Refusal.within_a_stream(words).failure("small")) is kind


def test_a_mention_of_billing_is_not_a_want_of_credit() -> None:
    words = "Rate limit reached. Add a payment method at https://host/account/billing"
    refusal = Refusal(429, words)
    assert refusal.is_passing
    assert "try again in a moment" in str(refusal.failure("small"))


def test_a_refusal_does_not_show_what_the_host_said() -> None:
    assert "hidden" not in repr(Refusal(401, "hidden", headers={"x": "hidden"}))
