import re
import sys
from collections import Counter

import pytest

from evals.errors import EvalError
from evals.metrics.registry import deterministic
from evals.metrics.speaker import NOBODY, Rivals
from tests.evals.exchanges import KANG, MOON, a_case, an_exchange, cited
from tests.fakes import HashEmbedding


def test_every_metric_has_a_name_of_its_own() -> None:
    names = Counter(metric.name for metric in deterministic(embedder=HashEmbedding()))
    assert max(names.values()) == 1
    assert all(re.fullmatch(r"[a-z0-9_]+", name) for name in names)


def test_meanings_are_compared_where_there_is_an_embedder() -> None:
    names = {metric.name for metric in deterministic(embedder=HashEmbedding())}
    assert "semantic_similarity" in names - {m.name for m in deterministic(embedder=None)}


def test_where_ragas_is_missing_it_is_said_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "evals.metrics.from_ragas", raising=False)
    monkeypatch.setitem(sys.modules, "ragas", None)
    with pytest.raises(EvalError, match=r"ragas.*pip install"):
        deterministic(embedder=None)


async def test_names_of_other_cases_are_rivals_of_the_one_asked() -> None:
    case = a_case(speaker=("Moon Jae-in",))
    exchange = an_exchange(case, cited(MOON), answer="Kang said so [1].")
    scores = []
    for rivals in (NOBODY, Rivals(("Kang Kyung-wha",))):
        metrics = deterministic(embedder=None, rivals=rivals)
        (wrong,) = [metric for metric in metrics if metric.name == "wrong_speaker"]
        scores.append(await wrong.measure(exchange))
    assert scores == [0, 1]


async def test_metrics_that_do_not_apply_say_so() -> None:
    exchange = an_exchange(a_case(), cited(KANG))
    scores = {m.name: await m.measure(exchange) for m in deterministic(embedder=None)}
    assert scores["citation_precision"] == 0
    assert scores["short_answer_accuracy"] is None
