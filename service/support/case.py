"""What the checks of the gate are given: a claim, whom it lets speak, and what it cites."""

from dataclasses import dataclass

from service.answer import Evidence, Interpretation
from service.support.dated import undated
from service.support.grounds import Grounds
from service.support.reading import Spoken
from service.support.untold import Heard
from service.support.voices import ALL, Voice
from service.wording import listed
from service.words import content_stems, stems_of


@dataclass(frozen=True, slots=True)
class Case:
    """A claim beside what it cites: whom it lets speak, and who speaks there."""

    text: str
    heard: Heard
    grounds: Grounds
    spoken: tuple[Spoken, ...]
    interpretation: Interpretation
    place: str

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return self.heard.evidence

    @property
    def voices(self) -> tuple[Voice, ...]:
        return self.heard.voices

    @property
    def undated(self) -> str:
        """The claim without the dates that are those of the articles: on such a day somebody may
        have said something; what they told of, and what else happened, did so on another."""
        if not self.spoken or any(each.whole == ALL for each in self.spoken):
            return self.text
        days = (each.article.metadata.published.value for each in self.evidence)
        return undated(self.text, days, kept=[each.words for each in self.spoken])

    @property
    def names_only(self) -> bool:
        """Whether all that is claimed is who speaks, and not what: "It was Moon"."""
        return self.speakers_stems.issuperset(content_stems(self.text))

    @property
    def is_about_one(self) -> bool:
        """Whether one person is asked about, and all that is cited is theirs: that is "he"."""
        keys = self.interpretation.speaker_keys
        owners = {each.statement and each.statement.speaker_key for each in self.evidence}
        return len(self.interpretation.people) == 1 and owners <= set(keys)

    @property
    def speakers_stems(self) -> frozenset[str]:
        names = (name for voice in self.voices for name in voice.names)
        return frozenset(stem for name in names for stem in stems_of(name))

    @property
    def speakers(self) -> str:
        """Who speaks there, for a reason."""
        names = dict.fromkeys(voice.names[0] for voice in self.voices)
        return listed(tuple(names), "or") if names else "nobody"
