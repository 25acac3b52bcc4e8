"""What a batch tells: while it goes on, and when it is done."""

from collections.abc import Collection
from dataclasses import dataclass, field
from time import perf_counter

from indexing.article import Rejection
from indexing.parsing import Parsed
from indexing.stopwatch import Stopwatch


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is. `done` counts articles; `words` are those that had to be read anew."""

    done: int
    total: int | None  # None until the sources are read to their end
    added: int
    changed: int
    unchanged: int
    rejected: int
    words: int
    seconds: float
    asked: int = 0  # articles that a model was asked about, also before their part is stored

    @property
    def words_per_s(self) -> float:
        return self.words / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """By the pace so far, unchanged articles aside; None while nobody can tell."""
        read_anew = self.added + self.changed
        if self.total is None or not read_anew:
            return None
        return self.seconds / read_anew * (self.total - self.done)


@dataclass(frozen=True, slots=True)
class StageSeconds:
    """Stages run beside each other, so their sum exceeds the clock; `parse` adds up workers."""

    read: float
    parse: float
    embed: float
    vectors: float
    sql: float


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What it came to that a model was asked for metadata which the rules left unknown.

    `asked` and `unasked` count articles: those that a reply came for, and those that none could be
    had for, of which `reason` is the first. `found` and `unproven` count values: those taken, and
    those that the article's words do not prove.
    """

    asked: int = 0
    found: int = 0
    unproven: int = 0
    unasked: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What a batch did, article by article."""

    added: int
    changed: int
    unchanged: int
    removed: int
    rejected: tuple[Rejection, ...]
    words: int
    seconds: float
    stages: StageSeconds
    inquiry: Inquiry | None = None  # None where no model was to be asked


@dataclass(slots=True)
class Tally:
    """The running count."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    words: int = 0
    total: int | None = None
    rejected: list[Rejection] = field(default_factory=list)
    inquiry: Inquiry | None = None
    stopwatch: Stopwatch = field(default_factory=Stopwatch)
    started: float = field(default_factory=perf_counter)

    def count(self, part: Parsed, known: Collection[str]) -> None:
        """A part is in the archive now; `known` are the ids that were there before."""
        changed = sum(each.article.id in known for each in part.articles)
        self.changed += changed
        self.added += len(part.articles) - changed
        self.words += sum(len(each.article.text.split()) for each in part.articles)
        self.rejected += part.rejected
        self.stopwatch.seconds["parse"] += part.seconds

    def progress(self) -> Progress:
        done = self.added + self.changed + self.unchanged + len(self.rejected)
        return Progress(
            done=done,
            total=self.total,
            added=self.added,
            changed=self.changed,
            unchanged=self.unchanged,
            rejected=len(self.rejected),
            words=self.words,
            seconds=perf_counter() - self.started,
            asked=self.inquiry.asked + self.inquiry.unasked if self.inquiry else 0,
        )

    def report(self) -> IngestReport:
        spent = self.stopwatch.seconds
        return IngestReport(
            added=self.added,
            changed=self.changed,
            unchanged=self.unchanged,
            removed=self.removed,
            rejected=tuple(self.rejected),
            words=self.words,
            seconds=perf_counter() - self.started,
            stages=StageSeconds(
                **{name: spent[name] for name in ("read", "parse", "embed", "vectors", "sql")}
            ),
            inquiry=self.inquiry,
        )
