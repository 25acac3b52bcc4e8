import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.errors import EmbedderUnusable
from indexing.minilm.encoder import FOLDER, Encoder, Vectors, open_encoder, pool

DATA = Path(__file__).parents[1] / "data"
SENTENCES = (DATA / "minilm_sentences.txt").read_text("utf-8").splitlines()


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return open_encoder()


@pytest.fixture(scope="module")
def originals() -> Vectors:
    """Vectors of `SENTENCES` from the published weights, made by `indexing/minilm/export.py`."""
    vectors: Vectors = np.load(DATA / "minilm_reference.npz")["vectors"].astype(np.float32)
    return vectors


def whole(encoder: Encoder, texts: list[str]) -> Vectors:
    return np.stack([vectors[0] for vectors in encoder.encode(texts)])


def cosines(one: Vectors, other: Vectors) -> Vectors:
    product: Vectors = (one * other).sum(axis=1)
    return product


def test_vectors_are_those_of_the_original(encoder: Encoder, originals: Vectors) -> None:
    likeness = cosines(whole(encoder, SENTENCES), originals)
    assert likeness.mean() > 0.995
    assert likeness.min() > 0.98


def test_the_nearest_sentence_is_the_original_s_nearest(
    encoder: Encoder, originals: Vectors
) -> None:
    def nearest(vectors: Vectors) -> Vectors:
        likeness = vectors @ vectors.T - 2 * np.eye(len(vectors))
        order: Vectors = likeness.argmax(axis=1)
        return order

    agree = nearest(whole(encoder, SENTENCES)) == nearest(originals)
    assert agree.mean() > 0.85


def test_the_company_and_the_order_of_texts_do_not_matter(encoder: Encoder) -> None:
    long = " ".join(SENTENCES)
    together = whole(encoder, [long, *SENTENCES])
    backwards = whole(encoder, [*SENTENCES[::-1], long])[::-1]
    alone = np.vstack([whole(encoder, [text]) for text in [long, *SENTENCES]])
    assert cosines(together, backwards).min() > 0.999
    assert cosines(together, alone).min() > 0.999


def test_many_threads_get_what_one_gets(encoder: Encoder) -> None:
    alone = [whole(encoder, [text])[0] for text in SENTENCES]
    with ThreadPoolExecutor(8) as threads:
        at_once = list(threads.map(lambda text: whole(encoder, [text])[0], SENTENCES))
    assert cosines(np.stack(alone), np.stack(at_once)).min() > 0.999


def test_an_empty_text_has_a_vector(encoder: Encoder) -> None:
    [vectors] = encoder.encode([""])
    assert np.isclose(np.linalg.norm(vectors[0]), 1)


def test_nothing_to_encode_gives_nothing(encoder: Encoder) -> None:
    assert encoder.encode([]) == []


def test_a_text_is_read_up_to_its_256th_token(encoder: Encoder) -> None:
    start = "one two three four five six seven eight nine ten " * 30
    tails = whole(encoder, [start + "whales " * 1000, start + "sanctions " * 700])
    assert np.allclose(tails[0], tails[1], atol=1e-6)
    assert len(start + "sanctions " * 700) > 8_000


def test_a_span_beyond_the_cut_has_its_text_s_vector(encoder: Encoder) -> None:
    text = "word " * 2_000
    [vectors] = encoder.encode([text], [[(9_000, 9_010), (0, 4)]])
    assert np.array_equal(vectors[0], vectors[1])
    assert not np.array_equal(vectors[0], vectors[2])


@pytest.mark.parametrize(
    "before", ["", "Café naïve ", "🙂🙂🙂 ", "中文，", "\u201cA\u0301\u201d\u2009"]
)
def test_spans_count_code_points(encoder: Encoder, before: str) -> None:
    text = f"{before}summit failed"
    at = len(before)
    letters = [(n, n + 1) for n in range(at, at + len("summit"))]
    [vectors] = encoder.encode([text], [[(at, at + len("summit")), *letters]])
    assert np.allclose(vectors[1], vectors[2:], atol=1e-6)  # one token, whichever letter is asked
    [around] = encoder.encode([text], [[(at + 6, at + 7), (at + 7, at + 8)]])
    assert np.allclose(around[1], vectors[0], atol=1e-6)  # the space has no token
    assert not np.allclose(around[2], vectors[1], atol=1e-2)


def test_a_span_s_vector_is_the_mean_of_the_tokens_that_touch_it() -> None:
    states = np.array([[9, 9], [1, 0], [0, 1], [5, 5], [7, 7]], np.float32)
    offsets = np.array([(0, 0), (0, 4), (5, 9), (0, 0)])  # and one row of padding
    pooled = pool(states, offsets, [(0, 4), (3, 6), (4, 5), (0, 0), (6, 6)])
    half = np.sqrt(0.5)
    text = [half, half]
    assert np.allclose(pooled, [text, [1, 0], text, text, text, [0, 1]])


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=5), st.text())
def test_any_span_of_any_text_has_a_unit_vector(
    encoder: Encoder, spans: list[tuple[int, int]], text: str
) -> None:
    [vectors] = encoder.encode([text], [spans])
    assert vectors.shape == (1 + len(spans), 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def copied(to: Path, *, without: str) -> Path:
    """The model's folder, in links, but for one file."""
    for name in ("model.xml", "model.bin", "tokenizer.json", "SHA256SUMS"):
        if name != without:
            (to / name).symlink_to(FOLDER / name)
    return to


@pytest.mark.parametrize("name", ["model.xml", "model.bin", "tokenizer.json"])
def test_a_damaged_file_is_found_and_named(tmp_path: Path, name: str) -> None:
    folder = copied(tmp_path, without=name)
    (folder / name).write_bytes((FOLDER / name).read_bytes()[:-1] + b"?")
    with pytest.raises(EmbedderUnusable, match=rf"{name} is damaged: reinstall"):
        open_encoder(folder)


@pytest.mark.parametrize("name", ["model.bin", "tokenizer.json", "SHA256SUMS"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(EmbedderUnusable, match=rf"{name} cannot be read: reinstall"):
        open_encoder(copied(tmp_path, without=name))


UNPLUGGED = """
import socket, subprocess, sys
def refuse(*_, **__): raise SystemExit("wanted to leave this process")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
subprocess.Popen.__init__ = refuse
import multiprocessing.process
multiprocessing.process.BaseProcess.start = refuse
from indexing.minilm.encoder import open_encoder
open_encoder().encode(["Hanoi"])
assert "openvino_telemetry" not in sys.modules
"""


def test_nothing_is_reported_to_anyone(tmp_path: Path) -> None:
    """In a process of its own: what is reported is reported on the first import."""
    switches = {"CI", "TF_BUILD", "JENKINS_URL"}  # each would silence openvino without our doing
    environment = {name: value for name, value in os.environ.items() if name not in switches}
    done = subprocess.run(
        [sys.executable, "-c", UNPLUGGED],
        env={**environment, "HOME": str(tmp_path)},
        cwd=FOLDER.parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []
