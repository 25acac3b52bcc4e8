"""What the gate stops of sentences made by rule, on the seed articles."""

import json
from functools import cache
from pathlib import Path

import pytest

from evals.bench import gate as bench
from evals.bench.gate_pairs import Pair, Told, pairs_of, told_in
from evals.bench.verdicts import Result
from indexing.article import Article, Metadata
from indexing.embed import open_embedder
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
    return Gate(open_embedder(), reader=Reader(_extractor))


async def test_the_seeds_words_pass_and_their_corruptions_do_not(gate: Gate) -> None:
    told = [each for name in ("000", "002", "003") for each in _told(name)[:3]]
    result = bench.result_of(await bench.judge_all(told, gate=gate))
    good, bad = figure(result, "let through: good"), figure(result, "caught: bad")
    # Two of the nine statements came through an agency, which the sentences made of them leave out.
    assert (good.value or 0) >= 0.8
    assert (bad.value or 0) >= 0.95
    assert min(good.count, bad.count) > 30


def test_every_pair_cites_one_place_and_differs_from_its_statement() -> None:
    for each in _told("003"):
        pairs = pairs_of(each)
        assert {len(pair.evidence) for pair in pairs} == {1}
        wrong = [pair.text for pair in pairs if pair.kind.startswith("another speaker")]
        assert all(each.speaker not in text.split(each.content)[0] for text in wrong)
        assert pairs == pairs_of(each)  # chance has no part in it


def _judged(
    *, is_good: bool, fault: str, evidence: Evidence, near: tuple[float, float]
) -> bench.Judged:
    pair = Pair("a kind", is_good, "A sentence.", (evidence,))
    return bench.Judged(pair, fault, "", *near)


def test_shares_and_curve_are_those_of_what_was_judged() -> None:
    evidence = _told("000")[0].evidence
    result: Result = bench.result_of(
        [
            _judged(is_good=True, fault="", evidence=evidence, near=(0.9, 0.9)),
            _judged(is_good=True, fault="name", evidence=evidence, near=(0.9, 0.9)),
            _judged(is_good=False, fault="", evidence=evidence, near=(0.6, 0.9)),
            _judged(is_good=False, fault="meaning", evidence=evidence, near=(0.4, 0.9)),
        ]
    )
    assert figure(result, "let through: good").value == 0.5
    assert figure(result, "caught: a kind").value == 0.5
    assert figure(result, "bad caught at coverage 0.7, meaning 0.5").value == 1.0
    assert figure(result, "bad caught at coverage 0.3, meaning 0.5").value == 0.0
    assert [verdict.score for verdict in result.verdicts] == [1.0, 0.0, 0.0, 1.0]


async def test_the_set_is_read_from_the_folders_beside_it(tmp_path: Path) -> None:
    articles = tmp_path / "polnear"
    people = tmp_path / "mtrag_human159"
    articles.mkdir()
    people.mkdir()
    text = (
        "Maria Keller, the engineer, said the dam above Lisbon will not hold in winter. Bo "
        "Lindqvist, her rival, said that the tolls on the bridge will rise in 2019."
    )
    row = {"id": "a", "title": "Dam", "text": text, "date": "2019-03-04", "source": "Post"}
    (articles / "corpus.jsonl").write_text(json.dumps(row))
    passage = {"doc_id": "d", "text": "The dam above Lisbon was finished in 1998."}
    question: dict[str, object] = {"id": "q", "group": "g", "type": "t", "question": "When?"}
    (people / "questions.dev.jsonl").write_text(
        json.dumps({**question, "gold_evidence": [passage]})
    )
    stored = {"question_id": "q", "system": "s", "machine": {}}
    rows = [
        {**stored, "id": "1", "answer": passage["text"], "people": {"faithfulness": [4, 4, 4]}},
        {**stored, "id": "2", "answer": "Singers sing.", "people": {"faithfulness": [1, 1, 2]}},
    ]
    (people / "judgments.dev.jsonl").write_text("\n".join(map(json.dumps, rows)))
    result = await bench.run(tmp_path / "gate", split="dev", limit=None)
    assert (figure(result, "let through: good").value or 0) > 0.8
    assert (figure(result, "caught: bad").value or 0) > 0.9
    at = "at coverage 0.5, meaning 0.5"
    assert figure(result, f"people: faithful answers' sentences let through {at}").value == 1.0
    assert figure(result, f"people: wanting answers stopped in a sentence {at}").value == 1.0
