"""all-MiniLM-L6-v2 on OpenVINO: texts to unit vectors, whole and span by span."""

import hashlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import LifoQueue
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from indexing.errors import EmbedderUnusable

Vectors = NDArray[np.float32]
Spans = Sequence[tuple[int, int]]

DIMENSION = 384
MAX_TOKENS = 256  # what the published model was trained and is used with
BATCH_SIZE = 32
FOLDER = Path(__file__).parent
REMEDY = "reinstall onrecord."


class Encoder:
    """The opened model. Any number of threads may use one at a time."""

    def __init__(self, tokenizer: Tokenizer, requests: Sequence[Any], fingerprint: str) -> None:
        self.fingerprint = fingerprint
        self._tokenizer = tokenizer
        self._requests: LifoQueue[Any] = LifoQueue()
        for request in requests:
            self._requests.put(request)

    def encode(self, texts: Sequence[str], spans: Sequence[Spans] = ()) -> list[Vectors]:
        """For each text, its vector and then one for each of its spans, in one forward pass.

        A span's vector is the mean over the tokens that touch it, so it knows the words around it.
        A span with no token, blank or beyond `MAX_TOKENS`, has its text's vector. Texts are run in
        order of length, so that little is spent on padding; the result is in the order given.
        """
        encodings = self._tokenizer.encode_batch(list(texts))
        order = sorted(range(len(texts)), key=lambda n: len(encodings[n].ids), reverse=True)
        vectors: dict[int, Vectors] = {}
        for start in range(0, len(order), BATCH_SIZE):
            batch = order[start : start + BATCH_SIZE]
            states = self._forward([encodings[n] for n in batch])
            for n, rows in zip(batch, states, strict=True):
                vectors[n] = _pool(rows, encodings[n], spans[n] if spans else ())
        return [vectors[n] for n in range(len(texts))]

    def _forward(self, encodings: Sequence[Encoding]) -> Vectors:
        """The last hidden states: text, token, dimension."""
        shape = (len(encodings), max(len(encoding.ids) for encoding in encodings))
        ids, mask = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        request = self._requests.get()
        try:
            request.infer({"input_ids": ids, "attention_mask": mask}, share_inputs=True)
            return np.array(request.get_output_tensor(0).data, np.float32)
        finally:
            self._requests.put(request)


def open_encoder(folder: Path = FOLDER) -> Encoder:
    """The model in `folder`, after its files were found to be the published ones.

    Raises EmbedderUnusable where one is missing or damaged.
    """
    fingerprint = _verify(folder)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    with _silent_telemetry():
        import openvino
    core = openvino.Core()
    can_bf16 = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    compiled = core.compile_model(
        folder / "model.xml",
        "CPU",
        {
            "PERFORMANCE_HINT": "LATENCY",
            "INFERENCE_PRECISION_HINT": "bf16" if can_bf16 else "f32",
        },
    )
    return Encoder(tokenizer, [compiled.create_infer_request() for _ in range(2)], fingerprint)


def _pool(states: Vectors, encoding: Encoding, spans: Spans) -> Vectors:
    """Means over all tokens and over those of each span, made unit length."""
    offsets = np.array(encoding.offsets)
    begins, ends = offsets[:, 0], offsets[:, 1]
    weights = np.ones((1 + len(spans), len(offsets)), np.float32)
    for row, (start, end) in enumerate(spans, start=1):
        touching = (begins < end) & (ends > start) & (ends > begins)
        if touching.any():
            weights[row] = touching
    sums = weights @ states[: len(offsets)]  # the length goes with the normalisation below
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
