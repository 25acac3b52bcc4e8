"""One question that this archive can answer, for somebody who has never asked it anything."""

import re
from collections import Counter

from indexing.archive import Archive, Filters

_NAME_INSIDE = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")  # not the first word of a sentence


async def suggest_question(archive: Archive) -> str | None:
    """Asks after the most quoted speaker, and the name that comes up most in what he says."""
    speakers = [one for one in await archive.speakers() if " " in one.name]
    if not speakers:
        return None
    speaker = max(speakers, key=lambda one: one.statements)
    said = await archive.statements_of(filters=Filters(), speaker_keys=[speaker.key], limit=100)
    names = Counter(
        name
        for statement in said
        for content in statement.contents
        for name in _NAME_INSIDE.findall(content)
        if name not in speaker.name
    )
    topic = f" about {names.most_common(1)[0][0]}" if names else ""
    return f"What did {speaker.name} say{topic}?"
