import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.cases import Case
from evals.report.characters import showable
from evals.report.html import compared, failing
from evals.report.html.case import anchor
from evals.report.html.page import page
from evals.thresholds import Bound
from tests.evals.exchanges import KANG, MOON, a_response, cited
from tests.evals.report.html.documents import Document
from tests.evals.report.runs import HOSTILE, a_hostile_run, a_mixed_run, a_report
from tests.evals.runs import a_lost_row, a_row, a_run, a_wrong_row


def _said(document: Document) -> str:
    return " ".join(document.text.split())


def _all_of(page: str) -> tuple[set[str], set[str]]:
    document = Document(page)
    return {tag for tag, _ in document.elements}, {n for _, at in document.elements for n in at}


def test_a_page_needs_nothing_from_anywhere() -> None:
    shown = page(a_report(a_mixed_run(), earlier=a_mixed_run(), right=Bound(at_least=0.9)))
    tags, attributes = _all_of(shown)
    assert not tags & {"script", "link", "img", "iframe", "object", "form", "base"}
    assert not attributes & {"src", "srcset", "style", "action"}
    assert "url(" not in shown
    assert "@import" not in shown
    assert all(link.startswith("#") for link in Document(shown).values("href"))


def test_a_page_forbids_the_browser_to_run_or_fetch_anything() -> None:
    (policy,) = [
        at
        for at in Document(page(a_report(a_mixed_run()))).all("meta")
        if "content" in at and at.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy["content"].startswith("default-src 'none';")


def test_a_page_can_be_read_by_everybody() -> None:
    shown = page(a_report(a_mixed_run(), earlier=a_mixed_run(), right=Bound(at_least=0.9)))
    document = Document(shown)
    assert shown.startswith("<!doctype html>")
    assert document.all("html") == [{"lang": "en"}]
    assert len(document.all("title")) == len(document.all("h1")) == len(document.all("main")) == 1
    assert len(document.all("caption")) == len(document.all("table"))
    assert {at["scope"] for at in document.all("th")} == {"row", "col"}
    assert all("aria-label" in at or "aria-hidden" in at for at in document.all("svg"))
    assert "width=device-width" in shown
    assert "prefers-color-scheme: dark" in shown


@pytest.mark.parametrize("names", [("--ink", "--page"), ("--soft", "--page"), ("--soft", "--card"),
    ("--bad", "--page"), ("--good", "--page"), ("--doubt", "--page"), ("--note", "--page"),
    ("--good", "--good-ground"), ("--bad", "--bad-ground"), ("--doubt", "--doubt-ground"),
    ("--note", "--bad-ground"), ("--note", "--doubt-ground"), ("--bad", "--doubt-ground"),
    ("--soft", "--good-ground"), ("--soft", "--bad-ground"), ("--soft", "--doubt-ground"),
    ("--mark-ink", "--mark"), ("--link", "--page")])  # fmt: skip
def test_its_colours_stand_out_from_what_they_stand_on(names: tuple[str, str]) -> None:
    """4.5 to 1, as the WCAG asks of text, in the light and in the dark."""
    shown = page(a_report(a_mixed_run()))
    light, dark = shown.split("prefers-color-scheme: dark")
    for half in (light, dark):
        colours = dict(re.findall(r"(--[\w-]+): #([0-9a-f]{6})", half))
        ink, ground = (_luminance(colours[name]) for name in names)
        assert (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_every_link_leads_somewhere_and_no_id_stands_twice() -> None:
    before = a_run(a_row("a"), a_wrong_row("b"), a_row("c"))
    now = a_run(a_wrong_row("a"), a_row("b"), a_lost_row("c"))
    document = Document(page(a_report(now, earlier=before)))
    ids = document.values("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in document.values("href")} <= set(ids)


def test_the_verdict_comes_first_with_what_it_hangs_on() -> None:
    said = _said(Document(page(a_report(a_mixed_run(), right=Bound(at_least=0.9)))))
    assert said.index("Could not judge held against 1 bound") < said.index("Means with their")
    assert "d-lost: POST /chat: timed out" in said


def test_a_failing_case_has_its_evidence_beside_its_expectation() -> None:
    shown = page(a_report(a_mixed_run()))
    said = _said(Document(shown))
    for words in (
        "the answer lacks “Moon”",
        "✗ answer has “Moon”",
        "✗ answer has “failure” or “loss”",
        "Kang spoke [1].",
        f"{MOON}seeds/ap.txt · required · 0% of its words are cited",
        f"{KANG}[1] · seeds/ap.txt · AP · Kang · 0% of its words are expected",
        "faithfulness 0.250",
    ):
        assert words in said
    assert f'id="{anchor("a-right")}"' not in shown


def test_words_cited_as_expected_are_marked_on_both_sides() -> None:
    shown = page(a_report(a_run(a_wrong_row("a"))))
    assert shown.count(f"<mark>{MOON}</mark>".replace("'", "&#x27;")) == 2


def test_what_a_case_says_of_its_question_is_there() -> None:
    case: dict[str, object] = {
        "history": ({"role": "user", "content": "Who spoke?"},),
        "as_of": "2019-09-20",
        "filters": {"publishers": ("AP",)},
        "speaker": ("Moon Jae-in",),
        "reference": "He sees no failure.",
    }
    row = a_wrong_row("a").model_copy(update={"case": _case(case)})
    said = _said(Document(page(a_report(a_run(row)))))
    for words in ("user: Who spoke?", "as of 2019-09-20, publishers AP", "words of Moon Jae-in",
                  "such as: He sees no failure."):  # fmt: skip
        assert words in said


@pytest.mark.parametrize(("phrase", "sign"), [("a success", "✓"), ("Moon spoke", "✗")])
def test_what_must_never_be_told_is_there(phrase: str, sign: str) -> None:
    response = a_response(cited(MOON), answer="Moon spoke [1].")
    row = a_wrong_row("a", case={"forbidden": (phrase,)}, response=response)
    said = _said(Document(page(a_report(a_run(row)))))
    assert f"{sign} nothing tells “{phrase}”" in said


def _case(fields: dict[str, object]) -> Case:
    known = {
        "id": "a",
        "question": "What did Moon say?",
        "form": "what_said",
        "outcomes": ["answered"],
        "contexts": [{"source": "seeds/ap.txt", "quote": MOON}],
    }
    return Case.model_validate_json(json.dumps({**known, **fields}))


def test_beside_another_run_both_answers_stand_side_by_side() -> None:
    before = a_run(a_row("broken"), a_wrong_row("mended"))
    now = a_run(a_wrong_row("broken"), a_row("mended"))
    said = _said(Document(page(a_report(now, earlier=before))))
    assert "Newly broken: 1" in said
    assert "Newly right: 1" in said
    assert "Came before: right" in said
    assert "Came before: the answer lacks “Moon”" in said


def test_two_runs_without_a_common_case_are_told_from_two_alike() -> None:
    run, other = a_run(a_row("a")), a_run(a_row("b"))
    assert "No figure has changed" in Document(page(a_report(run, earlier=run))).text
    assert "no judged case in common" in Document(page(a_report(run, earlier=other))).text


def test_no_words_of_others_become_part_of_the_page() -> None:
    report = a_report(a_hostile_run(), earlier=a_hostile_run("before " + HOSTILE))
    shown = page(report)
    tags, attributes = _all_of(shown)
    assert not tags & {"script", "img"}
    assert not {name for name in attributes if name.startswith("on")}
    assert showable(HOSTILE) in Document(shown).text


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1).map(lambda words: f"x{words}"))
def test_whatever_is_asked_or_answered_is_there_as_text(words: str) -> None:
    shown = page(a_report(a_hostile_run(words)))
    plain, _ = _all_of(page(a_report(a_hostile_run("x"))))
    assert _all_of(shown)[0] <= plain | {"mark", "wbr"}
    assert showable(f"Why {words}?") in Document(shown).text


@given(st.text(), st.text())
def test_two_cases_have_two_anchors(one: str, other: str) -> None:
    assert (anchor(one) == anchor(other)) == (one == other)
    assert re.fullmatch(r"case-[a-z0-9_-]*", anchor(one))


def test_of_very_many_failing_cases_some_are_whole_and_others_a_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(failing, "WHOLE", 2)
    monkeypatch.setattr(failing, "LISTED", 3)
    document = Document(page(a_report(a_run(*(a_wrong_row(f"w{n}") for n in range(9))))))
    ids = document.values("id")
    assert [anchor(f"w{n}") in ids for n in range(9)] == [True] * 5 + [False] * 4
    assert "4 more are in the run file" in document.text


def test_links_to_what_is_not_on_the_page_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (failing, compared):
        monkeypatch.setattr(module, "WHOLE", 2)
        monkeypatch.setattr(module, "LISTED", 4)
    names = [f"c{number}" for number in range(9)]
    half = (a_run(*map(a_row, names)), a_run(*map(a_wrong_row, names)))
    for now, before in (half, half[::-1]):
        document = Document(page(a_report(now, earlier=before)))
        assert {link[1:] for link in document.values("href")} <= set(document.values("id"))


def test_a_run_of_nothing_has_a_page_too() -> None:
    assert "the run holds no row" in Document(page(a_report(a_run()))).text
