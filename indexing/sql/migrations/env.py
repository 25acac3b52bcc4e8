"""Alembic's entry point: it migrates over the connection it is handed, and knows no other way."""

from alembic import context

from indexing.sql.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
