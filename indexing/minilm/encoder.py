"""all-MiniLM-L6-v2 on OpenVINO: texts to unit vectors, whole and span by span."""

import hashlib
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from indexing.errors import EmbedderUnusable

Vectors = NDArray[np.float32]
Spans = Sequence[tuple[int, int]]

DIMENSION = 384
MAX_TOKENS = 256  # the published model's own limit
STEP = 8  # texts are padded to multiples: OpenVINO compiles, and keeps, code for each shape
BATCH_TOKENS = 1024  # more is not faster (evals/speed/embed.py), and a query would wait for longer
FOLDER = Path(__file__).parent
REMEDY = "reinstall onrecord."


class Encoder:
    """The opened model. Any number of threads may use it at a time."""

    def __init__(self, tokenizer: Tokenizer, requests: Sequence[Any], fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self._tokenizer = tokenizer
        self._width = len(requests)
        self._idle: SimpleQueue[Any] = SimpleQueue()
        for request in requests:
            self._idle.put(request)

    def encode(self, texts: Sequence[str], spans: Sequence[Spans] | None = None) -> list[Vectors]:
        """For each text, its vector and then one for each of its spans, in one forward pass.

        A span's vector is the mean over the tokens that touch it, so it knows the words around it.
        A span with no token, blank or beyond `MAX_TOKENS`, has its text's vector. Texts are run in
        order of length, so that little is spent on padding; the result is in the order given.
        """
        spans = [()] * len(texts) if spans is None else spans
        if len(spans) != len(texts):
            raise ValueError("each text has its own list of spans")
        encodings = self._tokenizer.encode_batch(list(texts))
        batches = _batches([len(encoding.ids) for encoding in encodings])

        def run(batch: Sequence[int]) -> list[Vectors]:
            states = self._forward([encodings[n] for n in batch])
            return [
                pool(rows, np.array(encodings[n].offsets), spans[n])
                for n, rows in zip(batch, states, strict=True)
            ]

        if len(batches) < 2:
            done = [run(batch) for batch in batches]
        else:
            with ThreadPoolExecutor(self._width) as threads:
                done = list(threads.map(run, batches))
        vectors = dict(zip(chain.from_iterable(batches), chain.from_iterable(done), strict=True))
        return [vectors[n] for n in range(len(texts))]

    def _forward(self, encodings: Sequence[Encoding]) -> Vectors:
        """The last hidden states: text, token, dimension."""
        shape = (len(encodings), _padded(max(len(encoding.ids) for encoding in encodings)))
        ids, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        request = self._idle.get()
        try:
            request.infer({"input_ids": ids, "attention_mask": mask}, share_inputs=True)
            return np.array(request.get_output_tensor(0).data, np.float32)
        finally:
            self._idle.put(request)


def open_encoder(folder: Path = FOLDER) -> Encoder:
    """The model in `folder`, after its files were found to be the published ones.

    Raises EmbedderUnusable where one is missing or damaged.
    """
    fingerprint = _verify(folder)
    tokenizer = open_tokenizer(folder)
    with _silent_telemetry():
        import openvino
    core = openvino.Core()
    can_bf16 = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    options = {
        "INFERENCE_PRECISION_HINT": "bf16" if can_bf16 else "f32",  # of what is not 8-bit
        "PERFORMANCE_HINT": "THROUGHPUT",  # a core or so to each request
        "ENABLE_CPU_PINNING": False,  # the parsers want the same cores
    }
    compiled = core.compile_model(folder / "model.xml", "CPU", options)
    width = compiled.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS")
    requests = [compiled.create_infer_request() for _ in range(width)]
    encoder = Encoder(tokenizer, requests, fingerprint)
    # OpenVINO sets up its table of NumPy's types at first use, under a lock for which it lets go of
    # the interpreter's: two threads that come first together would wait for each other for ever.
    encoder.encode(["first"])
    return encoder


def open_tokenizer(folder: Path) -> Tokenizer:
    """The published tokenizer, cutting where the model was trained to and padding nothing."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Positions in `lengths`, the longest first, in batches of about as many tokens."""
    order = sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True)
    batches, at = [], 0
    while at < len(order):
        size = BATCH_TOKENS // _padded(lengths[order[at]])
        batches.append(order[at : at + size])
        at += size
    return batches


def _padded(length: int) -> int:
    return -(-length // STEP) * STEP


def pool(states: Vectors, offsets: NDArray[np.int64], spans: Spans) -> Vectors:
    """Means over a text's tokens and over those of each span, made unit length.

    `offsets` has the beginning and the end of each token in the text, nothing for special tokens;
    `states` may have more rows, of padding.
    """
    begins, ends = offsets[:, 0], offsets[:, 1]
    weights = np.ones((1 + len(spans), len(offsets)), np.float32)
    for row, (start, end) in enumerate(spans, start=1):
        touching = (begins < end) & (ends > start) & (ends > begins)
        if touching.any():
            weights[row] = touching
    sums = weights @ states[: len(offsets)]  # the number of tokens goes with the length
    pooled: Vectors = sums / np.linalg.norm(sums, axis=1, keepdims=True)
    return pooled


def _verify(folder: Path) -> str:
    """Check every file against SHA256SUMS; the weights' own checksum."""
    try:
        lines = (folder / "SHA256SUMS").read_text().splitlines()
        published = {name: checksum for checksum, name in map(str.split, lines)}
        for name, checksum in published.items():
            if _checksum(folder / name) != checksum:
                raise EmbedderUnusable(f"The bundled embedder's {name} is damaged: {REMEDY}")
    except OSError as error:
        missing = Path(error.filename).name
        raise EmbedderUnusable(
            f"The bundled embedder's {missing} cannot be read: {REMEDY}"
        ) from error
    return published["model.bin"]


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _silent_telemetry() -> Iterator[None]:
    """Import OpenVINO without the converter that would report the import to its makers.

    `import openvino` imports its model converter, which posts a usage event unless the user has
    opted out by a file in the home folder. The converter is optional and of no use here; a None in
    `sys.modules` is Python's own way to say that a module is not to be had.
    """
    converter = "openvino.tools.ovc"
    hidden = converter not in sys.modules
    if hidden:
        sys.modules[converter] = None  # type: ignore[assignment]  # what the import system reads
    try:
        yield
    finally:
        if hidden:
            del sys.modules[converter]
