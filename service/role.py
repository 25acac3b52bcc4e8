"""Whose name stands in a sentence where the answer to "who" would stand.

Told by the order of words: before the question's own verb, behind its "by", behind the verb where
the question asks whom, or beside the words that describe who is asked for. A name that is merely
in the sentence is nobody's answer.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from service.terms import Stems, Term, terms_of
from service.words import is_content, stem, stems_of

SUBJECT_MOST = 8  # words of a question before which its verb has to come
VERBS_MOST = 8  # places of one verb in a sentence
DESCRIBED_LEAST = 0.6  # of the question's terms, in or right beside a name

_BE = r"(?:is|are|was|were|be|been|being|'s)"
_HAVE = r"(?:has|have|had|having)"
_MAY = r"(?:will|would|can|could|may|might|must|should|shall|does|do|did)"
_ADVERB = r"(?:also|first|last|later|then|once|since|now|ever|already|still|just|[a-z]+ly)"
_ASKING = re.compile(r"\W*(?:(?:and|but|so) )?(?P<by>by |to |for |with |from )?", re.IGNORECASE)
_WHO = re.compile(r"who(?:m\b|\b|(?=s\b))(?: else)? ?", re.IGNORECASE)
_WHICH = re.compile(r"(?:which|what) ", re.IGNORECASE)
_KIND_MOST = 4  # words: "which former deputy prime minister"
_IS = re.compile(rf"{_BE}\b|['’]?s\b", re.IGNORECASE)  # "whos"
_VERB = re.compile(
    rf"(?P<before>(?:(?:{_BE}|{_HAVE}|{_MAY}|{_ADVERB}) )*)(?P<verb>[a-z]+)\b(?!')", re.IGNORECASE
)
_WHOM = re.compile(rf"(?:did|does|do) (?P<done>.+)|(?:{_HAVE}|{_MAY}|{_BE}) (?P<other>[A-Z].*)")
_SMALL = rf"(?:{_HAVE}|{_MAY}|{_BE}|{_ADVERB}|who|which|that|to|again|himself|herself|themselves)"
_BEFORE_VERB = re.compile(
    rf"(?: ?\([^()]*\))?(?:,[^,;:.]{{1,80}},)? (?P<small>(?:{_SMALL} )*)", re.IGNORECASE
)
_BY = re.compile(r"(?: [\w-]+){0,5} by (?:(?!of |for )(?:[a-z-]+|(?:[A-Z]\.)+) ){0,4}")
_BEHIND_VERB = re.compile(
    r" (?:(?:to|with|for|from|on|against|of) )?"
    r"(?:(?:the|a|an|his|her|its|their|then|former|visiting) )*(?:[a-z-]+ ){0,2}"
)
_TITLE = re.compile(r"[^,;:.“”\"]{0,80}(?:, |(?<=\w) (?:is|was|are|were) |(?<=\w) )$")
_APPOSITION = re.compile(
    r"(?:,(?! who )| (?:is|was|are|were|became|as|of)\b) ?[^,;:.“”\"]{0,80}|['’]s [^,;:.]{0,20}"
)
_AND_BEFORE = re.compile(
    r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*(?:, [A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*)*,? and $"
)


def doers(
    question: str,
    sentence: str,
    names: Sequence[re.Match[str]],
    *,
    asked: str,
    terms: Sequence[Term],
) -> list[str]:
    """Of `names`, which the sentence holds, the words of those who stand in the asked place.

    `asked` is the kind of person that the question names ("spy chief"), `terms` what it is about.
    """
    rests = list(_asked(question))
    found = [name for rest in rests for name in _standing(rest, sentence, names)]
    if found:
        return [_with_others(name) for name in found]
    described = terms if any(_IS.match(rest) for rest in rests) else terms_of(asked)
    return [name[0] for name in names if described and _is_described(name, described)]


def _is_described(name: re.Match[str], terms: Sequence[Term]) -> bool:
    """Whether that stands beside a name: "Ada Okafor, the mayor of Lund", "the mayor is Ada"."""
    before, after = name.string[: name.start()], name.string[name.end() :]
    told = [each[0] for each in (_TITLE.search(before), name, _APPOSITION.match(after)) if each]
    held = Stems(stems_of(" ".join(told)))
    return sum(held.match(term) for term in terms) >= DESCRIBED_LEAST * len(terms)


def _asked(question: str) -> Iterator[str]:
    """What stands behind "who", or behind "which former spy chief": how much of that is the kind,
    the verb alone could tell."""
    start = _ASKING.match(question)
    rest = question[start.end() if start else 0 :]
    if who := _WHO.match(rest):
        yield rest[who.end() :]
    elif which := _WHICH.match(rest):
        words = rest[which.end() :].split()
        yield from (" ".join(words[size:]) for size in range(1, min(_KIND_MOST, len(words)) + 1))


def _standing(rest: str, sentence: str, names: Sequence[re.Match[str]]) -> Iterator[re.Match[str]]:
    if whom := _WHOM.match(rest):
        yield from _behind(whom["done"] or whom["other"], sentence, names)
    elif asked := _VERB.match(rest):
        yield from _before(asked, sentence, names)


def _before(
    asked: re.Match[str], sentence: str, names: Sequence[re.Match[str]]
) -> Iterator[re.Match[str]]:
    is_done_to = _has_be(asked["before"])
    for verb in _verbs(sentence, asked["verb"]):
        for name in names:
            between = sentence[name.end() : verb.start()]
            is_by = not is_done_to and _BY.fullmatch(sentence[verb.end() : name.start()])
            if is_by or _does(between, verb[0], is_done_to=is_done_to):
                yield name


def _does(between: str, verb: str, *, is_done_to: bool) -> bool:
    found = _BEFORE_VERB.fullmatch(between)
    if found is None:
        return False
    return verb.endswith("ing") or _has_be(found["small"]) == is_done_to


def _behind(rest: str, sentence: str, names: Sequence[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Behind the verb, if whoever the question has do it stands before that."""
    words = list(re.finditer(r"\b[\w-]+\b", rest))
    for subject, word in pairwise(words[:SUBJECT_MOST]):
        for verb in _verbs(sentence, word[0]):
            if _is_subject(subject[0], verb):
                yield from (
                    name
                    for name in names
                    if _BEHIND_VERB.fullmatch(sentence[verb.end() : name.start()])
                )


def _is_subject(word: str, verb: re.Match[str]) -> bool:
    sentence = verb.string
    return any(
        _does(sentence[place.end() : verb.start()], verb[0], is_done_to=False)
        for place in re.finditer(rf"\b{re.escape(word)}\b", sentence[: verb.start()], re.IGNORECASE)
    )


def _verbs(sentence: str, verb: str) -> Iterator[re.Match[str]]:
    if not is_content(verb):
        return iter(())
    wanted = stem(verb)
    found = (word for word in re.finditer(r"\b[a-z]+\b", sentence) if stem(word[0]) == wanted)
    return islice(found, VERBS_MOST)


def _has_be(words: str) -> bool:
    return bool(re.search(rf"(?<!\w){_BE}(?!\w)", words, re.IGNORECASE))


def _with_others(name: re.Match[str]) -> str:
    """All who are named together: of "Ada and Bo built it", neither alone."""
    before = _AND_BEFORE.search(name.string, 0, name.start())
    return name.string[before.start() if before else name.start() : name.end()]
