import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from indexing.article import RawArticle, Rejection
from indexing.errors import SourceUnreadable
from indexing.sources import read_sources

SEEDS = Path(__file__).parents[2] / "seeds"


def put(folder: Path, **contents: str) -> Path:
    """Files by name, with `__` for a slash and `_` for a full stop."""
    for name, content in contents.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def sources(*paths: Path) -> list[str]:
    return [one.source for one in read_sources(paths) if isinstance(one, RawArticle)]


def rejections(*paths: Path, cap_bytes: int = 10_000) -> list[Rejection]:
    found = read_sources(paths, cap_bytes=cap_bytes)
    return [one for one in found if isinstance(one, Rejection)]


def test_the_seeds_are_five_articles() -> None:
    found = list(read_sources([SEEDS]))
    assert all(isinstance(one, RawArticle) for one in found)
    assert len(found) == 5


def test_a_file_is_named_by_its_place_in_the_folder(tmp_path: Path) -> None:
    folder = put(tmp_path / "news", asia__a_txt="They met.")
    (article,) = read_sources([folder])
    assert article == RawArticle(
        id=sha256(b"news/asia/a.txt").hexdigest()[:16],
        source="news/asia/a.txt",
        collection="news",
        text="They met.",
        root=str(folder),
    )


def test_a_file_given_alone_is_its_own_collection(tmp_path: Path) -> None:
    put(tmp_path, a_txt="They met.")
    (article,) = read_sources([tmp_path / "a.txt"])
    assert isinstance(article, RawArticle)
    assert (article.source, article.collection) == ("a.txt", "a.txt")


def test_folders_are_read_to_the_bottom_in_the_order_of_names(tmp_path: Path) -> None:
    folder = put(tmp_path / "n", b_txt="2", a__z_txt="1", c__d__e_MD="4", b__a_txt="3")
    assert sources(folder) == ["n/a/z.txt", "n/b/a.txt", "n/b.txt", "n/c/d/e.MD"]


def test_other_files_are_passed_over_in_silence(tmp_path: Path) -> None:
    folder = put(
        tmp_path / "n",
        _hidden_txt="x",
        _git__a_txt="x",
        README_md="x",
        readme_txt="x",
        a_pdf="x",
        a_meta_yaml="title: A",
        a_txt="They met.",
    )
    assert [one.source for one in read_sources([folder])] == ["n/a.txt"]


def test_a_readme_that_is_named_outright_is_read(tmp_path: Path) -> None:
    assert sources(put(tmp_path, README_md="They met.") / "README.md") == ["README.md"]


def test_rows_and_files_come_from_one_folder(tmp_path: Path) -> None:
    folder = put(tmp_path / "n", b_jsonl='{"text": "They met."}\n{"text": "They left."}', a_txt="x")
    assert sources(folder) == ["n/a.txt", "n/b.jsonl:1", "n/b.jsonl:2"]


def test_a_bad_file_is_rejected_and_the_rest_goes_in(tmp_path: Path) -> None:
    folder = put(tmp_path / "n", a_txt="", b_md="---\ndate: soon\n---\nx", c_txt="They met.")
    assert sources(folder) == ["n/c.txt"]
    assert [(one.source, one.line) for one in rejections(folder)] == [
        ("n/a.txt", None),
        ("n/b.md", None),
    ]


def test_a_file_over_the_cap_is_rejected(tmp_path: Path) -> None:
    (rejection,) = rejections(put(tmp_path / "n", a_txt="x" * 11), cap_bytes=10)
    assert rejection.reason == "it is larger than 10 bytes"


def test_a_file_that_cannot_be_read_is_rejected(tmp_path: Path) -> None:
    folder = put(tmp_path / "n", a_txt="They met.")
    folder.joinpath("b.txt").symlink_to(folder / "gone.txt")
    os.mkfifo(folder / "c.txt")
    assert sources(folder) == ["n/a.txt"]
    assert [one.reason for one in rejections(folder)] == [
        "it cannot be read: No such file or directory",
        "it is not a regular file",
    ]


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    folder = put(tmp_path / "n", a_txt="They met.")
    folder.joinpath("round").symlink_to(folder)
    assert sources(folder) == ["n/a.txt"]


def test_a_name_that_cannot_be_shown_is_made_printable(tmp_path: Path) -> None:
    tmp_path.joinpath("a\nb.txt").write_text("They met.")
    tmp_path.joinpath(os.fsdecode(b"c\xff.txt")).write_text("They left.")
    name = tmp_path.name
    assert sources(tmp_path) == [f"{name}/a\ufffdb.txt", f"{name}/c\ufffd.txt"]


@pytest.mark.parametrize("name", ["gone", "gone.txt"])
def test_a_path_that_does_not_exist_is_an_error_at_once(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceUnreadable, match=f"{name} does not exist: give a file, or a folder"):
        read_sources([tmp_path / name])


def test_a_file_of_another_kind_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match=r"give a folder, or one of \.txt, \.md"):
        read_sources([put(tmp_path, a_pdf="x") / "a.pdf"])


@pytest.mark.parametrize("name", ["n", "n.jsonl"])
def test_what_holds_nothing_is_rejected(tmp_path: Path, name: str) -> None:
    if name == "n":
        tmp_path.joinpath(name).mkdir()
    else:
        tmp_path.joinpath(name).touch()
    (rejection,) = read_sources([tmp_path / name])
    assert isinstance(rejection, Rejection)
    assert rejection.source == name
    assert "holds no articles" in rejection.reason


def test_a_path_given_twice_is_read_once(tmp_path: Path) -> None:
    folder = put(tmp_path / "n", a_txt="They met.")
    assert [one.source for one in read_sources([folder, folder / ".." / "n"])] == ["n/a.txt"]


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    folder = put(tmp_path / "n", a_txt="They met.", b_txt="They left.")
    found = read_sources([folder])
    assert isinstance(found, Iterator)
    next(found)
    folder.joinpath("b.txt").write_text("They came back.")
    (second,) = found
    assert isinstance(second, RawArticle)
    assert second.text == "They came back."
