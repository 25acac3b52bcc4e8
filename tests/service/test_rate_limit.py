"""How much one caller may ask, and that others do not suffer for it."""

import time

import pytest

from indexing.callers import Rate
from service import rate_limit
from service.errors import TooManyRequests
from service.rate_limit import NO_LIMITS, Limits, Window, network_of


def taken(window: Window, caller: str, times: int) -> int:
    """How many of so many the caller is allowed."""
    allowed = 0
    for _ in range(times):
        try:
            window.take(caller)
        except TooManyRequests:
            continue
        allowed += 1
    return allowed


def test_a_caller_may_ask_so_often_and_another_as_often() -> None:
    window = Window(Rate(3, 60), "questions")
    assert taken(window, "Ann", 5) == 3
    assert taken(window, "Bob", 5) == 3


def test_who_is_refused_is_told_how_long_to_wait() -> None:
    window = Window(Rate(1, 3600), "questions")
    window.take("Ann")
    with pytest.raises(TooManyRequests, match="1/hour for questions") as refused:
        window.take("Ann")
    assert 3590 <= refused.value.retry_after_s <= 3600


def test_after_that_wait_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    window = Window(Rate(2, 60), "questions")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    window.take("Ann")
    monkeypatch.setattr(time, "time", lambda: now + 30)
    window.take("Ann")
    with pytest.raises(TooManyRequests) as refused:
        window.take("Ann")
    assert refused.value.retry_after_s == 30
    monkeypatch.setattr(time, "time", lambda: now + 30 + refused.value.retry_after_s + 0.01)
    assert taken(window, "Ann", 2) == 1  # the window moves: the second one counts still


def test_being_refused_costs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    window = Window(Rate(1, 1), "questions")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    assert taken(window, "Ann", 50) == 1
    monkeypatch.setattr(time, "time", lambda: now + 1.01)
    assert taken(window, "Ann", 1) == 1


def test_only_so_many_callers_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limit, "MOST_REMEMBERED", 1_600)
    window = Window(Rate(5, 60), "questions")
    assert taken(window, "the one who goes on asking", 6) == 5
    for number in range(1_000):
        window.take(f"caller {number}")
        assert taken(window, "the one who goes on asking", 1) == 0
    assert len(window._callers) == len(window._storage.events) == 200


@pytest.mark.parametrize("amount", [1, 60, 2_000, 2_001, 1_000_000])
def test_however_much_is_allowed_as_much_is_remembered(amount: int) -> None:
    window = Window(Rate(amount, 86_400), "questions")
    of_a_caller = amount if amount <= rate_limit.MOST_OF_A_CALLER else 3
    assert window._most_callers * of_a_caller <= rate_limit.MOST_REMEMBERED
    assert window._most_callers >= 99


def test_very_much_is_counted_and_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limit, "MOST_REMEMBERED", 1_600)
    window = Window(Rate(2_500, 86_400), "questions")
    assert taken(window, "the one who goes on asking", 2_501) == 2_500
    assert taken(window, "another", 1) == 1
    assert window._storage.events == {}
    for number in range(1_000):
        window.take(f"caller {number}")
        assert taken(window, "the one who goes on asking", 1) == 0
    ends = list(window._storage.expirations.values())
    assert len(window._callers) == sum(end > time.time() for end in ends) == 200


def test_who_may_ask_very_much_is_told_how_long_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    window = Window(Rate(2_500, 86_400), "questions")
    now = 20_000.5 * 86_400  # noon
    monkeypatch.setattr(time, "time", lambda: now)
    assert taken(window, "Ann", 2_501) == 2_500
    with pytest.raises(TooManyRequests) as refused:
        window.check("Ann")
    now += refused.value.retry_after_s - 60
    assert taken(window, "Ann", 1) == 0
    now += 61
    assert 1 <= taken(window, "Ann", 9) <= 2
    with pytest.raises(TooManyRequests) as refused:
        window.check("Ann")
    now += refused.value.retry_after_s + 1
    assert taken(window, "Ann", 1) == 1


def test_questions_are_counted_by_caller_and_requests_by_address() -> None:
    limits = Limits(questions=Rate(1, 60), requests=Rate(2, 60))
    with limits.question("Ann"):
        pass
    with pytest.raises(TooManyRequests, match="questions"), limits.question("Ann"):
        pytest.fail("the second one was let in")
    limits.request("10.0.0.1")
    limits.request("10.0.0.1")
    with pytest.raises(TooManyRequests, match="requests from one address"):
        limits.request("10.0.0.1")


def test_a_fourth_of_them_may_be_asked_at_once() -> None:
    limits = Limits(questions=Rate(40, 60))
    places = [limits.question("Ann") for _ in range(10)]
    for place in places:
        place.__enter__()
    with pytest.raises(TooManyRequests, match="10 questions at once") as refused:
        limits.question("Ann").__enter__()
    assert refused.value.retry_after_s == 1
    with limits.question("Bob"):
        pass
    places[0].__exit__(None, None, None)
    with limits.question("Ann"):
        pass
    for place in places[1:]:
        place.__exit__(None, None, None)
    assert not limits._asking


@pytest.mark.parametrize(("amount", "at_once"), [(1, 4), (60, 15), (1_000, 32), (100_000, 32)])
def test_at_once_it_is_never_very_few_nor_very_many(amount: int, at_once: int) -> None:
    limits = Limits(questions=Rate(amount, 86_400))
    limits._asking["Ann"] = at_once - 1
    with limits.question("Ann"), pytest.raises(TooManyRequests, match=f"{at_once} questions at"):
        limits.question("Ann").__enter__()


def test_a_question_that_fails_gives_its_place_back() -> None:
    limits = Limits(questions=Rate(100, 60))
    for _ in range(50):
        with pytest.raises(OSError, match="no"), limits.question("Ann"):
            raise OSError("no")
    assert not limits._asking


def test_without_limits_anything_goes() -> None:
    for _ in range(1_000):
        NO_LIMITS.request("10.0.0.1")
        with NO_LIMITS.question("Ann"):
            pass


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("unix", "unix"),
        ("", ""),
        ("x" * 500, "x" * 100),
    ],
)
def test_a_household_of_ipv6_is_one_caller(address: str, network: str) -> None:
    assert network_of(address) == network
