import gzip
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.article import RawArticle, Rejection
from indexing.formats.rows import read_rows

GOOD: dict[str, object] = {
    "id": "a1",
    "title": "Envoys meet",
    "text": "They met.",
    "date": None,
    "meta": {},
}


def read(path: Path, *, cap_bytes: int = 10_000) -> list[RawArticle | Rejection]:
    return list(read_rows(path, path.name, "news", cap_bytes=cap_bytes))


def rows(tmp_path: Path, *lines: bytes | str | dict[str, object]) -> list[RawArticle | Rejection]:
    path = tmp_path / "a.jsonl"
    written = [json.dumps(line) if isinstance(line, dict) else line for line in lines]
    path.write_bytes(b"\n".join(w.encode() if isinstance(w, str) else w for w in written))
    return read(path)


def test_a_row_is_an_article(tmp_path: Path) -> None:
    assert rows(tmp_path, GOOD) == [
        RawArticle("a1", "a.jsonl:1", "news", "They met.", {"title": "Envoys meet"})
    ]


def test_a_row_without_an_id_gets_one_that_moving_the_line_keeps(tmp_path: Path) -> None:
    (one,) = rows(tmp_path, {"title": "Envoys meet", "text": "They met."})
    (moved,) = rows(tmp_path, "", {"title": "Envoys meet", "text": "They met."})
    assert isinstance(one, RawArticle)
    assert isinstance(moved, RawArticle)
    assert one.id == moved.id
    assert len(bytes.fromhex(one.id)) == 8


def test_a_number_will_do_for_an_id(tmp_path: Path) -> None:
    (article,) = rows(tmp_path, GOOD | {"id": 7})
    assert isinstance(article, RawArticle)
    assert article.id == "7"


def test_blank_lines_and_a_byte_order_mark_are_passed_over(tmp_path: Path) -> None:
    line = json.dumps(GOOD).encode()
    found = rows(tmp_path, b"\xef\xbb\xbf" + line, b"", b"  ", line)
    assert [one.source for one in found] == ["a.jsonl:1", "a.jsonl:4"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": "They met."', "broken JSON: Expecting ',' delimiter at character 21"),
        ("[1]", "it is a list, not a JSON object"),
        ("null", "it is nothing, not a JSON object"),
        (b'{"text": "\xff"}', "it is not UTF-8 text"),
        ("[" * 5_000, "broken JSON"),
        ('{"text": ' + "1" * 5_000 + "}", "broken JSON"),
        ({"id": "a"}, "text is missing"),
        (GOOD | {"text": 3}, "text is a number, not text"),
        (GOOD | {"title": 3}, "title is a number, not text"),
        (GOOD | {"date": "soon"}, "invalid date 'soon'"),
        ('{"text": "They met.", "authors": ' + "[" * 700 + "]" * 700 + "}", "a list in a list"),
        (GOOD | {"id": True}, "id is true or false, not text"),
        (GOOD | {"id": ""}, "id has to be 1 to 200 printable characters without a slash"),
        (GOOD | {"id": "a/b"}, "without a slash"),
        (GOOD | {"id": "a\nb"}, "printable"),
        (GOOD | {"id": "\ud800"}, "printable"),
        (GOOD | {"id": "a" * 201}, "1 to 200"),
        (GOOD | {"text": "x" * 10_001}, "the line is longer than 10,000 bytes"),
    ],
)
def test_a_bad_row_is_rejected_and_the_rest_goes_in(
    tmp_path: Path, line: bytes | str | dict[str, object], reason: str
) -> None:
    bad, good = rows(tmp_path, line, GOOD)
    assert isinstance(bad, Rejection)
    assert (bad.source, bad.line) == ("a.jsonl", 1)
    assert reason in bad.reason
    assert isinstance(good, RawArticle)


@given(content=st.binary(max_size=200))
def test_any_bytes_are_articles_or_rejections(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.jsonl"
    path.write_bytes(content)
    assert all(isinstance(one, RawArticle | Rejection) for one in read(path))


def test_compressed_rows_are_read_like_others(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(GOOD).encode()))
    assert [one.source for one in read(path)] == ["a.jsonl.gz:1"]


def test_a_file_that_breaks_off_gives_what_went_before(tmp_path: Path) -> None:
    lines = [json.dumps(GOOD | {"id": str(n), "text": f"{n} " * 50}) for n in range(2_000)]
    path = tmp_path / "a.jsonl.gz"
    whole = gzip.compress("\n".join(lines).encode())
    path.write_bytes(whole[: len(whole) // 2])
    *articles, last = read(path)
    assert len(articles) > 500
    assert all(isinstance(one, RawArticle) for one in articles)
    assert isinstance(last, Rejection)
    assert last.line == len(articles) + 1
    assert "breaks off" in last.reason


@pytest.mark.parametrize(
    "content", [b"this is no gzip", b"\x1f\x8b\x08\x00 broken header and more"]
)
def test_a_file_that_is_not_compressed_is_rejected(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(content)
    (rejection,) = read(path)
    assert isinstance(rejection, Rejection)
    assert rejection.line == 1


def test_a_compressed_file_whose_sum_is_wrong_says_so_at_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    whole = bytearray(gzip.compress(json.dumps(GOOD).encode() + b"\n"))
    whole[-6] ^= 1
    path.write_bytes(whole)
    good, bad = read(path)
    assert isinstance(good, RawArticle)
    assert isinstance(bad, Rejection)
    assert bad.line == 2


def test_a_large_file_is_never_held_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    line = json.dumps(GOOD | {"text": "word " * 1_000}).encode() + b"\n"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(4_000):
            file.write(line)
        file.write(b"x" * 20_000_000)
    tracemalloc.start()
    try:
        count = sum(1 for _ in read_rows(path, "a.jsonl.gz", "news", cap_bytes=100_000))
        peak_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 4_001
    assert peak_bytes < 2_000_000
