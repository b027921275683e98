"""A publication knows the cursor of its latest change, so that reading on from one looks at no other change."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column, fill it from the changes, and add what it is looked up by."""
    op.add_column("publications", sa.Column("cursor", sa.Integer(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE publications SET cursor = latest.cursor "
        "FROM (SELECT item_id, max(cursor) AS cursor FROM changes GROUP BY item_id) AS latest "
        "WHERE latest.item_id = publications.item_id"
    )
    op.create_index("publications_by_cursor", "publications", ["cursor"])
    op.create_index("publications_by_state", "publications", ["state", "cursor"])
