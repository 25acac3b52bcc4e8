"""What bears on a question, and what does not."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio

from indexing.archive import Filters, SpeakerCount
from indexing.article import Span
from indexing.ledger.people import person_key
from service.answer import Evidence, Interpretation
from service.find import (
    BEARING,
    BESIDE_BEST,
    Finder,
    Search,
    is_in_time,
    is_of_country,
    narrowed,
    relevant,
    without_dates,
)
from service.interpret import interpret
from service.rerank import Weigher
from service.retrieve import Retriever
from service.speakers import Speakers
from tests.fakes import HashEmbedding
from tests.service.newsroom import (
    Remark,
    a_person,
    a_report,
    archived,
    asked_of,
    heard,
    quotes,
    weighed,
)

OKAFOR = a_person("Ada Okafor")
MARCH = Interpretation("what_said", "dam", since=date(2020, 3, 1), until=date(2020, 3, 31))
SPEAKERS = Speakers(
    [
        SpeakerCount(person_key(name), name, said, 1)
        for name, said in (("Ada Okafor", 5), ("Bo Lindqvist", 3))
    ]
)


def remark(text: str, *, published: date | None = None) -> Evidence:
    return heard(Remark(text, "Ada Okafor"), published=published)


# Dates


@pytest.mark.parametrize(
    ("published", "counts"),
    [
        (date(2020, 2, 29), False),
        (date(2020, 3, 1), True),
        (date(2020, 3, 31), True),
        (date(2020, 4, 7), True),  # news of the last day of March
        (date(2020, 4, 8), False),
        (None, False),
    ],
)
def test_what_was_published_at_the_time_counts(published: date | None, counts: bool) -> None:
    assert is_in_time(remark("The dam holds.", published=published), MARCH) is counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("On March 5, 2020, she said the dam holds.", True),
        ("In March she said the dam holds.", True),
        ("In 2020 she said the dam holds.", True),
        ("In April 2020 she said the dam holds.", False),
        ("She said the dam holds.", False),
    ],
)
def test_what_speaks_of_the_time_counts_whenever_published(text: str, counts: bool) -> None:
    assert is_in_time(remark(text, published=date(2020, 12, 1)), MARCH) is counts


def test_a_month_without_a_year_in_an_undated_article_is_of_no_year() -> None:
    assert not is_in_time(remark("In March she said the dam holds."), MARCH)


@pytest.mark.parametrize("phrase", ["last week", "yesterday", "after today", "in March"])
def test_a_phrase_in_an_undated_article_is_of_no_day(phrase: str) -> None:
    ever_since = replace(asked_of(OKAFOR), since=date(2020, 3, 1))
    assert not is_in_time(remark(f"She said {phrase} that it holds."), ever_since)


@pytest.mark.parametrize("asked", [{"since": date(2020, 3, 1)}, {"until": date(2020, 3, 31)}])
def test_a_bound_may_stand_alone(asked: dict[str, date]) -> None:
    open_ended = replace(asked_of(OKAFOR), **asked)  # type: ignore[arg-type]  # dates by name
    assert is_in_time(remark("It holds.", published=date(2020, 3, 9)), open_ended)


def test_the_last_of_days_bounds_too() -> None:
    assert is_in_time(
        remark("It holds.", published=date(2020, 3, 9)), replace(MARCH, until=date.max)
    )


def test_without_dates_everything_is_in_time() -> None:
    assert is_in_time(remark("It holds."), asked_of(OKAFOR))


def test_the_same_search_over_all_times_keeps_all_else() -> None:
    filters = Filters(since=date(2020, 1, 1), as_of=date(2020, 2, 2), publishers=("Sun",))
    anytime = without_dates(Search("dam?", MARCH, filters))
    assert anytime.filters == Filters(publishers=("Sun",))
    assert anytime.interpretation == replace(MARCH, since=None, until=None)


# Offices


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Kenya's Water Ministry said it holds.", True),
        ("In Nairobi the Water Ministry said it holds.", True),
        ("The Water Ministry said it holds.", False),
        ("Uganda's Water Ministry said it holds.", False),
    ],
)
def test_an_office_speaks_beside_the_name_of_its_country(text: str, counts: bool) -> None:
    office = a_person("Water Ministry", country="kenya")
    assert is_of_country(remark(text), [office]) is counts


def test_people_need_no_country() -> None:
    assert is_of_country(remark("It holds."), [OKAFOR])


# What is looked for


@pytest.mark.parametrize(
    ("question", "topic", "quotation"),
    [
        ("Who said “the dam is dead”?", "the dam is dead", "the dam is dead"),
        ("What did Okafor say about “the dam is dead”?", "the dam is dead", None),
        # scare quotes take nothing from what is asked
        ("What did Okafor say about the “gift” from Brandt?", "“gift” from Brandt", None),
        ("Who said the “gift” came from Brandt?", "said the “gift” came from Brandt", None),
        # nor does a title
        ("When did Lund show “A Dam Too Far”?", "did Lund show “A Dam Too Far”", None),
    ],
)
def test_only_somebodys_very_words_are_looked_for_alone(
    question: str, topic: str, quotation: str | None
) -> None:
    read = interpret(question, speakers=SPEAKERS, publishers=(), today=date(2020, 3, 4))
    search = Search(question, read, Filters())
    assert (search.topic, search.quotation) == (topic, quotation)


# What bears on a question


def test_what_hardly_speaks_of_the_topic_does_not_bear_on_it() -> None:
    little = weighed(remark("It holds."), BEARING["what_said"] - 0.1, BEARING["what_said"] - 0.1)
    assert relevant([little], asked_of(OKAFOR)) == ()


def test_remarks_far_weaker_than_the_best_are_left_out() -> None:
    best = weighed(remark("The dam holds."), 1.0, 1.0)
    weak = weighed(remark("It rains."), BESIDE_BEST - 0.1, BESIDE_BEST - 0.1)
    assert relevant([best, weak], asked_of(OKAFOR)) == (best,)


def test_without_a_topic_everything_bears_on_the_question() -> None:
    any_remark = weighed(remark("It rains."), 0.0, 0.0)
    assert relevant([any_remark], asked_of(OKAFOR, topic="")) == (any_remark,)


def test_what_is_out_of_time_does_not_bear_on_it() -> None:
    late = weighed(remark("The dam holds.", published=date(2021, 1, 1)))
    assert relevant([late], MARCH) == ()


# The reader's own choice of speakers


def test_a_chosen_speaker_is_asked_about() -> None:
    chosen = narrowed(Interpretation("what", "dam"), ["okafor"], speakers=SPEAKERS)
    assert (chosen.form, chosen.speaker, chosen.speaker_keys) == (
        "what_said",
        "Ada Okafor",
        ("ada okafor",),
    )


def test_a_chosen_speaker_overrules_the_question() -> None:
    chosen = narrowed(asked_of(OKAFOR), ["Lindqvist"], speakers=SPEAKERS)
    assert chosen.speaker_keys == ("bo lindqvist",)


def test_several_chosen_speakers_are_asked_about_together() -> None:
    names = ["Okafor", "Lindqvist", "Ada Okafor"]
    chosen = narrowed(Interpretation("what", "dam"), names, speakers=SPEAKERS)
    assert chosen.speaker == "Ada Okafor and Bo Lindqvist"
    assert chosen.speaker_keys == ("ada okafor", "bo lindqvist")
    assert len(chosen.people) == 1  # nobody has to choose between them


def test_an_unknown_choice_is_nobody() -> None:
    chosen = narrowed(asked_of(OKAFOR), ["Zoe Quist"], speakers=SPEAKERS)
    assert (chosen.speaker, chosen.people) == ("Zoe Quist", ())


def test_no_choice_changes_nothing() -> None:
    assert narrowed(asked_of(OKAFOR), [], speakers=SPEAKERS) == asked_of(OKAFOR)


# Finding, in a real archive

HOLDS = Remark("Okafor said the dam holds.", "Ada Okafor", "Okafor")
LEAKS = Remark("Lindqvist said the dam leaks.", "Bo Lindqvist", "Lindqvist")
BROKE = "The dam broke in 1987. It was never mended."


@pytest_asyncio.fixture
async def finder(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Finder]:
    reports = a_report("dam", HOLDS, LEAKS, BROKE, published=date(2020, 3, 4))
    async with archived(tmp_path_factory.mktemp("news"), reports) as store:
        embedder = HashEmbedding()
        retriever = Retriever(store.archive, store.vectors, embedder)
        yield Finder(store.archive, retriever, Weigher(embedder))


async def found(finder: Finder, query: str, interpretation: Interpretation) -> list[str]:
    search = Search(query, interpretation, Filters())
    weighed = await finder.weigh(search, await finder.retrieve(search))
    return quotes([each.evidence for each in weighed])


async def test_speech_is_looked_up_in_the_ledger(finder: Finder) -> None:
    assert await found(finder, "?", asked_of(OKAFOR)) == [HOLDS.text]


async def test_an_unknown_speaker_is_not_looked_up(finder: Finder) -> None:
    asked = Interpretation("what_said", "dam", "Zoe Quist")
    assert await found(finder, "What did Zoe Quist say about the dam?", asked) == []


async def test_who_was_told_it_is_not_weighed(finder: Finder) -> None:
    asked = Interpretation("who_said", "told Okafor that the dam holds")
    assert await found(finder, "Who told Okafor that the dam holds?", asked) == [LEAKS.text]
    asked = Interpretation("who_said", "said Lindqvist told Okafor that the dam holds")
    query = "Who said Lindqvist told Okafor that the dam holds?"
    assert set(await found(finder, query, asked)) == {HOLDS.text, LEAKS.text}


async def test_facts_are_looked_up_in_the_passages(finder: Finder) -> None:
    asked = Interpretation("when", "did the dam break")
    assert await found(finder, "When did the dam break?", asked) == [BROKE]


async def test_a_search_for_a_fact_favours_the_dates_it_names(tmp_path: Path) -> None:
    reports = [
        a_report("spring", "The dam leaks again.", published=date(2020, 3, 4)),
        a_report("autumn", "The dam leaks again, too.", published=date(2020, 9, 4)),
    ]
    dated = Interpretation("what", "leaks", since=date(2020, 9, 1), until=date(2020, 9, 7))
    async with archived(tmp_path, *reports) as store:
        embedder = HashEmbedding()
        finder = Finder(
            store.archive, Retriever(store.archive, store.vectors, embedder), Weigher(embedder)
        )
        found = await finder.passages(Search("What leaks?", dated, Filters()), top_k=5)
    assert [each.article.id for each in found] == ["autumn", "spring"]


async def test_a_passage_is_searched_by_its_best_sentence_too(tmp_path: Path) -> None:
    bread = "Bread is dear and the dam is far from the town. " * 12
    reports = [a_report("bread", bread), a_report("dam", bread[:300], "The dam broke in 1987.")]
    when = Interpretation("when", "did the dam break")
    async with archived(tmp_path, *reports) as store:
        embedder = HashEmbedding()
        finder = Finder(
            store.archive, Retriever(store.archive, store.vectors, embedder), Weigher(embedder)
        )
        search = Search("When did the dam break?", when, Filters())
        every = await finder.passages(search, top_k=9)
        assert await finder.passages(search, top_k=1) == every[:1]
    assert every[0].article.id == "dam"
    assert [each.score for each in every] == sorted((e.score for e in every), reverse=True)


async def test_of_passages_found_alike_the_one_that_speaks_of_more_comes_first(
    tmp_path: Path,
) -> None:
    reports = [
        a_report("half", "The dam broke. Nobody knows why the wall gave way in the night."),
        a_report("whole", "The dam broke. The harbour wall in Aby gave way in the night."),
    ]
    what = Interpretation("what", "happened to the harbour of Aby when the dam broke")
    async with archived(tmp_path, *reports) as store:
        embedder = HashEmbedding()
        finder = Finder(
            store.archive, Retriever(store.archive, store.vectors, embedder), Weigher(embedder)
        )
        search = Search("What happened to the harbour of Aby when the dam broke?", what, Filters())
        found = await finder.passages(search, top_k=5)
    assert [each.article.id for each in found] == ["whole", "half"]
    assert 0 < found[1].score < found[0].score


async def test_quoted_words_are_the_topic(finder: Finder) -> None:
    asked = Interpretation("who_said", "said so", quoted="the dam leaks")
    assert (await found(finder, "Who said so: “the dam leaks”?", asked))[0] == LEAKS.text


# Who is speaking in a fact

BOTH = "Okafor said the dam holds, Lindqvist that it leaks."


async def told(*remarks: Remark | str, folder: Path) -> list[str | None]:
    """Who is speaking in each paragraph of a report, found as passages."""
    report = a_report("dam", *remarks)
    nobody = [
        Evidence(each.id, report.article, Span(each.start, each.end), 0.5)
        for each in report.passages
    ]
    twice = replace(a_report("dam", Remark(BOTH, "Bo Lindqvist")).statements[0], id="0" * 24)
    shared = (twice,) if BOTH in report.article.text else ()
    indexed = replace(report, statements=(*report.statements, *shared))
    async with archived(folder, indexed) as store:
        retriever = Retriever(store.archive, store.vectors, HashEmbedding())
        finder = Finder(store.archive, retriever, Weigher(HashEmbedding()))
        found = await finder.attributed([weighed(each) for each in nobody])
    statements = [each.evidence.statement for each in found]
    return [statement.speaker if statement else None for statement in statements]


async def test_a_fact_that_somebody_told_is_told_as_theirs(tmp_path: Path) -> None:
    assert await told(HOLDS, "It was built in 1951.", folder=tmp_path) == ["Ada Okafor", None]


async def test_a_sentence_in_which_two_speak_is_told_as_nobodys(tmp_path: Path) -> None:
    assert await told(Remark(BOTH, "Ada Okafor"), folder=tmp_path) == [None]


async def test_a_sentence_that_is_mostly_the_articles_is_told_as_nobodys(tmp_path: Path) -> None:
    text = "The dam, built by convicts in 1951, will be closed, and Okafor said it leaks."
    half = Remark(text, "Ada Okafor", "Okafor", ("it leaks",))
    assert await told(half, folder=tmp_path) == [None]
