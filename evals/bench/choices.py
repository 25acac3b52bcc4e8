"""Which of several given answers a reply bears best, for a service that is not shown them.

The texts looked at are the answer, if one came, then the passages found, best first. An option that
stands in a text in so many words, whole, is borne by it; the further down the text, the less it
counts: by one over its place. "None of the above", where it is offered, is chosen when no other
option is borne by the answer or by one of the first few passages. Where nothing is borne and it is
not offered, the option most of whose words stand there is the guess, and without any there is none.
"""

from collections.abc import Callable, Sequence

NONE = "none of the above"
NEAR = 6
"""The answer and five passages: what is further down bears no "none of the above" away."""


def chosen(
    options: Sequence[str], texts: Sequence[str], *, normal: Callable[[str], str]
) -> int | None:
    """The place of the option; None where not even a guess is to be had."""
    none = next((at for at, option in enumerate(options) if normal(option) == NONE), None)
    read = [f" {normal(text)} " for text in texts]
    near = read if none is None else read[:NEAR]
    for measure in (_whole, _in_part) if none is None else (_whole,):
        borne = [
            0.0 if at == none else _borne(normal(option), near, measure)
            for at, option in enumerate(options)
        ]
        if max(borne, default=0.0) > 0:
            return borne.index(max(borne))
    return none


def _borne(option: str, texts: Sequence[str], measure: Callable[[str, str], float]) -> float:
    return sum(measure(option, text) / rank for rank, text in enumerate(texts, start=1))


def _whole(option: str, text: str) -> float:
    return float(bool(option) and f" {option} " in text)


def _in_part(option: str, text: str) -> float:
    words = option.split()
    return sum(f" {word} " in text for word in words) / len(words) if words else 0.0
