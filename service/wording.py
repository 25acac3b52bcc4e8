"""How evidence is worded in an answer: the article's own sentence, with the speaker named."""

import re
from collections.abc import Sequence

from indexing.article import Span
from service.answer import Evidence
from service.words import fold, words_of

_MARKER_LIKE = re.compile(r"\[(\d+)\]")
_CLOSED = re.compile(r"(?:\.\.\.|(?:\b[^\W\d_]\.){2,}|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|etc)\.)$")
SYLLABLE_CHARS = 2  # so short a part of a name is also a word, or stands in others

_SUBJECTS = frozenset("he she they it him them".split())  # a name can stand in their place
_DESCRIBED = re.compile(r"(?:A|An|The|One|Some|Several|Two) [a-z]")
_CONTRACTION = re.compile(r"['’](?!s\b)\w")  # "He'd": no name can stand before it


def as_said(evidence: Evidence) -> str:
    """The sentence that bears a statement, with its speaker's full name where a pronoun stood."""
    statement = evidence.statement
    if statement is None or statement.speaker is None:
        return flat(evidence.quote)
    mention = statement.speaker_mention
    text, start = evidence.article.text, evidence.span.start
    if (
        mention is None
        or not _within(mention, evidence.span)
        or _CONTRACTION.match(text, mention.end)
    ):
        is_named = _is_named(statement.speaker, evidence.quote)
        return flat(evidence.quote if is_named else f"{statement.speaker}: {evidence.quote}")
    name = _name_for(mention.of(text), statement.speaker)
    return flat(text[start : mention.start] + name + text[mention.end : evidence.span.end])


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _is_named(speaker: str, quote: str) -> bool:
    """Whether a name stands there by either of its ends; "In" of "Moon Jae In" is too short."""
    name = words_of(speaker)
    ends = [word for word in (*name[:1], *name[-1:]) if len(word) > SYLLABLE_CHARS]
    said = set(words_of(quote))
    return any(end in said or end[:1].upper() + end[1:] in said for end in ends)


def _name_for(mention: str, speaker: str) -> str:
    """`mention` if it holds the whole name, the name for a pronoun or a part, else both."""
    words, name = set(fold(mention).split()), set(fold(speaker).split())
    if name <= words:
        return mention
    if words <= name or fold(mention) in _SUBJECTS:
        first = speaker[:1].upper() if mention[:1].isupper() else _inside(speaker)[:1]
        return first + speaker[1:]
    return mention if words & name else f"{mention} ({speaker})"


def _inside(speaker: str) -> str:
    """The name as it stands inside a sentence: "a source", not "A source"."""
    is_described = _DESCRIBED.match(speaker) is not None
    return speaker[:1].lower() + speaker[1:] if is_described else speaker


def flat(text: str) -> str:
    """One line: the paragraphs of a long quote joined, and no [1] that would look like a marker."""
    return re.sub(r"\s+", " ", _MARKER_LIKE.sub(r"(\1)", text)).strip()


def with_markers(text: str, markers: Sequence[int]) -> str:
    """`text` with "[1]" before its full stop, or after the mark or abbreviation that closes it."""
    signs = "".join(f" [{marker}]" for marker in markers)
    if text.endswith((".", "!", "?")) and not _CLOSED.search(text):
        return f"{text[:-1]}{signs}{text[-1]}"
    return f"{text}{signs}." if text[-1:].isalnum() else f"{text}{signs}"


def listed(names: Sequence[str], conjunction: str) -> str:
    """ "Anna", "Anna and Bo", "Anna, Bo and Cy"."""
    *most, last = names
    return f"{', '.join(most)} {conjunction} {last}" if most else last


def plural(count: int, noun: str) -> str:
    """ "1 article", "4 articles"."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
