"""What Alembic runs: the revisions that are due, on the connection and within the transaction that it is given."""

from alembic import context

from pipeline.ledger import schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema.metadata,
    transactional_ddl=True,  # true of SQLite too, as pipeline.ledger.connection begins its transactions itself
)
with context.begin_transaction():
    context.run_migrations()
