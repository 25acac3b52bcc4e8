"""How long each step of a question took."""

from collections.abc import Callable

import pytest

from service import clock as module
from service.clock import Clock


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Sets the time of day, in seconds; it stands still otherwise."""
    now = [100.0]
    monkeypatch.setattr(module, "perf_counter", lambda: now[0])

    def set_time(seconds: float) -> None:
        now[0] = 100.0 + seconds

    return set_time


def test_every_step_has_a_time_and_so_has_the_whole(at: Callable[[float], None]) -> None:
    assert Clock("read", "find").timings_ms() == {"read": 0.0, "find": 0.0, "total": 0.0}


def test_a_step_lasts_from_the_mark_before_it(at: Callable[[float], None]) -> None:
    clock = Clock("read", "find")
    at(0.25)
    clock.mark("read")
    at(1.0)
    clock.mark("find")
    assert clock.timings_ms() == {"read": 250.0, "find": 750.0, "total": 1000.0}


def test_a_step_taken_twice_adds_up(at: Callable[[float], None]) -> None:
    clock = Clock("read", "find")
    for seconds, step in ((0.1, "find"), (0.2, "read"), (0.4, "find")):
        at(seconds)
        clock.mark(step)
    assert clock.timings_ms() == {"read": 100.0, "find": 300.0, "total": 400.0}


def test_time_after_the_last_step_is_part_of_the_whole(at: Callable[[float], None]) -> None:
    clock = Clock("read")
    clock.mark("read")
    at(0.5)
    assert clock.timings_ms() == {"read": 0.0, "total": 500.0}


def test_an_unknown_step_is_a_mistake() -> None:
    with pytest.raises(KeyError, match="rest"):
        Clock("read").mark("rest")
