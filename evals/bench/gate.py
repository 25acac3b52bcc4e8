"""The gate for written sentences: how many bad ones does it stop, how many good ones let through?

Sentences are made by rule (`gate_pairs.py`) of the statements that the ledger reads in polnear's
articles, a few an article. "At coverage C and meaning M" tells what other thresholds would do to
the good and to those bad ones that no other check stops, as an argument for the ones in use.
People's ratings come from mtrag_human159: of its answers those that all three found faithful, and
those that they found wanting on the whole; an answer is stopped where one of its sentences is
neither covered nor near enough.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import mean
from typing import Any

from rich.console import Console
from rich.progress import Progress

from evals.bench.gate_pairs import Pair, Told, pairs_of, told_in
from evals.bench.mtrag_human159 import Judgment
from evals.bench.sets import file_of, questions_of, read_rows, rows_of
from evals.bench.verdicts import Figure, Result, Verdict
from evals.faithfulness.claims import claimed_sentences
from evals.intervals import mean_interval
from indexing.article import Article, Attested, Metadata, Span
from service.answer import Claim, Evidence
from service.support.gate import COVERED, MEANT, Gate, Nearness

OF_ARTICLE_MOST = 2  # statements
COVERAGES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
MEANINGS = (0.3, 0.4, 0.5, 0.6, 0.7)


FAITHFUL = 4.0
WANTING = 2.7
"""Of four, the mean of three people."""


@dataclass(frozen=True, slots=True)
class Rated:
    """How people rated an answer, and how near each of its sentences is to the passages."""

    people: float
    near: tuple[Nearness, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair and what the gate found; `fault` is "" where it was let through."""

    pair: Pair
    fault: str
    reason: str
    covered: float
    meant: float

    def is_let_through(self, *, covered: float, meant: float) -> bool:
        is_near = self.covered >= covered and self.meant >= meant
        return self.fault in ("", "meaning") and is_near


async def run(folder: Path, *, split: str, limit: int | None) -> Result:
    """`limit` takes so many articles of the polnear folder beside this set's own, which is none."""
    from indexing.embed import open_embedder
    from indexing.settings import load_settings
    from indexing.statements import StatementExtractor

    rows = rows_of(file_of(folder.parent / "polnear", "corpus.jsonl"))[:limit]
    extractor = StatementExtractor(load_settings({}).spacy_model)
    gate = Gate(open_embedder())
    judged: list[Judged] = []
    with Progress(console=Console(stderr=True), transient=True) as progress:
        for row in progress.track(rows):
            article = _article(row)
            told = told_in(article, extractor.extract(article.id, article.text))
            judged += await judge_all(_few(told), gate=gate)
    rated = await _people(folder.parent / "mtrag_human159", split=split, limit=limit, gate=gate)
    return result_of(judged, rated)


async def _people(folder: Path, *, split: str, limit: int | None, gate: Gate) -> list[Rated]:
    judgments = read_rows(file_of(folder, f"judgments.{split}.jsonl"), Judgment)[:limit]
    questions = {each.id: each for each in questions_of(folder, split=split)}
    rated = []
    for judgment in judgments:
        texts = [each.text for each in questions[judgment.question_id].gold_evidence]
        sentences = claimed_sentences(judgment.answer)
        near = tuple([await gate.nearness(_claim(each, texts)) for each in sentences])
        rated.append(Rated(mean(judgment.people.faithfulness), near))
    return [each for each in rated if each.near]


def _claim(sentence: str, texts: Sequence[str]) -> Claim:
    evidence = []
    for number, text in enumerate(texts):
        article = Article(str(number), "", "", text, Metadata(), "")
        evidence.append(Evidence(article.id, article, Span(0, len(text)), 0.0))
    return Claim(sentence, tuple(evidence))


async def judge_all(told: Iterable[Told], *, gate: Gate) -> list[Judged]:
    """What the gate thinks of every sentence made of these statements."""
    return [await _judge(pair, gate) for each in told for pair in pairs_of(each)]


async def _judge(pair: Pair, gate: Gate) -> Judged:
    claim = Claim(pair.text, pair.evidence)
    verdict = await gate.judge(claim, interpretation=pair.interpretation)
    near = await gate.nearness(claim)
    return Judged(pair, verdict.fault or "", verdict.reason, near.covered, near.meant)


def _few(told: Sequence[Told]) -> Sequence[Told]:
    """Some of an article, from all of its length."""
    return told[:: max(1, len(told) // OF_ARTICLE_MOST)][:OF_ARTICLE_MOST]


def _article(row: dict[str, Any]) -> Article:
    known = Metadata(
        title=Attested(row.get("title"), "explicit", "title"),
        publisher=Attested(row.get("source"), "explicit", "source"),
        published=Attested(date.fromisoformat(row["date"])) if row.get("date") else Attested(),
    )
    return Article(row["id"], row["id"], "", row["text"], known, "")


def result_of(judged: Sequence[Judged], rated: Sequence[Rated] = ()) -> Result:
    figures = (*_figures(judged), *_of_people(rated))
    return Result("gate", figures, tuple(map(_verdict, judged)))


def _of_people(rated: Sequence[Rated]) -> Iterable[Figure]:
    faithful = [each for each in rated if each.people >= FAITHFUL]
    wanting = [each for each in rated if each.people <= WANTING]
    for covered, meant in dict.fromkeys([(COVERED, MEANT), *((c, MEANT) for c in COVERAGES)]):
        at = f"at coverage {covered}, meaning {meant}"

        def is_borne(near: Nearness, covered: float = covered, meant: float = meant) -> bool:
            return near.covered >= covered and near.meant >= meant

        borne = [is_borne(near) for each in faithful for near in each.near]
        yield _share(f"people: faithful answers' sentences let through {at}", borne)
        stopped = [not all(map(is_borne, each.near)) for each in wanting]
        yield _share(f"people: wanting answers stopped in a sentence {at}", stopped)


def _figures(judged: Sequence[Judged]) -> Iterable[Figure]:
    good = [each for each in judged if each.pair.is_good]
    bad = [each for each in judged if not each.pair.is_good]
    yield _share("let through: good", [not each.fault for each in good])
    for kind in dict.fromkeys(each.pair.kind for each in good):
        yield _share(f"let through: {kind}", [not e.fault for e in good if e.pair.kind == kind])
    yield _share("caught: bad", [bool(each.fault) for each in bad])
    for kind in sorted({each.pair.kind for each in bad}):
        yield _share(f"caught: {kind}", [bool(e.fault) for e in bad if e.pair.kind == kind])
    yield from _curve(good, bad)


def _curve(good: Sequence[Judged], bad: Sequence[Judged]) -> Iterable[Figure]:
    steps = [(c, MEANT) for c in COVERAGES] + [(COVERED, m) for m in MEANINGS]
    for covered, meant in dict.fromkeys(steps):
        name = f"at coverage {covered}, meaning {meant}"
        at = [each.is_let_through(covered=covered, meant=meant) for each in good]
        stopped = [not each.is_let_through(covered=covered, meant=meant) for each in bad]
        yield Figure(f"good let through {name}", mean(at) if at else None, len(at))
        yield Figure(f"bad caught {name}", mean(stopped) if stopped else None, len(stopped))


def _share(name: str, found: Sequence[bool]) -> Figure:
    values = list(map(float, found))
    return Figure(name, mean(values) if values else None, len(values), (), mean_interval(values))


def _verdict(judged: Judged) -> Verdict:
    pair, first = judged.pair, judged.pair.evidence[0]
    is_right = pair.is_good == (not judged.fault)
    return Verdict(
        id=first.id,
        type=("good: " if pair.is_good else "bad: ") + pair.kind,
        verdict=judged.fault or "let through",
        asked=pair.interpretation.speaker or "",
        gold=first.statement.speaker or "" if first.statement else "",
        ours=f"{pair.text} -- {judged.reason} ({judged.covered:.2f}, {judged.meant:.2f})",
        sentence=first.quote,
        score=float(is_right),
    )
