"""MTRAG's rewrites: is a follow-up made to stand alone as a person would, and is more found by it?

Wording: the words of `service.condense` against the person's rewrite, token F1 as SQuAD has it and
ROUGE-L. Beside it, the last turn as it came: people's rewrites mostly say the same in other words,
and a fair part of the set needed none, so that leaving questions alone scores high. The archive is
not asked for this; the set's turns are those of the user, without replies.

Retrieval: over the whole corpus of `mtrag_un`, which has to lie beside this set. Its own scopes
hold little more than the passages that answer, so they would make the search trivial. The sets have
no question in common; so the floor figure is taken on the questions of `mtrag_un` that follow on
others and have passages that answer them. Each is searched as it came and condensed: is a passage
that answers among the first five found (hit@5), and what share of those that answer (recall@5)?
Sentences of one passage count as one find. A person's rewrite is compared on the few questions of
this set whose passages are in that corpus.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

from rich.console import Console
from rich.progress import Progress

from evals.bench.asking import Archive, index_folder
from evals.bench.sets import BenchQuestion, file_of, questions_of, rows_of
from evals.bench.squad import token_f1
from evals.bench.verdicts import Figure, Result, Verdict, judged, share
from evals.client import Client
from evals.errors import EvalError
from evals.intervals import change_interval
from evals.metrics.rouge import in_order
from evals.opening import open_in_process
from evals.words import normal
from indexing.article import Rejection
from service.answer import Turn
from service.condense import condense
from service.speakers import Speakers

CORPUS = "mtrag_un"
AT = 5
HIT, RECALL = f"hit@{AT}", f"recall@{AT}"
DEEP = 30
"""So many finds are looked at: sentences of one passage often stand together."""
WORDED = ("needs_rewrite", "already_standalone")
FOLLOWS, RETOLD = "follows on others", "rewritten by a person"
_ELSER = "Elser, other corpora"
_PUBLISHED = {"last turn": ((_ELSER, 0.39),), "person": ((_ELSER, 0.52),)}


@dataclass(frozen=True, slots=True)
class Wording:
    """One question, as it came, as we make it, and, where one did, as a person made it."""

    question: BenchQuestion
    condensed: str
    person: str | None = None
    gold: tuple[str, ...] = ()

    @property
    def ways(self) -> dict[str, str]:
        ways = {"last turn": self.question.question, "rewritten": self.condensed}
        return ways | ({"person": self.person} if self.person else {})


@dataclass(frozen=True, slots=True)
class Searched:
    """The passages found by each wording, best first; without any, `failure` says why."""

    wording: Wording
    found: dict[str, tuple[str, ...]]
    failure: str | None = None


async def run(folder: Path, *, split: str, limit: int | None) -> Result:
    """`limit` takes so many questions of each set."""
    rewrites = [_worded(each) for each in questions_of(folder, split=split)[:limit]]
    beside = folder.with_name(CORPUS)
    corpus = file_of(beside, "corpus.jsonl")
    held = {str(row.get("id")) for row in rows_of(corpus)}
    following = [each for each in questions_of(beside, split=split) if _is_follow_up(each)][:limit]
    asked = [*map(_worded, following), *_within(rewrites, held)]
    found, rejected = [], list[Rejection]()
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("searching", total=len(asked))
        async with open_in_process(
            corpus, data=index_folder(CORPUS, corpus), left_out=rejected.append
        ) as client:
            for wording in asked:
                found.append(await _searched(client, wording))
                progress.advance(task)
            archive = await Archive.of(client, rejected)
    return replace(judge(rewrites, found), archive=archive)


def _worded(question: BenchQuestion) -> Wording:
    turns = [
        Turn("user" if turn.role == "user" else "assistant", turn.text) for turn in question.turns
    ]
    # Nobody is quoted in this corpus of manuals, so no name is told by the archive.
    condensed = condense(question.question, turns, speakers=Speakers(()))
    evidence = tuple(each.doc_id for each in question.gold_evidence)
    return Wording(question, condensed, gold=evidence)


def _is_follow_up(question: BenchQuestion) -> bool:
    return bool(question.turns and question.gold_evidence)


def _within(rewrites: Iterable[Wording], held: set[str]) -> Iterable[Wording]:
    """The rewrites with passages in the corpus, and with the person's wording."""
    for each in rewrites:
        gold = tuple(id for id in each.question.meta.get("qrels", ()) if id in held)
        if gold and each.question.gold_answers:
            yield replace(each, gold=gold, person=each.question.gold_answers[0])


async def _searched(client: Client, wording: Wording) -> Searched:
    found = {}
    try:
        for way, words in wording.ways.items():
            body = {"question": words, "limit": DEEP}
            evidence = (await client.search(body)).get("evidence", [])
            found[way] = tuple(dict.fromkeys(str(each.get("article_id")) for each in evidence))
    except EvalError as error:
        return Searched(wording, {}, str(error))
    return Searched(wording, found)


def judge(rewrites: Sequence[Wording], searched: Sequence[Searched]) -> Result:
    worded = tuple(map(_wording, rewrites))
    found = tuple(map(_finding, searched))
    figures = (*_retrieval(judged(found)), *_words(worded))
    return Result("mtrag_rewrite", figures, (*worded, *found))


def _wording(each: Wording) -> Verdict:
    person = each.question.gold_answers[0] if each.question.gold_answers else ""
    f1 = token_f1(normal(each.condensed), normal(person))
    return Verdict(
        id=each.question.id,
        type=each.question.type,
        verdict="left alone" if each.condensed == each.question.question else "rewritten",
        asked=each.question.question,
        gold=person,
        ours=each.condensed,
        sentence=each.question.turns[-1].text if each.question.turns else "",
        score=f1,
        group=each.question.group,
        scores={
            "f1": f1,
            "f1, last turn": token_f1(normal(each.question.question), normal(person)),
            "rouge_l": in_order(each.condensed, person),
            "rouge_l, last turn": in_order(each.question.question, person),
        },
    )


def _words(verdicts: Sequence[Verdict]) -> Iterable[Figure]:
    for type, named in ((None, "all"), *((each, each.replace("_", " ")) for each in WORDED)):
        for score, shown in (("f1", "token F1"), ("rouge_l", "ROUGE-L")):
            yield share(verdicts, f"{shown}, {named}", score, type=type)
            yield share(verdicts, "... of the last turn", f"{score}, last turn", type=type)


def _finding(each: Searched) -> Verdict:
    question, gold = each.wording.question, each.wording.gold
    scores = {}
    for way, ids in each.found.items():
        scores[f"hit@1, {way}"] = float(any(id in ids[:1] for id in gold))
        scores[f"{HIT}, {way}"] = float(any(id in ids[:AT] for id in gold))
        scores[f"{RECALL}, {way}"] = mean(id in ids[:AT] for id in gold)
    before, after = scores.get(f"{HIT}, last turn", 0.0), scores.get(f"{HIT}, rewritten", 0.0)
    verdict = "found" if after else "lost" if before else "not found"
    return Verdict(
        id=question.id,
        type=RETOLD if each.wording.person else FOLLOWS,
        verdict=verdict if each.found else "failed",
        asked=question.question,
        gold=each.wording.person or "",
        ours=each.wording.condensed,
        sentence=question.turns[-1].text if question.turns else "",
        score=after if each.found else None,
        scores=scores,
        group=question.group,
        failure=None if each.found else each.failure or "nothing came",
    )


def _retrieval(verdicts: Sequence[Verdict]) -> Iterable[Figure]:
    for type in (FOLLOWS, RETOLD):
        own = [each for each in verdicts if each.type == type]
        for measure in (HIT, "hit@1", RECALL):
            yield from _compared(own, f"{type}: {measure}", measure, is_retold=type == RETOLD)


def _compared(
    own: Sequence[Verdict], name: str, measure: str, *, is_retold: bool
) -> Iterable[Figure]:
    published = _PUBLISHED if measure == RECALL else {}
    before, after = _scores(own, f"{measure}, last turn"), _scores(own, f"{measure}, rewritten")
    pairs = list(zip(before, after, strict=True))
    gain = mean(new - old for old, new in pairs) if pairs else None
    sure = change_interval(pairs, groups=[each.group or each.id for each in own])
    yield share(
        own, f"{name}, last turn", f"{measure}, last turn", published=published.get("last turn", ())
    )
    yield share(own, "... rewritten", f"{measure}, rewritten")
    yield Figure("... rewritten minus last turn", gain, len(own), interval=sure, unit="points")
    if is_retold:
        yield share(
            own,
            "... the person's rewrite",
            f"{measure}, person",
            published=published.get("person", ()),
        )


def _scores(verdicts: Sequence[Verdict], name: str) -> list[float]:
    return [each.scores.get(name, 0.0) for each in verdicts]
