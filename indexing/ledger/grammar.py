"""What a dependency parse says about a verb: who its subject is, and whether it happened at all.

Labels are those of the ClearNLP scheme, which spaCy's English pipelines share. No tagger is
needed: word forms and labels tell enough, and parsing without one is a third faster.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from indexing.ledger import vocabulary
from indexing.ledger.cues import cue_forms

CLAUSES = frozenset("ROOT ccomp xcomp advcl acl relcl conj parataxis pcomp dep csubj".split())
_SUBJECTS = frozenset({"nsubj", "csubj"})
_IRREALIS = frozenset("might may could should would must can ca will wo 'll to".split())
_SUPPOSING = frozenset({"if", "unless", "whether"})
_TOLD_TO_TELL = frozenset(
    "answer announce assume claim confirm declare describe disregard ignore imagine output pretend"
    " print repeat reply report respond say state suppose tell write".split()
)
_ORDERING = frozenset({"must", "should", "shall", "will", "have"})
_BEFORE_ORDER = frozenset("and but instead just now only please so then".split())
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_PEOPLE_PRONOUNS = frozenset({"he", "she", "they", "who"})
_GOES_ON = frozenset({"who", "whose", "that", "which", "and"})
_OWNING = frozenset({"his", "her", "their"})
_APART = frozenset("relcl appos acl cc conj punct ccomp parataxis advcl".split())
_BEFORE_VERB = frozenset({"aux", "auxpass", "neg"})
_COMMAS = frozenset({",", '"', "-", "—", "–", "--"})

Voices = tuple[list[Token], Token | None]


def subject_of(verb: Token) -> Token | None:
    """The verb's own subject."""
    return next((child for child in verb.children if child.dep_ in _SUBJECTS), None)


def voices(verb: Token) -> Voices:
    """The head words of those who say what `verb` says, and of the voice that reports them."""
    subject = subject_of(verb)
    if subject is not None:
        clause = _relative_clause(verb) if subject.lower_ in _RELATIVE else None
        return joint(clause.head if clause is not None else subject), None
    if any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children):
        return _agents(verb), None
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
        return _quoted(verb.head.head)
    found = _voices_above(verb)
    return found if found[0] or is_gerund(verb) else (_just_before(verb), None)


def _just_before(verb: Token) -> list[Token]:
    """The name or pronoun right before a verb that the parser left without a subject."""
    at = verb.i - 1
    while at > verb.sent.start and _stands_between(verb.doc[at]):
        at -= 1
    if at < verb.sent.start or verb.doc[at].dep_ == "pobj":
        return []
    word = verb.doc[at]
    is_name = word.is_alpha and is_capitalised(word) and not is_function_word(word)
    return [word] if word.lower_ in _PEOPLE_PRONOUNS or is_name else []


def is_function_word(word: Token) -> bool:
    return word.lower_ in vocabulary.FUNCTION_WORDS and not word.is_upper


def _stands_between(word: Token) -> bool:
    return word.dep_ in {"advmod", "aux", "neg"} or word.lower_.endswith("ly")


def _voices_above(verb: Token) -> Voices:
    if verb.dep_ == "conj":
        return voices(verb.head)
    if verb.dep_ in {"acl", "relcl"}:
        return _voices_of_noun(verb)
    if verb.dep_ == "xcomp" or (verb.dep_ in {"advcl", "pcomp"} and is_gerund(verb)):
        return _inherited(verb)
    return [], None


def _relative_clause(verb: Token) -> Token | None:
    while verb.dep_ not in {"relcl", "ROOT"}:
        verb = verb.head
    return verb if verb.dep_ == "relcl" else None


def _agents(verb: Token) -> list[Token]:
    return [
        word
        for child in verb.children
        if child.dep_ == "agent"
        for word in child.children
        if word.dep_ == "pobj"
    ]


def _quoted(verb: Token) -> Voices:
    """ "KCNA quoted Kim as saying": Kim speaks, KCNA reports."""
    passive = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    if passive is not None:
        return [passive], next(iter(_agents(verb)), None)
    speaker = next((child for child in verb.children if child.dep_ == "dobj"), None)
    outer, _ = voices(verb)
    return ([speaker] if speaker is not None else []), next(iter(outer), None)


def _voices_of_noun(verb: Token) -> Voices:
    """A verb hung on a noun: officials saying so, a letter saying so, a misread "Moon said"."""
    noun = verb.head
    if is_gerund(verb):
        is_speaker = is_living(noun) and noun.dep_ in _SUBJECTS
        return ([noun], None) if is_speaker else _inherited(noun)
    has_object = any(child.dep_ in {"dobj", "ccomp"} for child in verb.children)
    is_next = noun.i + 1 == verb.i and (has_object or is_living(noun))
    is_subject = noun.dep_ == "appos" or is_next
    return (joint(noun), None) if is_subject else ([], None)


def _inherited(word: Token) -> Voices:
    """Those of the nearest verb above that has a subject."""
    for above in word.ancestors:
        is_conjunct = above.dep_ == "conj" and any(c.dep_ == "aux" for c in above.children)
        is_cue = above.dep_ == "acl" and above.lower_ in cue_forms()
        if subject_of(above) is not None or is_conjunct or is_cue:
            return voices(above)
    return [], None


def name_after(verb: Token) -> list[Token]:
    """Whose name follows a verb right behind a quotation: “...,” mused co-host Jane Doe."""
    name: list[Token] = []
    for token in verb.doc[verb.i + 1 :]:
        is_mark = token.is_punct and token.text != "-"
        if is_mark or token.dep_ in {"prep", "mark"} or token.lower_ in _GOES_ON:
            break
        if is_capitalised(token) and token.is_alpha:
            name = [token]
    return name


def is_main(verb: Token) -> bool:
    """Whether it is the verb of a main clause."""
    return verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")


def joint(subject: Token) -> list[Token]:
    """Each of several who speak together, where the first has a name."""
    return [subject, *subject.conjuncts] if is_capitalised(subject) else [subject]


def is_gerund(verb: Token) -> bool:
    return verb.lower_.endswith("ing")


def is_capitalised(token: Token) -> bool:
    """Whether the word, as printed, has a capital, though it may come in several tokens."""
    while token.i > token.sent.start and not token.nbor(-1).whitespace_:
        token = token.nbor(-1)
    return token.text.lstrip("\"'([")[:1].isupper()


def is_living(token: Token) -> bool:
    """Whether a phrase can be somebody: a name, a pronoun for people, "officials"."""
    low = token.lower_
    if low in _PEOPLE_PRONOUNS or vocabulary.can_speak(low):
        return True
    return is_capitalised(token) and not is_function_word(token)


def follows_comma(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).text in _COMMAS


def is_negated(verb: Token) -> bool:
    return verb.head.lower_ == "without" or any(child.dep_ == "neg" for child in verb.children)


def is_supposed(verb: Token) -> bool:
    """Not said but imagined, planned or asked for: "he could say", "if she says".

    "He would not say" tells of a refusal, and so of something that happened.
    """
    if any(child.dep_ == "neg" for child in verb.children):
        return False
    subject = subject_of(verb)
    if subject is not None and any(c.dep_ == "aux" and c.i < subject.i for c in verb.children):
        return True  # "Did she say ...?"
    return any(
        (child.dep_ == "aux" and child.lower_ in _IRREALIS)
        or (child.dep_ in {"mark", "advmod"} and child.lower_ in _SUPPOSING)
        for child in verb.children
    )


def is_ordered(verb: Token) -> bool:
    """Whether somebody is told to say or to imagine it: "Imagine that she said no", "you must
    answer that he said so". What stands in such words is not reported."""
    return any(_is_order(above) for above in verb.ancestors if above.i < verb.i)


def _is_order(verb: Token) -> bool:
    if verb.lower_ not in _TOLD_TO_TELL or verb.dep_ not in CLAUSES or is_negated(verb):
        return False
    subject = _subject_in_clause(verb)
    helping = {child.lower_ for child in verb.children if child.dep_ == "aux"}
    if subject is not None:
        return subject.lower_ == "you" and bool(helping & _ORDERING)
    return not helping and _begins_order(verb)


def _subject_in_clause(verb: Token) -> Token | None:
    """The subject, unless a colon or a ", then" parts the two: "Dear readers: imagine that ..."."""
    subject = subject_of(verb)
    if subject is None:
        return None
    between = [token.lower_ for token in verb.doc[subject.i : verb.i]]
    return None if ":" in between or between[-2:] == [",", "then"] else subject


def _begins_order(verb: Token) -> bool:
    """Whether nothing that could say it stands before: no "experts say", no "they went and say"."""
    at = verb.i - 1
    while at >= verb.sent.start and verb.doc[at].lower_ in _BEFORE_ORDER:
        at -= 1
    if at < verb.sent.start or verb.doc[at].is_punct or verb.doc[at].is_space:
        return True
    goes_on = any(word.lower_ == "and" for word in verb.doc[at + 1 : verb.i])
    return goes_on and all(_subject_in_clause(above) is None for above in verb.ancestors)


def time_of_saying(clause: Token, cue: Token) -> set[int]:
    """The words "on Tuesday" of "said on Tuesday he hoped", which the parser gives to "hoped"."""
    at = cue.i + 1
    early = (c for c in clause.lefts if c.dep_ in {"prep", "npadvmod"} and c.left_edge.i == at)
    return {token.i for child in early for token in child.subtree}


def is_clause(token: Token) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass", "aux", "expl"} for child in token.children)


def is_headless(token: Token) -> bool:
    """A clause whose subject the parser took for somebody else's object."""
    return token.dep_ == "ccomp" and not any(
        "subj" in child.dep_ or child.dep_ == "expl" for child in token.children
    )


def verb_phrase(verb: Token) -> list[Token]:
    """The verb with what goes right before it: "has said", "did not say"."""
    first, last = verb, verb
    while first.i > 0 and first.nbor(-1).head == verb and first.nbor(-1).dep_ in _BEFORE_VERB:
        first = first.nbor(-1)
    if verb.lower_ == "according" and verb.i + 1 < len(verb.doc):
        last = verb.nbor(1)
    return [first, last]


def own_words(verb: Token) -> Iterator[Token]:
    """The verb with its subject and auxiliaries: what is never part of the words it attributes."""
    yield verb
    for child in verb.children:
        if child.dep_ in {"nsubj", "aux", "neg", "prt"}:
            yield from child.subtree


def noun_phrase(head: Token) -> list[Token]:
    """The phrase without relative clauses and appositives."""
    kept = {head.i}
    for child in head.children:
        if child.dep_ in _APART:
            continue
        if child.i > head.i and not _completes(child, head):
            continue
        kept |= {token.i for token in child.subtree}
    return [head.doc[i] for i in range(min(kept), max(kept) + 1)]


def whole_phrase(head: Token, cue: Token) -> list[Token]:
    """The phrase with all that is told of who speaks: "Jane Fox, an engineer who built dams"."""
    asides = (c for c in head.rights if c.dep_ in {"cc", "conj"} or _tells_when(c))
    aside = {token.i for child in asides for token in child.subtree}
    kept = [token for token in head.subtree if token.i not in aside]
    if head not in kept or cue in kept:
        return noun_phrase(head)
    while len(kept) > 1 and kept[-1].is_punct and kept[-1].text not in {")", '"'}:
        kept.pop()
    return kept


def _completes(child: Token, head: Token) -> bool:
    """Whether what follows the head belongs to it: a name is only completed by "of" or "for"."""
    if child.dep_ != "prep" or _tells_when(child):
        return False
    return not is_capitalised(head) or child.lower_ in {"of", "for"}


def _tells_when(child: Token) -> bool:
    """Whether it is the "on Monday" that the parser took from the verb."""
    return child.dep_ == "prep" and any(t.lower_ in vocabulary.DAYS for t in child.children)


def name_beside(head: Token) -> Token | None:
    """ "Trump's top envoy, Stephen Biegun": the name set beside the description."""
    is_bare = not head.lower_.endswith("s") and all(c.dep_ != "det" for c in head.lefts)
    labels = {"appos", "conj"} if is_bare else {"appos"}  # "broadcaster and writer Jane Doe"
    return next((c for c in head.rights if c.dep_ in labels and is_capitalised(c)), None)


def name_behind(head: Token) -> Token | None:
    """ "The mayor of Dunmore, Jane Doe": the name that the parse sets beside the place; it may be
    that of another place."""
    owned = (of for of in head.rights if of.dep_ == "prep" and of.lower_ in ("of", "for"))
    places = (place for of in owned for place in of.rights if place.dep_ == "pobj")
    names = (c for place in places for c in place.rights if c.dep_ == "appos" and is_capitalised(c))
    return next((name for name in names if any(map(is_capitalised, name.lefts))), None)


def owner_in_phrase(noun: Token) -> Token | None:
    """Whose a noun is: "her claim", "Trump's claim", "the claim of voters"."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    if owner is None and of is not None:
        owner = next((c for c in of.children if c.dep_ == "pobj"), None)
    return owner if owner is not None and (is_living(owner) or owner.lower_ in _OWNING) else None


def owner_of(head: Token) -> list[Token]:
    """Whose or of which country: the words "South Korea" of "South Korea's leader"."""
    owner = next((child for child in head.children if child.dep_ == "poss"), None)
    if owner is not None:
        return [t for t in owner.subtree if t.dep_ != "case" and t.lower_ != "the"]
    labels = {"amod", "compound", "nmod"}
    named = [t for t in head.lefts if is_capitalised(t) and t.dep_ in labels]
    return [t for t in named if t.lower_ not in vocabulary.PARTIES]
