"""Questions that this archive can answer, for whoever opens the pane or asks for help."""

from indexing.archive import Archive
from service.suggestion import suggest_question

MOST = 4  # as many as Slack shows


async def suggest_prompts(archive: Archive) -> tuple[str, ...]:
    """The best first; none of an archive in which nobody speaks."""
    best = await suggest_question(archive)
    if best is None:
        return ()
    quoted = [one for one in await archive.speakers() if " " in one.name and one.name not in best]
    quoted.sort(key=lambda one: -one.statements)
    return (best, *(f"What did {one.name} say?" for one in quoted[: MOST - 1]))
