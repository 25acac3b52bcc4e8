"""Where a host is, apart from what is to be kept from logs and errors."""

import base64
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from indexing.settings import NO_KEY, ChatEndpoint


@dataclass(frozen=True, slots=True)
class Address:
    """`url` has neither login nor query: libraries print it."""

    url: str
    key: str = field(repr=False)
    login: tuple[str, str] | None = field(repr=False)
    query: dict[str, str] = field(repr=False)

    @classmethod
    def of(cls, endpoint: ChatEndpoint) -> "Address":
        parts = urlsplit(endpoint.base_url)
        _, _, host = parts.netloc.rpartition("@")
        login = (unquote(parts.username or ""), unquote(parts.password or ""))
        return cls(
            urlunsplit((parts.scheme, host, parts.path, "", "")),
            endpoint.api_key.get_secret_value(),
            login if any(login) else None,
            dict(parse_qsl(parts.query)),
        )

    def without_secrets(self, words: str) -> str:
        """`words` of the host, which may repeat what it was sent."""
        secrets = [self.key, *self.query.values()]
        if self.login:
            secrets += [self.login[1], base64.b64encode(":".join(self.login).encode()).decode()]
        for secret in secrets:
            if secret and secret != NO_KEY:
                words = words.replace(secret, "***")
        return words
