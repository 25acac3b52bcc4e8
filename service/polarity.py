"""Whether a statement affirms or denies what a question supposes was said."""

import re

from service.answer import Evidence
from service.words import stems_of

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
_ASKING = re.compile(
    r"^\W*(?:(?:and|but|so|well|ok(?:ay)?|then)\W+)*(?:did|does|do|has|have|had|is|was)n['’]t\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\b(?:whether|if)\s*[“\"]?$", re.IGNORECASE)
_DOUBTING = ("doubt", "wonder", "question", "dismiss")
_CLAUSE_END = re.compile(r"[.!?;]\s+|,?\s+(?:and|but|although|though|while)\s+")


def agrees(question: str, evidence: Evidence) -> bool:
    """Whether the statement and what the question supposes are both affirmed, or both negated.

    Only counts negations, in the clause of the statement that is nearest to the question; two words
    that are opposites of one another it cannot see.
    """
    asked = _ASKING.sub("", question, count=1)
    words = set(stems_of(asked))
    nearest = max(clauses(spoken(evidence)), key=lambda clause: len(words & set(stems_of(clause))))
    is_denial = evidence.statement is not None and evidence.statement.is_denial
    return is_negated(asked) == (is_negated(nearest) != is_denial)


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
    return " ".join(span.of(evidence.article.text) for span in spans)


def clauses(text: str) -> list[str]:
    """The clauses of a text, each of which may be affirmed or negated by itself."""
    return _CLAUSE_END.split(text)


def is_negated(text: str) -> bool:
    """Whether a text holds an odd number of negations."""
    return (len(_NOT.findall(text)) + len(_DENIES.findall(text))) % 2 == 1


def says_not(text: str) -> bool:
    """Whether a text holds a "not" in so many words; "rejected" is none, nor is "No. 2"."""
    return _NOT.search(text) is not None
