"""What a sentence is read to say, when several are read at once."""

import asyncio
from collections.abc import Sequence

import pytest

from indexing.article import Statement
from service.support import reading
from service.support.reading import Reader


class Silent:
    """An extractor that finds nobody speaking."""

    def extract_many(self, items: Sequence[tuple[str, str]]) -> list[tuple[Statement, ...]]:
        return [() for _ in items]


async def test_what_is_pushed_out_while_another_is_read_is_still_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "KEPT_MOST", 1)
    reader = Reader(Silent)
    await reader.read(["It holds."])
    told = await asyncio.gather(*(reader.read(["It holds.", f"Dam {n}."]) for n in range(4)))
    assert told == [((), ())] * 4
