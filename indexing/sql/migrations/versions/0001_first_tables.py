"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_FULL_TEXT = """
CREATE VIEW {table}_texts AS
SELECT part.no AS no, substr(texts.text, part.start + 1, part."end" - part.start) AS text
FROM {table} AS part JOIN texts ON texts.article_no = part.article_no
"""
_INDEX = """
CREATE VIRTUAL TABLE {table}_fts USING fts5(
    text, content='{table}_texts', content_rowid='no',
    tokenize='porter unicode61 remove_diacritics 2'
)
"""


def upgrade() -> None:
    _create_articles()
    _create_passages()
    _create_statements()
    _create_records()
    _create_conversations()
    for table in ("passages", "statements"):
        op.execute(_FULL_TEXT.format(table=table))
        op.execute(_INDEX.format(table=table))


def _create_articles() -> None:
    op.create_table(
        "articles",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("collection", sa.Text, nullable=False),
        sa.Column("root", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("words", sa.Integer, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("publisher", sa.Text),
        sa.Column("publisher_key", sa.Text),
        sa.Column("byline", sa.Text),
        sa.Column("published", sa.Date),
        sa.Column("url", sa.Text),
        sa.Column("attested", sa.JSON, nullable=False),
        sa.Index("articles_by_publisher", "publisher_key"),
        sa.Index("articles_by_date", "published"),
    )
    op.create_table(
        "texts",
        sa.Column(
            "article_no",
            sa.Integer,
            sa.ForeignKey("articles.no", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("text", sa.Text, nullable=False),
    )


def _create_passages() -> None:
    op.create_table(
        "passages",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        _article_number(),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Index("passages_by_article", "article_no"),
    )


def _create_statements() -> None:
    op.create_table(
        "statements",
        sa.Column("no", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        _article_number(),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
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


def _create_records() -> None:
    op.create_table(
        "manifest",
        sa.Column("no", sa.Integer, sa.CheckConstraint("no = 1"), primary_key=True),
        sa.Column("embedder", sa.Text, nullable=False),
        sa.Column("dimension", sa.Integer, nullable=False),
        sa.Column("passage_max_words", sa.Integer, nullable=False),
        sa.Column("spacy_model", sa.Text, nullable=False),
        sa.Column("pipeline_version", sa.Integer, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "identity",
        sa.Column("no", sa.Integer, sa.CheckConstraint("no = 1"), primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    op.execute("INSERT INTO identity VALUES (1, lower(hex(randomblob(8))), 0)")
    op.create_table(
        "vector_notes",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, primary_key=True),
    )


def _create_conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Index("conversations_by_owner", "owner"),
    )
    op.create_table(
        "turns",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column(
            "conversation_id",
            sa.Text,
            sa.ForeignKey("conversations.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("response", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.UniqueConstraint("conversation_id", "position", name="turns_by_position"),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "message_id", sa.Text, sa.ForeignKey("turns.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("helpful", sa.Boolean, nullable=False),
        sa.Column("comment", sa.Text, nullable=False, server_default=""),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Index("feedback_by_message", "message_id"),
    )


def _article_number() -> sa.Column[int]:
    article = sa.ForeignKey("articles.no", ondelete="CASCADE")
    return sa.Column("article_no", sa.Integer, article, nullable=False)
