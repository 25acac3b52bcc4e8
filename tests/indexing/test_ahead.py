"""Steps beside each other, in order, and nothing left behind."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

import pytest

from indexing.ahead import ahead


async def count_to(end: int) -> AsyncGenerator[int, None]:
    for number in range(end):
        yield number


async def test_results_come_in_order_whichever_is_ready_first() -> None:
    async def slower_at_first(number: int) -> int:
        await asyncio.sleep(0.02 / (number + 1))
        return number * 10

    found = [each async for each in ahead(slower_at_first, count_to(5), depth=3)]
    assert found == [0, 10, 20, 30, 40]


async def test_no_more_than_the_depth_is_under_way() -> None:
    under_way = most = 0

    async def step(number: int) -> int:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.002)
        under_way -= 1
        return number

    assert len([each async for each in ahead(step, count_to(9), depth=2)]) == 9
    assert most == 2


async def test_the_next_step_is_under_way_while_the_last_result_is_used() -> None:
    begun: list[int] = []

    async def step(number: int) -> int:
        begun.append(number)
        return number

    async with aclosing(ahead(step, count_to(9), depth=1)) as results:
        assert await anext(results) == 0
        await asyncio.sleep(0.01)
        assert begun == [0, 1]


async def test_a_failure_comes_in_its_place() -> None:
    async def step(number: int) -> int:
        if number == 2:
            raise ValueError("two")
        return number

    async with aclosing(ahead(step, count_to(5), depth=4)) as results:
        assert [await anext(results), await anext(results)] == [0, 1]
        with pytest.raises(ValueError, match="two"):
            await anext(results)


async def test_a_failing_source_fails_the_whole_after_what_came_before() -> None:
    async def source() -> AsyncGenerator[int, None]:
        yield 1
        raise OSError("the disk is gone")

    async def step(number: int) -> int:
        return number

    async with aclosing(ahead(step, source(), depth=2)) as results:
        assert await anext(results) == 1
        with pytest.raises(OSError, match="gone"):
            await anext(results)


async def test_who_stops_early_stops_what_is_under_way_and_closes_the_source() -> None:
    told: list[str] = []

    async def source() -> AsyncGenerator[int, None]:
        try:
            for number in range(100):
                yield number
        finally:
            told.append("closed")

    async def step(number: int) -> int:
        if number == 0:
            return number
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            told.append(f"cancelled {number}")
            raise
        return number

    async with aclosing(ahead(step, source(), depth=2)) as results:
        await anext(results)
        await asyncio.sleep(0.01)
    assert sorted(told) == ["cancelled 1", "cancelled 2", "closed"]
