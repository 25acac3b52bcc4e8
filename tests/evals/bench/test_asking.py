"""How a set's question is put to the service."""

from evals.bench.asking import NO_DOCUMENT, body_of
from evals.bench.sets import BenchQuestion


def question(scope: tuple[str, ...] | None) -> BenchQuestion:
    return BenchQuestion(id="q", group="g", type="t", question="Who?", scope=scope)


def test_the_scope_limits_the_archive() -> None:
    assert body_of(question(None))["filters"] == {}
    assert body_of(question(("a", "b")))["filters"] == {"article_ids": ["a", "b"]}
    assert body_of(question(()))["filters"] == {"article_ids": [NO_DOCUMENT]}
