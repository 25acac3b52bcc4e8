"""The door to Chroma: vectors by id, and which are nearest. Nothing else is kept there.

One process at a time may have the embedded Chroma open: who opens this holds the folder's lock
(`store.py`). Its calls block, so each runs on a thread.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import numpy.typing as npt

from indexing.errors import StorageFailed
from indexing.sql.schema import Kind

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection as ChromaCollection

Vector = npt.NDArray[np.float32]
Nearest = list[tuple[str, float]]
"""Ids and their cosine similarities, best first."""

# On 40,000 vectors of sentences it finds 0.999 of the true nearest 50, and is built in four fifths
# of the time; Chroma's own values, 100 and 100, find 0.997.
_HNSW: "CreateHNSWConfiguration" = {"space": "cosine", "ef_construction": 64, "ef_search": 200}
_BATCH = 4000  # Chroma refuses more than 5,461 at once
_FEW = 2000
"""Up to so many allowed ids, Chroma's own filter is quick."""
_OVERSAMPLE = 8


class Vectors:
    """Unit vectors of passages and of statements, by id. Chroma is opened at the first use."""

    def __init__(self, connect: Callable[[], "Client"], *, owner: str) -> None:
        self._connect = connect
        self._owner = owner
        self._client: Client | None = None
        self._collections: dict[Kind, ChromaCollection] = {}
        self._opening = Lock()

    async def add(self, kind: Kind, ids: Sequence[str], vectors: npt.ArrayLike) -> None:
        """Ids that are there already stay as they are: an id stands for one text for ever."""
        await asyncio.to_thread(self._add, kind, ids, np.asarray(vectors, np.float32))

    async def delete(self, kind: Kind, ids: Collection[str]) -> None:
        """Ids that are not there are passed over."""
        await asyncio.to_thread(self._delete, kind, ids)

    async def nearest(
        self, kind: Kind, vector: npt.ArrayLike, *, k: int, allowed: Sequence[str] | None = None
    ) -> Nearest:
        """Up to `k` ids with their cosine similarities, best first; only among `allowed`."""
        return await asyncio.to_thread(
            self._nearest, kind, np.asarray(vector, np.float32), k, allowed
        )

    async def get(self, kind: Kind, ids: Collection[str]) -> dict[str, Vector]:
        return await asyncio.to_thread(self._get, kind, ids)

    async def ids(self, kind: Kind) -> set[str]:
        return await asyncio.to_thread(self._ids, kind)

    async def is_whole(self, kind: Kind) -> bool:
        """Whether every vector can be read: Chroma may know ids whose vectors it has lost."""
        return await asyncio.to_thread(self._is_whole, kind)

    async def count(self, kind: Kind) -> int:
        return await asyncio.to_thread(self._count, kind)

    async def close(self) -> None:
        if self._client is not None:
            await asyncio.to_thread(_disconnect, self._client)

    def _collection(self, kind: Kind) -> "ChromaCollection":
        with self._opening:
            if self._client is None:
                self._client = self._connect()
            if kind not in self._collections:
                name = f"{kind}-{self._owner}" if self._owner else kind
                self._collections[kind] = _open_collection(self._client, name)
            return self._collections[kind]

    def _add(self, kind: Kind, ids: Sequence[str], vectors: Vector) -> None:
        for start in range(0, len(ids), _BATCH):
            some = slice(start, start + _BATCH)
            with _in_our_words():
                self._collection(kind).add(ids=list(ids[some]), embeddings=vectors[some])

    def _delete(self, kind: Kind, ids: Collection[str]) -> None:
        for some in _batches(ids):
            with _in_our_words():
                self._collection(kind).delete(ids=some)

    def _nearest(
        self, kind: Kind, vector: Vector, k: int, allowed: Sequence[str] | None
    ) -> Nearest:
        if allowed is None:
            return self._query(kind, vector, k)
        if not allowed:
            return []
        if len(allowed) > _FEW:
            # Filtering takes Chroma time in proportion to the ids: look whether enough of the
            # nearest of all are allowed first.
            within = set(allowed)
            found = [
                near for near in self._query(kind, vector, k * _OVERSAMPLE) if near[0] in within
            ]
            if len(found) >= k:
                return found[:k]
        return self._query_among(kind, vector, k, list(dict.fromkeys(allowed)))

    def _query_among(self, kind: Kind, vector: Vector, k: int, ids: list[str]) -> Nearest:
        from chromadb.errors import InternalError

        try:
            return self._query(kind, vector, k, ids)
        except StorageFailed as error:
            # Chroma answers nothing at all when it knows one of the ids not.
            known = self._known(kind, ids)
            if not isinstance(error.__cause__, InternalError) or len(known) == len(ids):
                raise
            return self._query(kind, vector, k, known) if known else []

    def _query(self, kind: Kind, vector: Vector, k: int, ids: list[str] | None = None) -> Nearest:
        with _in_our_words():
            reply = self._collection(kind).query(
                query_embeddings=[vector.tolist()], n_results=k, ids=ids, include=["distances"]
            )
        distances = (reply["distances"] or [[]])[0]
        return [(each, 1.0 - far) for each, far in zip(reply["ids"][0], distances, strict=True)]

    def _get(self, kind: Kind, ids: Collection[str]) -> dict[str, Vector]:
        found: dict[str, Vector] = {}
        for some in _batches(ids):
            with _in_our_words():
                reply = self._collection(kind).get(ids=some, include=["embeddings"])
            vectors = np.asarray(reply["embeddings"], np.float32)
            found |= dict(zip(reply["ids"], vectors, strict=True))
        return found

    def _known(self, kind: Kind, ids: list[str]) -> list[str]:
        with _in_our_words():
            return self._collection(kind).get(ids=ids, include=[])["ids"]

    def _is_whole(self, kind: Kind) -> bool:
        from chromadb.errors import InternalError

        try:
            for some in _batches(self._ids(kind)):
                self._get(kind, some)
        except StorageFailed as error:
            if isinstance(error.__cause__, InternalError):
                return False
            raise
        return True

    def _count(self, kind: Kind) -> int:
        with _in_our_words():
            return self._collection(kind).count()

    def _ids(self, kind: Kind) -> set[str]:
        with _in_our_words():
            return set(self._collection(kind).get(include=[])["ids"])


@asynccontextmanager
async def open_vectors(
    folder: Path, *, host: str | None = None, port: int = 8000, owner: str = ""
) -> AsyncIterator[Vectors]:
    """The vectors in `folder`, or those of `owner` on the Chroma server on `host`.

    A server may hold the vectors of several archives; a folder holds those of one.
    """
    vectors = Vectors(partial(_connect, folder, host, port), owner=owner if host else "")
    try:
        yield vectors
    finally:
        await vectors.close()


def _connect(folder: Path, host: str | None, port: int) -> "Client":
    import chromadb
    from chromadb.config import Settings

    quiet = Settings(anonymized_telemetry=False)
    if host is None:
        return cast("Client", chromadb.PersistentClient(str(folder), settings=quiet))
    try:
        return cast("Client", chromadb.HttpClient(host, port, settings=quiet))
    except ValueError as error:
        raise StorageFailed(
            f"no Chroma server answers on {host}:{port}: start one (chroma run), or correct "
            "CHROMA_HOST and CHROMA_PORT"
        ) from error


def _disconnect(client: "Client") -> None:
    client.close()
    servers: list[Any] = [client._server, vars(client._admin_client).get("_server")]
    for server in servers:
        if hasattr(server, "_session"):  # over HTTP; Chroma itself leaves these sockets open
            server._session.close()


def _open_collection(client: "Client", name: str) -> "ChromaCollection":
    # Without embedding_function=None, Chroma would fetch a model of its own choosing.
    return client.get_or_create_collection(
        name, embedding_function=None, configuration={"hnsw": _HNSW}
    )


def _batches(ids: Collection[str]) -> Iterator[list[str]]:
    rest = iter(ids)
    while some := list(islice(rest, _BATCH)):
        yield some


@contextmanager
def _in_our_words() -> Iterator[None]:
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, httpx.HTTPError, OSError) as error:
        raise StorageFailed(
            f"Chroma cannot read or write the vectors ({error}): see that its disk is neither full "
            "nor read-only, or that the server on CHROMA_HOST runs; if its folder is damaged, "
            "delete that and run: onrecord doctor --mend"
        ) from error
