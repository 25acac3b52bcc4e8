"""Evidence as a chat model reads it: numbered, with who speaks and where it stands, as data."""

from collections.abc import Sequence

from prompts.fence import fence
from service.answer import Evidence


def numbered(evidence: Sequence[Evidence], *, first: int = 1) -> str:
    """All of it comes from articles, names of speakers and publishers too: all stands in fences."""
    return "\n".join(
        fence(_told(each), label=f"evidence {number}")
        for number, each in enumerate(evidence, start=first)
    )


def _told(evidence: Evidence) -> str:
    metadata, statement = evidence.article.metadata, evidence.statement
    speaker = f"speaker: {statement.speaker}" if statement and statement.speaker else ""
    published = metadata.published.value
    source = ", ".join(
        part for part in (metadata.publisher.value, str(published) if published else "") if part
    )
    heading = "; ".join(part for part in (speaker, f"from: {source}" if source else "") if part)
    return f"{heading}\n{evidence.quote}" if heading else evidence.quote
