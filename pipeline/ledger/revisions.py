"""The revisions of a publication that newer ones have followed."""

import datetime as dt

from sqlalchemy import ColumnElement, delete, func, select, update

from pipeline.ledger.connection import Database
from pipeline.ledger.payloads import packed, unpacked
from pipeline.ledger.putting import put
from pipeline.ledger.schema import outputs, revisions

_UNEDITED = "translate before edits"
"""Where, beside what the stages made, a translation is kept as it was before people edited a revision, by its number.

By the number, not by when it was: a clock that is put back would hide the edits.
"""


class Revisions:
    """What readers had before. The newest revision is not here: it is what the attribute stage made."""

    def __init__(self, database: Database) -> None:
        """Use `database`, whose tables exist."""
        self._database = database

    def keep(self, item_id: str, revision: int, payload: str, now: dt.datetime) -> None:
        """Keep a publication as JSON, in place of what was kept of that revision."""
        row = {"item_id": item_id, "revision": revision, "payload": packed(payload), "recorded_at": now}
        with self._database.write() as connection:
            put(connection, revisions, row)

    def of(self, item_id: str) -> list[str]:
        """Return the JSON of each earlier revision, the oldest first."""
        query = select(revisions).where(revisions.c.item_id == item_id).order_by(revisions.c.revision)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return [unpacked(row.payload, item_id, f"revision {row.revision}") for row in rows]

    def count(self, item_id: str) -> int:
        """Return how many there are."""
        query = select(func.count()).where(revisions.c.item_id == item_id)
        with self._database.read() as connection:
            return connection.execute(query).scalar_one()

    def keep_unedited(self, item_id: str, revision: int, translation: str, now: dt.datetime) -> None:
        """Keep a translation as JSON before the first edit of the published `revision`; later edits change nothing."""
        if self.unedited(item_id, revision) is not None:
            return
        row = {"item_id": item_id, "stage": _unedited(revision), "payload": packed(translation), "seconds": 0.0}
        with self._database.write() as connection:
            connection.execute(delete(outputs).where(*_kept_unedited(item_id)))
            put(connection, outputs, {**row, "recorded_at": now})

    def unedited(self, item_id: str, revision: int) -> str | None:
        """Return the translation as it was before the edits of the published `revision`; None where there were none."""
        query = select(outputs.c.payload).where(outputs.c.item_id == item_id, outputs.c.stage == _unedited(revision))
        with self._database.read() as connection:
            payload = connection.execute(query).scalar()
        return None if payload is None else unpacked(payload, item_id, "the translation before edits")

    def take_back_edits(self, item_id: str, translation: str) -> None:
        """Put the unedited `translation` back as what translating made; what was made of the edited one goes."""
        with self._database.write() as connection:
            of_item = outputs.c.item_id == item_id
            connection.execute(delete(outputs).where(*_kept_unedited(item_id)))
            connection.execute(delete(outputs).where(of_item, outputs.c.stage == "check"))
            connection.execute(
                update(outputs).where(of_item, outputs.c.stage == "translate").values(payload=packed(translation))
            )


def _unedited(revision: int) -> str:
    return f"{_UNEDITED} of revision {revision}"


def _kept_unedited(item_id: str) -> tuple[ColumnElement[bool], ...]:
    return outputs.c.item_id == item_id, outputs.c.stage.startswith(_UNEDITED)
