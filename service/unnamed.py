"""Things that a question speaks of as known, though neither it nor the talk before names them."""

import re
from collections.abc import Sequence

from service.answer import Turn

# Kinds of which an archive has many; a letter or a summit is told by what else the question says.
_KINDS = (
    "actor|actress|airport|album|animal|artist|author|band|bank|bill|book|brand|breed|business"
    "|car|chain|channel|character|city|club|college|company|county|country|district|drug|festival"
    "|film|firm|game|hospital|hotel|hurricane|island|language|league|magazine|model|movie|museum"
    "|musician|park|partner|plan|player|product|restaurant|river|school|season|series|show|singer"
    "|song|sport|stadium|state|store|storm|system|team|town|university|vaccine|village|war|website"
    "|writer"
)
_UNNAMED = re.compile(
    rf"\b(?:the|this|that) (?:[a-z-]+ ){{0,2}}?(?P<kind>{_KINDS})(?:['’]s)?\b"
    r"(?! (?:of|that|who|which|where|in|from|at|for|called|named|by)\b| [A-Z\d])"
)
_PRONOUN = re.compile(
    r"^(?:[a-z]+ ){0,5}?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should) "
    r"(?P<pronoun>they|he|she|its|his|her)\b",
)


def unnamed_thing(query: str, history: Sequence[Turn]) -> str | None:
    """The words that name nothing ("the actor"), None where all is named or was spoken of."""
    found = _UNNAMED.search(query)
    if found is not None and not any(found["kind"] in turn.content for turn in history):
        return found[0]
    lone = _PRONOUN.match(query[:1].lower() + query[1:]) if not history else None
    return lone["pronoun"] if lone else None
