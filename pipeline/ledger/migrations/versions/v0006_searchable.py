"""What items are searched by is in a table and an index of its own, so that a search looks at few of them."""

import sqlalchemy as sa
from alembic import op

from pipeline.ledger.searchable import make_index, take_over

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table, fill it, and make the index."""
    op.create_table(
        "searchable",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("item_id", sa.String(16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
    )
    make_index(op.get_bind())
    take_over(op.get_bind())
