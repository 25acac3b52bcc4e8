"""Real servers on this machine for a browser to visit."""

import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from types import MappingProxyType

from indexing.article import RawArticle
from indexing.settings import load_settings
from service.wiring import open_app
from tests.service.apps import served

HACK = "window.hacked = true"
HOSTILE = f'<script>{HACK}</script><img src="x" onerror="{HACK}">'
ODD_ID = "é ?#%2F&<b>"


def _raw(article_id: str, text: str, **fields: str) -> RawArticle:
    return RawArticle(article_id, f"desk/{article_id}", "desk", text, MappingProxyType(fields))


ARTICLES = (
    _raw(
        "hostile",
        f"“The levee {HOSTILE} holds 🕊️,” Ann Lee told reporters on Monday.\n\n"
        f'<a href="javascript:{HACK}">She</a> is the mayor of Bath.',
        title=f"{HOSTILE} Levee",
        publisher=f'Sun"{HOSTILE}',
        url=f"javascript:{HACK}",
        published="2021-05-14",
    ),
    _raw(
        ODD_ID,
        "🕊️🕊️ The bells of 𝔐oorgate 👩‍👩‍👧 rang.\n\n“Nobody 🙂 rang the bells,” Zoe Quist said 🙃.",
        title="Bells",
        publisher="Wire",
        published="2021-05-01",
    ),
    _raw("dear", "“Bread is dear,” Ada Brandt said.", publisher="Wire", published="2020-03-02"),
    _raw("cheap", "“Bread is cheap,” Otto Brandt said.", publisher="Wire", published="2018-03-02"),
)


@asynccontextmanager
async def newsroom(seed_archive: Path, folder: Path, **environ: str) -> AsyncIterator[str]:
    """The seed articles and a few that are up to no good, behind everything that serves them."""
    shutil.copytree(seed_archive, folder)
    given: Mapping[str, str] = {"ONRECORD_RATE_LIMIT": "off", **environ}
    settings = load_settings({**given, "ONRECORD_DATA_DIR": str(folder)})
    async with open_app(settings, guards_pages=True) as app:
        await app.state.services.intake.add(ARTICLES)
        await app.state.services.desk.open()
        async with served(app) as url:
            yield url
