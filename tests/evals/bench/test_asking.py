"""How a set's question is put to the service."""

from pathlib import Path

import pytest

from evals.bench.asking import NO_DOCUMENT, body_of, index_folder
from evals.bench.sets import BenchQuestion


def question(scope: tuple[str, ...] | None) -> BenchQuestion:
    return BenchQuestion(id="q", group="g", type="t", question="Who?", scope=scope)


def test_the_scope_limits_the_archive() -> None:
    assert body_of(question(None))["filters"] == {}
    assert body_of(question(("a", "b")))["filters"] == {"article_ids": ["a", "b"]}
    assert body_of(question(()))["filters"] == {"article_ids": [NO_DOCUMENT]}


def test_each_corpus_is_indexed_apart_by_each_embedder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folders = set()
    for text in ("one", "another"):
        (tmp_path / "corpus.jsonl").write_text(text)
        for embedder in ("bundled", "openai:small/3", "openai:large", "bundled"):
            monkeypatch.setenv("ONRECORD_EMBEDDER", embedder)
            folders.add(index_folder("set", tmp_path / "corpus.jsonl"))
    assert len(folders) == 6
    assert {folder.parent for folder in folders} == {tmp_path / "onrecord/bench"}
