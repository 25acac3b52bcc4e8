"""The tables of the archive, as the migrations leave them.

Texts are kept once, in `texts`; a passage or a statement is a pair of offsets into them. The
full-text tables hold the words of no row either: they read them through the two views.
"""

from datetime import UTC, datetime
from typing import Literal

import sqlalchemy as sa

Kind = Literal["passages", "statements"]
"""What has vectors."""


class UtcDateTime(sa.TypeDecorator[datetime]):
    """A moment, stored as UTC; what is read back knows its zone."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def _article_number() -> sa.Column[int]:
    article = sa.ForeignKey("articles.no", ondelete="CASCADE")
    return sa.Column("article_no", sa.Integer, article, nullable=False)


metadata = sa.MetaData()

articles = sa.Table(
    "articles",
    metadata,
    sa.Column("no", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("collection", sa.Text, nullable=False),
    sa.Column("root", sa.Text, nullable=False),
    sa.Column("fingerprint", sa.Text, nullable=False),
    sa.Column("words", sa.Integer, nullable=False),
    sa.Column("title", sa.Text),
    sa.Column("publisher", sa.Text),
    sa.Column("publisher_key", sa.Text),  # case folded: SQL's own lower() knows ASCII only
    sa.Column("byline", sa.Text),
    sa.Column("published", sa.Date),
    sa.Column("url", sa.Text),
    sa.Column("attested", sa.JSON, nullable=False),  # field -> [provenance, evidence]
    sa.Index("articles_by_publisher", "publisher_key"),
    sa.Index("articles_by_date", "published"),
)

texts = sa.Table(
    "texts",
    metadata,
    sa.Column(
        "article_no",
        sa.Integer,
        sa.ForeignKey("articles.no", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("text", sa.Text, nullable=False),
)

passages = sa.Table(
    "passages",
    metadata,
    sa.Column("no", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    _article_number(),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Index("passages_by_article", "article_no"),
)

statements = sa.Table(
    "statements",
    metadata,
    sa.Column("no", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    _article_number(),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("content", sa.JSON, nullable=False),  # [[start, end], ...]
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("cue_start", sa.Integer),
    sa.Column("cue_end", sa.Integer),
    sa.Column("mention_start", sa.Integer),
    sa.Column("mention_end", sa.Integer),
    sa.Column("speaker", sa.Text),
    sa.Column("speaker_key", sa.Text),
    sa.Column("via", sa.Text),
    sa.Column("is_denial", sa.Boolean, nullable=False),
    sa.Column("confidence", sa.Float, nullable=False),
    sa.Index("statements_by_article", "article_no"),
    sa.Index("statements_by_speaker", "speaker_key"),
)

manifest = sa.Table(
    "manifest",
    metadata,
    sa.Column("no", sa.Integer, sa.CheckConstraint("no = 1"), primary_key=True),
    sa.Column("embedder", sa.Text, nullable=False),
    sa.Column("dimension", sa.Integer, nullable=False),
    sa.Column("passage_max_words", sa.Integer, nullable=False),
    sa.Column("spacy_model", sa.Text, nullable=False),
    sa.Column("pipeline_version", sa.Integer, nullable=False),
    sa.Column("made_at", UtcDateTime, nullable=False),
)

identity = sa.Table(
    "identity",
    metadata,
    sa.Column("no", sa.Integer, sa.CheckConstraint("no = 1"), primary_key=True),
    sa.Column("id", sa.Text, nullable=False),  # by chance: no other archive has it
    sa.Column("revision", sa.Integer, nullable=False),  # grows with every change of the articles
)

vector_notes = sa.Table(  # what a killed run leaves to be swept
    "vector_notes",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),  # passages | statements
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, primary_key=True),  # pending | stale
)

conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Index("conversations_by_owner", "owner"),
)

turns = sa.Table(
    "turns",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),  # the message_id of the reply
    sa.Column(
        "conversation_id",
        sa.Text,
        sa.ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
    ),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("query", sa.Text, nullable=False),
    sa.Column("response", sa.Text, nullable=False),  # the whole response body, as JSON
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("conversation_id", "position", name="turns_by_position"),
)

feedback = sa.Table(
    "feedback",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("message_id", sa.Text, sa.ForeignKey("turns.id", ondelete="CASCADE"), nullable=False),
    sa.Column("helpful", sa.Boolean, nullable=False),
    sa.Column("comment", sa.Text, nullable=False, server_default=""),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Index("feedback_by_message", "message_id"),
)

slack_threads = sa.Table(  # where Slack's surface takes part, and which conversation that is
    "slack_threads",
    metadata,
    sa.Column("workspace", sa.Text, primary_key=True),
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("thread_ts", sa.Text, primary_key=True),
    sa.Column("conversation_id", sa.Text, sa.ForeignKey("conversations.id", ondelete="SET NULL")),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("is_muted", sa.Boolean, nullable=False),
    sa.Index("slack_threads_by_conversation", "conversation_id"),
)

slack_events = sa.Table(  # what Slack sent, so that nothing is answered twice
    "slack_events",
    metadata,
    sa.Column("workspace", sa.Text, primary_key=True),
    sa.Column("event_id", sa.Text, primary_key=True),
    sa.Column("message", sa.Text),  # one message comes as several events: channel:ts
    sa.Column("channel", sa.Text),
    sa.Column("thread_ts", sa.Text),
    sa.Column("received_at", UtcDateTime, nullable=False),
    sa.Column("settled_at", UtcDateTime),  # null: whoever asked was told nothing yet
    sa.UniqueConstraint("workspace", "message", name="slack_events_by_message"),
    sa.Index("slack_events_by_time", "received_at"),
)

passages_fts = sa.table(
    "passages_fts", sa.column("rowid", sa.Integer), sa.column("rank", sa.Float), sa.column("text")
)
statements_fts = sa.table(
    "statements_fts", sa.column("rowid", sa.Integer), sa.column("rank", sa.Float), sa.column("text")
)
