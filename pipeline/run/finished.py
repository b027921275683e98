"""Whether the consumers' files are up to the ledger already, so that a run with nothing new writes and reads none.

What they came to is noted in the ledger when they are written: the last change, and the time and length of every file.
Where one differs, or was lost, or the day is another, all of them are gone through as after a change.
"""

import json
from collections.abc import Iterable
from typing import Any

from pipeline.ledger import DeliveryRow
from pipeline.run.services import Services
from pipeline.stages.publish import index_pages
from pipeline.stages.publish.files import storage_errors

# No sink of the configuration can be called so.
_SINK, _NAME = "[published]", "files"
_FILES = ("index.json", "feed.json", "changes.jsonl")


def is_finished(services: Services) -> bool:
    """Tell whether nothing was published or withdrawn, and no file touched, since `note_finished`."""
    row = services.ledger.deliveries.of(_SINK).get(_NAME)
    if row is None or row.version is None:
        return False
    noted = json.loads(row.version)
    if services.ledger.changes(noted["cursor"]):
        return False
    return bool(noted == _standing(services, noted["cursor"], noted["articles"]))


def note_finished(services: Services, cursor: int, articles: Iterable[str]) -> None:
    """Note that every file is up to the change at `cursor`; `articles` are those that the feed was made of.

    `cursor` is what the ledger's last change was before anything was read: workers publish meanwhile.
    """
    version = json.dumps(_standing(services, cursor, list(articles)))
    services.ledger.deliveries.keep(DeliveryRow(sink=_SINK, name=_NAME, version=version, at=services.clock()))


def _standing(services: Services, cursor: int, articles: list[str]) -> dict[str, Any]:
    folder = services.settings.paths.published
    paths = [folder / name for name in _FILES] + [folder / "articles" / f"{article}.json" for article in articles]
    files = {}
    for path in [*paths, *index_pages(folder)]:
        with storage_errors(path):
            stat = path.stat() if path.exists() else None
        files[path.name] = [stat.st_mtime_ns, stat.st_size] if stat else None
    # The day, as pages of the index that nothing leads to any more are removed after one.
    return {"cursor": cursor, "articles": articles, "files": files, "day": services.clock().date().isoformat()}
