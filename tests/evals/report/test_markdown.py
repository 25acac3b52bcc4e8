import re

from hypothesis import given, settings
from hypothesis import strategies as st

from evals.report import markdown as module
from evals.report.markdown import escaped, markdown
from evals.thresholds import Bound
from tests.evals.report.runs import a_hostile_run, a_mixed_run, a_report
from tests.evals.runs import a_lost_row, a_row, a_run, a_wrong_row

GITHUB_COMMENT = 65_536


def _cells(told: str, first: str) -> list[str]:
    (line,) = [line for line in told.splitlines() if line.startswith(f"| `{first}`")]
    return [cell.strip() for cell in line.split("|")[1:-1]]


def test_the_verdict_comes_first() -> None:
    assert markdown(a_report(a_run(a_row("a")))).startswith("## ✅ gold: pass\n")
    failed = a_report(a_run(a_wrong_row("a")), right=Bound(at_least=1))
    assert markdown(failed).startswith("## ❌ gold: fail\n")
    assert markdown(a_report(a_run(a_lost_row("a")))).startswith("## ⚠️ gold: could not judge\n")


def test_the_cases_are_counted_in_a_sentence() -> None:
    before = a_run(a_row("a"), a_wrong_row("b"), a_row("c"))
    now = a_run(a_wrong_row("a"), a_row("b"), a_lost_row("c"))
    told = markdown(a_report(now, earlier=before, right=Bound(at_least=0.1)))
    assert (
        "1 of 3 cases right (50.0 %), 1 not judged, 1 newly broken, 1 newly right, "
        "0.50 s a question (95 % below 0.50 s); held against 1 bound and a baseline."
    ) in told


def test_a_figure_has_its_change_its_bound_and_its_verdict() -> None:
    before = a_run(*(a_row(f"r{number}") for number in range(10)))
    now = a_run(a_wrong_row("r0"), *(a_row(f"r{number}") for number in range(1, 10)))
    cells = _cells(markdown(a_report(now, earlier=before, right=Bound(at_least=0.8))), "right")
    assert (cells[1], cells[3], cells[5:]) == (
        "0.900",
        "10",
        ["1.000", "-0.100", "≥ 0.8", "**worse**"],
    )


def test_every_row_of_the_table_has_as_many_cells_as_its_head() -> None:
    for report in (a_report(a_mixed_run()), a_report(a_mixed_run(), earlier=a_mixed_run())):
        figures = markdown(report).split("<details")[0]
        rows = [line for line in figures.splitlines() if line.startswith("|")]
        assert len(rows) > 5
        assert len({line.count("|") for line in rows}) == 1


def test_newly_broken_cases_stand_open_and_apart() -> None:
    before = a_run(a_row("a"), a_wrong_row("b"))
    told = markdown(a_report(a_run(a_wrong_row("a"), a_wrong_row("b")), earlier=before))
    opened, folded = told.split("<details><summary>Not right before either: 1</summary>")
    assert "<details open><summary>Newly broken: 1</summary>" in opened
    assert _cells(opened, "a")[1:] == ["What did Moon say?", "the answer lacks “Moon”"]
    assert _cells(folded, "b")


def test_of_very_many_cases_the_first_are_told_and_the_others_counted() -> None:
    words = "|" * 500
    rows = [
        a_wrong_row(f"w{n}", case={"question": f"x{words}"}, faults=(words,)) for n in range(99)
    ]
    before = a_run(*(row.model_copy(update={"faults": ()}) for row in rows))
    told = markdown(a_report(a_run(*rows), earlier=before))
    assert len(re.findall(r"\n\| `w\d", told)) == module.CASES
    assert f"and {99 - module.CASES} more" in told
    assert len(told) * 2 < GITHUB_COMMENT


def test_words_of_others_call_nobody_and_are_no_markup() -> None:
    told = markdown(a_report(a_hostile_run()))
    outside_code = re.sub(r"(?<!\\)`[^`\n]*`", "", told)
    assert re.search(r"(?<!\\)<(?!/?details|/?summary)", outside_code) is None
    assert "@all" not in outside_code
    assert "#12" not in outside_code
    assert "\x1b" not in told


def test_no_word_is_lost_by_escaping() -> None:
    assert escaped("a | b <i> *c* `d` $e$ & [f](g) ~h~ \\") == (
        r"a \| b \<i\> \*c\* \`d\` \$e\$ \& \[f\](g) \~h\~ \\"
    )


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1).map(lambda words: f"x{words}"))
def test_whatever_is_asked_breaks_no_table(words: str) -> None:
    told = markdown(a_report(a_hostile_run(words)))
    bars = [len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in told.splitlines()
            if line.startswith("| `id ")]  # fmt: skip
    assert bars == [4]
