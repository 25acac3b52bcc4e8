import json

from evals.report.data import as_data
from evals.thresholds import Bound
from tests.evals.report.runs import a_hostile_run, a_mixed_run, a_report


def test_the_data_say_what_the_tables_say() -> None:
    report = a_report(a_mixed_run(), earlier=a_mixed_run(), right=Bound(at_least=0.9))
    told = json.loads(json.dumps(as_data(report)))
    assert (told["verdict"], told["exit_code"]) == ("could not judge", 2)
    assert (told["cases"], told["judged"], told["right"]) == (4, 3, 2)
    assert told["not_judged"] == {"d-lost": "POST /chat: timed out"}
    right = told["figures"]["right"]
    assert (right["count"], right["failed"], right["bound"], right["gate"]) == (
        3,
        1,
        "≥ 0.9",
        "broken",
    )
    assert told["by_tag"]["typo"]["right"]["value"] == 0.5
    assert {"expected": "answered", "came": "not judged", "cases": 1} in told["outcomes"]
    assert told["baseline"]["newly_broken"] == []


def test_every_row_is_there_with_its_scores() -> None:
    told = json.loads(json.dumps(as_data(a_report(a_mixed_run()))))
    assert [row["id"] for row in told["rows"]] == ["a-right", "b-wrong", "c-none", "d-lost"]
    wrong = told["rows"][1]
    assert (wrong["right"], wrong["scores"]["faithfulness"]) == (False, 0.25)
    assert told["baseline"] is None


def test_it_is_json_whatever_was_said() -> None:
    assert json.dumps(as_data(a_report(a_hostile_run())), allow_nan=False)
