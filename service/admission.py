"""Whom the service lets in, and how often, as the operator has set it."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from indexing.callers import origin_of
from indexing.settings import Settings
from service.keys import Keys
from service.rate_limit import NO_LIMITS, Limits


@dataclass(frozen=True, slots=True)
class Admission:
    """As it stands: everyone, and as often as they like.

    With `spares_this_machine`, whoever asks on the same machine is not counted. `own_origins` are
    the web pages that may ask from a reader's browser beside those of this server, and None where
    a page can do no more than its reader; `own_host` is by which name this server is reached from
    elsewhere; `knows_proxies` where callers' addresses are their own.
    """

    keys: Keys = field(default_factory=Keys)
    limits: Limits = NO_LIMITS
    spares_this_machine: bool = False
    own_origins: frozenset[str] | None = None
    own_host: str | None = None
    knows_proxies: bool = False


def admission(settings: Settings, *, guards_pages: bool) -> Admission:
    """Without keys, a service that nobody limited counts no one on its own machine: who shares it
    shares the processor anyway."""
    is_default = not settings.model_fields_set & {"rate_limit", "address_rate_limit"}
    return Admission(
        keys=Keys(settings.api_keys),
        limits=Limits(
            questions=settings.rate_limit,
            requests=settings.address_rate_limit,
            refusals=settings.refusal_rate_limit,
        ),
        spares_this_machine=is_default and not settings.api_keys,
        own_origins=_own_origins(settings) if guards_pages and not settings.api_keys else None,
        own_host=urlsplit(settings.public_url or "").hostname,
        knows_proxies=bool(settings.trusted_proxies),
    )


def _own_origins(settings: Settings) -> frozenset[str]:
    public = origin_of(settings.public_url or "")
    return frozenset((*settings.cors_origins, *([public] if public else [])))
