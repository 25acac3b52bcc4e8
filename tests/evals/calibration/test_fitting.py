"""Weights fitted on one half, and what they are worth on the other."""

import math
import random

import pytest

from evals.calibration.fitting import area, choices, fit, halves, reliability, sureness_of
from evals.calibration.observing import Observation
from evals.calibration.report import as_tsv
from service.sureness import Signals

TRUTH = {"always": -3.0, "relevance": 4.0, "named": 2.0}


def seen(count: int, *, set: str = "made up", seed: int = 1) -> list[Observation]:
    """Questions that are answered rightly with the odds that TRUTH gives them."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        signals = Signals(chance.random(), float(chance.random() < 0.7))
        odds = -3.0 + 4.0 * signals.relevance + 2.0 * signals.named
        is_right = chance.random() < 1 / (1 + math.exp(-odds))
        found.append(Observation(set, f"group {number // 3}", is_right, is_right, signals))
    return found


def test_the_weights_that_made_the_observations_are_found_again() -> None:
    weights = fit(seen(4000))
    assert weights == pytest.approx(TRUTH, abs=0.5)


def test_a_set_counts_the_same_however_large() -> None:
    small = [Observation("small", "one", True, True, Signals(0.5, 1.0))] * 5
    large = [Observation("large", "two", False, False, Signals(0.5, 1.0))] * 500
    weights = fit([*small, *large])
    assert sureness_of(small, weights)[0] == pytest.approx(0.5, abs=0.01)


def test_a_signal_that_parts_everything_has_a_weight_all_the_same() -> None:
    right = [Observation("s", "g", True, True, Signals(1.0, 1.0))] * 9
    wrong = [Observation("s", "g", False, False, Signals(0.0, 1.0))] * 9
    assert math.isfinite(fit([*right, *wrong])["relevance"])


def test_halves_share_no_group_and_lose_nothing() -> None:
    found = seen(600)
    fitted, held = halves(found)
    assert not {each.group for each in fitted} & {each.group for each in held}
    assert len(fitted) + len(held) == 600
    assert 200 < len(fitted) < 400


def test_stated_and_observed_agree_for_true_weights() -> None:
    bins = reliability(seen(8000, seed=2), TRUTH)
    assert sum(each.count for each in bins) == 8000
    assert all(each.stated == pytest.approx(each.observed, abs=0.05) for each in bins)


def test_answering_less_abstains_more() -> None:
    lax, strict = choices(seen(2000), TRUTH, [0.2, 0.6])
    assert lax.answered_rightly > strict.answered_rightly
    assert lax.abstained_rightly < strict.abstained_rightly
    assert lax.wrong_of_answered > strict.wrong_of_answered


def test_nothing_to_share_is_no_number() -> None:
    answerable = [Observation("s", "g", True, True, Signals(1.0, 1.0))]
    [choice] = choices(answerable, TRUTH, [0.1])
    assert math.isnan(choice.abstained_rightly)
    assert math.isnan(area(answerable, TRUTH))


def test_the_area_is_the_share_of_pairs_in_order() -> None:
    sure = Observation("s", "g", True, True, Signals(1.0, 1.0))
    unsure = Observation("s", "g", False, False, Signals(0.0, 1.0))
    assert area([sure, unsure], TRUTH) == 1.0
    assert area([sure, Observation("s", "g", False, False, sure.signals)], TRUTH) == 0.5


def test_weights_are_written_as_the_service_reads_them() -> None:
    rows = [line.split("\t") for line in as_tsv(TRUTH).splitlines() if not line.startswith("#")]
    assert {name: float(weight) for name, weight in rows} == TRUTH
