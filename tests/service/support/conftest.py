"""One gate for all: its parser takes a while to load, and keeps no secrets."""

from functools import cache

import pytest

from indexing.statements import StatementExtractor
from service.support.gate import Gate
from service.support.reading import Reader


@cache
def extractor() -> StatementExtractor:
    return StatementExtractor()


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(extractor)


@pytest.fixture(scope="session")
def gate(reader: Reader) -> Gate:
    return Gate(reader)
