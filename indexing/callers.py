"""What the operator may set about those who ask: their keys, how much, from where.

What is wrong is said without repeating the value: it may be a key.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from ipaddress import ip_network
from typing import Final
from urllib.parse import urlsplit

from pydantic import SecretStr

# A key may end in "=" itself, as base64 does; a name has more than that behind it.
PADDED = re.compile(r"(?:[\w+/-]{4}){4,}(?:[\w+/-]{2}==|[\w+/-]{3}=)", re.ASCII)
NAMED_KEY = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9_.-]{0,63})=(?P<key>.*[^=].*)")
RATE = re.compile(r"(?P<amount>\d+) ?(?:/|per) ?(?P<unit>second|minute|hour|day)s?")
SECONDS: Final = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400}
MOST_OF_A_RATE = 100_000
OFF = "off"


@dataclass(frozen=True, slots=True)
class ApiKey:
    """Who sends `key` is called `name`. Two keys of one name are one caller: so a key is changed
    without a moment in which neither is taken."""

    name: str
    key: SecretStr


@dataclass(frozen=True, slots=True)
class Rate:
    """So many in so many seconds."""

    amount: int
    seconds: int

    def times(self, factor: int) -> "Rate":
        return replace(self, amount=self.amount * factor)

    def __str__(self) -> str:
        [unit] = (unit for unit, seconds in SECONDS.items() if seconds == self.seconds)
        return f"{self.amount:,}/{unit}"


def listed(text: str) -> list[str]:
    """What stands between commas."""
    return [part.strip() for part in text.split(",") if part.strip()]


def api_keys(text: str) -> tuple[ApiKey, ...]:
    """`newsroom=KEY,desk=KEY`, or keys alone, which are named by their hash."""
    keys = tuple(_api_key(part, place) for place, part in enumerate(listed(text), start=1))
    if not keys:
        raise ValueError("it holds no key: unset it to ask for none")
    names: dict[str, str] = {}
    for each in keys:
        name = names.setdefault(each.key.get_secret_value(), each.name)
        if name != each.name:
            raise ValueError(f"{name} and {each.name} have the same key: give each its own")
    return keys


def _api_key(text: str, place: int) -> ApiKey:
    named = NAMED_KEY.fullmatch(text)
    key = named["key"].strip() if named else text
    if not fits_a_header(key):
        raise ValueError(f"key {place} holds characters that no header can: make another")
    if named:
        return ApiKey(named["name"], SecretStr(key))
    if text.endswith("=") and not PADDED.fullmatch(text):
        raise ValueError(f"key {place} is a name and nothing behind it")
    digest = hashlib.sha256(b"the name of an onrecord key: " + key.encode()).hexdigest()
    return ApiKey(f"key-{digest[:12]}", SecretStr(key))


def fits_a_header(key: str) -> bool:
    return key.isascii() and key.isprintable() and " " not in key


def rate(text: str) -> Rate | None:
    """`60/minute`; None for `off`."""
    if text.strip().lower() == OFF:
        return None
    told = RATE.fullmatch(text.strip().lower())
    if told is None or not 1 <= int(told["amount"]) <= MOST_OF_A_RATE:
        raise ValueError(
            f"it looks like 60/minute (second, minute, hour or day; at most {MOST_OF_A_RATE:,}), "
            f"or it is {OFF}"
        )
    return Rate(int(told["amount"]), SECONDS[told["unit"]])


def proxies(text: str) -> tuple[str, ...]:
    """Addresses and networks."""
    return tuple(_proxy(part) for part in listed(text))


def _proxy(text: str) -> str:
    try:
        network = ip_network(text)
    except ValueError as error:
        raise ValueError(
            f"{text!r} is no address and no network, as in 127.0.0.1 or 10.0.0.0/8"
        ) from error
    return str(network.network_address if network.num_addresses == 1 else network)


def origins(text: str) -> tuple[str, ...]:
    """Web origins as browsers write them; `*` is any."""
    return tuple(part if part == "*" else _origin(part) for part in listed(text))


def _origin(text: str) -> str:
    try:
        parts = urlsplit(text)
        is_more = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
        origin = None if is_more else origin_of(text)
    except ValueError:
        origin = None
    if origin is None:
        raise ValueError(f"{text!r} is no origin, as in https://news.example.com")
    return origin


def origin_of(url: str) -> str | None:
    """Where a browser says that a page is from: without a path, and without a port that is usual.

    None for what is not on the web. Raises ValueError for what is no address.
    """
    parts = urlsplit(url.lower())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    is_usual = parts.port in (None, {"http": 80, "https": 443}[parts.scheme])
    return f"{parts.scheme}://{name}" + ("" if is_usual else f":{parts.port}")
