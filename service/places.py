"""Which names of places stand for one another: a capital, its country, its people.

News speaks of one thing by all three ("the Hanoi summit", "the Vietnam summit", "Vietnamese
officials"), so a question about one is a question about the others.
"""

from functools import cache
from importlib.resources import files

from service.words import fold

LONGEST_PLACE = 4  # words in the longest name


@cache
def _related() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for line in files("service").joinpath("places.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            names = {fold(name) for cell in line.split("\t") for name in cell.split("|")}
            for name in names:
                table.setdefault(name, set()).update(names - {name})
    return {name: frozenset(others) for name, others in table.items()}


def is_place(name: str) -> bool:
    """Whether `name` (folded) is a capital, a country or a demonym."""
    return name in _related()


@cache
def _countries() -> frozenset[str]:
    lines = files("service").joinpath("places.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return frozenset(fold(name) for _, country, *_ in rows for name in country.split("|"))


def is_country(name: str) -> bool:
    """Whether `name` (folded) is that of a country."""
    return name in _countries()


def related_places(name: str) -> frozenset[str]:
    """Other folded names under which news speaks of the same place."""
    return _related().get(name, frozenset())
