"""How the workers stand: how many live, how many jobs wait and are under way; asked of PostgreSQL alone."""

from sqlalchemy import Connection, column, func, select, table

from pipeline.config import Settings
from pipeline.errors import LockHeld
from pipeline.ledger import Ledger
from pipeline.model import Model


class WorkersStanding(Model):
    """Workers that gave a sign of life lately; jobs that wait, and jobs under way."""

    alive: int = 0
    waiting: int = 0
    under_way: int = 0


def standing(settings: Settings, ledger: Ledger) -> WorkersStanding | None:
    """Return how the workers stand; None where the configuration has none. Raises LedgerUnusable."""
    if not settings.workers.enabled:
        return None
    with ledger.database.read() as connection:
        schema = jobs_schema(connection)
        if not _there(connection, schema):
            return WorkersStanding()
        jobs = table("procrastinate_jobs", column("status"), schema=schema)
        query = select(jobs.c.status, func.count()).group_by(jobs.c.status)
        counts = {row[0]: row[1] for row in connection.execute(query)}
        alive = living(connection, schema, settings.workers.stalled_after.total_seconds())
    return WorkersStanding(alive=alive, waiting=counts.get("todo", 0), under_way=counts.get("doing", 0))


def require_none(settings: Settings, ledger: Ledger) -> None:
    """Raise LockHeld where workers live on the ledger, though the configuration has none: both would do the same."""
    if not ledger.database.is_shared:
        return
    with ledger.database.read() as connection:
        schema = jobs_schema(connection)
        within = settings.workers.stalled_after.total_seconds()
        alive = living(connection, schema, within) if _there(connection, schema) else 0
    if alive:
        raise LockHeld(
            f"workers are at work on this ledger, {alive} of them, and this configuration has none",
            holder="a worker",
            item=str(settings.paths.state),
            next_step="set [workers] enabled = true, as theirs does, or stop them",
        )


def _there(connection: Connection, schema: str) -> bool:
    return connection.execute(select(func.to_regclass(f'"{schema}".procrastinate_workers'))).scalar() is not None


def jobs_schema(connection: Connection) -> str:
    """Return the schema of the jobs of the ledger that `connection` leads to: every ledger has its own."""
    return f"{connection.execute(select(func.current_schema())).scalar_one()}_jobs"


def living(connection: Connection, schema: str, within: float) -> int:
    """Return how many workers gave a sign of life `within` so many seconds."""
    since = func.now() - func.make_interval(0, 0, 0, 0, 0, 0, within)
    workers = table("procrastinate_workers", column("last_heartbeat"), schema=schema)
    query = select(func.count()).select_from(workers).where(workers.c.last_heartbeat >= since)
    return int(connection.execute(query).scalar_one())
