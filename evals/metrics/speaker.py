"""Whether the words an answer gives are those of the one who was asked about."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from evals.cases import Case, Context
from evals.exchange import Citation, Exchange
from evals.metrics.citations import hits
from evals.words import plain

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_CLAIM_END = re.compile(r"(?:\[\d+\]\s*)+[.!?]?")
_CUE = (
    r"(?:said|says|told|tells|added|adds|called|calls|described|describes|argued|argues|stressed|"
    r"replied|answered|warned|insisted)"
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words of an article, and who said them in the eyes of the person who wrote a case."""

    speaker: tuple[str, ...]
    context: Context


@dataclass(frozen=True, slots=True)
class Rivals:
    """Everybody whose words some case of a file asks for, and the words that it expects."""

    names: tuple[str, ...] = ()
    words: tuple[Spoken, ...] = ()


NOBODY = Rivals()


def rivals_of(cases: Iterable[Case]) -> Rivals:
    cases = [case for case in cases if case.speaker]
    return Rivals(
        names=tuple(sorted({name for case in cases for name in case.speaker})),
        words=tuple(Spoken(case.speaker, each) for case in cases for each in case.contexts),
    )


def wrong_speaker(exchange: Exchange, *, rivals: Rivals = NOBODY) -> float | None:
    """1 when an answered speech question cites, or tells, words that are not the speaker's; else 0.

    Whose words are cited, the reply says, and the cases of the file that expect the same words;
    either can make them somebody else's. Words that the reply puts in nobody's mouth are not the
    speaker's either. The answer's text is searched for what the rivals said ("Kang said"). None for
    a question that is not after one speaker's words, or was not answered.
    """
    case, reply = exchange.case, exchange.reply
    if not (case.speaker and reply.is_answered):
        return None
    cited = [citation.speaker or "" for citation in reply.citations]
    is_strange = any(not is_one_of(name, case.speaker) for name in cited)
    told = told_of_others(reply.answer, case.speaker, rivals.names)
    return float(is_strange or bool(told) or bool(cited_of_others(exchange, rivals)))


def cited_of_others(exchange: Exchange, rivals: Rivals) -> tuple[str, ...]:
    """Whose words are cited by the contexts of other cases, whatever the reply says of them.

    Words that the case itself expects, or another one of the same speaker, are the speaker's.
    """
    found = (_other(exchange, citation, rivals) for citation in exchange.reply.citations)
    return tuple(dict.fromkeys(name for name in found if name))


def _other(exchange: Exchange, citation: Citation, rivals: Rivals) -> str | None:
    if any(hits(exchange, citation, context) for context in exchange.case.contexts):
        return None
    said = [each.speaker for each in rivals.words if hits(exchange, citation, each.context)]
    if not said or any(_is_same(names, exchange.case.speaker) for names in said):
        return None
    return said[0][0]


def _is_same(names: Iterable[str], others: Iterable[str]) -> bool:
    """Whether two lists of names can be one person's: either may leave a part of the name out."""
    names, others = tuple(names), tuple(others)
    return any(is_one_of(name, others) for name in names) or any(
        is_one_of(other, names) for other in others
    )


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
