"""The words that attribute: verbs of speaking, what each may govern, and their inflected forms.

A line of the lexicon is a verb and what counts as the words it attributes:

clause        a clause or a quotation ("said he would go")
infinitive    a clause with "to" ("vowed to go", "urged them to go")
object        its object and what is said of it ("called it great", "praised the deal")
living        only a person or an institution may be the subject ("a study suggests" is no speech)
mind          a belief or an intention, which is reported where no speech is
refusal       governing something means not saying or not doing it ("declined to confirm")
of, for, ...  a phrase with that preposition ("spoke of peace", "called for talks")
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

_LEXICON: Final = """
accuse object | acknowledge clause | add clause | address - | admit clause
advise clause infinitive | affirm clause | agree clause living | allege clause | allude to
announce clause object | apologise for | apologize for | argue clause for against
ask clause infinitive | assert clause | assure clause | attest clause | aver clause
beg infinitive | blame object | blast object | boast clause about of | brand object
call object for on | caution clause against | characterise object | characterize object
charge clause living | cite - | claim clause | clarify clause | comment clause on
complain clause about | concede clause | conclude clause living | condemn object
confess clause to | confide clause | confirm clause object | congratulate object | contend clause
counter clause | criticise object | criticize object | declare clause object
decline infinitive refusal | decry object | defend object living
demand clause infinitive object living | demur - | denounce object | deny clause object refusal
deride object | describe object | detail object living | disclose clause object
dismiss object living | dispute clause refusal | dub object | elaborate on clause
emphasise clause object | emphasize clause object | estimate clause living | exclaim clause
explain clause | express object | extol object | forecast clause | fume clause
gripe clause about | hail object | highlight object living | hint clause at | imply clause living
indicate clause living | inform clause | insinuate clause | insist clause on | joke clause about
label object | lambaste object | lament clause object | maintain clause living
mention clause object | mock object | muse clause about | note clause | object clause
observe clause living | opine clause | outline object living | plead clause infinitive
pledge clause infinitive object | point out to | post clause living | praise object
predict clause object living | proclaim clause object | promise clause infinitive object
propose clause infinitive object living | protest clause | question clause object living
quip clause | quote - | reaffirm clause object | reassure clause | rebuke object
recall clause living | reckon clause | recommend clause object living | recount clause object
refer to | refuse infinitive refusal | refute object refusal | reiterate clause object
relate clause | remark clause on | remind clause | repeat clause living | reply clause
report clause | respond clause | retort clause | reveal clause living | ridicule object | riff -
say clause object | scoff clause at | signal clause living | slam object | speak of about
speculate clause living | state clause | stipulate clause | stress clause object
suggest clause living | swear clause infinitive | talk about | tell clause infinitive
testify clause | thank object | theorize clause | threaten clause infinitive | tout object living
tweet clause | urge infinitive object | volunteer clause | vow clause infinitive object
warn clause of against about | welcome object living | wonder clause living
write clause of about
believe clause living mind | doubt clause living mind | expect clause infinitive living mind
fear clause living mind | hope clause infinitive living mind | plan infinitive living mind
think clause living mind | worry clause living mind
"""

_IRREGULAR: Final = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "swear": "swears swore sworn swearing",
    "speak": "speaks spoke spoken speaking",
    "forecast": "forecasts forecast forecasting",
    "beg": "begs begged begging",
    "quip": "quips quipped quipping",
    "admit": "admits admitted admitting",
    "aver": "avers averred averring",
    "refer": "refers referred referring",
    "extol": "extols extolled extolling",
    "dub": "dubs dubbed dubbing",
    "demur": "demurs demurred demurring",
    "slam": "slams slammed slamming",
    "signal": "signals signaled signalled signaling signalling",
    "label": "labels labeled labelled labeling labelling",
    "riff": "riffs riffed riffing",
    "plan": "plans planned planning",
    "think": "thinks thought thinking",
}

_FRAMES: Final = frozenset({"clause", "infinitive", "object", "living", "mind", "refusal"})


@dataclass(frozen=True, slots=True)
class Cue:
    """One verb of the lexicon, as a form of it may stand in a sentence."""

    lemma: str
    frames: frozenset[str]
    particles: frozenset[str]

    @property
    def takes_anything(self) -> bool:
        """Whether a letter or a study may be its subject, too."""
        return "clause" in self.frames and "living" not in self.frames


NOUNS: Final = frozenset(
    "accusation admission allegation announcement argument assertion assurance belief charge claim "
    "contention conviction fear hope insistence pledge promise statement suggestion view vow "
    "warning".split()
)
"""Nouns that attribute the clause behind them to whose they are: "his claim that it was won"."""


@cache
def cue_forms() -> dict[str, Cue]:
    """Every inflected form, in lower case, and its verb."""
    forms: dict[str, Cue] = {}
    for entry in _LEXICON.replace("\n", "|").split("|"):
        words = entry.split()
        if words:
            cue = Cue(words[0], frozenset(words[1:]) & _FRAMES, frozenset(words[1:]) - _FRAMES)
            forms.update(dict.fromkeys(_inflect(cue.lemma), cue))
    return forms


def _inflect(verb: str) -> list[str]:
    if verb in _IRREGULAR:
        return [verb, *_IRREGULAR[verb].split()]
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    plural = "es" if verb.endswith(("s", "sh", "ch", "x")) else "s"
    return [verb, verb + plural, verb + "ed", verb + "ing"]
