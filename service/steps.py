"""What a pipeline tells while it works on a question, in this order."""

from dataclasses import dataclass

from service.answer import Answer, Citation, Claim, Evidence, Interpretation


@dataclass(frozen=True, slots=True)
class Interpreted:
    """How the question was read."""

    interpretation: Interpretation


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, best first, before anything is said about it."""

    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Claimed:
    """One checked claim; `text` has the markers, as it stands in the answer.

    `citations` are those that no earlier claim has used.
    """

    claim: Claim
    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """The whole answer."""

    answer: Answer


Step = Interpreted | Found | Claimed | Done
