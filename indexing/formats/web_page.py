"""HTML to the text of its article and what the page states about it; the one door to trafilatura.

trafilatura finds a date on almost any page, if need be in the copyright notice. A date is taken
here only where the page states it as the article's: in its metadata or in a marked <time>.
"""

import re

from trafilatura import bare_extraction, load_html

from indexing.dates import parse_date
from indexing.formats.fields import Unfit

_DATE_NAMES = frozenset(
    "article:published_time og:published_time datepublished date dc.date dc.date.issued"
    " dcterms.issued dcterms.created publish-date publish_date pubdate publishdate"
    " parsely-pub-date sailthru.date citation_publication_date originalpublicationdate".split()
)
_LINKED_DATA = re.compile(r'"datePublished"\s*:\s*"([^"]{4,60})"')


def read_page(page: str) -> tuple[str, dict[str, str]]:
    """The article's text and the fields that the page gives. Raises Unfit where it holds none."""
    published = _stated_date(page)
    extracted = bare_extraction(page, include_comments=False, with_metadata=True)
    if extracted is None or isinstance(extracted, dict) or not (extracted.text or "").strip():
        raise Unfit("no article was found in the page")
    found = {
        "title": extracted.title,
        "byline": (extracted.author or "").replace("; ", ", "),
        "publisher": extracted.sitename,
        "url": extracted.url,
        "published": published,
    }
    return extracted.text or "", {name: value for name, value in found.items() if value}


def _stated_date(page: str) -> str | None:
    tree = load_html(page)
    if tree is None:
        raise Unfit("it is no HTML page")
    stated = [
        meta.get("content", "")
        for meta in tree.iter("meta")
        if {meta.get(key, "").lower() for key in ("property", "name", "itemprop")} & _DATE_NAMES
    ]
    stated += _LINKED_DATA.findall(page)
    stated += [
        time.get("datetime", "")
        for time in tree.iter("time")
        if time.get("itemprop") == "datePublished" or "pubdate" in time.attrib
    ]
    return next((day.isoformat() for day in map(parse_date, stated) if day), None)
