"""What a claim rests on, made ready to be looked at from every side."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from indexing.sentences import sentence_spans
from service.words import stems_of

WINDOW = 3
"""So many sentences in a row may bear one claim: answers draw together what stands together."""


@dataclass(frozen=True, slots=True)
class Cited:
    """Words that a claim leans on; `speaker` is whose they are, where that is known."""

    text: str
    speaker: str | None = None


class Grounds:
    """All the evidence for one claim; no evidence at all bears nothing."""

    def __init__(self, evidence: Sequence[Cited]) -> None:
        self.evidence = tuple(evidence)
        self.text = "\n".join(each.text for each in evidence)
        self.sentences = tuple(
            span.of(each.text) for each in evidence for span in sentence_spans(each.text)
        )
        self._stems = [frozenset(stems_of(sentence)) for sentence in self.sentences]
        self._holding = Counter(stem for stems in self._stems for stem in stems)

    @cached_property
    def speakers(self) -> tuple[str, ...]:
        return tuple(each.speaker for each in self.evidence if each.speaker)

    @cached_property
    def named(self) -> frozenset[str]:
        """The stems of the speakers' names: an answer may name whom the article calls "he"."""
        return frozenset(stem for name in self.speakers for stem in stems_of(name))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Every stem of the evidence, with its speakers' names."""
        return self.named.union(*self._stems)

    @cached_property
    def windows(self) -> tuple[frozenset[str], ...]:
        """The stems of every few sentences in a row."""
        starts = range(max(1, len(self._stems) - WINDOW + 1)) if self._stems else ()
        return tuple(self.named.union(*self._stems[at : at + WINDOW]) for at in starts)

    def nearest(self, sentence: str) -> str:
        """The sentence of the evidence that has most of the words; "" without evidence."""
        words = frozenset(stems_of(sentence))
        shared = {each: len(words & held) for each, held in self._held()}
        return max(shared, key=shared.__getitem__, default="")

    def _held(self) -> Iterator[tuple[str, frozenset[str]]]:
        return zip(self.sentences, self._stems, strict=True)

    def rarity(self, stem: str) -> float:
        """How much a word says: its inverse document frequency, as BM25 has it, over sentences."""
        total, holding = len(self._stems), self._holding[stem]
        return math.log(1 + (total - holding + 0.5) / (holding + 0.5))
