"""What the answerer would show for each question of a set, how sure it is, and whether it is right.

The pipeline is asked as it is. A finder that remembers what it weighed tells what would have been
shown, had that been sure enough.
"""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from evals.bench import realtimeqa, squad
from evals.bench.asking import Tell, body_of, index_folder
from evals.bench.sets import BenchQuestion, file_of, questions_of
from evals.opening import settings_of
from evals.words import normal
from indexing.store import open_store
from service.answer import SPEECH, Evidence, Question
from service.extractive import compose
from service.find import Finder, Search, nearest
from service.http.schemas import ChatRequest
from service.intake import Intake
from service.pipeline import Pipeline
from service.rerank import Weighed, Weigher
from service.retrieve import Retriever
from service.sureness import Signals, signals_of


@dataclass(frozen=True, slots=True)
class Observation:
    """One question; `group` is the article or the day it is of, which is never parted."""

    set: str
    group: str
    is_answerable: bool
    is_right: bool
    """Whether what would be shown holds a right answer."""
    signals: Signals


@dataclass(frozen=True, slots=True)
class Observed:
    """What was seen of a set; `left_out` counts its other questions by why nothing was."""

    found: tuple[Observation, ...]
    left_out: Mapping[str, int]


class Remembering(Finder):
    """A finder that keeps what it weighed first: what comes later are tries with other dates."""

    first: tuple[Search, tuple[Weighed, ...]] | None = None

    async def weigh(self, search: Search, found: Sequence[Evidence]) -> tuple[Weighed, ...]:
        weighed = await super().weigh(search, found)
        self.first = self.first or (search, weighed)
        return weighed


def _by_squad(question: BenchQuestion, shown: str) -> bool:
    golds = question.meta.get("all_answers") or question.gold_answers
    return any(squad.holds(normal(shown), gold) for gold in map(normal, map(str, golds)) if gold)


def _by_quiz(question: BenchQuestion, shown: str) -> bool:
    normal = [realtimeqa.normal(gold) for gold in question.gold_answers]
    return any(gold and squad.holds(realtimeqa.normal(shown), gold) for gold in normal)


def _is_answerable(question: BenchQuestion) -> bool:
    if "support" in question.meta:
        return bool(question.meta["support"] == realtimeqa.HELD)
    return bool(question.answerable)


HOLDS: dict[str, Callable[[BenchQuestion, str], bool]] = {
    "squad2": _by_squad,
    "timeqa": _by_squad,
    "realtimeqa_2026": _by_quiz,
}
"""The sets with questions that have no answer, and what counts as one of those that have."""


async def observe(folder: Path, *, split: str, limit: int | None = None, tell: Tell) -> Observed:
    """The questions of a set that ask for facts; their index is kept between runs.

    With a `limit`, so many from all over the set.
    """
    questions = [
        question
        for question in questions_of(folder, split=split)
        if question.type != realtimeqa.TWINS  # the same words again
    ]
    if limit is not None:
        questions = questions[:: max(1, -(-len(questions) // limit))]
    corpus = file_of(folder, "corpus.jsonl")
    found: list[Observation] = []
    left_out: Counter[str] = Counter()
    async with open_pipeline(corpus, data=index_folder(folder.name, corpus)) as (pipeline, finder):
        for number, question in enumerate(questions, start=1):
            finder.first = None
            await pipeline.ask(asked(question))
            tell(number, len(questions))
            seen = _observed(folder.name, question, finder.first)
            if isinstance(seen, Observation):
                found.append(seen)
            else:
                left_out[seen] += 1
    return Observed(tuple(found), left_out)


@asynccontextmanager
async def open_pipeline(
    articles: Path, *, data: Path
) -> AsyncIterator[tuple[Pipeline, Remembering]]:
    async with open_store(settings_of(data)) as store:
        await Intake(store).index([articles], prune=True)
        retriever = Retriever(store.archive, store.vectors, store.embedder)
        finder = Remembering(store.archive, retriever, Weigher(store.embedder))
        yield Pipeline(store.archive, finder), finder


def asked(question: BenchQuestion) -> Question:
    return ChatRequest.model_validate(body_of(question)).asked()


def shown(search: Search, weighed: Sequence[Weighed]) -> tuple[Weighed, str]:
    """The best, and all words that an answer would cite."""
    best = nearest(weighed, search.interpretation)
    claims = compose(search, best).claims
    quotes = [evidence.quote for claim in claims for evidence in claim.evidence]
    return best[0], "\n".join(quotes)


def _observed(
    name: str, question: BenchQuestion, heard: tuple[Search, tuple[Weighed, ...]] | None
) -> Observation | str:
    """What was seen, or why nothing was."""
    if heard is None:
        return "nothing was searched for"
    search, weighed = heard
    if search.interpretation.form in SPEECH:
        return "asks who said something, or what somebody said"
    if not search.topic or not nearest(weighed, search.interpretation):
        return "nothing was found"
    best, words = shown(search, weighed)
    is_answerable = _is_answerable(question)
    return Observation(
        name,
        question.group or question.id,
        is_answerable,
        is_answerable and HOLDS[name](question, words),
        signals_of(best, search.topic),
    )
