"""A language model of a few hundred kilobytes that has learnt nothing: enough to serve."""

from pathlib import Path

import numpy as np

CONTEXT = 32_768
_WIDTH, _HIDDEN, _HEADS, _LAYERS = 64, 128, 4, 2
_SPECIAL = ("<unk>", "<s>", "</s>")
_TEMPLATE = (
    "{% for message in messages %}{{ message['role'] + ': ' + message['content'] + '\\n' }}"
    "{% endfor %}assistant: "
)
_NORMAL, _UNKNOWN, _CONTROL, _BYTE = 1, 2, 3, 6


def write_random_llama(path: Path) -> None:
    """A llama whose tokens are the 256 bytes, and whose weights are noise. It ends no reply of its
    own accord, unless a grammar has it do so."""
    import gguf

    tokens = [*_SPECIAL, *(f"<0x{byte:02X}>" for byte in range(256)), "▁", *"abcdefghijklmnop"]
    bytes_at = range(len(_SPECIAL), len(_SPECIAL) + 256)
    kinds = [_UNKNOWN, _CONTROL, _CONTROL]
    kinds += [_BYTE if place in bytes_at else _NORMAL for place in range(3, len(tokens))]

    writer = gguf.GGUFWriter(path, "llama")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(_WIDTH)
    writer.add_block_count(_LAYERS)
    writer.add_feed_forward_length(_HIDDEN)
    writer.add_head_count(_HEADS)
    writer.add_head_count_kv(_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(_WIDTH // _HEADS)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types(kinds)
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_chat_template(_TEMPLATE)
    for name, shape in _shapes(len(tokens)).items():
        weights = _weights(shape, seed=len(name))
        if name == "output.weight":
            weights[: len(_SPECIAL)] = 0  # some other token is always likelier
        writer.add_tensor(name, weights)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _shapes(tokens: int) -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = {
        "token_embd.weight": (tokens, _WIDTH),
        "output_norm.weight": (_WIDTH,),
        "output.weight": (tokens, _WIDTH),
    }
    for layer in range(_LAYERS):
        shapes |= {f"blk.{layer}.{each}_norm.weight": (_WIDTH,) for each in ("attn", "ffn")}
        shapes |= {f"blk.{layer}.attn_{each}.weight": (_WIDTH, _WIDTH)
                   for each in ("q", "k", "v", "output")}  # fmt: skip
        shapes |= {f"blk.{layer}.ffn_{each}.weight": (_HIDDEN, _WIDTH) for each in ("gate", "up")}
        shapes[f"blk.{layer}.ffn_down.weight"] = (_WIDTH, _HIDDEN)
    return shapes


def _weights(
    shape: tuple[int, ...], *, seed: int
) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
    if len(shape) == 1:
        return np.ones(shape, np.float32)
    return np.random.default_rng(seed).normal(0, 0.3, shape).astype(np.float32)
