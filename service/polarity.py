"""Whether a statement affirms or denies what a question supposes was said."""

import re

from service.answer import Evidence
from service.words import content_stems

# "No. 2" and "no-fly" deny nothing, nor does a "no" that answers before the sentence begins.
_NO = r"no(?!-|\.?\s*\d|\s*[.,;:!–—]\s*\w)"
_AFFIRMING = (
    r"(?! (?:(?:a )?doubt(?:s|ed|ing)?|(?:a )?question(?! of)|wonder|secret(?= that)|matter"
    r"|only|just|merely|simply|least|less|fewer|but|short of|(?:one|other) (?:but|than))\b)"
)
_NOT = re.compile(
    rf"(?:\b(?:not|never|cannot|nobody|nothing|none|{_NO})\b(?!-)|n['’]t\b){_AFFIRMING}",
    re.IGNORECASE,
)
_DENIES = re.compile(
    rf"\b(?:nor|neither|without{_AFFIRMING}|deny|denie[sd]|denying|refus(?:e[sd]?|ing)"
    r"|declin(?:e[sd]?|ing)|reject(?:s|ed|ing)?|unlikely|wrong|false|untrue)\b",
    re.IGNORECASE,
)
_DENYING = re.compile(r"den(?:y|ie)|disput|refut", re.IGNORECASE)
_REFUSES = re.compile(r"\b(?:declin|refus)", re.IGNORECASE)
_ASKING = re.compile(
    r"^\W*(?:(?:and|but|so|well|ok(?:ay)?|then)\W+)*(?:did|does|do|has|have|had|is|was)n['’]t\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:whether|if)\s*[“\"]?$", re.IGNORECASE)
_DOUBTING = ("doubt", "wonder", "question", "dismiss")
_CLAUSE_END = re.compile(r"[.!?;]\s+|,?\s+(?:and|but|although|though|while)\s+|,\s+only\s+")
_SENTENCE = re.compile(r"[\"“]?(?!I\b)[A-Z]")
_POSSIBLE = re.compile(r"\b(?:may|might|could|[Pp]erhaps|[Mm]aybe|[Pp]ossibly)\b")
_SUPPOSED = re.compile(rf"{_POSSIBLE.pattern}|\b(?:can|would|possible|likely)\b")
_NOT_YET = re.compile(r"\b(?:until|till)\b", re.IGNORECASE)


def agrees(question: str, evidence: Evidence) -> bool | None:
    """Whether the statement and what the question supposes are both affirmed, or both negated.

    Only counts negations, in the clause of the statement that is nearest to the question; two words
    that are opposites of one another it cannot see. None where it cannot be told: clauses equally
    near differ, or what is asked as a fact is only said to be possible, or "not until" a time.
    """
    asked = _ASKING.sub("", question, count=1)
    words = set(content_stems(asked))
    told = [
        (len(words.intersection(content_stems(each))), each) for each in clauses(spoken(evidence))
    ]
    most = max(shared for shared, _ in told)
    is_denial = evidence.statement is not None and evidence.statement.is_denial
    if is_denial and not denies(evidence) and is_negated(asked) and not _REFUSES.search(asked):
        return None  # who would not say that it leaks has not said that it does not
    views = {_agrees(asked, each, is_denial=is_denial) for shared, each in told if shared == most}
    return views.pop() if len(views) == 1 else None


def _agrees(asked: str, clause: str, *, is_denial: bool) -> bool | None:
    if _POSSIBLE.search(clause) and not _SUPPOSED.search(asked):
        return None
    is_alike = is_negated(asked) == (is_negated(clause) != is_denial)
    return None if _NOT_YET.search(clause) and not is_alike else is_alike


def denies(evidence: Evidence) -> bool:
    """Whether a statement says that something is not so; "declined to say" says nothing."""
    statement = evidence.statement
    cue = statement.cue.of(evidence.article.text) if statement and statement.cue else ""
    return bool(_DENYING.match(cue))


def is_open(evidence: Evidence) -> bool:
    """Whether the speaker asks or doubts it: "asked whether it was rigged" tells neither."""
    statement, text = evidence.statement, evidence.article.text
    if statement is None:
        return False
    before = text[max(0, statement.content[0].start - 12) : statement.content[0].start]
    cue = statement.cue.of(text).casefold().split() if statement.cue else []
    return bool(_OPEN.search(before)) or any(word.startswith(_DOUBTING) for word in cue)


def spoken(evidence: Evidence) -> str:
    """The words attributed to the speaker, without those that attribute them."""
    spans = evidence.statement.content if evidence.statement else (evidence.span,)
    first, *rest = [span.of(evidence.article.text) for span in spans]
    for part in rest:  # "It leaks," she said. "It has no wall."
        is_sentence = _SENTENCE.match(part) is not None
        first = f"{first.rstrip(',')}. {part}" if is_sentence else f"{first} {part}"
    return first


def clauses(text: str) -> list[str]:
    """The clauses of a text, each of which may be affirmed or negated by itself."""
    return _CLAUSE_END.split(text)


def is_negated(text: str) -> bool:
    """Whether a text holds an odd number of negations."""
    return (len(_NOT.findall(text)) + len(_DENIES.findall(text))) % 2 == 1


def says_not(text: str) -> bool:
    """Whether a text holds a "not" in so many words; "rejected" is none, nor is "No. 2"."""
    return _NOT.search(text) is not None
