from collections import Counter

from evals.metrics.registry import deterministic
from tests.evals.exchanges import KANG, MOON, a_case, an_exchange, cited


def test_every_metric_has_a_name_of_its_own() -> None:
    names = Counter(metric.name for metric in deterministic(embedder=None))
    assert max(names.values()) == 1


async def test_names_of_other_cases_are_rivals_of_the_one_asked() -> None:
    case = a_case(speaker=("Moon Jae-in",))
    exchange = an_exchange(case, cited(MOON), answer="Kang said so [1].")
    scores = {}
    for rivals in ((), ("Kang Kyung-wha",)):
        (wrong,) = [m for m in deterministic(embedder=None, rivals=rivals) if m.better == "lower"]
        scores[rivals] = await wrong.measure(exchange)
    assert scores == {(): 0, ("Kang Kyung-wha",): 1}


async def test_metrics_that_do_not_apply_say_so() -> None:
    exchange = an_exchange(a_case(), cited(KANG))
    scores = {m.name: await m.measure(exchange) for m in deterministic(embedder=None)}
    assert scores["citation_precision"] == 0
    assert scores["short_answer_accuracy"] is None
