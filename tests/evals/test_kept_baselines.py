from pathlib import Path

from evals.baseline import fingerprint, load_baseline
from evals.cases import load_cases
from evals.summary import DERIVED

EVALS = Path(__file__).parents[2] / "evals"
RENEW = (
    "the gold set was changed: python -m evals gold --out gold.jsonl, then "
    "python -m evals baseline gold.jsonl --out evals/baselines/gold.json"
)


def test_the_gold_baseline_is_of_the_gold_set_as_it_is() -> None:
    kept = load_baseline(EVALS / "baselines/gold.json")
    cases = load_cases(EVALS / "gold/seeds.jsonl")
    asked = {id: case.asked for id, case in kept.cases.items()}
    assert asked == {case.id: fingerprint(case) for case in cases}, RENEW


def test_the_gold_baseline_says_nothing_of_this_machine() -> None:
    about = load_baseline(EVALS / "baselines/gold.json").about
    assert about.service == "in-process"
    assert not [value for value in about.settings.values() if str(Path.home()) in value]


def test_the_gold_baseline_has_no_lapse() -> None:
    figures = load_baseline(EVALS / "baselines/gold.json").figures
    assert figures["wrong_speaker"].value == 0
    assert figures["quote_exactness"].value == 1
    assert set(DERIVED) <= set(figures)
