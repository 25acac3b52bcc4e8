"""The gate for written sentences: how many bad ones does it stop, how many good ones let through?

Sentences are made by rule (`gate_pairs.py`) of the statements that the ledger reads in polnear's
articles, a few an article.
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
from evals.bench.sets import file_of, rows_of
from evals.bench.verdicts import Figure, Result, Verdict
from evals.intervals import mean_interval
from indexing.article import Article, Attested, Metadata
from service.answer import Claim
from service.support.gate import Gate

OF_ARTICLE_MOST = 2  # statements


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair and what the gate found; `fault` is "" where it was let through."""

    pair: Pair
    fault: str
    reason: str


async def run(folder: Path, *, split: str, limit: int | None) -> Result:
    """`limit` takes so many articles of the polnear folder beside this set's own, which is none."""
    from indexing.settings import load_settings
    from indexing.statements import StatementExtractor

    rows = rows_of(file_of(folder.parent / "polnear", "corpus.jsonl"))[:limit]
    extractor = StatementExtractor(load_settings({}).spacy_model)
    gate = Gate()
    judged: list[Judged] = []
    with Progress(console=Console(stderr=True), transient=True) as progress:
        for row in progress.track(rows):
            article = _article(row)
            told = told_in(article, extractor.extract(article.id, article.text))
            judged += await judge_all(_few(told), gate=gate)
    return result_of(judged)


async def judge_all(told: Iterable[Told], *, gate: Gate) -> list[Judged]:
    """What the gate thinks of every sentence made of these statements."""
    return [await _judge(pair, gate) for each in told for pair in pairs_of(each)]


async def _judge(pair: Pair, gate: Gate) -> Judged:
    claim = Claim(pair.text, pair.evidence)
    verdict = await gate.judge(claim, interpretation=pair.interpretation)
    return Judged(pair, verdict.fault or "", verdict.reason)


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


def result_of(judged: Sequence[Judged]) -> Result:
    return Result("gate", tuple(_figures(judged)), tuple(map(_verdict, judged)))


def _figures(judged: Sequence[Judged]) -> Iterable[Figure]:
    good = [each for each in judged if each.pair.is_good]
    bad = [each for each in judged if not each.pair.is_good]
    yield _share("let through: good", [not each.fault for each in good])
    for kind in dict.fromkeys(each.pair.kind for each in good):
        yield _share(f"let through: {kind}", [not e.fault for e in good if e.pair.kind == kind])
    yield _share("caught: bad", [bool(each.fault) for each in bad])
    for kind in sorted({each.pair.kind for each in bad}):
        yield _share(f"caught: {kind}", [bool(e.fault) for e in bad if e.pair.kind == kind])


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
        ours=f"{pair.text} -- {judged.reason}",
        sentence=first.quote,
        score=float(is_right),
    )
