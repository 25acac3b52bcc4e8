"""Where a reader opens a citation: the article's own page here, at the exact words."""

from urllib.parse import quote

from service.responses import CitationOut


def article_link(public_url: str | None, citation: CitationOut) -> str:
    """The page of the cited article, with the cited words highlighted.

    Without `public_url`, which has no slash at its end, it is the path alone.
    """
    article_id = quote(citation.article_id, safe="")
    return f"{public_url or ''}/articles/{article_id}/view#{citation.start}-{citation.end}"
