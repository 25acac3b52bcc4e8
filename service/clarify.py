"""Asking back, where a question can mean several people or nothing in particular."""

from collections.abc import Sequence

from service.absence import Absence
from service.answer import SPEECH, Interpretation, Person
from service.rerank import Weighed
from service.terms import terms_of
from service.wording import listed
from service.words import PRONOUNS, fold, words_of

CHOICES_MOST = 5


def clarify(
    interpretation: Interpretation,
    bearing: Sequence[Weighed],
    *,
    unnamed: str | None = None,
    is_of_one_article: bool = False,
) -> Absence | None:
    """What to choose between, or None where the question is clear or the evidence decides it.

    `unnamed` are words of the question that name nothing (`unnamed.py`). Of one article "what
    happened?" is clear.
    """
    if interpretation.speaker and fold(interpretation.speaker) in PRONOUNS:
        text = f"Who is meant by “{interpretation.speaker}”? Name the person."
        return Absence("ambiguous_speaker", text)
    has_words = is_of_one_article and bool(words_of(interpretation.topic))
    if _is_about_nothing(interpretation) and not has_words:
        text = "What is the question about? Name a person, a thing or a date."
        return Absence("ambiguous_question", text)
    if unnamed and interpretation.form not in SPEECH:
        return Absence("ambiguous_question", f"What is meant by “{unnamed}”? Name one.")
    meant = _quoted_among(interpretation.people, bearing)
    if len(meant) < 2:
        return None
    names = tuple(person.name for person in meant[:CHOICES_MOST])
    told = f"Who is meant? Quoted on this are {listed(names, 'or')}."
    return Absence("ambiguous_speaker", told, names)


def _is_about_nothing(interpretation: Interpretation) -> bool:
    """Whether no word of the question tells one sentence of the archive from another."""
    bound_to = (
        interpretation.speaker,
        interpretation.headline,
        interpretation.since,
        interpretation.until,
        interpretation.publishers,
    )
    quoted = words_of(interpretation.quoted or "")  # of small words, too: "it is what it is"
    return not any(bound_to) and not quoted and not terms_of(interpretation.topic)


def _quoted_among(people: Sequence[Person], bearing: Sequence[Weighed]) -> list[Person]:
    keys = {each.evidence.statement.speaker_key for each in bearing if each.evidence.statement}
    return [person for person in people if keys & set(person.keys)]
