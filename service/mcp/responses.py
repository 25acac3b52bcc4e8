"""What an assistant gets that the HTTP contract has in another form."""

from typing import Self

from service.http.archive_responses import ArticleOut, ArticleTextOut


class ArticlePartOut(ArticleOut):
    """An article and some of its text: `text` is what stands at [start:end] of the whole."""

    text: str
    start: int
    end: int
    total_chars: int

    @classmethod
    def part(cls, article: ArticleTextOut, *, start: int, max_chars: int) -> Self:
        begin = min(start, len(article.text))
        text = article.text[begin : begin + max_chars]
        return cls(
            **article.model_dump(include=set(ArticleOut.model_fields)),
            text=text,
            start=begin,
            end=begin + len(text),
            total_chars=len(article.text),
        )
