import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.metrics.metric import Better
from evals.report.html.plots import WIDTH, Scale, bar, scale_of
from evals.summary import Figure
from evals.thresholds import Bound
from tests.evals.report.html.documents import Document


def _figure(low: float, value: float, high: float, better: Better = "higher") -> Figure:
    return Figure("right", value, low, high, 9, 0, better, "deterministic")


NOTHING = Figure("right", None, None, None, 0, 0, "higher", "deterministic")


def test_a_scale_goes_from_nothing_to_all() -> None:
    assert scale_of([_figure(0.2, 0.5, 0.6), NOTHING]) == Scale(0, 1)
    assert scale_of([]) == Scale(0, 1)


def test_a_scale_reaches_what_lies_beyond() -> None:
    assert scale_of([_figure(-0.5, 0, 3)]) == Scale(-0.5, 3)


def test_a_bar_says_in_words_what_it_shows() -> None:
    shown = bar(_figure(0.4, 0.5, 0.6), Scale(0, 1), before=0.7, bound=Bound(at_least=0.9))
    (drawn,) = Document(shown or "").all("svg")
    assert drawn["aria-label"] == "0.500, 95 % interval 0.400 to 0.600, before 0.700, bound ≥ 0.9"
    assert drawn["role"] == "img"


def test_a_bar_reaches_as_far_as_its_value() -> None:
    shown = Document(bar(_figure(0.2, 0.5, 0.75), Scale(0, 1)) or "")
    widths = [one["width"] for one in shown.all("rect") if one["class"] == "bar"]
    across = [one for one in shown.all("line") if one["y1"] == one["y2"]]
    assert widths == ["50.0"]
    assert [(one["x1"], one["x2"]) for one in across] == [("20.0", "75.0")]


def test_what_has_no_value_has_no_bar() -> None:
    assert bar(NOTHING, Scale(0, 1)) is None


@pytest.mark.parametrize("bound", [Bound(at_least=0.1, at_most=0.2), Bound(may_drop=0)])
def test_each_end_of_a_bound_is_drawn(bound: Bound) -> None:
    shown = Document(bar(_figure(0.4, 0.5, 0.6), Scale(0, 1), bound=bound) or "")
    ends = [one["x1"] for one in shown.all("line") if one["class"] == "bound"]
    assert ends == (["10.0", "20.0"] if bound.at_least else [])


@settings(deadline=None)
@given(st.floats(-2, 3), st.floats(-2, 3), st.floats(-2, 3))
def test_nothing_is_drawn_outside(one: float, two: float, three: float) -> None:
    low, value, high = sorted((one, two, three))
    shown = Document(bar(_figure(low, value, high), Scale(0, 1), before=high) or "")
    places = [float(at[name]) for at in shown.all("line") for name in ("x1", "x2")]
    assert all(0 <= place <= WIDTH for place in places)
