"""Who writes the answers of an evaluation: the chat model of the settings, replies kept or not."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from indexing.settings import Settings
from service import wiring

if TYPE_CHECKING:
    from service.wiring import MakeWriter


@dataclass(frozen=True, slots=True)
class Writing:
    """`replies`: the folder where the model's replies are kept, and taken from. `is_ungated`: what
    the model writes is shown unchecked."""

    replies: Path | None = None
    is_ungated: bool = False


@asynccontextmanager
async def open_writing(settings: Settings, writing: Writing) -> AsyncIterator["MakeWriter | None"]:
    """As the service opens it; None where the settings name no model."""
    from evals.replies import KeptReplies
    from evals.ungated import Ungated

    through = partial(KeptReplies, folder=writing.replies) if writing.replies else None
    mending_by = Ungated if writing.is_ungated else None
    async with wiring.open_writing(settings, through=through, mending_by=mending_by) as make_writer:
        yield make_writer
