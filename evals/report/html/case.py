"""One case on the page: what was asked, what came beside what was expected, word by word."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from evals.cases import Case, Context, phrases
from evals.exchange import Citation, Exchange, Reply
from evals.metrics.forbidden import told_forbidden
from evals.record import Row
from evals.report.failing import expected_outcome, limits, reply_of
from evals.report.html.markup import Html, Part, h
from evals.report.html.matching import marked, matched, share
from evals.report.wording import first_fault
from evals.words import contains


def case(row: Row, *, earlier: Row | None = None, badge: str | None = None) -> Html:
    """Folded, so that a page of hundreds can be read. `earlier`: the same case in another run."""
    told = h(
        "summary",
        h("strong", row.case.id, class_="name"),
        h("span", f" {' · '.join([row.case.form, *row.case.tags])}", class_="soft"),
        [" ", h("span", badge, class_=f"badge {'kept' if badge == 'newly right' else 'broken'}")]
        if badge
        else None,
        h("span", first_fault(row) or row.case.question, class_="why"),
    )
    return h("details", told, h("div", *_body(row, earlier), class_="body"), id=anchor(row.case.id))


def anchor(id: str) -> str:
    """An id of the page for any id of a case; two cases never share one."""
    return "case-" + re.sub(r"[^a-z0-9-]", lambda found: f"_{ord(found[0]):x}_", id)


def _body(row: Row, earlier: Row | None) -> Iterator[Part]:
    asked = row.case
    yield [h("p", f"{turn.role}: {turn.content}", class_="turn") for turn in asked.history]
    yield h("p", asked.question, class_="question")
    if limits(asked):
        yield h("p", f"Asked of: {limits(asked)}", class_="soft")
    if row.faults:
        yield h("ul", [h("li", fault) for fault in row.faults], class_="faults")
    if row.failure is not None:
        yield h("p", f"Not judged: {row.failure}", class_="could-not-judge")
    reply, before = reply_of(row), reply_of(earlier) if earlier else None
    sides = [h("section", h("h3", "Expected"), *_expected(asked, reply))]
    sides.append(h("section", h("h3", "Came"), *_came(row, reply)))
    if earlier:
        was = "right" if earlier.is_right else first_fault(earlier)
        sides.append(h("section", h("h3", f"Came before: {was}"), *_came(earlier, before)))
    yield h("div", sides, class_="sides")
    yield _evidence(asked, reply, before)
    yield from _scores(row)


def _expected(asked: Case, reply: Reply | None) -> Iterator[Part]:
    yield h("p", h("strong", expected_outcome(asked)))
    if asked.speaker:
        yield h("p", f"words of {' or '.join(asked.speaker)}")
    if asked.publisher:
        yield h("p", f"citing {asked.publisher}")
    if asked.short_answer:
        yield h("p", f"in short: {' or '.join(asked.short_answer)}")
    if asked.reference:
        yield h("p", f"such as: {asked.reference}")
    answer = reply.answer if reply else ""
    cited = " … ".join([answer, *(citation.quote for citation in reply.citations)]) if reply else ""
    told = told_forbidden(Exchange(asked, reply, {})) if reply else ()
    checks = [
        *(
            (_has(answer, phrases(one)), f"answer has {_either(phrases(one))}")
            for one in asked.answer_contains
        ),
        *(
            (_has(cited, phrases(one)), f"answer or citation has {_either(phrases(one))}")
            for one in asked.cited_contains
        ),
        *((not contains(answer, one), f"answer has no “{one}”") for one in asked.answer_excludes),
        *((one not in told, f"nothing tells “{one}”") for one in asked.forbidden),
    ]
    if checks:
        yield h(
            "ul",
            [_check(is_so, words) if reply else h("li", words) for is_so, words in checks],
            class_="checks",
        )


def _has(text: str, any_of: Iterable[str]) -> bool:
    return any(contains(text, phrase) for phrase in any_of)


def _either(words: Iterable[str]) -> str:
    return " or ".join(f"“{one}”" for one in words)


def _check(is_so: bool, words: str) -> Html:
    sign, said, kind = ("✓", "yes", "kept") if is_so else ("✗", "no", "broken")
    return h("li", h("span", sign, class_=kind, role="img", aria_label=said), f" {words}")


def _came(row: Row, reply: Reply | None) -> Iterator[Part]:
    if reply is None:
        yield h("p", "nothing that could be judged", class_="soft")
        return
    yield h("p", h("strong", reply.outcome), f" ({reply.reason})" if reply.reason else None)
    yield h("p", reply.answer, class_="answer")
    if reply.short_answer:
        yield h("p", f"in short: {reply.short_answer}")
    understood = _understood(row.response or {})
    if understood:
        yield h("p", f"Read as: {understood}", class_="soft")


def _understood(response: Mapping[str, Any]) -> str:
    """How the service says it read the question; nothing where it does not."""
    read = response.get("interpretation")
    given = read.items() if isinstance(read, Mapping) else ()
    return ", ".join(f"{name} {value}" for name, value in given if value and isinstance(value, str))


def _evidence(asked: Case, *replies: Reply | None) -> Html | None:
    """What should have been cited, then what each reply cites; the first of them is compared."""
    cited = [reply.citations if reply else () for reply in replies]
    if not (asked.contexts or any(cited)):
        return None
    quotes = [citation.quote for citation in cited[0]]
    wanted = [context.quote for context in asked.contexts]
    sides = [_side("Evidence expected", [_reference(one, quotes) for one in asked.contexts])]
    for reply, what in zip(replies, ("Evidence cited", "Evidence cited before"), strict=True):
        if reply:
            numbered = enumerate(reply.citations, start=1)
            sides.append(_side(what, [_citation(number, one, wanted) for number, one in numbered]))
    return h("div", sides, class_="sides")


def _side(heading: str, quotes: list[Html]) -> Html:
    return h("section", h("h3", heading), quotes or h("p", "none", class_="soft"))


def _reference(context: Context, quotes: list[str]) -> Html:
    found = matched(context.quote, quotes)
    kind = "required" if context.required else "as good to cite"
    return _quote(
        context.quote,
        found,
        f"{context.article} · {kind} · {share(found):.0%} of its words are cited",
    )


def _citation(number: int, citation: Citation, wanted: list[str]) -> Html:
    found = matched(citation.quote, wanted)
    facts = [
        f"[{number}]",
        citation.source or citation.article_id,
        citation.publisher,
        citation.speaker,
    ]
    said = " · ".join(fact for fact in facts if fact)
    return _quote(citation.quote, found, f"{said} · {share(found):.0%} of its words are expected")


def _quote(words: str, found: list[bool], said: str) -> Html:
    return h("blockquote", marked(words, found), h("footer", said))


def _scores(row: Row) -> Iterator[Part]:
    scores = ((name, value) for name, value in row.scores.items() if value is not None)
    told = [[h("span", name, class_="name"), f" {value:.3f}"] for name, value in scores]
    failed = [
        h("li", h("span", name, class_="name"), f" could not be judged: {why}")
        for name, why in row.failed.items()
    ]
    if told:
        yield h("h3", "Scores")
        yield h("p", [h("span", one, class_="score") for one in told], class_="soft")
    if failed:
        yield h("ul", failed, class_="could-not-judge")
