from pathlib import Path

import pytest

from evals.errors import EvalError
from evals.target import Target

FOLDER = Path("folder")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "say what to ask"),
        ({"url": "http://far", "data": FOLDER}, "--url or --data, not both"),
        ({"url": "http://far", "articles": FOLDER}, "--url or --articles"),
    ],
)
def test_one_archive_is_asked(given: dict[str, str | Path], said: str) -> None:
    with pytest.raises(EvalError, match=said):
        Target(**given)  # type: ignore[arg-type]


def test_a_service_is_named_without_credentials() -> None:
    assert Target(url="https://me:secret@far:8443").service == "https://far:8443"
    assert Target(articles=FOLDER).service == Target(data=FOLDER).service == "in-process"


def test_articles_to_be_indexed_are_listed_without_that(tmp_path: Path) -> None:
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / "a.txt").write_text("Moon spoke.")
    (folder / "b.jsonl").write_text('{"id": "b7", "text": "Kang spoke."}\nnonsense\n')
    known = Target(articles=folder).known(["b7", "paper/a.txt", "paper/none.txt"])
    assert known is not None
    assert len(known.article_ids) == 2
    assert set(known.sources) >= {"paper/a.txt"}
    assert known.texts == {"b7": "Kang spoke.", "paper/a.txt": "Moon spoke."}


def test_nobody_can_list_a_service_without_asking_it() -> None:
    assert Target(url="http://far").known([]) is None
