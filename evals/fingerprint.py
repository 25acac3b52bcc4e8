"""What a run was made with, in a few words each: code, settings, prompts, cases. No secrets."""

import hashlib
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

TOLD = (
    "ONRECORD_EMBEDDER",
    "ONRECORD_SPACY_MODEL",
    "ONRECORD_CHAT_MODEL",
    "ONRECORD_SUPPORT",
    "OPENAI_BASE_URL",
)
"""The settings that bear on answers and are no secrets; a list, so that no new secret slips in."""

HERE = Path(__file__)
PROMPTS = HERE.parent.parent / "prompts"


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def settings_told(environ: Mapping[str, str]) -> dict[str, str]:
    """Those that are set."""
    return {name: without_secrets(environ[name]) for name in TOLD if environ.get(name)}


def without_secrets(url: str) -> str:
    """An address without credentials and query; other text as it is, but for what only begins as an
    address: it may hold them too."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "an address that nobody can read"
    if not parts.netloc:
        return url
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def prompts(folder: Path = PROMPTS) -> dict[str, str]:
    """A fingerprint of everything that a language model is told, by name."""
    told = (path for path in sorted(folder.glob("*.md")) if path.name != "README.md")
    return {path.stem: sha256_of(path.read_bytes())[:16] for path in told}


def commit(file: Path = HERE) -> str | None:
    """The commit of the repository that has `file`, ending in "-dirty" where files were changed.

    None without git, and where the file is only lying in somebody's repository, as installed
    packages do.
    """
    if _git(file.parent, "ls-files", "--error-unmatch", file.name) is None:
        return None
    head = _git(file.parent, "rev-parse", "HEAD")
    changed = _git(file.parent, "status", "--porcelain", "--untracked-files=no")
    return f"{head}-dirty" if head and changed else head


def changes(file: Path = HERE) -> str | None:
    """A fingerprint of what was changed since the commit; None where nothing was, or nobody knows.

    Two runs of one commit, both dirty, may be of different code.
    """
    told = commit(file)
    if told is None or not told.endswith("-dirty"):
        return None
    return sha256_of((_git(file.parent, "diff", "HEAD") or "").encode())[:16]


def _git(folder: Path, *arguments: str) -> str | None:
    # GIT_DIR and the like, as hooks set them, would answer for another repository.
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=folder,
            env=environ,
            capture_output=True,
            encoding="utf-8",
            errors="replace",  # a diff may be of anything
            check=True,
            timeout=30,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
