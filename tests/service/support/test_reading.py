"""What a sentence is read to say, when several are read at once."""

import asyncio
from collections.abc import Sequence

import pytest

from indexing.article import Statement
from service.support import gate as gating
from service.support import reading
from service.support.gate import Gate
from service.support.reading import Reader
from tests.fakes import HashEmbedding


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


async def test_a_vector_that_is_pushed_out_while_others_are_made_is_still_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gating, "VECTORS_MOST", 1)
    gate = Gate(HashEmbedding(), reader=Reader(Silent))
    await gate._vectors_of(["It holds."])
    both = await asyncio.gather(*(gate._vectors_of(["It holds.", f"Dam {n}."]) for n in range(4)))
    assert [sorted(each) for each in both] == [[f"Dam {n}.", "It holds."] for n in range(4)]
