"""How long each step of a question took."""

from collections.abc import Mapping
from time import perf_counter


class Clock:
    """`mark(step)` closes a step; a step that was not reached took 0 ms."""

    def __init__(self, *steps: str) -> None:
        self._spent = dict.fromkeys(steps, 0.0)
        self._began = self._last = perf_counter()

    def mark(self, step: str) -> None:
        now = perf_counter()
        self._spent[step] += (now - self._last) * 1000
        self._last = now

    def timings_ms(self) -> Mapping[str, float]:
        rounded = {step: round(spent, 1) for step, spent in self._spent.items()}
        return {**rounded, "total": round((perf_counter() - self._began) * 1000, 1)}
