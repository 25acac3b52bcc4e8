"""What the checks of the gate are given: a claim, whom it lets speak, and what it cites."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.answer import Evidence, Interpretation
from service.support.dated import undated
from service.support.reading import Spoken
from service.support.voices import PRONOUNS, Voice, parts_around, told_itself, voices_of
from service.wording import listed
from service.words import fold, stem, words_of

Heard = tuple[Evidence, Sequence[Spoken]]
"""A place that is cited, and the attributions read off its quote."""

_BINDING = frozenset(
    "it is was who that as by to the a an has have had also in on at for and but he she "
    "they".split()
)
"""Words that a sentence may set around who speaks and what they say."""
_JOINT = re.compile(r"^\W*(?:(?:and|but|while|that|who)\b\W*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Case:
    """A claim beside what it cites.

    `spoken` is whom it lets speak, `rest` what it tells around that. `voices` is who speaks in the
    evidence, `told` what that tells itself; `place` is how a reason calls it.
    """

    text: str
    spoken: tuple[Spoken, ...]
    rest: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    told: tuple[str, ...]
    voices: tuple[Voice, ...]
    interpretation: Interpretation
    place: str

    @property
    def quotes(self) -> tuple[str, ...]:
        return tuple(each.quote for each in self.evidence)

    @property
    def is_about_one(self) -> bool:
        """Whether one person is asked about, and all that is cited is theirs: that is "he"."""
        keys = self.interpretation.speaker_keys
        owners = {each.statement and each.statement.speaker_key for each in self.evidence}
        return len(self.interpretation.people) == 1 and owners <= set(keys)

    @property
    def speakers(self) -> str:
        """Who speaks there, for a reason."""
        names = dict.fromkeys(voice.names[0] for voice in self.voices)
        return listed(tuple(names), "or") if names else "nobody"


def case_of(
    text: str,
    spoken: Sequence[Spoken],
    cited: Sequence[Heard],
    *,
    interpretation: Interpretation,
    place: str,
) -> Case:
    """`spoken` are the attributions of the text."""
    voices = tuple(voice for each, read in cited for voice in voices_of(each, read))
    rest: tuple[str, ...] = ()
    if spoken:
        names = frozenset(stem for voice in voices for stem in voice.about)
        days = [each.article.metadata.published.value for each, _ in cited]
        bare = parts_around(text, spoken, names)
        parts = (_JOINT.sub("", undated(part, days)) for part in bare)
        own = names if any(_is_pronoun(one, text) for one in spoken) else frozenset[str]()
        rest = tuple(part for part in parts if not _binds(part, own))
    return Case(
        text=text,
        spoken=tuple(spoken),
        rest=rest,
        evidence=tuple(each for each, _ in cited),
        told=tuple(told_itself(each, read) for each, read in cited),
        voices=voices,
        interpretation=interpretation,
        place=place,
    )


def _is_pronoun(one: Spoken, text: str) -> bool:
    return one.mention is not None and fold(one.mention.of(text)) in PRONOUNS


def _binds(part: str, names: frozenset[str]) -> bool:
    """Whether a part only binds words to a speaker, who may be named there: "It was Moon who"."""
    return all(fold(word) in _BINDING or stem(word) in names for word in words_of(part))
