from typing import Any

import pytest

from evals.report.failing import told
from evals.report.wording import commit
from tests.evals.exchanges import MOON, a_response, cited
from tests.evals.runs import a_run, a_wrong_row


@pytest.mark.parametrize(
    ("service", "kept", "shown"),
    [
        ("in-process", "0123456789abcdef", "0123456789ab"),
        ("in-process", "0123456789abcdef-dirty", "0123456789ab-dirty"),
        ("http://far", "0123456789abcdef", "judged by 0123456789ab"),
        ("http://far", None, ""),
    ],
)
def test_a_commit_is_not_taken_for_that_of_a_service_elsewhere(
    service: str, kept: str | None, shown: str
) -> None:
    assert commit(a_run(service=service, commit=kept).about) == shown


@pytest.mark.parametrize(("speaker", "whose"), [("Moon", ", Moon"), (None, "")])
def test_what_is_cited_is_told_with_its_speaker_if_it_has_one(
    speaker: str | None, whose: str
) -> None:
    row = a_wrong_row(response=a_response(cited(MOON, speaker=speaker)))
    assert dict(told(row))["cited"] == f"seeds/ap.txt{whose}: {MOON}"


@pytest.mark.parametrize(
    ("case", "line"),
    [({"forbidden": ("Kim bowed",)}, ("never", "Kim bowed")), ({"publisher": "AP"}, ("of", "AP"))],
)
def test_all_that_a_case_expects_is_told(case: dict[str, Any], line: tuple[str, str]) -> None:
    assert line in told(a_wrong_row(case=case))
