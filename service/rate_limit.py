"""How much one caller may ask: the door to `limits`.

Its windows move, so that what is allowed in a minute is allowed in any minute. Where very much is
allowed, it is counted by two counters a caller, as if what was asked in the minute before had been
spread evenly. All are kept in memory, where nothing has to be waited for: its storage for
asynchronous programs looks for what has expired with a thread for each caller, 84 ms for a thousand
of them at every request.
"""

import math
import time
from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

from indexing.callers import Rate
from service.errors import TooManyRequests

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.storage import MemoryStorage
    from limits.strategies import MovingWindowRateLimiter, SlidingWindowCounterRateLimiter

MOST_REMEMBERED = 200_000  # entries of 145 bytes in a window, of all callers: some 30 MB
MOST_OF_A_CALLER = 2_000  # requests that are remembered one by one: a hundred callers have room
ENTRIES_OF_A_CALLER = 3  # the name takes as much as so many
ENTRIES_OF_COUNTERS = 8  # two that count, and one that nothing has removed yet
SHARE_AT_ONCE = 4
FEWEST_AT_ONCE = 4
MOST_AT_ONCE = 32  # whether they are allowed in a minute or in a day


class Limits:
    """How many questions a caller may ask, how many requests an address may send, and how many of
    them may be refused for their key.

    None is without limit.
    """

    def __init__(
        self,
        *,
        questions: Rate | None = None,
        requests: Rate | None = None,
        refusals: Rate | None = None,
    ) -> None:
        self._questions = Window(questions, "questions") if questions else None
        self._requests = Window(requests, "requests from one address") if requests else None
        self._refusals = Window(refusals, "wrong keys from one address") if refusals else None
        share = questions.amount // SHARE_AT_ONCE if questions else 0
        self._at_once = min(MOST_AT_ONCE, max(FEWEST_AT_ONCE, share))
        self._asking: Counter[str] = Counter()

    def load(self) -> None:
        """What a server should have loaded before anybody asks."""
        for window in (self._questions, self._requests, self._refusals):
            if window:
                window.load()

    def request(self, address: str) -> None:
        """Count a request. Raises TooManyRequests."""
        if self._requests:
            self._requests.take(network_of(address))

    def refusal(self, address: str) -> None:
        """Count a key that was refused. Raises TooManyRequests."""
        if self._refusals:
            self._refusals.take(network_of(address))

    def check_refusals(self, address: str) -> None:
        """Before a key is compared, so that who tries too many is not told the right one. Raises
        TooManyRequests."""
        if self._refusals:
            self._refusals.check(network_of(address))

    @contextmanager
    def question(self, caller: str) -> Iterator[None]:
        """Count a question, and hold a place until it is answered: a fourth of what is allowed may
        be asked at once. Raises TooManyRequests."""
        if self._questions is None:
            yield
            return
        if self._asking[caller] >= self._at_once:
            raise TooManyRequests(
                f"{self._at_once} questions at once are allowed: wait for an answer to one of them",
                retry_after_s=1,
            )
        self._questions.take(caller)
        self._asking[caller] += 1
        try:
            yield
        finally:
            self._asking[caller] -= 1
            if not self._asking[caller]:
                del self._asking[caller]


NO_LIMITS = Limits()


class Window:
    """One limit, counted for each caller apart. Who was seen longest ago is forgotten first."""

    def __init__(self, rate: Rate, what: str) -> None:
        self._rate = rate
        self._what = what
        self._callers: OrderedDict[str, None] = OrderedDict()
        self._counts_each = rate.amount <= MOST_OF_A_CALLER
        entries = rate.amount + ENTRIES_OF_A_CALLER if self._counts_each else ENTRIES_OF_COUNTERS
        self._most_callers = MOST_REMEMBERED // entries

    @cached_property
    def _item(self) -> "RateLimitItem":
        from limits import RateLimitItemPerSecond

        return RateLimitItemPerSecond(self._rate.amount, self._rate.seconds)

    @cached_property
    def _storage(self) -> "MemoryStorage":
        from limits.storage import MemoryStorage

        return MemoryStorage()

    @cached_property
    def _limiter(self) -> "MovingWindowRateLimiter | SlidingWindowCounterRateLimiter":
        from limits.strategies import MovingWindowRateLimiter, SlidingWindowCounterRateLimiter

        strategy = MovingWindowRateLimiter if self._counts_each else SlidingWindowCounterRateLimiter
        return strategy(self._storage)

    def load(self) -> None:
        """Now, and not at the first request: it takes a tenth of a second."""
        self._limiter.test(self._item, "nobody")

    def take(self, caller: str) -> None:
        """Raises TooManyRequests, and then counts nothing."""
        self._remember(caller)
        if not self._limiter.hit(self._item, caller):
            raise self._full(caller)

    def check(self, caller: str) -> None:
        """Raises TooManyRequests; counts nothing."""
        if not self._limiter.test(self._item, caller):
            raise self._full(caller)

    def _full(self, caller: str) -> TooManyRequests:
        has_room_at, _ = self._limiter.get_window_stats(self._item, caller)
        seconds = max(1, math.ceil(has_room_at - time.time()))
        return TooManyRequests(
            f"the limit is {self._rate} for {self._what}: ask again in {seconds} s",
            retry_after_s=seconds,
        )

    def _remember(self, caller: str) -> None:
        self._callers[caller] = None
        self._callers.move_to_end(caller)
        if len(self._callers) > self._most_callers:
            forgotten, _ = self._callers.popitem(last=False)
            self._forget(self._item.key_for(forgotten))

    def _forget(self, key: str) -> None:
        """A thread of the storage may be looking at it: it is locked, or left to that thread."""
        if self._counts_each:
            with self._storage.locks[key]:
                self._storage.clear(key)
            return
        for counter in self._storage.sliding_window_keys(key, self._rate.seconds, time.time()):
            if counter in self._storage.expirations:
                self._storage.expirations[counter] = 0


def network_of(address: str) -> str:
    """Who has an address: of IPv6, a household has 2**64."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:100]
    if isinstance(known, IPv6Address):
        if known.ipv4_mapped:
            return str(known.ipv4_mapped)
        return str(IPv6Address(int(known) >> 64 << 64))
    return str(known)
