"""One article's attributions, read in order, become its statements.

Mentions become speakers as the reading goes on, because "he" depends on who spoke last; and
quotations that no cue stands beside go to whoever they plainly continue, or to nobody.
"""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from indexing.article import Span, Statement, StatementKind
from indexing.ledger import vocabulary
from indexing.ledger.attributions import (
    Attribution,
    Mention,
    attributions_of,
    is_order,
    subject_of_sentence,
)
from indexing.ledger.contents import clean_content, letters_in, without_marks
from indexing.ledger.people import Cast, Speaker
from indexing.ledger.quotations import Quotation
from indexing.ledger.transcripts import labelled_lines, lines_of_roles
from indexing.ledger.units import Unit

_PRONOUNS = frozenset("he she they him her them his their it".split())
_UNNAMED = frozenset("i we you who which that".split())
_DEFINITE = frozenset({"the", "this", "that"})
_SIGNATURE = re.compile(r"\s*(?:—|–|--?)\s?(?=[A-Z])")
_SHORT_LEAD = 3  # words: "Adding, “...”"
SURE = 0.5
"""Who is less surely meant is not named: the mention stands alone. Of pronouns in the news, read by
hand, 4 of 9 were right below this, 6 of 9 in the tenth above, and 17 of 18 from 0.7 on."""
_SHORT = 4  # words: less in quotation marks, with nobody speaking, is a title or a scare quote


@dataclass(frozen=True, slots=True)
class _Entry:
    """A statement in the making."""

    unit: Unit
    sentence: Span
    content: tuple[Span, ...]
    cue: Span | None = None
    mention: Span | None = None
    speaker: Speaker | None = None
    via: str | None = None
    is_denial: bool = False
    is_retold: bool = False
    is_verbatim: bool = False

    def holds(self, place: Span) -> bool:
        return any(span.start <= place.start and place.end <= span.end for span in self.content)


class Ledger:
    """The reading of one article; `read` may be called once."""

    def __init__(self, article_id: str, text: str, units: Sequence[Unit], cast: Cast) -> None:
        self._article_id, self._text, self._units, self._cast = article_id, text, units, cast
        self._of_roles = lines_of_roles(text)
        self._entries: list[_Entry] = []
        self._parses: Mapping[Span, Doc] = {}

    def read(self, parses: Mapping[Span, Doc]) -> tuple[Statement, ...]:
        """The statements of the article, given the parse of each unit that has one."""
        self._parses = parses
        previous: Unit | None = None
        for unit in self._units:
            if not self._reports(unit):
                previous = unit
                continue
            for attribution in self._attributions(unit):
                self._enter(unit, attribution)
            for quotation in self._left_over(unit):
                self._continue(unit, previous, quotation)
            self._enter_inner(unit)
            previous = unit
        self._entries.extend(self._transcribed())
        in_order = sorted(self._entries, key=lambda entry: entry.sentence)
        made = (self._statement(entry) for entry in in_order)
        # Two readings of a sentence may come out as the same statement; then its id is the same.
        return tuple({statement.id: statement for statement in made}.values())

    def _reports(self, unit: Unit) -> bool:
        """Whether it is the article that speaks, and tells what was said."""
        start = unit.span.start
        if any(line.start <= start < line.end for line in self._of_roles):
            return False
        parse = self._parses.get(unit.span)
        return parse is None or not is_order(parse, unit)

    def _attributions(self, unit: Unit) -> list[Attribution]:
        parse = self._parses.get(unit.span)
        return attributions_of(parse, unit) if parse is not None else []

    # Entering an attribution

    def _enter(self, unit: Unit, attribution: Attribution) -> None:
        mention = attribution.speaker
        held = (attribution.cue, mention.phrase)
        content = clean_content(self._text, attribution.content, unit.quotations, held=held)
        speaker = self._who(mention, content)
        if not content:
            return
        if speaker is not None:
            certain = round(speaker.confidence * attribution.certainty, 2)
            speaker = replace(speaker, confidence=certain)
            self._cast.hear(mention.span, speaker, until=max(mention.phrase.end, content[-1].end))
        via = self._who(attribution.via) if attribution.via else None
        is_other = via is not None and (speaker is None or via.name != speaker.name)
        self._entries.append(
            _Entry(
                unit,
                unit.span,
                content,
                attribution.cue,
                self._cast.whole_mention(mention.phrase, mention.head),
                speaker,
                via.name if via is not None and is_other else None,
                attribution.is_denial,
            )
        )

    def _enter_inner(self, unit: Unit) -> None:
        """What a quoted speaker says that somebody else said: “Kim said that he would ...”."""
        quoted = [entry for entry in self._entries[-8:] if entry.unit is unit]
        for inner in unit.inner:
            for attribution in self._attributions(inner):
                head = attribution.speaker.head
                outer = next((e for e in quoted if e.holds(head)), None)
                speaker = self._cast.name_at(head.start)
                if outer is None or outer.speaker is None or speaker is None:
                    continue
                if speaker.name != outer.speaker.name:
                    mention = self._cast.whole_mention(attribution.speaker.span, head)
                    content = tuple(attribution.content)
                    retold = _Entry(unit, outer.sentence, content, attribution.cue, mention)
                    via, is_denial = outer.speaker.name, attribution.is_denial
                    self._entries.append(
                        replace(
                            retold, speaker=speaker, via=via, is_denial=is_denial, is_retold=True
                        )
                    )

    def _who(self, mention: Mention, content: Sequence[Span] = ()) -> Speaker | None:
        head = mention.head.of(self._text).casefold()
        if head in _PRONOUNS:
            return self._cast.pronoun(head, mention.head.start, apart=content)
        if head in _UNNAMED:
            return None
        named = self._cast.name_at(mention.head.start)
        if named is None and mention.beside is not None:
            named = self._cast.name_at(mention.beside.start)
        if named is None and mention.behind is not None:
            behind = self._cast.name_at(mention.behind.start)
            named = behind if behind is not None and behind.is_person else None
        if named is not None and mention.owner == "its" and not named.is_person:
            return replace(named, name=self._cast.owned(named.name, mention.head.start))
        return named or self._described(mention, head)

    def _described(self, mention: Mention, head: str) -> Speaker:
        words = " ".join(mention.phrase.of(self._text).split())
        first, _, rest = words.partition(" ")
        is_definite = first.casefold() in _DEFINITE
        if is_definite or (mention.owner and re.search(r"['’]s? ", words)):
            known = self._cast.described(head, mention.owner, mention.head.start)
            if known is not None:
                return known
        may_be_one = vocabulary.can_speak(head) and not head.endswith("s")
        is_person = None if may_be_one and head not in vocabulary.THAT_SPEAK else False
        if is_definite and any(word[0].isupper() for word in rest.split()):
            return Speaker(rest, 0.8, is_person)
        return Speaker(words, 0.6 if is_definite else 0.85, is_person)

    def _transcribed(self) -> Iterator[_Entry]:
        for label, words in labelled_lines(self._text):
            speaker = self._cast.name_at(label.start)
            if speaker is not None and speaker.is_person:
                at = bisect_right(self._units, label.start, key=lambda unit: unit.span.start) - 1
                line = Span(label.start, words.end)
                entry = _Entry(self._units[at], line, (words,), mention=label, speaker=speaker)
                yield replace(entry, is_verbatim=True)

    # Quotations that nobody was given

    def _left_over(self, unit: Unit) -> Iterator[Quotation]:
        taken = [s for e in self._entries[-12:] if e.unit is unit for s in e.content]
        for piece in unit.utterances:
            inner = piece.quotation.inner if piece.quotation else piece.source
            words = inner.of(self._text).split()
            free = all(s.end <= inner.start or inner.end <= s.start for s in taken)
            if piece.quotation and free and (unit.is_bare or len(words) >= _SHORT):
                yield piece.quotation

    def _continue(self, unit: Unit, previous: Unit | None, quotation: Quotation) -> None:
        """Enter a quotation that no cue governs, under whoever the text around it points to."""
        words = without_marks(self._text, quotation.inner, unit.quotations)
        if words is None:
            return
        recent = reversed(range(max(0, len(self._entries) - 12), len(self._entries)))
        at = next((at for at in recent if not self._entries[at].is_retold), 0)
        last = self._entries[at] if self._entries else None
        follows = last is not None and previous is not None and last.unit is previous
        new = _Entry(unit, unit.span, (words,))
        if last is not None and follows and unit.is_bare and self._is_one_quotation(unit, last):
            sentence = Span(last.sentence.start, max(last.sentence.end, unit.span.end))
            content = (*last.content, words)
            self._entries[at] = replace(last, unit=unit, sentence=sentence, content=content)
            return
        speaker = self._signed(quotation)
        if speaker is None and last is not None and last.speaker is not None and follows:
            speaker = self._carried(unit, last, quotation)
        if speaker is None:
            speaker = self._introduced(unit, previous, quotation)
        via = last.via if last is not None and follows and speaker == last.speaker else None
        self._entries.append(replace(new, speaker=speaker, via=via))

    def _is_one_quotation(self, unit: Unit, last: _Entry) -> bool:
        end = last.content[-1]
        is_quoted = any(
            q.outer.start <= end.start and end.end <= q.outer.end for q in last.unit.quotations
        )
        return unit.paragraph == last.unit.paragraph and last.speaker is not None and is_quoted

    def _signed(self, quotation: Quotation) -> Speaker | None:
        """ "“We won.” — Jane Doe": a name behind a dash."""
        signature = _SIGNATURE.match(self._text, quotation.outer.end)
        named = self._cast.name_at(signature.end()) if signature else None
        return replace(named, confidence=0.8) if named else None

    def _carried(self, unit: Unit, last: _Entry, quotation: Quotation) -> Speaker | None:
        """The last speaker goes on: in the paragraph, over an open mark, after a colon."""
        if last.speaker is None:
            return None
        if not unit.is_bare:
            lead_in = self._text[unit.span.start : quotation.outer.start].split()
            return replace(last.speaker, confidence=0.6) if len(lead_in) <= _SHORT_LEAD else None
        confidence = 0.6
        if unit.paragraph == last.unit.paragraph:
            confidence = 0.8
        elif last.unit.leads_in or not last.unit.quotations or not last.unit.quotations[-1].closed:
            confidence = 0.75
        return replace(last.speaker, confidence=min(confidence, last.speaker.confidence))

    def _introduced(
        self, unit: Unit, previous: Unit | None, quotation: Quotation
    ) -> Speaker | None:
        """ "Trump: “We won.”"; or the subject of the sentence that leads up to the quotation."""
        lead_in = self._text[unit.span.start : quotation.outer.start].rstrip()
        if lead_in.endswith(":"):
            if lead_in.count(":") > 1 and ";" in lead_in:
                return None  # fields of a form, "name: ...; quote: ...", and no sentence
            return self._cast.first_person_in(Span(unit.span.start, quotation.outer.start))
        if previous is None or not unit.is_bare:
            return None
        if not previous.leads_in and previous.paragraph != unit.paragraph:
            return None
        parse = self._parses.get(previous.span)
        mention = subject_of_sentence(parse, previous) if parse is not None else None
        speaker = self._who(mention) if mention is not None else None
        return replace(speaker, confidence=0.7 if previous.leads_in else 0.5) if speaker else None

    # Finishing

    def _kind(self, entry: _Entry) -> StatementKind:
        quoted = said = 0
        for span in entry.content:
            said += letters_in(self._text, span)
            for quotation in self._quotations_in(span):
                inner = quotation.inner
                both = Span(max(inner.start, span.start), min(inner.end, span.end))
                quoted += letters_in(self._text, both)
        if entry.is_retold or entry.is_verbatim:
            return "direct" if entry.is_verbatim else "indirect"
        return "direct" if quoted >= said else "mixed" if quoted else "indirect"

    def _quotations_in(self, span: Span) -> Iterator[Quotation]:
        at = bisect_right(self._units, span.start, key=lambda unit: unit.span.start) - 1
        for quotation in self._units[max(at, 0)].quotations:
            if quotation.inner.start < span.end and span.start < quotation.inner.end:
                yield quotation

    def _statement(self, entry: _Entry) -> Statement:
        kind = self._kind(entry)
        known = entry.speaker
        speaker = known if known is not None and known.confidence >= SURE else None
        return Statement(
            id=self._id(entry, kind),
            article_id=self._article_id,
            sentence=entry.sentence,
            content=entry.content,
            kind=kind,
            cue=entry.cue,
            speaker_mention=entry.mention,
            speaker=speaker.name if speaker else None,
            speaker_key=speaker.key if speaker else None,
            via=entry.via,
            is_denial=entry.is_denial,
            confidence=known.confidence if known else 0.0,
        )

    def _id(self, entry: _Entry, kind: StatementKind) -> str:
        """Another one for other words of the sentence: the vector kept under it is of them."""
        spans = (*entry.content, entry.mention, entry.cue, entry.sentence)
        places = [(span.start, span.end) if span else None for span in spans]
        sentence = entry.sentence.of(self._text)
        identity = repr((self._article_id, kind, places, sentence))
        return hashlib.sha256(identity.encode()).hexdigest()[:24]
