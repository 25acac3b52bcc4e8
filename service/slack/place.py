"""Where in Slack something is said, and to whom it belongs."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where the app is installed: in a team, or in a whole enterprise (then without a team)."""

    enterprise_id: str | None
    team_id: str | None

    @property
    def key(self) -> str:
        return f"{self.enterprise_id or ''}/{self.team_id or ''}"

    @classmethod
    def of(cls, key: str) -> Self:
        enterprise_id, _, team_id = key.partition("/")
        return cls(enterprise_id or None, team_id or None)


@dataclass(frozen=True, slots=True)
class Place:
    """A thread. What is said there is remembered there, and nowhere else."""

    workspace: Workspace
    channel: str
    thread_ts: str

    @property
    def owner(self) -> str:
        """Whose conversation it is."""
        return f"slack:{self.workspace.key}:{self.channel}:{self.thread_ts}"


def asker(workspace: Workspace, channel: str, user: str) -> str:
    """Whose conversation an answer to /ask is, which nobody else sees."""
    return f"slack:{workspace.key}:{channel}:ask:{user}"
