"""Items know how often they were begun in vain and whether they are news; counting and listing need no full scan."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_INDEXES = {
    "items_by_update": ["updated_at"],
    "items_by_source": ["source", "updated_at"],
    "items_by_reason": ["reason", "updated_at"],
    "items_counted": ["state", "source", "reason"],
}


def upgrade() -> None:
    """Add the columns and indexes; versions from before the revisions leave the ledger alone from now on."""
    op.add_column("items", sa.Column("starts", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("items", sa.Column("backfill", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("feeds", sa.Column("next_check_at", sa.String(27)))
    for name, columns in _INDEXES.items():
        op.create_index(name, "items", columns)
    op.execute("UPDATE meta SET value = '2' WHERE key = 'version'")
