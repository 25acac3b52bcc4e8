from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.formats.fields import Unfit
from indexing.formats.files import read_article_file

STORY = "Moon said: “We go on.” — in Seoul"


def read(
    path: Path, content: bytes | str, *, cap_bytes: int = 10_000
) -> tuple[str, dict[str, str]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_article_file(path, cap_bytes=cap_bytes)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_encodings_that_occur(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path / "a.txt", STORY.encode(encoding)) == (STORY, {})


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no text"),
        (b" \n\t", "no text"),
        (b"\xef\xbb\xbf", "no text"),
        (b"Moon\x00said", "control characters"),
        (b"\x89PNG\r\n\x1a\n\x00", "control characters|neither"),
        ("Moon said “no”".encode()[:-1], "damaged UTF-8"),
        (b"caf\x81", "neither UTF-8 nor cp1252"),
        (b"x" * 10_001, "larger than 10,000 bytes"),
    ],
)
def test_a_file_that_is_no_text_is_unfit(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(Unfit, match=reason):
        read(tmp_path / "a.txt", content)


@given(content=st.binary(max_size=100))
def test_any_bytes_are_text_or_unfit(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    try:
        text, _ = read(path, content)
    except Unfit:
        return
    assert text.strip()


def test_front_matter_gives_fields(tmp_path: Path) -> None:
    written = (
        "---\r\ntitle: 1984\r\ndate: 2019-09-17\r\nauthors: [Jane Doe, John Roe]\r\nsource: ~\r\n"
        f"tags: [a]\r\n---\r\n{STORY}"
    )
    assert read(tmp_path / "a.md", written) == (
        STORY,
        {"title": "1984", "published": "2019-09-17", "byline": "Jane Doe, John Roe"},
    )


@pytest.mark.parametrize(
    ("front_matter", "reason"),
    [
        ("title: [a", "broken front matter in line 2"),
        ("just words", "broken front matter: text in place of names and values"),
        ("date: 2019-02-30", "invalid date '2019-02-30'"),
        ("title: {a: b}", "title is an object"),
        ("authors: &a [*a]", "broken front matter in line 1"),
    ],
)
def test_broken_front_matter_is_unfit(tmp_path: Path, front_matter: str, reason: str) -> None:
    with pytest.raises(Unfit, match=reason):
        read(tmp_path / "a.md", f"---\n{front_matter}\n---\n{STORY}")


def test_front_matter_without_an_article_is_unfit(tmp_path: Path) -> None:
    with pytest.raises(Unfit, match="no text"):
        read(tmp_path / "a.md", "---\ntitle: A\n---\n\n")


def test_a_rule_in_markdown_is_no_front_matter(tmp_path: Path) -> None:
    assert read(tmp_path / "a.md", f"---\n{STORY}") == (f"---\n{STORY}", {})


def test_markdown_loses_its_marks_and_keeps_its_words(tmp_path: Path) -> None:
    written = (
        "# Envoys *meet* ##\n\n> He said **no**, __twice__, in [Seoul](https://example.com/a).\n"
        "![a map](map.png)\n* 2 * 3 stays"
    )
    assert read(tmp_path / "a.md", written)[0] == (
        "Envoys meet\n\nHe said no, twice, in Seoul.\n\n* 2 * 3 stays"
    )


def test_a_link_may_hold_a_bracket_in_its_address(tmp_path: Path) -> None:
    written = "[ [Moon](https://example.com/Moon_(president) left."
    assert read(tmp_path / "a.md", written)[0] == "[ Moon left."


@pytest.mark.parametrize("unit", ["[", "![", "[a](", "# ", "**a", "__"])
def test_reading_markdown_takes_time_by_its_length_alone(tmp_path: Path, unit: str) -> None:
    started = perf_counter()
    read(tmp_path / "a.md", "# a " + unit * 50_000, cap_bytes=1_000_000)
    assert perf_counter() - started < 5  # a quadratic search takes half a minute


def test_a_page_is_read_in_the_encoding_it_declares(tmp_path: Path) -> None:
    sentence = "Президент сказал, что переговоры продолжаются, и что он этому очень рад."
    written = (
        '<html><head><meta charset="windows-1251"><title>Мир</title></head><body><article>'
        f"<p>{sentence}</p><p>{sentence}</p></article></body></html>"
    )
    text, fields = read(tmp_path / "a.html", written.encode("windows-1251"))
    assert sentence in text
    assert fields["title"] == "Мир"


@pytest.mark.parametrize("name", ["nonsense", "undefined", "idna"])
def test_a_page_that_declares_nonsense_is_unfit(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unfit, match=f"neither UTF-8 nor {name}"):
        read(tmp_path / "a.html", f'<meta charset="{name}">'.encode() + b"\xff")


@pytest.mark.parametrize(
    ("ending", "written"),
    [
        (".meta.yaml", "date: 2019-09-17\ntitle: Envoys meet"),
        (".meta.yml", "date: 2019-09-17\ntitle: Envoys meet"),
        (".meta.json", '{"date": "2019-09-17", "title": "Envoys meet"}'),
    ],
)
def test_a_sidecar_overrides_what_the_file_gives(tmp_path: Path, ending: str, written: str) -> None:
    tmp_path.joinpath(f"a{ending}").write_text(written)
    _, fields = read(tmp_path / "a.md", f"---\ntitle: Old\nsource: AP\n---\n{STORY}")
    assert fields == {"title": "Envoys meet", "publisher": "AP", "published": "2019-09-17"}


@pytest.mark.parametrize(
    ("ending", "written"),
    [
        (".meta.yaml", "title: [a"),
        (".meta.yaml", "date: soon"),
        (".meta.yaml", "- a"),
        (".meta.json", "{"),
        (".meta.json", "[" * 100_000),
        (".meta.json", '"a"'),
    ],
)
def test_a_broken_sidecar_is_named(tmp_path: Path, ending: str, written: str) -> None:
    tmp_path.joinpath(f"a{ending}").write_text(written)
    with pytest.raises(Unfit, match=f"its sidecar a{ending} is no good: "):
        read(tmp_path / "a.txt", STORY, cap_bytes=200_000)


def test_an_empty_sidecar_gives_nothing(tmp_path: Path) -> None:
    tmp_path.joinpath("a.meta.yaml").write_text("# nothing yet\n")
    assert read(tmp_path / "a.txt", STORY) == (STORY, {})
