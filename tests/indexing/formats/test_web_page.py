import pytest

from indexing.formats.fields import Unfit
from indexing.formats.web_page import read_page

STORY = (
    "<p>SEOUL — President Moon said on May 3, 2019 that the talks go on, and he was glad that the"
    " envoys of both sides had found time to meet in the village.</p><p>“We will meet again,” he"
    " said, “and soon.” Officials of both countries did not reply to requests for comment.</p>"
)


def page(head: str = "", body: str = STORY) -> str:
    return (
        f"<html><head><title>Moon hails talks</title>{head}</head><body><nav>Home News</nav>"
        f"<article><h1>Moon hails talks</h1>{body}</article>"
        "<footer>Copyright 2022 The Example</footer></body></html>"
    )


def test_a_page_gives_its_article_without_its_frame() -> None:
    text, _ = read_page(page())
    assert "“We will meet again,” he said" in text
    assert "Home News" not in text


def test_a_page_states_title_site_and_writer() -> None:
    head = (
        '<meta property="og:title" content="Moon hails talks">'
        '<meta property="og:site_name" content="The Example">'
        '<meta name="author" content="Jane Doe">'
    )
    _, fields = read_page(page(head))
    assert fields == {"title": "Moon hails talks", "publisher": "The Example", "byline": "Jane Doe"}


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2019-05-04T10:00:00Z">',
        '<meta name="DC.date.issued" content="2019-05-04">',
        '<meta itemprop="datePublished" content="May 4, 2019">',
        '<script type="application/ld+json">{"datePublished": "2019-05-04T08:00+09:00"}</script>',
    ],
)
def test_a_date_in_the_metadata_is_taken(head: str) -> None:
    assert read_page(page(head))[1]["published"] == "2019-05-04"


def test_a_marked_time_is_taken() -> None:
    time = '<time itemprop="datePublished" datetime="2019-05-04">Saturday</time>'
    assert read_page(page(body=time + STORY))[1]["published"] == "2019-05-04"


def test_dates_in_the_story_and_the_copyright_notice_are_not_taken() -> None:
    assert "published" not in read_page(page())[1]


@pytest.mark.parametrize("nothing", ["<html><body></body></html>", "", "just words", "<p>"])
def test_a_page_without_an_article_is_unfit(nothing: str) -> None:
    with pytest.raises(Unfit):
        read_page(nothing)
