"""What an answer claims: its sentences, without markers, and without those that claim nothing."""

import re

from indexing.sentences import sentence_spans
from service.words import is_content, words_of

_MARKUP = re.compile(r"\s*\[\d+\]|[*_`#]{2,}|(?m:^\s*[-*•#]+\s+)")
_LIST_MARK = re.compile(r"(?:(?m:^)|(?<=[.:;?!] ))\d{1,2}[.)](?:\s+|$)")
_NO_CLAIM = re.compile(
    r"^(?:you(?:['’]re| are) (?:very )?welcome|(?:i am|i['’]m) (?:glad|happy|sorry)|glad i could"
    r"|(?:i )?hope (?:this|that|the)|thank)"
    r"|\b(?:feel free to|let me know if)\b"
    r"|\b(?:(?:do|does|did) not|(?:do|does|did)n['’]t|cannot|can['’]t|no|not|without)\b.{0,24}"
    r"\b(?:information|knowledge|answer|evidence|aware)\b",
    re.IGNORECASE,
)


def claimed_sentences(text: str) -> tuple[str, ...]:
    """The sentences that say something which can be held against evidence, in order.

    A question claims nothing, and neither does "I do not have specific information".
    """
    lines = "\n".join(" ".join(line.split()) for line in text.splitlines())
    bare = _LIST_MARK.sub("", _MARKUP.sub("", lines))
    sentences = (span.of(bare) for span in sentence_spans(bare))
    return tuple(each for each in sentences if _claims(each))


def content_words(text: str) -> list[str]:
    """The words, as written, that carry what a text is about."""
    return [word for word in words_of(text) if is_content(word)]


def _claims(sentence: str) -> bool:
    if sentence.endswith("?") or _NO_CLAIM.search(sentence):
        return False
    return bool(content_words(sentence))
