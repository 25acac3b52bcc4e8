"""A follow-up made to stand alone, by rule: the same conversation always gives the same query."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import dropwhile, islice

from indexing.article import Span
from indexing.ledger import vocabulary
from indexing.ledger.people import person_key
from indexing.ledger.units import behind_dateline
from indexing.sentences import sentence_spans
from service.answer import SPEECH, Turn
from service.grammar import AUXILIARY, SAY, read
from service.places import LONGEST_PLACE, is_place
from service.quotation import ends_in_quotation
from service.reference import (
    NAMES,
    PEOPLE,
    PERSON,
    THING,
    is_opener,
    may_explain_itself,
    names,
    people,
    pointing,
    pointing_to_place,
    points_back,
    replaced,
    unquoted,
)
from service.speakers import Speakers
from service.terms import terms_of
from service.words import PRONOUNS, content_stems, fold, is_content, stems_of

QUESTIONS_MOST = 20  # with their replies; what was asked longer ago is not referred back to
TURN_CHARS = 2_000
CONTEXT_WORDS = 8  # of what a conversation is about: more of them outweigh the question beside them
TERMS_LEAST = 3  # of a question without a name: fewer are met by too much
TERMS_NAMED = 2  # where a word of it stands for what was named before

_FRAGMENT = re.compile(
    r"^(?:and|but|also|so|ok(?:ay)?|then)?[\s,]*"
    r"(?:(?P<open>(?:what|how)\s+(?:about|of))|about|on|regarding|of)\s+(?P<rest>[^?]+)\??$",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^(?P<open>and|but|or|also)\s+(?P<rest>(?!(?:what|who|whom|whose|when|where|why|how|which|if"
    rf"|{AUXILIARY})\b)[^?]+)\??$",
    re.IGNORECASE,
)
_PERSON_ON = re.compile(r"(?P<person>.+?)\s+(?:on|about)\s+(?P<thing>.+)", re.IGNORECASE)
_LEADING = re.compile(r"^(?:(?:and|but|so|also|then|ok(?:ay)?)[\s,]+)+", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:what|which|whom?|whose|when|where|why|how)(?:\s+[\w'’-]+){0,3}?\s+(?:did|does|do)\b"
    r"|^which\b"
    r"|^what\s+(?!(?:it|he|she|they|that|this|there)\b)\w+\s+(?:is|are|was|were|has|have|had)\b"
    r"|[,:;–—]\s*(?:what|who|whom|whose|when|where|why|how|which|did|does|do|is|are|was|were|has|"
    r"have|had|can|could|will|would)\b"
    r"|(?:^|[,:;–—]\s*)(?:please\s+)?(?:tell|show|list|give|find|summari[sz]e|explain|remind|quote|"
    r"according)\b"
    r"|\b(?:says?|said|saying|tells?|told|thinks?|(?<!\bthe )thought|believe[sd]?)\b",
    re.IGNORECASE,
)
"""What no mere thing has that is asked about next: a question, an order or a saying of its own."""
_CORRECTS = re.compile(  # "no, I meant the old bridge"
    r"(?:no\b\W*)?(?:i\s+(?:just\s+)?meant?|(?:i['’]m|i\s+(?:am|was))\s+(?:asking|talking))\b", re.I
)
_GOES_ON = re.compile(r"(?:and|but|so|then)\b(?!\s+also\b)", re.IGNORECASE)
_WHAT_IS_THE = re.compile(
    r"^(?:what|who|which|how)(?:['’]s|\s+(?:is|are|was|were|about))?\s+(?:(?:the|an?)\s+)?", re.I
)
_WHAT_IS = re.compile(
    r"(?:what|who)(?:['’]s|\s+(?:is|are|was|were))\s+(?P<thing>[^\s,]+(?:\s+[^\s,]+){0,3})", re.I
)
_DONE_TO = re.compile(  # "wrote the letter", "said the summit was a failure"
    r"(?:[\w'’-]+\s+){1,2}?(?:that\s+)?"
    r"(?P<thing>(?:the|an?|this|that|these|those|his|her|its|their)\s+[^,;:]+?)"
    rf"(?=\s+(?:{AUXILIARY}|that|which|who|when|where|if|because|as|and|but)\b|[,;:]|$)",
    re.IGNORECASE,
)
_BESIDE = re.compile(r" ?\([^()]+\)(?=\??$)")
_CLAUSE = re.compile(  # of "the dam will hold", the dam
    rf"\s(?:{AUXILIARY}|that|which|who|when|where|if|because)\b.*"
)
_MARKS = re.compile(r"[?!()]|[,;:](?=\s|$)")
_OF_TALK = re.compile(r"\b(?:I|me|my|you|your|please|thanks|thank|hello|hi)\b", re.IGNORECASE)
_DEFINE = re.compile(  # "what is inflation?", not "what is the reason?"
    r"what(?:['’]s|\s+(?:is|are))\s+(?:an?\s+)?(?!(?:the|that|this|these|those|its?|his|her|their|he|she|they"
    r"|next|new|true|wrong|there|your|my)\b)[\w-]+",
    re.IGNORECASE,
)
_ELSE = re.compile(r"\belse\b", re.IGNORECASE)
# Possessive, and adverbs without capitals: no word is tried both as a name and as an adverb.
_SPEAKING = re.compile(rf"({NAMES.pattern})\s+(?:(?:has|had|have|also|[a-z]+ly)\s+)*+{SAY}")
_PAIR = re.compile(rf"({NAMES.pattern})\s+and\s+({NAMES.pattern})")
_PLACE = re.compile(rf"\b(?:in|at|to)\s+(?:the\s+)?{NAMES.pattern}")
_AUXILIARY = re.compile(r"^(?:is|are|was|were|did|does|do|has|have|had|might|could|will)\s+", re.I)
_DOCUMENTS = vocabulary.THAT_SPEAK - vocabulary.INSTITUTIONS
_COMMON = vocabulary.THAT_SPEAK | vocabulary.TITLES | vocabulary.SOURCES  # of many names the end


def condense(question: str, history: Sequence[Turn], *, speakers: Speakers) -> str:
    """`question` with what it takes from the turns before, without an "and" that leads it on.

    The first question of a conversation stays as it is, but for one sentence that stands before
    it: that counts as a turn before it.
    """
    before = _Before(speakers)
    for turn in history[-2 * QUESTIONS_MOST :]:
        content = turn.content[:TURN_CHARS]
        if turn.role == "user":
            before.asked(content)
        else:
            before.reply = content[behind_dateline(content, Span(0, len(content))) :]
    return before.alone(question)


def _parted(text: str) -> tuple[str, str]:
    """The one sentence that stands before a question, if one does, and the question."""
    *earlier, last = [span.of(text) for span in sentence_spans(text)] or [text]
    is_question = last.endswith("?") and any(map(str.isalpha, last))
    if len(earlier) != 1 or not is_question or ends_in_quotation(earlier[0]):
        return "", text
    return earlier[0], last


class _Before:
    """What a follow-up can refer to: the question before it, made to stand alone, and its reply.

    The focus is what the last question was about that did not lean on another.
    """

    def __init__(self, speakers: Speakers) -> None:
        self._speakers = speakers
        self._question = ""
        self._focus = ""
        self.reply = ""

    def asked(self, text: str) -> None:
        if _is_mere_talk(text):
            return
        self._question, self.reply = self.alone(" ".join(text.split())), ""
        leans = self._question.endswith(f"({self._focus})?")  # that goes on about the same
        reading = read(self._question)
        if not leans and not (
            reading.form in SPEECH and not terms_of(reading.topic) and self._focus
        ):
            plain = _MARKS.sub(" ", _WHAT_IS_THE.sub("", self._topic())).rstrip(". ")
            words = filter(is_content, dropwhile(is_opener, plain.split()))
            self._focus = " ".join(islice(words, CONTEXT_WORDS))

    def alone(self, text: str) -> str:
        """What is asked, made to stand alone: a sentence before a question counts as one before it.

        Where the question takes nothing from that sentence and names nobody, it is kept beside it
        ("... Where did the incident occur?"), unless it is about the talk ("I live in Berlin.").
        """
        earlier, question = _parted(text)
        if not earlier:
            return self.completed(question)
        focus = self._focus
        self.asked(earlier)
        if _is_talk(earlier):
            self._focus = focus
        query = self.completed(question)
        is_used = query != _LEADING.sub("", " ".join(question.split()))
        if is_used or names(question[1:]) or _is_talk(earlier):
            return query
        return self._beside(query) if len(terms_of(earlier)) >= TERMS_NAMED else query

    def completed(self, question: str) -> str:
        if not self._question or _is_mere_talk(question):
            return question
        plain = " ".join(question.split())
        fragment = _fragment(plain)
        if fragment:
            return self._swapped(fragment["rest"].strip(), is_open=bool(fragment["open"]))
        if self._is_choice(plain.rstrip("?!. ")):
            return self._swapped(plain.rstrip("?!. "), is_open=True)
        bare = _LEADING.sub("", plain)
        filled = self._filled(bare)
        goes_on = _GOES_ON.match(plain) and not self._names(filled) and not _names_speaker(filled)
        least = TERMS_LEAST if filled == bare else TERMS_NAMED
        if (goes_on or self._leans(filled, least)) and not _ELSE.search(filled):
            return self._beside(filled)
        return filled

    def _beside(self, question: str) -> str:
        """The question, and what the conversation is about, where it does not say so itself."""
        is_said = set(content_stems(self._focus)) <= set(content_stems(question))
        return question if is_said else f"{question.rstrip('?!. ')} ({self._focus})?"

    def _swapped(self, rest: str, *, is_open: bool) -> str:
        """The question before, asked of another person or about another thing.

        `is_open`: the words before `rest` ("and", "what about") leave open which of the two it is.
        """
        reading = read(self._question)
        both = _PERSON_ON.fullmatch(rest)
        if is_open and both and self._is_person(both["person"]):
            return f"What did {both['person']} say about {both['thing']}?"
        if reading.form in ("what_said", "did_say") and is_open and self._is_person(rest):
            if reading.speaker:
                return _put(rest, self._question, of=reading.speaker)
            return f"What did {rest} say about {reading.topic}?"
        if reading.form in ("what_said", "did_say") and reading.speaker:
            return f"What did {reading.speaker} say about {rest}?"
        own = without_talk(self._question)
        query = f"{own.rstrip('? ')}, {rest}?"
        return query if own == self._question else self._beside(query)

    def _leans(self, question: str, terms_least: int) -> bool:
        """Whether a question is not to be understood without the one before it.

        It says too little to be looked for, or points at something that it does not name.
        """
        explains_itself = may_explain_itself(question)
        if _CORRECTS.match(question):
            return True
        if unquoted(question) != question and read(question).form in SPEECH:
            return False
        if _names_speaker(question):
            return not explains_itself and not terms_of(read(question).topic)
        if points_back(question):
            return True
        if explains_itself or _DEFINE.fullmatch(question.rstrip("?!. ")):
            return False
        return len(terms_of(question)) < terms_least and not self._names(question[1:])

    def _names(self, text: str) -> bool:
        """Whether a text names anybody or any place, with capitals or without."""
        terms = terms_of(text)
        return bool(names(text)) or any(
            is_place(fold(term.text)) or self._is_surname(term.text) for term in terms
        )

    def _is_surname(self, word: str) -> bool:
        last = person_key(word)
        is_name = last not in _COMMON
        return is_name and any(
            last in (*person.keys, person.keys[0].split()[-1])
            for person in self._speakers.named(word)
        )

    def _is_choice(self, words: str) -> bool:
        """Whether this is a name and nothing else, as readers answer "Moon or Kang?"."""
        is_short = len(words.split()) <= LONGEST_PLACE
        return is_short and (is_place(fold(words)) or bool(self._speakers.named(words)))

    def _is_person(self, words: str) -> bool:
        if self._speakers.named(words) and len(words.split()) < 3:
            return True
        name = words.removeprefix("the ")
        return NAMES.fullmatch(name) is not None and not is_place(fold(name))

    def _filled(self, question: str) -> str:
        """What points at the turns before, replaced by what it stands for."""
        person, plural = pointing(PERSON, question), pointing(PEOPLE, question)
        found: list[tuple[re.Match[str] | None, Callable[[], str | None]]] = [
            (person, partial(self._person, beside=question)) if person else (plural, self._people),
            (pointing(THING, question), partial(self._body_or_thing, beside=question)),
            (pointing_to_place(question), self._place),
        ]
        named = [(word, meant) for word, of in found if word and (meant := of())]
        for word, meant in sorted(named, key=lambda each: -each[0].start()):
            question = replaced(question, word, meant)
        return question

    def _thing(self) -> str | None:
        """What the question before is about, where that is a thing and no whole sentence.

        Who did something is not asked about next, but what it was done to.
        """
        reading = read(self._question)
        if reading.form in SPEECH and reading.form != "who_said":
            topic = _AUXILIARY.sub("", reading.topic)
            return _named_thing(_CLAUSE.sub("", f" {topic}").strip())
        question = self._question.removesuffix(f" ({self._focus})?").rstrip("?!. ")
        named = _WHAT_IS.fullmatch(question)
        if not named and reading.form in ("who", "who_said"):
            named = _DONE_TO.match(read(question).topic)
        return _named_thing(named["thing"]) if named else None

    def _body_or_thing(self, *, beside: str) -> str | None:
        """Of an "it" that says something, the body asked about; a letter says things, too."""
        thing, body = self._thing(), read(self._question).speaker
        says = thing and " it say" in beside and fold(thing.split()[-1]) in _DOCUMENTS
        if read(beside).speaker != "it" or body is None or says:
            return thing
        # "Moon", of a longer name, is a person, and no "it".
        is_person = any(len(each.name) > len(body) for each in self._speakers.named(body))
        return thing if is_person or fold(body) in PRONOUNS else body

    def _place(self) -> str | None:
        place = _PLACE.search(self._question) or _PLACE.search(self.reply)
        return place[0] if place else None

    def _person(self, *, beside: str) -> str | None:
        """The speaker asked about; else who answers a question for a person; else one it names.

        Never one named `beside` the pronoun: "what did she tell Okafor?" asks of somebody else.
        """
        reading = read(self._question)
        if reading.speaker and fold(reading.speaker) not in PRONOUNS:
            found = [reading.speaker]
        elif reading.form == "who_said" and (speaking := _SPEAKING.search(unquoted(self.reply))):
            found = people(speaking[1])[:1]
        else:
            found = []
        texts = [self._question, self.reply]
        if reading.form in ("who", "who_said"):
            texts.reverse()
        # A lone word that nobody bears ("Opposition") may be none, with a sentence's capital.
        found += sorted(
            (name for text in texts for name in people(text)),
            key=lambda name: " " not in name and not self._speakers.named(name),
        )
        known = set(stems_of(beside))
        return next((name for name in found if known.isdisjoint(stems_of(name))), None)

    def _people(self) -> str | None:
        """The two whom the question before names together; else its speaker; else all it names."""
        pair = _PAIR.search(self._question)
        both = " and ".join(names(pair[0])) if pair and all(map(names, pair.groups())) else None
        together = " and ".join(people(self._question)[:2])
        return both or read(self._question).speaker or together or None

    def _topic(self) -> str:
        reading = read(self._question)
        return _AUXILIARY.sub("", reading.topic) or self._question.rstrip("? ")


def apart_from_talk(query: str) -> str | None:
    """A query without what the talk is about; None where it does not make sense without it."""
    own = without_talk(query)
    is_whole = _names_speaker(own) or len(terms_of(own)) >= TERMS_NAMED
    return own if own != query and is_whole and not points_back(own) else None


def without_talk(text: str) -> str:
    """A query or its topic without the words beside it that tell what the talk is about."""
    return _BESIDE.sub("", text)


def _named_thing(words: str) -> str | None:
    first = words.partition(" ")[0]
    return words if first and fold(first) not in PRONOUNS else None


def _is_talk(text: str) -> bool:
    """Whether this is a remark of the reader about the talk or themselves, and no question."""
    return bool(_OF_TALK.search(text)) and not text.rstrip().endswith("?")


def _is_mere_talk(text: str) -> bool:
    """ "Thanks!" asks nothing."""
    return _is_talk(text) and not terms_of(_OF_TALK.sub(" ", text))


def _names_speaker(question: str) -> bool:
    speaker = read(question).speaker
    return bool(speaker and terms_of(speaker))


def _fragment(text: str) -> re.Match[str] | None:
    """A thing or a person and nothing else: what the question before is to be asked of next."""
    if read(_LEADING.sub("", text)).form != "what":
        return None
    found = _FRAGMENT.match(text) or _BARE.match(text)
    return None if found and _ASKS.search(found["rest"]) else found


def _put(name: str, question: str, *, of: str) -> str:
    """`question` with `name` in the place of another."""
    return re.sub(rf"(?<!\w){re.escape(of)}(?!\w)", lambda _: name, question, count=1)
