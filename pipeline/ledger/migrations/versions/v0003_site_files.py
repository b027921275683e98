"""What sites say for all their pages, robots.txt first of all, is kept for a day beyond the process that asked."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "site_files",
        sa.Column("url", sa.Text(), primary_key=True),
        sa.Column("content", sa.LargeBinary()),
        sa.Column("expires_at", sa.String(27), nullable=False),
    )
