"""Reports for the tests of their forms."""

from typing import Any

from evals.baseline import baseline_of
from evals.gate import judge
from evals.record import Row, Run
from evals.report.report import Report
from evals.summary import summarize
from evals.thresholds import Bound
from tests.evals.exchanges import KANG, MOON, a_response, cited
from tests.evals.runs import a_lost_row, a_row, a_run, a_wrong_row, an_abstention

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)> & [red]@all #12 | `x` \x1b[31m'


def a_report(run: Run, *, earlier: Run | None = None, **bounds: Bound) -> Report:
    summary = summarize(run)
    baseline = baseline_of(earlier) if earlier else None
    return Report(run, summary, judge(run, summary, bounds=bounds, baseline=baseline), earlier)


def a_mixed_run(**about: Any) -> Run:
    """One right answer, one wrong, one fair abstention, one that was not judged."""
    return a_run(
        a_row("a-right", case={"tags": ("typo",)}, scores={"citation_recall": 1.0}),
        a_wrong_row(
            "b-wrong",
            case={"tags": ("typo", "as_of"), "answer_contains": ("Moon", ("failure", "loss"))},
            response=a_response(cited(KANG, speaker="Kang"), answer="Kang spoke [1]."),
            scores={"citation_recall": 0.0, "faithfulness": 0.25},
        ),
        an_abstention("c-none"),
        a_lost_row("d-lost", "POST /chat: timed out"),
        **about,
    )


def a_hostile_row(words: str = HOSTILE) -> Row:
    """A wrong answer that has these words wherever somebody else's words can stand."""
    case = {
        "question": f"Why {words}?",
        "history": ({"role": "user", "content": f"And {words}"},),
        "answer_contains": (f"has {words}",),
        "answer_excludes": (f"no {words}",),
        "speaker": (f"Mr {words}",),
        "publisher": f"Paper {words}",
        "contexts": ({"source": f"a {words}", "quote": f"said {words}"},),
        "short_answer": (f"short {words}",),
        "tags": (f"tag {words}",),
        "filters": {"publishers": (f"of {words}",)},
    }
    citation = cited(MOON, quote=words, speaker=words, publisher=words, source=words)
    response = a_response(citation, answer=words, short_answer=words, reason=words)
    return a_wrong_row(
        f"id {words}",
        case=case,
        response={**response, "interpretation": {"topic": words}},
        faults=(words,),
        failed={"faithfulness": words},
    )


def a_hostile_run(words: str = HOSTILE) -> Run:
    return a_run(
        a_hostile_row(words),
        a_lost_row(f"lost {words}", words),
        name=f"set {words}",
        service=words,
        commit=words,
        judge=words,
        settings={words: words},
        prompts={words: words},
        metrics={},
    )
