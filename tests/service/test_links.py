"""A citation's link leads to the words it cites."""

from service.links import article_link
from service.responses import CitationOut
from tests.service.newsroom import Remark, heard


def a_citation(article_id: str = "dam") -> CitationOut:
    said = Remark("“The dam is safe,” Ann Lee said.", "Ann Lee", "Ann Lee")
    return CitationOut.of(heard(said, article_id=article_id), marker=1)


def test_a_link_names_the_article_and_the_place() -> None:
    assert article_link("https://news.test", a_citation()) == (
        "https://news.test/articles/dam/view#0-32"
    )


def test_without_a_public_address_it_is_a_path() -> None:
    assert article_link(None, a_citation()) == "/articles/dam/view#0-32"


def test_an_id_cannot_break_out_of_its_place() -> None:
    link = article_link(None, a_citation("é ?#%2F<b>&"))
    assert link == "/articles/%C3%A9%20%3F%23%252F%3Cb%3E%26/view#0-32"
