"""PolNeAR: who said it, did X say it, what did X say, on political news with human attributions.

- who_said: right where the answer names the source; misattributed where it names another source
  of the article, or one that it names as well as the source. The answer's name is its
  `short_answer`.
- did_say: right where `short_answer` is the "yes" or "no" of the annotation; abstaining is wrong.
- what_said: the share of the gold contents that the answer gives, and the share of what others
  said in that article that it puts into this mouth. A content is given where four fifths of its
  words stand, in order and near together, in the answer or in one cited quote. The set lists the
  words of "he" and "she" among those of others, though they most often are the same person: they
  count in a figure of their own.
"""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from statistics import mean

from evals.bench.asking import Asked
from evals.bench.verdicts import Figure, Result, Verdict, result_of, share, verdict_of
from evals.exchange import Reply
from evals.words import contains, plain, unmarked
from indexing.ledger.people import person_key

GIVEN = 0.8
NEAR = 1.5  # times as many words as are wanted may lie between the first and the last found
UNLIKE = (0, False)
_PRONOUNS = frozenset("he she they it we i you who his her him them".split())
_WORD = re.compile(r"\w+")


def judge(rows: Iterable[Asked]) -> Result:
    return result_of("polnear", (_JUDGES[row.question.type](row) for row in rows), _figures)


def _figures(verdicts: Sequence[Verdict]) -> Iterable[Figure]:
    yield share(verdicts, "who_said right", type="who_said")
    yield share(verdicts, "who_said misattributed", "wrongly", type="who_said")
    yield share(verdicts, "did_say accuracy", type="did_say")
    yield share(verdicts, "did_say, always no", "is_no", type="did_say")
    yield share(verdicts, "what_said contents given", type="what_said")
    yield share(verdicts, "what_said others' words given", "wrongly", type="what_said")
    name = "the same, with those of he and she"
    yield share(verdicts, name, "wrongly_with_pronouns", type="what_said")


def _who_said(row: Asked) -> Verdict:
    question, reply = row.question, row.reply
    others = [str(name) for name in question.meta.get("other_sources", [])]
    named = (reply.short_answer or "") if reply and reply.is_answered else ""
    if not named:
        return verdict_of(row, "silent", type="who_said", score=0.0)
    right = max((_likeness(gold, named) for gold in question.gold_answers), default=UNLIKE)
    other = max((_likeness(other, named) for other in others), default=UNLIKE)
    if right > max(other, UNLIKE):
        return verdict_of(row, "right", type="who_said", score=1.0)
    is_other = other > UNLIKE
    verdict = "misattributed" if is_other else "other name"
    return verdict_of(row, verdict, type="who_said", score=0.0, scores={"wrongly": float(is_other)})


def _likeness(name: str, named: str) -> tuple[int, bool]:
    """How many words of a name a text names, and whether that is all of the name: the whole name
    stands in the text, or the text is a part of it."""
    words = set(person_key(named).split())
    if contains(named, name):
        return len(set(person_key(name).split()) & words) or 1, True
    is_part = bool(words) and words <= set(person_key(name).split())
    return (len(words), False) if is_part else UNLIKE


def _did_say(row: Asked) -> Verdict:
    truth = str(row.question.meta.get("truth", "")).casefold()
    said = row.reply.short_answer if row.reply else None
    verdict = "right" if said == truth else f"said {said}" if said else "silent"
    score, is_no = float(said == truth), float(truth == "no")
    return verdict_of(
        row, verdict, type="did_say", score=score, gold=truth, scores={"is_no": is_no}
    )


def _what_said(row: Asked) -> Verdict:
    question, reply = row.question, row.reply
    given = _texts_given(reply)
    golds = [_words(gold) for gold in question.gold_answers if _words(gold)]
    said = [(str(each.get("source")), _words(str(each.get("content")))) for each in _others(row)]
    others = [(who, words) for who, words in said if words and not _is_given(words, golds)]
    score = mean([_is_given(gold, given) for gold in golds]) if golds else 1.0
    taken = [(who, _is_given(words, given)) for who, words in others]
    wrongly = _share([is_given for who, is_given in taken if plain(who) not in _PRONOUNS])
    verdict = "whole" if score == 1.0 else "silent" if not given else "part" if score else "missed"
    if wrongly:
        verdict += ", with others' words"
    by_all = _share([is_given for _, is_given in taken])
    return verdict_of(
        row,
        verdict,
        type="what_said",
        score=score,
        scores={"wrongly": wrongly, "wrongly_with_pronouns": by_all},
    )


def _others(row: Asked) -> list[dict[str, object]]:
    return list(row.question.meta.get("others_said", []))


def _share(given: Sequence[bool]) -> float:
    return mean(given) if given else 0.0


def _texts_given(reply: Reply | None) -> list[list[str]]:
    if reply is None or not reply.is_answered:
        return []
    return [_words(text) for text in (unmarked(reply.answer), *(c.quote for c in reply.citations))]


def _words(text: str) -> list[str]:
    return _WORD.findall(plain(text))


def _is_given(wanted: Sequence[str], given: Iterable[Sequence[str]]) -> bool:
    return any(_in_order(wanted, text) >= GIVEN * len(wanted) for text in given)


def _in_order(wanted: Sequence[str], text: Sequence[str]) -> int:
    """How many of the words stand in a text in this order, not far from one another."""
    found = SequenceMatcher(None, wanted, text, autojunk=False).get_matching_blocks()
    blocks = [block for block in found if block.size]
    spread = blocks[-1].b + blocks[-1].size - blocks[0].b if blocks else 0
    return sum(block.size for block in blocks) if spread <= NEAR * len(wanted) else 0


_JUDGES = {"who_said": _who_said, "did_say": _did_say, "what_said": _what_said}
