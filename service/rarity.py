"""How much each term of a question says, by how few passages of the archive hold it."""

import math
from collections.abc import Sequence
from dataclasses import replace

from indexing.archive import Archive
from service.terms import Term
from service.words import is_misspelt_stopword

COMMONEST = 0.3  # a name that stands everywhere still has to be spoken of


async def weigh_terms(terms: Sequence[Term], *, archive: Archive) -> tuple[Term, ...]:
    """The terms with their inverse document frequency, as BM25 has it, over passages."""
    total, found = await archive.frequencies([term.text for term in terms])
    return tuple(
        replace(term, weight=max(COMMONEST, _idf(found[term.text], total)))
        for term in terms
        if found[term.text] or not is_misspelt_stopword(term.text)
    )


def _idf(holding: int, total: int) -> float:
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5))
