"""Whether the service itself holds what it shows for borne by what it cites."""

from collections.abc import Sequence

from evals.exchange import Exchange, Reply

BORNE = ("verbatim", "supported")


def claims_supported(exchange: Exchange) -> float | None:
    """The share of an answer's claims that are called verbatim or supported.

    The word of the service's own gate, and no proof: with `--ungated` it tells what the gate keeps
    from readers.
    """
    borne = supported(exchange.reply)
    return sum(borne) / len(borne) if borne else None


def supported(reply: Reply) -> Sequence[bool]:
    """Of each claim of an answer whether it is called so; none where the service says nothing."""
    claims = reply.claims if reply.is_answered else ()
    return [claim.support in BORNE for claim in claims if claim.support is not None]
