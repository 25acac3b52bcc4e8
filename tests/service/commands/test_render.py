"""What people read in the terminal."""

import json
from typing import Any

import pytest

from service.commands.render import show_answer, show_json, show_report, show_statements

CITATION = {
    "marker": 1,
    "publisher": "AP",
    "title": "A summit",
    "published": None,
    "published_provenance": "unknown",
    "source": "seeds/004.txt",
    "quote": "“Talks go on,” Moon said.",
    "speaker": "Moon Jae In",
}


def an_answer(**changed: Any) -> dict[str, Any]:
    reply = {"answer": "Talks go on [1].", "outcome": "answered", "short_answer": None}
    return {**reply, "citations": [CITATION], **changed}


def test_an_answer_shows_where_when_and_the_words(capsys: pytest.CaptureFixture[str]) -> None:
    show_answer(an_answer())
    assert capsys.readouterr().out == (
        "Talks go on [1].\n"
        "\n"
        "[1] AP, A summit, undated, seeds/004.txt\n"
        "    “Talks go on,” Moon said.\n"
        "    said by Moon Jae In\n"
    )


def test_the_short_answer_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    show_answer(an_answer(short_answer="no"))
    assert capsys.readouterr().out.startswith("No\nTalks go on [1].\n")


def test_an_inferred_date_is_shown_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    dated = {**CITATION, "published": "2019-03-04", "published_provenance": "inferred"}
    show_answer(an_answer(citations=[dated]))
    assert "AP, A summit, 2019-03-04 (inferred), seeds/004.txt" in capsys.readouterr().out


def test_the_nearest_coverage_is_not_passed_off_as_an_answer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_answer(an_answer(answer="Nothing on whaling.", outcome="insufficient_evidence"))
    assert "The nearest there is:" in capsys.readouterr().out


def test_an_article_does_not_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = {
        **CITATION,
        "quote": "a\x1b[2Jb\x07c\u202ed\r",
        "title": "[bold]x[/bold]\x1b]0;t\x07",
    }
    show_answer(an_answer(answer="\x1b[31mred", citations=[hostile]))
    told = capsys.readouterr().out
    assert "\x1b" not in told
    assert "a[2Jbcd" in told
    assert "[bold]x[/bold]" in told


def test_lines_are_left_whole_for_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    words = "word " * 200 + "[1]."
    show_answer(an_answer(answer=words, citations=[]))
    assert capsys.readouterr().out == words + "\n"


def test_json_is_json_whatever_it_holds(capsys: pytest.CaptureFixture[str]) -> None:
    show_json({"quote": "“schön” [bold] \x1b " + "x" * 300})
    assert "“schön” [bold] \\u001b " + "x" * 300 in capsys.readouterr().out


def test_json_does_not_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    body = {"quote": "a\x1b[2Jb\x9b2Jc\u202ed\x7f\r\n"}
    show_json(body)
    told = capsys.readouterr().out
    assert not set(told) & set("\x1b\x9b\u202e\x7f\r")
    assert json.loads(told) == body


def test_statements_are_shown_like_citations(capsys: pytest.CaptureFixture[str]) -> None:
    show_statements([CITATION, {**CITATION, "marker": 2, "speaker": None}])
    told = capsys.readouterr().out
    assert told.count("said by") == 1
    assert "[2] AP" in told


def test_a_report_counts_and_gives_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    report = {
        "added": 1200,
        "changed": 0,
        "unchanged": 3,
        "removed": 1,
        "rejected": [{"source": "a/b.jsonl", "line": 17, "reason": "not JSON"}],
        "words": 500_000,
        "seconds": 40.0,
    }
    show_report(report)
    told = capsys.readouterr()
    assert told.out == (
        "1,200 added, 0 changed, 3 unchanged, 1 removed, 1 rejected in 40.0 s, 12,500 words/s\n"
    )
    for word in ("a/b.jsonl", "17", "not JSON"):
        assert word in told.err


def test_a_quiet_report_still_tells_what_was_rejected(capsys: pytest.CaptureFixture[str]) -> None:
    rejected = [{"source": "a.txt", "line": None, "reason": "it is empty"}]
    show_report({"rejected": rejected}, quiet=True)
    told = capsys.readouterr()
    assert told.out == ""
    assert "it is empty" in told.err


INQUIRY = {"asked": 1200, "found": 9, "unproven": 2, "unasked": 3, "reason": "it is out: wait"}


def test_a_report_tells_what_a_model_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    counts = {"added": 1203, "changed": 0, "unchanged": 0, "removed": 0, "rejected": []}
    show_report({**counts, "words": 0, "seconds": 1.0, "inquiry": INQUIRY})
    told = capsys.readouterr()
    assert "about 1,200 articles: 9 values found, 2 without proof left out" in told.out
    assert "could not be asked about 3 articles" in told.err
    assert "it is out: wait" in told.err


def test_a_quiet_report_still_tells_that_a_model_could_not_be_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_report({"rejected": [], "inquiry": INQUIRY}, quiet=True)
    told = capsys.readouterr()
    assert told.out == ""
    assert "it is out: wait" in told.err


def test_a_long_list_of_rejections_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    rejected = [{"source": f"{n}.txt", "line": None, "reason": "it is empty"} for n in range(60)]
    show_report({"rejected": rejected}, quiet=True)
    told = capsys.readouterr().err
    assert "49.txt" in told
    assert "50.txt" not in told
    assert "and 10 more" in told


@pytest.mark.parametrize(
    ("answerer", "note"),
    [
        ("extractive", "The model gave no answer (model_over_limit): these are the articles' own words."),
        (
            "generative",
            "The model failed in the middle (model_over_limit): this is as far as it came.",
        ),
    ],
)
def test_a_model_that_failed_is_told_of(
    answerer: str, note: str, capsys: pytest.CaptureFixture[str]
) -> None:
    failed = {"steps": {"answer": "model_over_limit"}}
    show_answer(an_answer(answerer=answerer, generation=failed))
    assert note in capsys.readouterr().out


def test_nothing_is_said_of_a_model_that_wrote(capsys: pytest.CaptureFixture[str]) -> None:
    written = {"steps": {"answer": "model"}}
    show_answer(an_answer(answerer="generative", generation=written))
    assert "model" not in capsys.readouterr().out
