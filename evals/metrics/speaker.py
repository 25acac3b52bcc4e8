"""Whether the words an answer gives are those of the one who was asked about."""

import re
from collections.abc import Iterable

from evals.exchange import Exchange
from evals.words import plain

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_CLAIM_END = re.compile(r"(?:\[\d+\]\s*)+[.!?]?")
_CUE = (
    r"(?:said|says|told|tells|added|adds|called|calls|described|describes|argued|argues|stressed|"
    r"replied|answered|warned|insisted)"
)


def wrong_speaker(exchange: Exchange, *, rivals: Iterable[str] = ()) -> float | None:
    """1 when an answered speech question cites, or tells, words that are not the speaker's; else 0.

    Words that the reply puts in nobody's mouth are not the speaker's either. `rivals` are the names
    that the answer's text is searched for ("Kang said"). None for a question that is not after one
    speaker's words, or was not answered.
    """
    case, reply = exchange.case, exchange.reply
    if not (case.speaker and reply.is_answered):
        return None
    cited = [citation.speaker or "" for citation in reply.citations]
    is_strange = any(not is_one_of(name, case.speaker) for name in cited)
    return float(is_strange or bool(told_of_others(reply.answer, case.speaker, rivals)))


def is_one_of(name: str, asked: Iterable[str]) -> bool:
    """Whether `name` has all the words of one of the names asked for, titles or not."""
    words = set(_words(name))
    return any(words.issuperset(_words(other)) for other in asked)


def told_of_others(answer: str, asked: Iterable[str], rivals: Iterable[str]) -> tuple[str, ...]:
    """The rivals to whom a claim of the answer attributes something in its own words.

    A claim that names the one asked about as well is theirs: papers write "Trump called it
    beautiful while Kim called it excellent".
    """
    asked = tuple(asked)
    own = {word for name in asked for word in _words(name)}
    claims = [_outside_quotes(claim) for claim in _CLAIM_END.split(answer)]
    others = [claim for claim in claims if not _calls(claim, asked)]
    return tuple(
        rival
        for rival in rivals
        if not is_one_of(rival, asked)
        and any(_attributes(claim, set(_handles(rival)) - own) for claim in others)
    )


def _outside_quotes(text: str) -> str:
    return plain(_QUOTED.sub(" | ", text)).replace("-", " ")


def _calls(claim: str, names: Iterable[str]) -> bool:
    return any(
        re.search(rf"\b{re.escape(handle)}\b", claim) for name in names for handle in _handles(name)
    )


def _attributes(claim: str, handles: Iterable[str]) -> bool:
    name = "|".join(map(re.escape, sorted(handles)))
    # After a quotation or a comma alone: in "he said Kang ..." Kang is what was spoken of.
    after, before = rf"(?:{name})(?:\s\w+ly)?\s{_CUE}", rf"[|,]\s*{_CUE}\s(?:\w+\s)?(?:{name})"
    return bool(name) and re.search(rf"\b{after}\b|{before}\b", claim) is not None


def _handles(name: str) -> tuple[str, ...]:
    """The words of a name by which papers call people: the first or the last, never "in"."""
    words = _words(name)
    return tuple(word for word in (*words[:1], *words[1:][-1:]) if len(word) > 2)


def _words(name: str) -> list[str]:
    return re.sub(r"'s?(?!\w)", " ", plain(name)).replace("-", " ").split()
