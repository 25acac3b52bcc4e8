"""Chroma behind its door: vectors by id, nearest first."""

import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio

from indexing.errors import StorageFailed
from indexing.vectors import Vector, Vectors, open_vectors


@pytest_asyncio.fixture
async def vectors(tmp_path: Path) -> AsyncIterator[Vectors]:
    async with open_vectors(tmp_path) as opened:
        yield opened


def fan(count: int) -> Vector:
    """Unit vectors, each a little further from the first."""
    angles = np.linspace(0, np.pi / 2, count)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def names(count: int) -> list[str]:
    return [f"{place:024x}" for place in range(count)]


async def test_the_nearest_come_first_with_their_cosine(vectors: Vectors) -> None:
    await vectors.add("passages", names(4), fan(4))
    found = await vectors.nearest("passages", [1, 0], k=3)
    assert [each for each, _ in found] == names(3)
    assert [score for _, score in found] == pytest.approx([1, 0.866, 0.5], abs=1e-3)


async def test_the_two_kinds_are_kept_apart(vectors: Vectors) -> None:
    await vectors.add("passages", ["p"], [[1, 0]])
    await vectors.add("statements", ["s"], [[1, 0]])
    assert await vectors.ids("passages") == {"p"}
    assert [each for each, _ in await vectors.nearest("statements", [1, 0], k=5)] == ["s"]


async def test_nothing_is_near_in_an_empty_collection(vectors: Vectors) -> None:
    assert await vectors.nearest("passages", [1, 0], k=5) == []
    assert await vectors.ids("passages") == set()


async def test_only_allowed_ids_are_found(vectors: Vectors) -> None:
    await vectors.add("passages", names(50), fan(50))
    found = await vectors.nearest("passages", [1, 0], k=5, allowed=names(50)[40:43])
    assert [each for each, _ in found] == names(50)[40:43]
    assert await vectors.nearest("passages", [1, 0], k=5, allowed=[]) == []


async def test_allowed_ids_without_a_vector_are_passed_over(vectors: Vectors) -> None:
    await vectors.add("passages", names(3), fan(3))
    found = await vectors.nearest("passages", [1, 0], k=5, allowed=["unknown", names(3)[2]])
    assert [each for each, _ in found] == [names(3)[2]]
    assert await vectors.nearest("passages", [1, 0], k=5, allowed=["unknown"]) == []


@pytest.mark.parametrize("first_allowed", [10, 2900])
async def test_many_allowed_ids_are_as_exact_as_few(vectors: Vectors, first_allowed: int) -> None:
    await vectors.add("passages", names(6000), fan(6000))
    allowed = names(6000)[first_allowed:]
    found = await vectors.nearest("passages", [1, 0], k=4, allowed=allowed)
    assert {each for each, _ in found} <= set(allowed)
    assert found[0][1] == pytest.approx(fan(6000)[first_allowed][0], abs=1e-3)
    assert len(found) == 4


async def test_an_id_that_is_there_keeps_its_vector(vectors: Vectors) -> None:
    await vectors.add("passages", ["a"], [[1, 0]])
    await vectors.add("passages", ["a", "b"], [[0, 1], [0, 1]])
    found = await vectors.get("passages", ["a", "b", "unknown"])
    assert {name: vector.tolist() for name, vector in found.items()} == {"a": [1, 0], "b": [0, 1]}


async def test_more_than_one_batch_goes_in_and_out(vectors: Vectors) -> None:
    await vectors.add("statements", names(9000), fan(9000))
    assert await vectors.count("statements") == 9000
    assert len(await vectors.get("statements", names(9000))) == 9000
    await vectors.delete("statements", [*names(9000)[1:], "unknown"])
    assert await vectors.ids("statements") == {names(1)[0]}


async def test_what_was_deleted_can_be_added_again(vectors: Vectors) -> None:
    await vectors.add("passages", names(3), fan(3))
    await vectors.delete("passages", names(3))
    await vectors.add("passages", names(2), fan(2))
    assert [each for each, _ in await vectors.nearest("passages", [1, 0], k=5)] == names(2)


async def test_vectors_are_there_after_closing_and_opening(tmp_path: Path) -> None:
    for _ in range(2):
        async with open_vectors(tmp_path / "kept") as opened:
            await opened.add("passages", names(3), fan(3))
    async with open_vectors(tmp_path / "kept") as opened:
        assert await opened.count("passages") == 3


async def test_a_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match="127.0.0.1:9"):
        async with open_vectors(tmp_path, host="127.0.0.1", port=9) as opened:
            await opened.count("passages")


async def test_opening_and_closing_without_a_look_touches_no_file(tmp_path: Path) -> None:
    async with open_vectors(tmp_path / "chroma"):
        pass
    assert not (tmp_path / "chroma").exists()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Chroma's own server, which comes with it; the port it listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    chroma = Path(sys.executable).with_name("chroma")
    folder = tmp_path_factory.mktemp("chroma")
    command = [
        str(chroma),
        "run",
        "--path",
        str(folder),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        for _ in range(200):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.05)
        yield port
        process.terminate()


async def test_a_server_keeps_vectors_like_a_folder_does(server: int, tmp_path: Path) -> None:
    async with open_vectors(tmp_path / "unused", host="127.0.0.1", port=server) as remote:
        await remote.add("passages", names(50), fan(50))
        await remote.add("passages", names(2), fan(2)[::-1])
        await remote.delete("passages", names(50)[30:])
        assert await remote.ids("passages") == set(names(30))
        assert (await remote.get("passages", names(1)))[names(1)[0]].tolist() == [1, 0]
        allowed = ["unknown", *names(50)[20:25]]
        found = await remote.nearest("passages", [1, 0], k=3, allowed=allowed)
        assert [each for each, _ in found] == names(50)[20:23]
        assert await remote.nearest("statements", [1, 0], k=3) == []
    assert not (tmp_path / "unused").exists()


async def test_two_archives_on_one_server_do_not_see_each_other(
    server: int, tmp_path: Path
) -> None:
    for owner in ("one", "other"):
        open_own = open_vectors(tmp_path, host="127.0.0.1", port=server, owner=owner)
        async with open_own as own:
            await own.add("passages", [owner], fan(1))
            assert await own.ids("passages") == {owner}
