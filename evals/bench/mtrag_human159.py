"""MTRAG's rated answers: does our faithfulness score rank them as people do?

Three people rated how faithful each stored answer is to the passages given, 1 to 4. Our score sees
the same answers and passages; so did the authors' automatic scores. What is reported is the rank
correlation with the mean rating, over all answers and over those of each model, whose answers are
alike in manner. Answers that claim nothing ("I do not have that information", "You are welcome")
have no score of ours: they stand in a figure of their own, where they count as wholly borne.
"One of three people" is what a person reaches: the mean correlation of one rating with the other
two's mean. Intervals draw whole conversations.

The score's weights are fixed, but its parts were written with these ratings in view. "Weight fitted
elsewhere" scores each conversation's answers with the weight of coverage that correlates
best on all the others.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean
from typing import Any

from rich.console import Console
from rich.progress import Progress

from evals.bench.ranks import kendall, ranked, spearman
from evals.bench.resampling import interval_of
from evals.bench.sets import Lenient, file_of, questions_of, read_rows
from evals.bench.verdicts import Figure, Result, Verdict
from evals.errors import CasesInvalid, Problem
from evals.faithfulness.grounds import Cited
from evals.faithfulness.score import COVERAGE, Claim, Parts, parts_of, total
from evals.intervals import mean_interval

WEIGHTS = tuple(step / 10 for step in range(11))
BORNE = 1.0
"""What an answer that claims nothing counts where it has to count."""
FAR = 1 / 3
"""So much of the whole ranking lies between us and the people where an answer is worth reading."""
MACHINE = {
    "rl_f": "RL_F",
    "rb_llm": "RB_llm",
    "rb_agg": "RB_agg",
    "Bert-KPrec": "BERT-KPrec",
    "RougeL": "ROUGE-L",
}


class Ratings(Lenient):
    faithfulness: tuple[float, ...]


class Judgment(Lenient):
    """A stored answer with what people and the authors' scores thought of it."""

    id: str
    question_id: str
    system: str
    answer: str
    people: Ratings
    machine: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Rated:
    """An answer, seen from every side by us, and rated by people."""

    judgment: Judgment
    group: str
    asked: str
    parts: tuple[Parts, ...]

    @property
    def people(self) -> float:
        return mean(self.judgment.people.faithfulness)

    def ours(self, *, weight: float = COVERAGE) -> float:
        borne = total(self.parts, weight=weight)
        return BORNE if borne is None else borne

    def theirs(self, score: str) -> float | None:
        return self.judgment.machine.get(score)


Correlation = Callable[[Sequence[float], Sequence[float]], float | None]


async def run(folder: Path, *, split: str, limit: int | None) -> Result:
    """`limit` takes so many answers."""
    from indexing.embed import open_embedder

    path = file_of(folder, f"judgments.{split}.jsonl")
    judgments = read_rows(path, Judgment)[:limit]
    questions = {each.id: each for each in questions_of(folder, split=split)}
    for number, judgment in enumerate(judgments, start=1):
        if judgment.question_id not in questions:
            unknown = f"no question has the id {judgment.question_id!r}"
            raise CasesInvalid([Problem(path, number, unknown)])
    embedder = open_embedder()
    rated: list[Rated] = []
    with Progress(console=Console(stderr=True), transient=True) as progress:
        for question_id in progress.track({each.question_id: 0 for each in judgments}):
            question = questions[question_id]
            evidence = tuple(Cited(each.text) for each in question.gold_evidence)
            answers = [each for each in judgments if each.question_id == question_id]
            claims = [Claim(each.answer, evidence) for each in answers]
            seen = await parts_of(claims, embedder=embedder)
            rated += [
                Rated(answer, question.group, question.question, parts)
                for answer, parts in zip(answers, seen, strict=True)
            ]
    return judge(rated)


def judge(rated: Sequence[Rated]) -> Result:
    return Result("mtrag_human159", tuple(_figures(rated)), tuple(_verdicts(rated)))


def _figures(rated: Sequence[Rated]) -> Iterable[Figure]:
    claiming = [each for each in rated if each.parts]
    systems = dict.fromkeys(each.judgment.system for each in rated)
    by_system = {s: [each for each in rated if each.judgment.system == s] for s in systems}
    yield _figure("Spearman, answers that claim", claiming, spearman)
    for system, rows in by_system.items():
        yield _figure(f"Spearman, {system}", [each for each in rows if each.parts], spearman)
    fitted, people = _fitted_elsewhere(claiming), [each.people for each in claiming]
    yield Figure("... weight fitted elsewhere", spearman(fitted, people), len(fitted), unit="plain")
    yield _figure("Spearman, all answers", rated, spearman)
    yield _figure("Kendall, answers that claim", claiming, kendall)
    for system, rows in by_system.items():
        rivals = ((name, _rivals(rows, key)) for key, name in MACHINE.items())
        theirs = tuple((name, mean(score for score, _ in known)) for name, known in rivals if known)
        ours = [each.ours() for each in rows]
        sure = mean_interval(ours, groups=[each.group for each in rows])
        yield Figure(f"mean, {system}", mean(ours), len(rows), theirs, sure, unit="plain")


def _figure(name: str, rows: Sequence[Rated], correlation: Correlation) -> Figure:
    people = [each.people for each in rows]
    ours = [each.ours() for each in rows]
    theirs = [(shown, _of_theirs(rows, key, correlation)) for key, shown in MACHINE.items()]
    theirs.append(("one of three people", _one_person(rows, correlation)))
    known = tuple((who, value) for who, value in theirs if value is not None)
    figure = Figure(name, correlation(ours, people), len(rows), known, unit="plain")
    if correlation is not spearman:  # in step with it, and slow to draw a thousand times
        return figure
    sure = interval_of(
        list(zip(rows, ours, strict=True)),
        lambda drawn: spearman([score for _, score in drawn], [each.people for each, _ in drawn]),
        group=lambda row: row[0].group,
    )
    return replace(figure, interval=sure)


def _of_theirs(rows: Sequence[Rated], key: str, correlation: Correlation) -> float | None:
    known = _rivals(rows, key)
    return correlation([score for score, _ in known], [people for _, people in known])


def _rivals(rows: Iterable[Rated], key: str) -> list[tuple[float, float]]:
    """What the authors' score gave, and people; nothing for an answer that it was not given to."""
    both = ((each.theirs(key), each.people) for each in rows)
    return [(score, people) for score, people in both if score is not None]


def _one_person(rows: Sequence[Rated], correlation: Correlation) -> float | None:
    """The mean over the three of how one's ratings go with the mean of the other two's."""
    three = [each.judgment.people.faithfulness for each in rows]
    three = [ratings for ratings in three if len(ratings) == 3]
    found = [
        correlation([r[one] for r in three], [sum(r) - r[one] for r in three]) for one in range(3)
    ]
    known = [value for value in found if value is not None]
    return mean(known) if known else None


def _fitted_elsewhere(rows: Sequence[Rated]) -> list[float]:
    by_weight = {weight: [each.ours(weight=weight) for each in rows] for weight in WEIGHTS}
    chosen = {}
    for group in dict.fromkeys(each.group for each in rows):
        others = [place for place, each in enumerate(rows) if each.group != group]
        people = [rows[place].people for place in others]
        chosen[group] = max(
            WEIGHTS,
            key=lambda weight: spearman([by_weight[weight][at] for at in others], people) or 0.0,
        )
    return [by_weight[chosen[each.group]][place] for place, each in enumerate(rows)]


def _verdicts(rated: Sequence[Rated]) -> Iterable[Verdict]:
    ours, people = ranked([e.ours() for e in rated]), ranked([e.people for e in rated])
    for each, own, theirs in zip(rated, ours, people, strict=True):
        apart = float(own - theirs) / len(rated)
        verdict = "as people do" if abs(apart) < FAR else "too high" if apart > 0 else "too low"
        worst = min(each.parts, key=Parts.support, default=None)
        yield Verdict(
            id=each.judgment.id,
            type=each.judgment.system,
            verdict=verdict if each.parts else "claims nothing",
            asked=each.asked,
            gold=f"{each.people:.2f} of 4",
            ours=f"{each.ours():.3f}: {each.judgment.answer}",
            sentence=str(worst or ""),
            score=each.ours(),
            scores=_scores(each),
        )


def _scores(each: Rated) -> dict[str, Any]:
    known = {name: value for name, value in each.judgment.machine.items() if value is not None}
    return {"people": each.people, **known}
