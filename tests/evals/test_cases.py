import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from evals import cases
from evals.cases import Case, Context, Filters, Known, case_schema, load_cases
from evals.errors import CasesInvalid

CASE: dict[str, Any] = {
    "id": "one",
    "question": "Who spoke?",
    "form": "who_said",
    "outcomes": ["answered"],
    "contexts": [{"source": "seeds/a.txt", "quote": "Moon spoke."}],
}


def _file(folder: Path, *rows: object) -> Path:
    path = folder / "cases.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _complaints(path: Path, known: Known | None = None) -> list[tuple[int | None, str]]:
    with pytest.raises(CasesInvalid) as caught:
        load_cases(path, known=known)
    return [(problem.line, problem.message) for problem in caught.value.problems]


def test_a_case_has_what_its_line_says(tmp_path: Path) -> None:
    filters = {"publishers": ["AP"], "from": "2019-01-01"}
    path = _file(tmp_path, {**CASE, "as_of": "2019-09-17", "filters": filters})
    (case,) = load_cases(path)
    assert case.as_of == date(2019, 9, 17)
    assert case.filters == Filters.model_validate({"publishers": ("AP",), "from": date(2019, 1, 1)})
    assert case.contexts[0].required


def test_empty_lines_are_passed_over(tmp_path: Path) -> None:
    path = _file(tmp_path, CASE, "", {**CASE, "id": "two", "question": "Who else?"})
    assert [case.id for case in load_cases(path)] == ["one", "two"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"colour": "red"}, "colour: Extra inputs are not permitted"),
        ({"form": "whence"}, "form: Input should be 'what_said'"),
        ({"as_of": "yesterday"}, "as_of: Input should be a valid date"),
        ({"question": " "}, "question: Value error, holds no words"),
        ({"answer_contains": ["“”"]}, "holds no words"),
        ({"answer_contains": [[]]}, "answer_contains.0"),
        ({"outcomes": []}, "outcomes: Tuple should have at least 1 item"),
        ({"contexts": []}, "an answered outcome needs contexts"),
        ({"reasons": ["no_evidence"]}, "reasons belong to the outcomes"),
        ({"outcomes": ["answered", "clarify"]}, "reasons belong to the outcomes"),
        ({"outcomes": ["clarify"], "reasons": ["no_evidence"]}, "contexts and a reference are for"),
        ({"contexts": [{"quote": "x"}]}, "contexts.0: Value error, name the article by source or"),
        (
            {"contexts": [{"quote": "x", "source": "a", "article_id": "b"}]},
            "contexts.0: Value error, name the article by source or",
        ),
        ({"answer_contains": [["Moon", 3]]}, "answer_contains.0.1: Input should be a valid string"),
        ({"history": [{"role": "system", "content": "x"}]}, "history.0.role"),
        ({"filters": {"since": "2019-01-01"}}, "filters.since: Extra inputs"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(
    tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    complaints = _complaints(_file(tmp_path, CASE, "", {**CASE, "id": "two", **change}))
    assert {line for line, _ in complaints} == {3}
    assert any(said in message for _, message in complaints)


def test_a_line_that_is_no_json_is_named_with_its_column(tmp_path: Path) -> None:
    ((line, message),) = _complaints(_file(tmp_path, CASE, "{nonsense"))
    assert (line, message) == (2, "Invalid JSON: key must be a string at column 2")


def test_line_separators_within_words_end_no_line(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    line = json.dumps({**CASE, "question": "Who\u2028spoke?"}, ensure_ascii=False)
    path.write_bytes(f"{line}\r\n".encode("utf-8-sig"))
    assert [case.question for case in load_cases(path)] == ["Who\u2028spoke?"]


def test_a_reference_answer_will_do_without_contexts(tmp_path: Path) -> None:
    path = _file(tmp_path, {**CASE, "contexts": [], "reference": "Moon spoke."})
    assert load_cases(path)[0].reference == "Moon spoke."


def test_an_id_stands_once(tmp_path: Path) -> None:
    path = _file(tmp_path, CASE, {**CASE, "question": "Who else?"})
    assert _complaints(path) == [(2, "id 'one' stands on line 1 already")]


def test_a_question_stands_once(tmp_path: Path) -> None:
    path = _file(tmp_path, CASE, {**CASE, "id": "two", "question": "who  spoke?"})
    assert _complaints(path) == [(2, "the same question stands on line 1 already")]


def test_the_same_words_after_other_turns_are_another_question(tmp_path: Path) -> None:
    turns = [{"role": "user", "content": "Did Moon speak?"}]
    path = _file(tmp_path, CASE, {**CASE, "id": "two", "history": turns})
    assert len(load_cases(path)) == 2


def test_a_source_that_is_not_among_the_articles_is_named(tmp_path: Path) -> None:
    complaints = _complaints(_file(tmp_path, CASE), Known(["seeds/b.txt"], ["a1"]))
    assert complaints == [(1, "contexts.0.source: 'seeds/a.txt' is not among the articles")]


def test_the_same_file_of_another_folder_is_named(tmp_path: Path) -> None:
    ((_, message),) = _complaints(_file(tmp_path, CASE), Known(["news/a.txt"], ["a1"]))
    assert message.endswith("is not among the articles: did you mean 'news/a.txt'?")


def test_an_article_id_that_is_not_among_the_articles_is_named(tmp_path: Path) -> None:
    by_id = {"contexts": [{"article_id": "a7", "quote": "Moon spoke."}]}
    path = _file(tmp_path, {**CASE, **by_id, "filters": {"article_ids": ["a1", "a8"]}})
    assert _complaints(path, Known([], ["a1"])) == [
        (1, "contexts.0.article_id: 'a7' is not among the articles"),
        (1, "filters.article_ids: 'a8' is not among the articles"),
    ]


def test_words_that_are_not_in_the_article_are_named(tmp_path: Path) -> None:
    path = _file(tmp_path, CASE)
    known = Known(["seeds/a.txt"], ["a1"], {"seeds/a.txt": "Kang spoke."})
    assert _complaints(path, known) == [
        (1, "contexts.0.quote: these words do not stand in seeds/a.txt")
    ]


def test_words_stand_in_an_article_whatever_spaces_are_between_them(tmp_path: Path) -> None:
    known = Known(["seeds/a.txt"], ["a1"], {"seeds/a.txt": "Then\nMoon\n  spoke."})
    assert len(load_cases(_file(tmp_path, CASE), known=known)) == 1


def test_a_context_is_of_the_article_it_names() -> None:
    by_id = Context(article_id="a1", quote="Moon spoke.")
    by_source = Context(source="seeds/a.txt", quote="Moon spoke.")
    assert (by_id.article, by_source.article) == ("a1", "seeds/a.txt")
    assert [by_id.is_of(article_id=id, source="seeds/a.txt") for id in ("a1", "a2")] == [
        True,
        False,
    ]
    sources = ("seeds/a.txt", "seeds/b.txt", None)
    assert [by_source.is_of(article_id="a1", source=s) for s in sources] == [True, False, True]


def test_the_schema_file_is_that_of_the_code() -> None:
    file = Path(cases.__file__).with_name("cases.schema.json")
    assert json.loads(file.read_text(encoding="utf-8")) == case_schema(), (
        "write it anew: python -m evals check --schema > evals/cases.schema.json"
    )


@pytest.mark.parametrize("model", [Case, Context, Filters])
def test_the_schema_names_every_field(model: type[BaseModel]) -> None:
    definitions = case_schema()["$defs"]
    properties = case_schema() if model is Case else definitions[model.__name__]
    named = {field.alias or name for name, field in model.model_fields.items()}
    assert set(properties["properties"]) == named


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (json.dumps(CASE)[:-1] + ', "tags": ["a"], "tags": ["b"]}', "tags"),
        (json.dumps(CASE).replace('"quote"', '"quote": "x", "quote"'), "quote"),
    ],
)
def test_a_field_that_another_would_hide_is_an_error(tmp_path: Path, line: str, name: str) -> None:
    assert _complaints(_file(tmp_path, line)) == [(1, f"{name}: stands here twice")]


def test_every_problem_is_told_in_the_order_of_the_lines(tmp_path: Path) -> None:
    path = _file(tmp_path, {**CASE, "form": 1}, CASE, CASE, "[]")
    assert [line for line, _ in _complaints(path)] == [1, 3, 3, 4]


def test_a_problem_reads_as_file_line_and_message(tmp_path: Path) -> None:
    path = _file(tmp_path, {**CASE, "colour": 1})
    with pytest.raises(CasesInvalid, match=r"cases\.jsonl:1: colour: Extra"):
        load_cases(path)


@pytest.mark.parametrize("content", [b"", b"\n\n"])
def test_a_file_without_a_case_is_an_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_bytes(content)
    assert _complaints(path) == [(None, "holds no case")]


def test_a_file_that_is_no_text_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_bytes(b"\xff\xfe\x00")
    ((line, message),) = _complaints(path)
    assert (line, message.startswith("cannot be read")) == (None, True)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    ((_, message),) = _complaints(tmp_path / "nowhere.jsonl")
    assert message.startswith("cannot be read")
