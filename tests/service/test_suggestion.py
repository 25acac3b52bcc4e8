"""The question that a new server proposes."""

from service.suggestion import suggest_question
from tests.indexing.archives import an_article
from tests.service.apps import Opened


async def test_it_asks_the_most_quoted_speaker_about_a_name_in_his_words(opened: Opened) -> None:
    paragraphs = [f"He spoke of Hanoi in year {year}." for year in range(5)]
    more = an_article("more", *paragraphs, said_by="Moon Jae In")
    await opened.store.archive.replace([more])
    question = await suggest_question(opened.store.archive)
    assert question == "What did Moon Jae In say about Hanoi?"


async def test_an_archive_without_speakers_gets_none(opened: Opened) -> None:
    await opened.store.archive.replace([an_article("plain", "It rains.")], remove=["moon", "kang"])
    assert await suggest_question(opened.store.archive) is None
