"""Who sent a key: known by its hash, and compared so that the time it takes tells nothing."""

import hashlib
from collections.abc import Iterable
from secrets import compare_digest

from indexing.callers import ApiKey


class Keys:
    """The names of callers, by the hashes of their keys."""

    def __init__(self, keys: Iterable[ApiKey] = ()) -> None:
        self._callers = tuple((_digest(each.key.get_secret_value()), each.name) for each in keys)

    def __bool__(self) -> bool:
        return bool(self._callers)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for _, name in self._callers))

    def name_of(self, given: str) -> str | None:
        """Compares with every key, also after one that fits."""
        digest = _digest(given)
        fitting = [name for known, name in self._callers if compare_digest(known, digest)]
        return fitting[0] if fitting else None


def same(given: str, expected: str) -> bool:
    return compare_digest(_digest(given), _digest(expected))


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode(errors="surrogatepass")).digest()
