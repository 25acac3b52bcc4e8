"""What a question is about, term by term, and how much of it a text speaks about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.places import LONGEST_PLACE, is_place, related_places
from service.words import fold, is_content, stem, words_of

RELATED = 0.8  # a related place ("Vietnam" for "Hanoi") is nearly, not quite, the thing itself


@dataclass(frozen=True, slots=True)
class Term:
    """One thing a question names: its stems in order, and other phrases that mean the same."""

    text: str
    stems: tuple[str, ...]
    weight: float = 1.0
    related: tuple[tuple[str, ...], ...] = ()


def terms_of(text: str) -> tuple[Term, ...]:
    """The terms of a question or topic, in order, each once."""
    words = words_of(text)
    found: dict[tuple[str, ...], Term] = {}
    place = 0
    while place < len(words):
        size = _place_at(words, place) or 1
        term = _term(words[place : place + size])
        if size > 1 or is_content(words[place]):
            found.setdefault(term.stems, term)
        place += size
    return tuple(found.values())


def _place_at(words: Sequence[str], start: int) -> int:
    """How many words from `start` on name a place; 0 when they do not."""
    for size in range(min(LONGEST_PLACE, len(words) - start), 0, -1):
        name = fold(" ".join(words[start : start + size]))
        if is_place(name) and (size > 1 or is_content(words[start])):
            return size
    return 0


def _term(words: Sequence[str]) -> Term:
    text = " ".join(words)
    related = tuple(
        tuple(stem(word) for word in words_of(name)) for name in sorted(related_places(fold(text)))
    )
    return Term(text, tuple(stem(word) for word in words), related=related)


class Stems:
    """A text made ready for asking which terms occur in it."""

    def __init__(self, stems: Iterable[str]) -> None:
        self._line = f" {' '.join(stems)} "

    def has(self, phrase: Sequence[str]) -> bool:
        return f" {' '.join(phrase)} " in self._line

    def match(self, term: Term) -> float:
        """1 for the term itself, less for a related one, 0 when the text has neither."""
        if self.has(term.stems):
            return 1.0
        return RELATED if any(self.has(phrase) for phrase in term.related) else 0.0
