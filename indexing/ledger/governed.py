"""Which words of a sentence a cue attributes, by the parse and by repairs of its usual slips."""

from spacy.tokens import Token

from indexing.ledger import grammar
from indexing.ledger.cues import Cue

_OBJECTS = frozenset({"dobj", "oprd", "acomp", "attr"})
_COMPLETING = frozenset({"as", "for", "of", "on", "to"})
_ANSWERING = frozenset({"elaborate", "respond", "comment", "reply", "say"})


def governed_by(cue: Token, entry: Cue) -> set[int]:
    """The tokens of the clause, object or phrase that is said; without the cue's own words."""
    kept: set[int] = set()
    headless = [child.i for child in cue.children if grammar.is_headless(child)]
    for child in cue.children:
        is_misread = child.dep_ == "dobj" and any(child.i < i for i in headless)
        if is_misread or _is_governed(child, entry):
            kept |= {token.i for token in child.subtree} - grammar.time_of_saying(child, cue)
            if child.dep_ == "prep" and child.lower_ in entry.particles:
                kept.discard(child.i)  # "spoke of peace": peace
    if not kept and "clause" in entry.frames and not grammar.is_gerund(cue):
        kept = _clause_before(cue)
    kept = kept or _clause_after(cue)
    return kept - {token.i for token in grammar.own_words(cue)}


def _is_governed(child: Token, entry: Cue) -> bool:
    if child.dep_ == "ccomp":
        return bool(entry.frames & {"clause", "object"})
    if child.dep_ == "xcomp":
        return bool(entry.frames & {"infinitive", "object"})
    if child.dep_ in _OBJECTS:
        return "object" in entry.frames
    if child.dep_ == "prep":
        is_plain = "object" in entry.frames and "clause" not in entry.frames
        completes = is_plain and child.lower_ in _COMPLETING
        return completes or child.lower_ in entry.particles
    return False


def _clause_before(cue: Token) -> set[int]:
    """The clause into which "she said" was put: "The plan, she said, was dead"."""
    head, own = cue.head, {token.i for token in cue.subtree}
    if cue.dep_ == "acl" and head.dep_ == "appos":
        start = head.left_edge.i
        return {token.i for token in cue.sent if token.i < start}
    if cue.dep_ == "acl" and head.dep_ == "nsubj" and head.head.i > cue.i:
        return {t.i for t in head.head.subtree} - {t.i for t in head.subtree}
    if cue.dep_ not in {"parataxis", "ccomp", "advcl", "acl", "dep"} or not grammar.is_clause(head):
        return set()
    first = cue.doc[min(own)]
    if cue.dep_ == "parataxis" or first.text == "," or grammar.follows_comma(first):
        return {token.i for token in head.subtree} - own
    return set()


def _clause_after(cue: Token) -> set[int]:
    """From "that" on, where the parser hung the clause on a word between."""
    after = [token for token in cue.subtree if token.i > cue.i]
    start = next((t.i for t in after if t.lower_ == "that" and t.dep_ != "det"), None)
    return {token.i for token in after if start is not None and token.i > start}


def refused_by(cue: Token, entry: Cue) -> set[int]:
    """What was not said ("didn't elaborate whether ..."), or the verb itself ("didn't comment")."""
    objects = {t.i for c in cue.rights if c.dep_ in {"dobj", "prep"} for t in c.subtree}
    if "living" in entry.frames:
        return set()
    return objects or ({cue.i} if entry.lemma in _ANSWERING else set())
