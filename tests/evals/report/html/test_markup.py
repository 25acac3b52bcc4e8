from hypothesis import given
from hypothesis import strategies as st

from evals.report.characters import showable
from evals.report.html.markup import Html, h, join
from tests.evals.report.html.documents import Document

ANY = st.text(st.characters(exclude_categories=()))


def test_text_is_escaped_and_markup_is_not() -> None:
    assert h("td", "a < b", h("b", "&")) == "<td>a &lt; b<b>&amp;</b></td>"


def test_attributes_are_escaped_and_named_as_in_a_page() -> None:
    found = h("th", class_="a", aria_label='"<', colspan=2, hidden=True, lang=None, dir=False)
    assert found == '<th class="a" aria-label="&quot;&lt;" colspan="2" hidden></th>'


def test_an_element_that_holds_nothing_is_not_closed() -> None:
    assert h("meta", name="viewport") == '<meta name="viewport">'


def test_nothing_is_nothing_and_lists_are_their_parts() -> None:
    assert join(None, ["a", [Html("<br>"), None], "b"]) == "a<br>b"


@given(ANY, ANY)
def test_no_text_becomes_an_element(words: str, value: str) -> None:
    document = Document(h("p", words, title=value))
    ((tag, attributes),) = document.elements
    assert (tag, attributes) == ("p", {"title": showable(value)})
    assert document.text == showable(words)
