"""What a language model is told, read from the Markdown file of its task."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.abc import Traversable
from importlib.resources import files
from string import Template
from typing import Literal

PART = "---"  # the line between what the system says and what the user says
NOT_A_PROMPT = "README"


class UnknownPrompt(LookupError):
    """There is no prompt of that name."""


class PromptMalformed(ValueError):
    """A file is no prompt: it has not two parts, or a `$` that begins no slot."""


class PromptSlots(ValueError):
    """A prompt was filled with other slots than it has."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One task; `fingerprint` changes whenever a word of it does."""

    name: str
    system: str
    user: str
    fingerprint: str

    @property
    def slots(self) -> frozenset[str]:
        parts = (self.system, self.user)
        return frozenset(name for part in parts for name in Template(part).get_identifiers())

    def messages(
        self, **slots: str
    ) -> tuple[tuple[Literal["system"], str], tuple[Literal["user"], str]]:
        """The two messages, each as its role and its words.

        What is put into a slot is not read again: a `$` in it stays one. Raises PromptSlots.
        """
        self._demand(slots)
        return (
            ("system", Template(self.system).substitute(slots)),
            ("user", Template(self.user).substitute(slots)),
        )

    def _demand(self, slots: Mapping[str, str]) -> None:
        missing, surplus = sorted(self.slots - slots.keys()), sorted(slots.keys() - self.slots)
        wrong = [
            f"{what}: {', '.join(names)}"
            for what, names in (("missing", missing), ("not in the prompt", surplus))
            if names
        ]
        if wrong:
            raise PromptSlots(
                f"prompt {self.name!r} takes {_listed(self.slots)}; {'; '.join(wrong)}"
            )


def load(name: str, *, folder: Traversable | None = None) -> Prompt:
    """The prompt `NAME.md`, read from its file each time.

    Raises UnknownPrompt and PromptMalformed.
    """
    place = folder or files("prompts")
    names = sorted(_names(place))
    if name not in names:
        raise UnknownPrompt(f"there is no prompt {name!r}; there are {_listed(names)}")
    content = place.joinpath(f"{name}.md").read_bytes()
    system, user = _parted(name, content.decode("utf-8"))
    return Prompt(name, system, user, hashlib.sha256(content).hexdigest()[:16])


def _names(folder: Traversable) -> set[str]:
    found = {each.name[: -len(".md")] for each in folder.iterdir() if each.name.endswith(".md")}
    return found - {NOT_A_PROMPT}


def _parted(name: str, text: str) -> tuple[str, str]:
    lines = text.splitlines()
    if PART not in lines:
        raise PromptMalformed(
            f"prompt {name!r} has one part; put a line {PART!r} between what the system says "
            "and what the user says"
        )
    at = lines.index(PART)
    system, user = "\n".join(lines[:at]).strip(), "\n".join(lines[at + 1 :]).strip()
    for part in (system, user):
        if not Template(part).is_valid():
            raise PromptMalformed(f"prompt {name!r} has a $ that begins no slot; write it as $$")
    return system, user


def _listed(names: frozenset[str] | list[str]) -> str:
    return ", ".join(sorted(names)) or "none"
