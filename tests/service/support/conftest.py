"""One gate for all: its parser and its embedder take a while to load, and keep no secrets."""

import pytest

from indexing.embed import open_embedder
from indexing.statements import StatementExtractor
from service.support.gate import Gate
from service.support.reading import Reader
from tests.fakes import HashEmbedding


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(StatementExtractor)


@pytest.fixture(scope="session")
def gate(reader: Reader) -> Gate:
    return Gate(open_embedder(), reader=reader)


@pytest.fixture(scope="session")
def strict(reader: Reader) -> Gate:
    return Gate(open_embedder(), reader=reader, covered=0.9, meant=0.9)


@pytest.fixture(scope="session")
def quick(reader: Reader) -> Gate:
    """Lets every meaning pass, so that only the other checks decide; embeds in no time."""
    return Gate(HashEmbedding(), reader=reader, covered=0.0, meant=0.0)
