"""Whether a reply is right in the eyes of the person who wrote the case, and if not, why."""

from collections.abc import Iterator

from evals.cases import Needed, phrases
from evals.exchange import Exchange
from evals.metrics.citations import hits
from evals.metrics.forbidden import told_forbidden
from evals.metrics.markers import strays
from evals.metrics.outcome import outcome_accuracy, reason_accuracy
from evals.metrics.quotes import quote_exactness
from evals.metrics.short_answer import short_answer_accuracy
from evals.metrics.speaker import NOBODY, Rivals, cited_of_others, is_one_of, told_of_others
from evals.words import contains


def faults(exchange: Exchange, *, rivals: Rivals = NOBODY) -> tuple[str, ...]:
    """What is wrong with the reply, in words; a right one has none. `rivals`: see wrong_speaker."""
    case, reply = exchange.case, exchange.reply
    found = [*_never(exchange)]
    if not outcome_accuracy(exchange):
        return (f"{reply.outcome}, not {' or '.join(case.outcomes)}", *found)
    found += [] if reply.outcome != case.outcomes[0] else _missing(exchange)
    if reply.is_answered:
        others = told_of_others(reply.answer, case.speaker, rivals.names) if case.speaker else ()
        found += [f"the answer tells what {other} said" for other in others]
        return (*found, *_wrong_words(exchange), *_wrong_citations(exchange, rivals))
    if reason_accuracy(exchange) == 0:
        found.append(f"the reason is {reply.reason}, not {' or '.join(case.reasons)}")
    return tuple(found)


def _never(exchange: Exchange) -> Iterator[str]:
    """What no reply may do, whatever its outcome."""
    for phrase in told_forbidden(exchange):
        yield f"it tells “{phrase}”"
    for marker in strays(exchange.reply):
        yield f"the answer has [{marker}], which is no citation"
    exact = quote_exactness(exchange)
    if exact is not None and exact < 1:
        yield "cites words that do not stand at their place"


def _missing(exchange: Exchange) -> Iterator[str]:
    for needed in exchange.case.answer_contains:
        if not _holds(exchange.reply.answer, needed):
            yield f"the answer lacks {_named(needed)}"


def _wrong_words(exchange: Exchange) -> Iterator[str]:
    case, reply = exchange.case, exchange.reply
    cited = " … ".join([reply.answer, *(citation.quote for citation in reply.citations)])
    for needed in case.cited_contains:
        if not _holds(cited, needed):
            yield f"neither the answer nor its citations have {_named(needed)}"
    for phrase in case.answer_excludes:
        if contains(reply.answer, phrase):
            yield f"the answer has “{phrase}”"
    if case.form == "did_say" and short_answer_accuracy(exchange) == 0:
        fair = " or ".join(case.short_answer or ())
        yield f"the short answer is {reply.short_answer}, not {fair}"


def _wrong_citations(exchange: Exchange, rivals: Rivals) -> Iterator[str]:
    case, cited = exchange.case, exchange.reply.citations
    borne = any(
        hits(exchange, citation, context) for citation in cited for context in case.contexts
    )
    if case.contexts and not borne:
        yield "nothing is cited that bears the answer"
    strangers = {c.speaker for c in cited if not is_one_of(c.speaker or "", case.speaker)}
    if case.speaker and strangers:
        named = ", ".join(sorted(name or "nobody" for name in strangers))
        yield f"cites {named}, not {' or '.join(case.speaker)}"
    for name in cited_of_others(exchange, rivals) if case.speaker else ():
        yield f"cites what {name} said"
    publishers = {citation.publisher for citation in cited}
    if case.publisher and case.publisher not in publishers:
        yield f"cites nothing of {case.publisher}"


def _holds(text: str, needed: Needed) -> bool:
    return any(contains(text, phrase) for phrase in phrases(needed))


def _named(needed: Needed) -> str:
    return " or ".join(f"“{phrase}”" for phrase in phrases(needed))
