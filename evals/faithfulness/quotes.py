"""Whether what a sentence puts between quotation marks stands in the evidence."""

from evals.faithfulness.grounds import Grounds
from service.support.quoted import quotations, strange_quotes


def missing_quotes(sentence: str, grounds: Grounds) -> float:
    """The share of the quoted pieces that are not the evidence's, word for word.

    What stands on either side of an ellipsis or of words in brackets is a piece of its own.
    """
    pieces = quotations(sentence)
    return len(strange_quotes(sentence, grounds.text)) / len(pieces) if pieces else 0.0
