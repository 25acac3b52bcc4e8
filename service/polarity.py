"""Whether a statement affirms or denies what a question supposes was said."""

import re

from indexing.sentences import sentence_spans
from service.answer import Evidence
from service.words import fold, stems_of, words_of

_NEGATIONS = frozenset(
    """
    no not never cannot nor neither nobody nothing none without deny denied denies denying refuse
    refused refuses refusing decline declined declines declining reject rejected rejects rejecting
    unlikely wrong false untrue
    """.split()
)
_ASKING = re.compile(r"\W*(?:did|does|do|has|have|had|is|was)n['’]t\b", re.IGNORECASE)


def agrees(question: str, evidence: Evidence) -> bool:
    """Whether the statement and what the question supposes are both affirmed, or both negated.

    Only counts negations, in the sentence of the statement that is nearest to the question; two
    words that are opposites of one another it cannot see.
    """
    asked = _ASKING.sub("", question, count=1)
    words = set(stems_of(asked))
    said = spoken(evidence)
    sentences = [span.of(said) for span in sentence_spans(said)] or [said]
    nearest = max(sentences, key=lambda sentence: len(words & set(stems_of(sentence))))
    is_denial = evidence.statement is not None and evidence.statement.is_denial
    return _is_negated(asked) == (_is_negated(nearest) != is_denial)


def spoken(evidence: Evidence) -> str:
    """The words attributed to the speaker, without those that attribute them."""
    spans = evidence.statement.content if evidence.statement else (evidence.span,)
    return " ".join(span.of(evidence.article.text) for span in spans)


def _is_negated(text: str) -> bool:
    negations = sum(
        fold(word) in _NEGATIONS or fold(word).endswith("n't") for word in words_of(text)
    )
    return negations % 2 == 1
