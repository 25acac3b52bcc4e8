"""What is asked of the archive, and what it tells besides articles and their parts."""

from dataclasses import dataclass
from datetime import date, datetime

from indexing.article import Statement


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles are looked at. An article without a date is outside any bound on dates.

    Publishers are compared without regard to case; `article_ids` None means all articles, empty
    means none; `as_of` is like `until`, kept apart because it is the archive's "today".
    """

    publishers: tuple[str, ...] = ()
    article_ids: tuple[str, ...] | None = None
    since: date | None = None
    until: date | None = None
    as_of: date | None = None


EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article of the archive came from (see RawArticle), and what it was made of."""

    source: str
    collection: str
    root: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """How the archive was made; what is added later has to be made the same way."""

    embedder: str
    dimension: int
    passage_max_words: int
    spacy_model: str
    pipeline_version: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is. `undated` articles are those that any bound on dates leaves out."""

    articles: int
    passages: int
    statements: int
    undated: int
    words: int


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """A speaker of the ledger, under the form of the name that is most frequent."""

    key: str
    name: str
    statements: int
    articles: int


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """A statement with its words: `text` of the sentence, `contents` of each content span."""

    statement: Statement
    text: str
    contents: tuple[str, ...]
