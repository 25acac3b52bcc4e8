"""Cases and exchanges for the tests of the metrics, with as little said as each needs."""

from typing import Any

from evals.cases import Case
from evals.exchange import Exchange, read_ranked, read_reply

SOURCE = "seeds/ap.txt"
TEXT = (
    "Moon said he doesn't see the Vietnam summit as a failure. "
    "Kang said it was “too much to expect”. Trump was in Japan."
)
MOON = "Moon said he doesn't see the Vietnam summit as a failure."
KANG = "Kang said it was “too much to expect”."


def a_case(**fields: Any) -> Case:
    """Answerable and citing Moon's sentence, unless `fields` say otherwise."""
    known: dict[str, Any] = {
        "id": "moon",
        "question": "What did Moon say?",
        "form": "what_said",
        "outcomes": ("answered",),
        "contexts": ({"source": SOURCE, "quote": MOON},),
    }
    return Case.model_validate({**known, **fields})


def not_to_answer(**fields: Any) -> Case:
    reasons = {"reasons": ("no_evidence",), "contexts": ()}
    return a_case(**{"outcomes": ("insufficient_evidence",), **reasons, **fields})


def cited(words: str, **fields: Any) -> dict[str, Any]:
    """A citation of these words of TEXT."""
    start = TEXT.index(words)
    place = {"article_id": "a1", "quote": words, "start": start, "end": start + len(words)}
    return {**place, "source": SOURCE, "speaker": "Moon Jae In", "publisher": "AP", **fields}


def a_response(*citations: dict[str, Any], **fields: Any) -> dict[str, Any]:
    known = {"outcome": "answered", "reason": None, "answer": "", "short_answer": None}
    return {**known, "citations": list(citations), **fields}


def an_exchange(case: Case, *citations: dict[str, Any], **fields: Any) -> Exchange:
    return Exchange(case, read_reply(a_response(*citations, **fields)), {"a1": TEXT})


def a_ranking(case: Case, *evidence: dict[str, Any]) -> Exchange:
    """What a search ranked, beside a reply that says nothing."""
    ranked = read_ranked({"evidence": list(evidence)})
    return Exchange(case, read_reply(a_response()), {"a1": TEXT}, ranked)
