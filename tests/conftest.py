"""Only this machine is reachable: a test that asks for another fails, whatever catches what."""

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

_HERE = {"127.0.0.1", "::1", "localhost", "", None}


def _refusing(original: Callable[..., Any], *, which: int) -> Callable[..., Any]:
    """`original`, unless its argument number `which` is an address of somewhere else."""

    def checked(*arguments: Any, **options: Any) -> Any:
        address = arguments[which] if len(arguments) > which else options.get("host")
        host = address[0] if isinstance(address, tuple) else address
        is_local_path = isinstance(address, str | bytes) and which == 1  # a Unix socket
        if host not in _HERE and not is_local_path:
            pytest.fail(f"a test wanted to reach {host!r}")
        return original(*arguments, **options)

    return checked


@pytest.fixture(autouse=True, scope="session")
def _only_loopback() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            refusing = _refusing(getattr(socket.socket, name), which=1)
            patch.setattr(socket.socket, name, refusing)
        patch.setattr(socket, "getaddrinfo", _refusing(socket.getaddrinfo, which=0))
        yield
