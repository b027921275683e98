"""The article's own file: among the published ones, or among those a person must decide on."""

from pathlib import Path

from pydantic import ValidationError

from pipeline.errors import StorageError
from pipeline.model import Publication
from pipeline.stages.publish.canonical import canonical_json
from pipeline.stages.publish.files import storage_errors, sync_folder, write_whole


def publish(publication: Publication, *, published: Path, held: Path) -> Path:
    """Write `publication` and return its path.

    A held one goes to held/ID.json and leaves an earlier published revision as it is; any other goes to
    published/articles/ID.json and takes the held one away. Raises StorageError.
    """
    held_path = held / f"{publication.id}.json"
    if publication.state == "held":
        write_whole(held_path, canonical_json(publication))
        return held_path
    path = _article_path(publication.id, published)
    write_whole(path, canonical_json(publication))
    with storage_errors(held_path):
        if held_path.exists():
            held_path.unlink()
            sync_folder(held)
    return path


def read_publication(item_id: str, published: Path) -> Publication:
    """Return the published publication of an item. Raises StorageError where its file is missing or damaged."""
    path = _article_path(item_id, published)
    next_step = f"republish retry {item_id} --from publish"
    with storage_errors(path):
        try:
            return Publication.model_validate_json(path.read_bytes())
        except FileNotFoundError as error:
            raise StorageError("is missing", item=str(path), next_step=next_step) from error
        except ValidationError as error:
            fault = f"is no publication: {error.error_count()} faults"
            raise StorageError(fault, item=str(path), next_step=next_step) from error


def _article_path(item_id: str, published: Path) -> Path:
    return published / "articles" / f"{item_id}.json"
