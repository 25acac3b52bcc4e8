"""To whom a question says that something was said: whoever that is, is not who said it."""

import re

from indexing.ledger.people import person_key
from service.answer import Evidence

# Not "Okafor's brother": he is somebody else.
_NAME = r"(?P<name>[^\W\d_][\w-]*+(?: [A-Z][\w-]*+)*+)(?!['’]s)"
_ADDRESSED = (
    re.compile(
        r"\b(?i:told|tells?|asked|asks?|informed|reminded|assured|warned|thanked|promised)"
        rf" {_NAME}"
    ),
    re.compile(
        r"\b(?i:wr[io]tes?|written|said|says?|spoke|speaks?|talked|complained|replied"
        rf"|apologi[sz]ed)(?: \w+){{0,3}} to {_NAME}"
    ),
)


def is_addressed(question: str, evidence: Evidence) -> bool:
    """Whether who speaks in the evidence is the one who, by the question, was spoken to."""
    key = evidence.statement.speaker_key if evidence.statement else None
    if key is None:
        return False
    named = (found["name"] for pattern in _ADDRESSED for found in pattern.finditer(question))
    keys = (set(person_key(name).split()) for name in named)
    return any(words and words <= set(key.split()) for words in keys)
