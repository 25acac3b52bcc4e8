"""Answers of the whole pipeline with a chat model: from a real archive, by a scripted model."""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from functools import partial
from math import inf
from pathlib import Path

import pytest

from indexing.store import Store
from service.answer import Answer, Answerer, Question
from service.errors import MalformedCompletion, ModelOverLimit, ModelUnavailable
from service.generative import Writer
from service.mend import Mender
from service.pipeline import Begun, Claimed, Done, Pipeline, Step
from service.support.gate import Gate
from service.wiring import open_pipeline
from tests.service.models import Line, ScriptedModel
from tests.service.newsroom import Remark, a_report, archived

OKAFOR, LINDQVIST = "Ada Okafor", "Bo Lindqvist"
REPORT = a_report(
    "dam",
    Remark("“The dam holds,” Okafor said on Monday.", OKAFOR, "Okafor", ("The dam holds",)),
    Remark("The mayor, Bo Lindqvist, said the dam leaks.", LINDQVIST, "The mayor, Bo Lindqvist"),
    title="Row over dam",
    publisher="Sun",
)
LEVEE = a_report(
    "levee",
    Remark("“The levee holds,” Cai Duarte said.", "Cai Duarte", "Cai Duarte", ("The levee holds",)),
    Remark(
        "Duarte said the levee was built of clay.",
        "Cai Duarte",
        "Duarte",
        ("the levee was built of clay",),
    ),
)
ASKED = "What did Okafor say about the dam?"


class Asking:
    """A pipeline over one report, with a model that has its lines."""

    def __init__(self, runner: asyncio.Runner, store: Store) -> None:
        self._run = runner.run
        self._store = store

    def steps(
        self, model: ScriptedModel, text: str, answerer: Answerer, *, time_s: float = inf
    ) -> list[Step]:
        async def collect() -> list[Step]:
            making = partial(_writer, model, time_s=time_s)
            pipeline: Pipeline = open_pipeline(self._store, making)
            question = Question(text, answerer=answerer)
            steps = pipeline.follow(question)
            return [step async for step in steps if not isinstance(step, Begun)]

        return self._run(collect())

    def ask(
        self,
        *lines: Line,
        text: str = ASKED,
        answerer: Answerer = "auto",
        time_s: float = inf,
    ) -> Answer:
        model = ScriptedModel(*lines)
        done = self.steps(model, text, answerer, time_s=time_s)[-1]
        assert isinstance(done, Done)
        assert model.left == 0, "the model was to be asked more often"
        return done.answer


def _writer(model: ScriptedModel, *, time_s: float) -> Writer:
    return Writer(model, Mender(model, Gate()), time_s=time_s)


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()

        async def opened(folder: Path) -> Store:
            return await stack.enter_async_context(archived(folder, REPORT, LEVEE))

        yield Asking(runner, runner.run(opened(tmp_path_factory.mktemp("news"))))
        runner.run(stack.aclose())


def test_what_the_model_writes_is_the_answer(asking: Asking) -> None:
    answer = asking.ask("Ada Okafor said the dam holds [1].")
    assert answer.answerer == "generative"
    assert answer.text == "Ada Okafor said the dam holds [1]."
    assert [each.support for each in answer.claims] == ["supported"]
    assert answer.citations[0].evidence.quote == "“The dam holds,” Okafor said on Monday."
    assert answer.generation is not None
    assert answer.generation.steps["answer"] == "model"


def test_the_words_of_another_are_never_shown_as_those_of_the_speaker(asking: Asking) -> None:
    answer = asking.ask("Ada Okafor said the dam leaks [1].", "Okafor said the dam leaks [1].")
    assert "leaks" not in answer.text
    assert answer.text == "“The dam holds,” Ada Okafor said on Monday [1]."
    assert answer.generation is not None
    assert answer.generation.sentences == {"drafted": 1, "replaced": 1}


def test_markers_are_numbered_anew_in_reading_order(asking: Asking) -> None:
    answer = asking.ask(
        "The mayor, Bo Lindqvist, said the dam leaks [1].", text="Who said the dam leaks?"
    )
    assert answer.text == "The mayor, Bo Lindqvist, said the dam leaks [1]."
    assert answer.short_answer == "Bo Lindqvist"


@pytest.mark.parametrize(
    ("line", "short"),
    [
        ("Duarte said the levee holds [1].", "yes"),
        ("Duarte said the levee was built of clay [2].", None),
    ],
)
def test_a_short_answer_is_given_where_what_bears_it_is_cited(
    asking: Asking, line: str, short: str | None
) -> None:
    asked = "Did Duarte say the levee holds?"
    assert len(asking.ask(text=asked, answerer="extractive").claims) == 2
    assert asking.ask(line, text=asked).short_answer == short


def test_a_sentence_is_told_as_soon_as_it_was_checked(asking: Asking) -> None:
    model = ScriptedModel("Okafor said the dam holds [1].\nThe dam holds, Okafor said [1].")
    told = [each for each in asking.steps(model, ASKED, "auto") if isinstance(each, Claimed)]
    assert [each.text for each in told] == [
        "Okafor said the dam holds [1].",
        "The dam holds, Okafor said [1].",
    ]
    assert [len(each.citations) for each in told] == [1, 0]


def test_extractive_asks_no_model(asking: Asking) -> None:
    answer = asking.ask(answerer="extractive")
    assert answer.answerer == "extractive"
    assert answer.generation is None


def test_where_nothing_was_found_no_model_is_asked(asking: Asking) -> None:
    answer = asking.ask(text="What did Okafor say about whales?")
    assert answer.outcome == "insufficient_evidence"


def test_that_another_said_it_is_told_in_the_words_of_the_article_alone(asking: Asking) -> None:
    answer = asking.ask(text="Did Okafor say “the dam leaks”?")
    assert (answer.outcome, answer.short_answer) == ("answered", "no")
    assert answer.text == "The mayor, Bo Lindqvist, said the dam leaks [1]."
    assert answer.answerer == "extractive"


EMPTY = pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["INSUFFICIENT"], "The model found no answer"),
        (["The mayor resigned.", "INSUFFICIENT"], "Nothing that the model wrote could be shown"),
    ],
    ids=["finds nothing", "writes what nothing bears"],
)


@EMPTY
def test_a_model_without_an_answer_leaves_the_archives_own_words(
    asking: Asking, lines: list[str], said: str
) -> None:
    answer = asking.ask(*lines)
    assert (answer.outcome, answer.answerer) == ("answered", "extractive")
    assert answer.text == asking.ask(answerer="extractive").text
    assert answer.generation is not None
    assert answer.generation.steps["answer"] == "no_answer"


@EMPTY
def test_who_wants_the_model_alone_is_told_that_it_has_no_answer(
    asking: Asking, lines: list[str], said: str
) -> None:
    answer = asking.ask(*lines, answerer="generative")
    assert (answer.outcome, answer.reason) == ("insufficient_evidence", "no_evidence")
    assert answer.text.startswith(said)
    assert answer.answerer == "generative"
    assert answer.short_answer is None
    quotes = [each.evidence.quote for each in answer.citations]
    assert quotes[0] == "“The dam holds,” Okafor said on Monday."
    assert answer.generation is not None
    assert answer.generation.steps["answer"] == "model"


@pytest.mark.parametrize(
    "failure", [ModelUnavailable("down"), ModelOverLimit("slow down"), MalformedCompletion("eh")]
)
def test_where_the_model_fails_the_extractive_answer_is_given_and_says_so(
    asking: Asking, failure: ModelUnavailable
) -> None:
    answer = asking.ask(failure)
    assert answer.outcome == "answered"
    assert answer.answerer == "extractive"
    assert answer.generation is not None
    assert answer.generation.steps["answer"] == failure.code


def test_a_host_that_is_down_is_not_waited_for_twice(asking: Asking) -> None:
    answer = asking.ask(ModelUnavailable("down"), text="Okafor's take on the dam?")
    assert answer.generation is not None
    assert answer.generation.requests == 1
    assert answer.generation.steps["interpret"] == "model_unavailable"


def test_a_model_is_not_begun_with_when_half_of_the_time_is_gone(asking: Asking) -> None:
    answer = asking.ask(time_s=0)
    assert (answer.outcome, answer.answerer) == ("answered", "extractive")
    assert answer.generation is not None
    assert answer.generation.steps["answer"] == "too_late"


def test_who_wants_the_model_alone_is_told_that_it_failed(asking: Asking) -> None:
    with pytest.raises(ModelUnavailable):
        asking.ask(ModelUnavailable("down"), answerer="generative")


def test_a_repair_that_fails_keeps_what_was_told_before(asking: Asking) -> None:
    answer = asking.ask(
        "Okafor said the dam holds [1].\nOkafor said whales fly [1].", ModelUnavailable("down")
    )
    assert answer.text == "Okafor said the dam holds [1]."
    assert answer.answerer == "generative"
    assert answer.generation is not None
    assert answer.generation.steps["answer"] == "model_unavailable"
