"""Whether every [n] of an answer is one of its citations."""

import re

from evals.exchange import Exchange, Reply

_MARKER = re.compile(r"\[(\d+)\]")


def stray_markers(exchange: Exchange) -> float:
    """1 when the answer has a marker that no citation has, else 0."""
    return float(bool(strays(exchange.reply)))


def strays(reply: Reply) -> tuple[int, ...]:
    """The markers in the answer that are of no citation, each once."""
    known = {citation.marker for citation in reply.citations}
    # An older service may not number its citations; nothing can be said of its markers then.
    if None in known:
        return ()
    found = dict.fromkeys(int(digits) for digits in _MARKER.findall(reply.answer))
    return tuple(marker for marker in found if marker not in known)
