"""Whether a statement affirms or denies what a question supposes was said."""

from indexing.article import Span
from service.answer import Evidence
from service.words import fold, words_of

_NEGATIONS = frozenset(
    """
    no not never cannot nor neither nobody nothing none without deny denied denies denying refuse
    refused refuses refusing decline declined declines declining reject rejected rejects rejecting
    unlikely wrong false untrue
    """.split()
)


def agrees(proposition: str, evidence: Evidence) -> bool:
    """Whether the statement and the proposition are both affirmed, or both negated.

    Only counts negations; two words that are opposites of one another it cannot see.
    """
    statement = evidence.statement
    is_denial = statement is not None and statement.is_denial
    said = " ".join(span.of(evidence.article.text) for span in _spoken(evidence))
    return _is_negated(proposition) == (_is_negated(said) != is_denial)


def _spoken(evidence: Evidence) -> tuple[Span, ...]:
    statement = evidence.statement
    return statement.content if statement else (evidence.span,)


def _is_negated(text: str) -> bool:
    negations = sum(
        fold(word) in _NEGATIONS or fold(word).endswith("n't") for word in words_of(text)
    )
    return negations % 2 == 1
