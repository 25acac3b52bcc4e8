"""The guard of the tests holds."""

import asyncio
import socket

import pytest

ELSEWHERE = "192.0.2.1"  # RFC 5737: kept for examples, nobody answers there


def test_another_address_is_refused() -> None:
    with pytest.raises(pytest.fail.Exception), socket.socket() as one:
        one.connect((ELSEWHERE, 80))


def test_another_name_is_not_even_looked_up() -> None:
    with pytest.raises(pytest.fail.Exception):
        socket.getaddrinfo("example.com", 80)


async def test_asyncio_is_refused_too() -> None:
    with pytest.raises(pytest.fail.Exception):
        await asyncio.open_connection(ELSEWHERE, 80)


def test_loopback_is_reachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
