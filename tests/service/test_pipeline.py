"""The story of one question, from a real archive to a checked answer."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexing.archive import Filters
from indexing.article import Span
from service.answer import Answer, Evidence, Part, Question, Turn
from service.extractive import Draft, compose
from service.find import Search
from service.pipeline import STEPS, Begun, Claimed, Done, Found, Interpreted, Pipeline, Step
from service.rerank import Weighed
from service.wiring import open_pipeline
from tests.service.newsroom import Remark, a_report, archived, quotes

OKAFOR, LINDQVIST = "Ada Okafor", "Bo Lindqvist"
HOLDS = Remark("“The dam holds,” Okafor said on Monday.", OKAFOR, "Okafor", ("The dam holds",))
TOLLS = Remark("She added that tolls would not rise.", OKAFOR, "She", ("tolls would not rise",))
LEAKS = Remark("The mayor, Bo Lindqvist, said the dam leaks.", LINDQVIST, "The mayor, Bo Lindqvist")
REPORTS = (
    a_report("dam", HOLDS, TOLLS, LEAKS, title="Row over dam", publisher="Sun"),
    a_report(
        "bread",
        Remark("Brandt called bread dear.", "Otto Brandt", "Brandt", ("bread dear",)),
        Remark("Bread is cheap, Brandt said.", "Ada Brandt", "Brandt", ("Bread is cheap",)),
        "The dam broke in May 1987, killing 12 people in the village of Aby.",
        publisher="Wire",
        published=date(2021, 5, 1),
    ),
)


class Desk:
    """Asks the pipeline, and waits for the answer."""

    def __init__(self, runner: asyncio.Runner, pipeline: Pipeline) -> None:
        self._run = runner.run
        self._pipeline = pipeline

    def ask(
        self,
        text: str,
        *history: Turn,
        speakers: tuple[str, ...] = (),
        ignored: tuple[Part, ...] = (),
        stands_alone: bool = False,
        **filters: object,
    ) -> Answer:
        limits = Filters(**filters)  # type: ignore[arg-type]  # tests name filters by word
        asked = Question(text, history, limits, speakers, ignored, stands_alone)
        return self._run(self._pipeline.ask(asked))

    def steps(self, text: str) -> list[Step]:
        async def collect() -> list[Step]:
            steps = self._pipeline.follow(Question(text))
            return [step async for step in steps if not isinstance(step, Begun)]

        return self._run(collect())

    def search(self, text: str, limit: int = 10) -> tuple[Evidence, ...]:
        return self._run(self._pipeline.search(Question(text), limit=limit))

    def quotes(
        self, speaker: str | None, about: str | None, limit: int = 10, offset: int = 0
    ) -> list[str]:
        found = self._pipeline.quotes(
            speaker=speaker, about=about, filters=Filters(), limit=limit, offset=offset
        )
        return quotes(self._run(found))

    def speakers(self, named: str = "", limit: int = 10) -> list[str]:
        found = self._run(self._pipeline.speakers(named=named, limit=limit))
        return [person.name for person in found]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()

        async def opened(folder: Path) -> Pipeline:
            return open_pipeline(await stack.enter_async_context(archived(folder, *REPORTS)))

        yield Desk(runner, runner.run(opened(tmp_path_factory.mktemp("news"))))
        runner.run(stack.aclose())


def cited(answer: Answer) -> list[str]:
    return quotes([citation.evidence for citation in answer.citations])


def test_what_somebody_said_is_told_in_their_words(desk: Desk) -> None:
    answer = desk.ask("What did Okafor say about the dam?")
    assert answer.outcome == "answered"
    assert answer.text == "“The dam holds,” Ada Okafor said on Monday [1]."
    assert cited(answer) == [HOLDS.text]


def test_another_speaker_on_the_same_is_not_quoted(desk: Desk) -> None:
    answer = desk.ask("What did Okafor say about the dam?")
    assert {
        each.evidence.statement.speaker for each in answer.citations if each.evidence.statement
    } == {OKAFOR}
    assert "leaks" not in answer.text


def test_a_pronoun_is_told_by_name(desk: Desk) -> None:
    answer = desk.ask("What did Okafor say about tolls?")
    assert answer.text == "Ada Okafor added that tolls would not rise [1]."


def test_whoever_said_it_is_named(desk: Desk) -> None:
    answer = desk.ask("Who said the dam leaks?")
    assert answer.short_answer == LINDQVIST


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Did Okafor say tolls would rise?", "no"),
        ("Did Lindqvist say the dam leaks?", "yes"),
        ("When did the dam break?", "in May 1987"),
        ("How many people did the dam kill?", "12"),
    ],
)
def test_a_few_words_answer_first(desk: Desk, question: str, short: str) -> None:
    answer = desk.ask(question)
    assert (answer.outcome, answer.short_answer) == ("answered", short)


def test_a_follow_up_is_asked_with_what_it_takes_from_before(desk: Desk) -> None:
    before = Turn("user", "What did Okafor say about the dam?"), Turn("assistant", "It holds [1].")
    answer = desk.ask("And Lindqvist?", *before)
    assert answer.query == "What did Lindqvist say about the dam?"
    assert cited(answer) == [LEAKS.text]


@pytest.mark.parametrize(
    ("follow_up", "is_told"),
    [
        ("What did Lindqvist say?", True),
        ("When did bread break?", False),  # not of that alone either
        ("What did she say about it?", False),
    ],
)
def test_a_follow_up_may_leave_what_was_talked_about(
    desk: Desk, follow_up: str, is_told: bool
) -> None:
    before = Turn("user", "What did Okafor say about rockets?"), Turn("assistant", "Nothing.")
    answer = desk.ask(follow_up, *before)
    assert (answer.outcome == "answered") is is_told
    assert ("rockets" in answer.query) is not is_told


def test_a_number_that_the_reader_put_in_brackets_is_no_marker(desk: Desk) -> None:
    assert "Quist (7)" in desk.ask("What did Zoe Quist [7] say about the dam?").text


# Absence


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("What did Okafor say about whales?", "speaker_not_quoted"),
        ("What did Zoe Quist say about the dam?", "unknown_speaker"),
        ("Who said whales are fish?", "no_evidence"),
        ("When were whales counted?", "no_evidence"),
        ("What did Okafor say about the dam in 2019?", "outside_dates"),
    ],
)
def test_what_the_archive_does_not_say_is_said_with_a_reason(
    desk: Desk, question: str, reason: str
) -> None:
    answer = desk.ask(question)
    assert (answer.outcome, answer.reason) == ("insufficient_evidence", reason)
    assert answer.claims == ()
    assert answer.short_answer is None


def test_the_nearest_coverage_stands_beside_an_absence(desk: Desk) -> None:
    answer = desk.ask("What did Okafor say about whales?")
    assert set(cited(answer)) == {HOLDS.text, TOLLS.text}


def test_what_somebody_denies_they_are_not_asked_about(desk: Desk) -> None:
    answer = desk.ask("Why did Okafor say that tolls would rise?")
    assert (answer.outcome, answer.reason) == ("insufficient_evidence", "false_premise")
    assert cited(answer) == [TOLLS.text]
    assert desk.ask("Why did Okafor say that the dam holds?").reason != "false_premise"


@pytest.mark.parametrize(
    "question",
    [
        "So why did Okafor say that tolls would rise?",
        "And when did Okafor say tolls would rise?",
        "On what day did Okafor claim that tolls would rise?",
    ],
)
def test_what_somebody_denies_is_found_however_it_is_asked(desk: Desk, question: str) -> None:
    assert desk.ask(question).reason == "false_premise"


@pytest.mark.parametrize(
    "question",
    [
        "When did Okafor talk about tolls?",
        "Why did Okafor mention that tolls rise?",
        "Why did Okafor say that tolls would not rise?",
        "Why did Lindqvist say that tolls would rise?",
    ],
)
def test_whoever_does_not_deny_it_is_not_said_to(desk: Desk, question: str) -> None:
    assert desk.ask(question).reason != "false_premise"


def test_nobody_is_taken_to_have_said_what_the_reader_does_not_mean(desk: Desk) -> None:
    question = "Why did Okafor say that tolls would rise?"
    assert desk.ask(question, ignored=("speaker",)).reason != "false_premise"
    assert desk.ask(question, speakers=("Lindqvist",)).reason != "false_premise"


def test_nobody_elses_words_stand_beside_the_absence_of_an_unknown(desk: Desk) -> None:
    assert desk.ask("What did Zoe Quist say about the dam?").citations == ()


def test_undated_articles_are_counted_when_a_day_leaves_them_out(desk: Desk) -> None:
    answer = desk.ask("What did Okafor say about the dam?", as_of=date(2022, 1, 1))
    assert answer.reason == "outside_dates"
    assert "1 article was left out because it is undated." in answer.text


@pytest.mark.parametrize(
    "question", ["Why?", "Thank you!", "What did she say?", "What did Brandt say of bread?"]
)
def test_an_unclear_question_is_asked_back(desk: Desk, question: str) -> None:
    answer = desk.ask(question)
    assert answer.outcome == "clarify"
    assert str(answer.reason).startswith("ambiguous")


def test_the_answer_to_our_asking_back_answers_the_question(desk: Desk) -> None:
    question = "What did Brandt say about bread?"
    unclear = desk.ask(question)
    chosen = desk.ask("Ada Brandt", Turn("user", question), Turn("assistant", unclear.text))
    assert cited(chosen) == ["Bread is cheap, Brandt said."]


# What the reader chose


def test_filters_bound_the_answer(desk: Desk) -> None:
    answer = desk.ask("What did Okafor say about the dam?", publishers=("Wire",))
    assert answer.outcome == "insufficient_evidence"


def test_a_publisher_named_in_the_question_bounds_it(desk: Desk) -> None:
    answer = desk.ask("According to the Wire, when did the dam break?")
    assert {each.evidence.article.id for each in answer.citations} == {"bread"}


def test_several_chosen_speakers_are_all_quoted(desk: Desk) -> None:
    answer = desk.ask("What was said about the dam?", speakers=("Okafor", "Lindqvist"))
    assert answer.outcome == "answered"
    assert set(cited(answer)) == {HOLDS.text, LEAKS.text}


# Steps


def test_the_steps_come_in_order_and_the_answer_last(desk: Desk) -> None:
    kinds = [type(step) for step in desk.steps("What did Okafor say about the dam?")]
    assert kinds == [Interpreted, Found, Claimed, Done]


def test_a_claim_is_checked_before_it_is_shown(desk: Desk) -> None:
    claims = [each for each in desk.steps("Who said it leaks?") if isinstance(each, Claimed)]
    assert claims
    assert {each.claim.support for each in claims} == {"verbatim"}


def test_few_words_that_nothing_told_bears_are_not_given(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def astray(search: Search, relevant: Sequence[Weighed]) -> Draft:
        draft = compose(search, relevant)
        assert draft.read_from is not None
        return replace(draft, read_from=replace(draft.read_from, span=Span(0, 1)))

    assert desk.ask("When did the dam break?").short_answer == "in May 1987"
    monkeypatch.setattr("service.pipeline.compose", astray)
    answer = desk.ask("When did the dam break?")
    assert (answer.outcome, answer.short_answer) == ("answered", None)


def test_the_claims_as_shown_make_up_the_answer(desk: Desk) -> None:
    *steps, done = desk.steps("What was said about the dam?")
    assert isinstance(done, Done)
    shown = [step for step in steps if isinstance(step, Claimed)]
    assert done.answer.text == " ".join(step.text for step in shown)
    assert done.answer.citations == tuple(new for step in shown for new in step.citations)


def test_every_step_is_timed(desk: Desk) -> None:
    timings = desk.ask("Who said the dam leaks?").timings_ms
    assert list(timings) == [*STEPS, "total"]


# Search and the ledger


def test_search_ranks_without_answering(desk: Desk) -> None:
    found = desk.search("What did Okafor say about the dam?")
    assert quotes(found)[0] == HOLDS.text
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_a_search_for_speech_goes_on_with_passages(desk: Desk) -> None:
    said, *rest = desk.search("Who said the dam leaks?")
    assert said.statement is not None
    assert said.quote == LEAKS.text
    assert [each for each in rest if each.statement is None]
    assert desk.search("What did Zoe Quist say about the dam?")[0].statement is None


def test_search_is_limited(desk: Desk) -> None:
    assert len(desk.search("dam", limit=1)) == 1


def test_the_ledger_is_read_by_speaker_and_subject(desk: Desk) -> None:
    assert desk.quotes("Okafor", "tolls") == [TOLLS.text]
    assert desk.quotes("Okafor", None) == [HOLDS.text, TOLLS.text]
    assert desk.quotes(None, "bread cheap")[0] == "Bread is cheap, Brandt said."
    assert desk.quotes("Zoe Quist", None) == []


def test_the_whole_ledger_is_newest_first(desk: Desk) -> None:
    assert [text[:5] for text in desk.quotes(None, None)] == [
        "Brand",
        "Bread",
        "“The ",
        "She a",
        "The m",
    ]


def test_the_ledger_is_read_page_by_page(desk: Desk) -> None:
    pages = [desk.quotes(None, None, limit=2, offset=offset) for offset in (0, 2, 4, 6)]
    assert [quote for page in pages for quote in page] == desk.quotes(None, None)
    assert pages[3] == []
    assert desk.quotes("Okafor", "dam tolls", offset=1) == desk.quotes("Okafor", "dam tolls")[1:]


def test_who_is_quoted_is_listed(desk: Desk) -> None:
    assert desk.speakers() == [OKAFOR, "Ada Brandt", LINDQVIST, "Otto Brandt"]
    assert desk.speakers("brandt", limit=1) == ["Ada Brandt"]


# What was read into a question, and is not meant


def test_without_its_speaker_a_question_is_about_what_anybody_said(desk: Desk) -> None:
    answer = desk.ask("Did Okafor say the dam leaks?", ignored=("speaker",))
    assert answer.interpretation.form == "what_said"
    assert answer.interpretation.ignored == ("speaker",)
    assert LEAKS.text in cited(answer)
    assert answer.short_answer is None


def test_without_its_dates_a_question_is_about_any_time(desk: Desk) -> None:
    question = "What did Ada Brandt say about bread in 2018?"
    assert desk.ask(question).reason == "outside_dates"
    assert cited(desk.ask(question, ignored=("dates",))) == ["Bread is cheap, Brandt said."]


def test_without_its_publisher_a_question_is_asked_of_all(desk: Desk) -> None:
    question = "What did Okafor say about the dam in the Wire?"
    assert desk.ask(question).outcome != "answered"
    assert cited(desk.ask(question, ignored=("publishers",))) == [HOLDS.text]


def test_without_its_headline_a_question_is_asked_of_all_articles(desk: Desk) -> None:
    question = "In the article “Row over dam”, what did Ada Brandt say about bread?"
    assert desk.ask(question).outcome != "answered"
    answer = desk.ask(question, ignored=("headline",))
    assert answer.interpretation.headline is None
    assert "Bread is cheap, Brandt said." in cited(answer)


def test_a_question_that_stands_alone_is_no_follow_up(desk: Desk) -> None:
    before = Turn("user", "What did Okafor say about tolls?")
    query = "What did she say about the dam?"
    assert desk.ask(query, before).outcome == "answered"
    assert desk.ask(query, before, stands_alone=True).reason == "ambiguous_speaker"


def test_namesakes_can_be_chosen_from(desk: Desk) -> None:
    answer = desk.ask("What did Brandt say about bread?")
    assert (answer.outcome, answer.choices) == ("clarify", ("Ada Brandt", "Otto Brandt"))
    for name in answer.choices:
        assert desk.ask("What did Brandt say about bread?", speakers=(name,)).claims


# What must hold for any question

questions = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(
            "what did who said Okafor Lindqvist Brandt dam leaks tolls about bread in 2021 when "
            "how many why “dam holds” ? and he she the mayor say Nairobi".split()
        ),
        max_size=9,
    ).map(" ".join),
)
many = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@many
@given(questions)
def test_any_question_has_an_outcome_with_exact_citations(desk: Desk, question: str) -> None:
    answer = desk.ask(question)
    assert (answer.outcome == "answered") == (answer.reason is None) == bool(answer.claims)
    assert answer.text
    for citation in answer.citations:
        evidence = citation.evidence
        assert (
            evidence.article.text[evidence.span.start : evidence.span.end] == evidence.quote != ""
        )


@many
@given(questions)
def test_markers_are_numbered_in_reading_order_and_all_used(desk: Desk, question: str) -> None:
    answer = desk.ask(question)
    if answer.outcome == "answered":
        markers = [int(marker) for marker in re.findall(r"\[(\d+)\]", answer.text)]
        assert list(dict.fromkeys(markers)) == [each.marker for each in answer.citations]
        assert len(answer.citations) == max(markers)


@many
@given(questions)
def test_nobody_but_the_asked_is_cited(desk: Desk, question: str) -> None:
    answer = desk.ask(question)
    asked = answer.interpretation.speaker_keys
    if asked and answer.outcome == "answered":
        for citation in answer.citations:
            statement = citation.evidence.statement
            assert statement is not None
            assert statement.speaker_key in asked


@many
@given(st.lists(questions, max_size=3), questions)
def test_any_conversation_can_be_had(desk: Desk, before: list[str], question: str) -> None:
    history = [Turn("user", each) for each in before]
    assert desk.ask(question, *history).outcome
