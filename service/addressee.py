"""To whom a question says that something was said: whoever that is, is not who said it."""

import re

from indexing.ledger.people import person_key
from service.answer import Evidence
from service.grammar import read

# Not "Okafor's brother": he is somebody else.
_NAME = r"(?P<name>[^\W\d_][\w-]*+(?: [A-Z][\w-]*+)*+)(?!['’]s)"
_MISSIVE = r"(?:(?:[a-z]+ ){0,3}(?:letter|note|message|card|e-?mail|line|reply)s? )?"
_THING = r"(?:(?:it|so|this|that|something|hello|goodbye|sorry|no|yes) )?"
# Of who said it, and of nobody within what they said: "who said Okafor told Lindqvist".
_ADDRESSED = (
    re.compile(
        r"(?i:tell|told|tells|ask(?:s|ed)?|informed|reminded|assured|warned|thanked|promised)"
        rf" {_NAME}"
    ),
    re.compile(rf"(?i:write|wrote|writes|written) {_MISSIVE}to {_NAME}"),
    re.compile(rf"(?i:say|said|says) {_THING}to {_NAME}"),
    re.compile(
        r"(?i:speak|spoke|spoken|speaks|talk(?:s|ed)?|complain(?:s|ed)?|repl(?:y|ied|ies)"
        rf"|apologi[sz]ed?) (?:[a-z]+ly )?to {_NAME}"
    ),
)


def is_addressed(question: str, evidence: Evidence) -> bool:
    """Whether who speaks in the evidence is the one who, by the question, was spoken to."""
    key = evidence.statement.speaker_key if evidence.statement else None
    if key is None:
        return False
    saying = read(question).topic
    found = next(filter(None, (pattern.match(saying) for pattern in _ADDRESSED)), None)
    words = set(person_key(found["name"]).split()) if found else set()
    return bool(words) and words <= set(key.split())
