"""What the gate stops of sentences made by rule, on the seed articles."""

import json
from functools import cache
from pathlib import Path

import pytest

from evals.bench import gate as bench
from evals.bench.gate_pairs import Pair, Told, pairs_of, told_in
from evals.bench.verdicts import Result
from indexing.article import Article, Metadata
from indexing.statements import StatementExtractor
from service.answer import Evidence
from service.support.gate import Gate
from service.support.reading import Reader
from tests.evals.bench.rows import figure
from tests.service.archives import SEEDS


@cache
def _extractor() -> StatementExtractor:
    return StatementExtractor()


@cache
def _told(name: str) -> tuple[Told, ...]:
    [path] = SEEDS.glob(f"{name}*.txt")
    text = path.read_text("utf-8")
    article = Article(path.name, path.name, "", text, Metadata(), "")
    return tuple(told_in(article, _extractor().extract(article.id, text)))


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate(Reader(_extractor))


async def test_the_seeds_words_pass_and_their_corruptions_do_not(gate: Gate) -> None:
    told = [each for name in ("000", "002", "003") for each in _told(name)[:3]]
    result = bench.result_of(await bench.judge_all(told, gate=gate))
    good, bad = figure(result, "let through: good"), figure(result, "caught: bad")
    # Two of the nine statements came through an agency, which the sentences made of them leave out.
    assert (good.value or 0) >= 0.8
    assert (bad.value or 0) >= 0.99
    assert min(good.count, bad.count) > 30


def test_every_pair_cites_one_place_and_differs_from_its_statement() -> None:
    for each in _told("003"):
        pairs = pairs_of(each)
        assert {len(pair.evidence) for pair in pairs} == {1}
        wrong = [pair.text for pair in pairs if pair.kind.startswith("another speaker")]
        assert all(each.speaker not in text.split(each.content)[0] for text in wrong)
        assert pairs == pairs_of(each)  # chance has no part in it


def _judged(*, is_good: bool, fault: str, evidence: Evidence) -> bench.Judged:
    return bench.Judged(Pair("a kind", is_good, "A sentence.", (evidence,)), fault, "")


def test_shares_are_those_of_what_was_judged() -> None:
    evidence = _told("000")[0].evidence
    result: Result = bench.result_of(
        [
            _judged(is_good=True, fault="", evidence=evidence),
            _judged(is_good=True, fault="speaker", evidence=evidence),
            _judged(is_good=False, fault="", evidence=evidence),
            _judged(is_good=False, fault="meaning", evidence=evidence),
        ]
    )
    assert figure(result, "let through: good").value == 0.5
    assert figure(result, "caught: a kind").value == 0.5
    assert [verdict.score for verdict in result.verdicts] == [1.0, 0.0, 0.0, 1.0]


async def test_the_set_is_read_from_the_folder_beside_it(tmp_path: Path) -> None:
    articles = tmp_path / "polnear"
    articles.mkdir()
    text = (
        "Maria Keller, the engineer, said the dam above Lisbon will not hold in winter. Bo "
        "Lindqvist, her rival, said that the tolls on the bridge will rise in 2019."
    )
    row = {"id": "a", "title": "Dam", "text": text, "date": "2019-03-04", "source": "Post"}
    (articles / "corpus.jsonl").write_text(json.dumps(row))
    result = await bench.run(tmp_path / "gate", split="dev", limit=None)
    assert (figure(result, "let through: good").value or 0) > 0.8
    assert (figure(result, "caught: bad").value or 0) > 0.9
