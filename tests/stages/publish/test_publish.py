from pathlib import Path

import pytest
from pydantic import ValidationError

from pipeline.errors import StorageError
from pipeline.model import Publication
from pipeline.stages.publish import canonical_json, publish, read_publication


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def revised(publication: Publication, **changes: object) -> Publication:
    return publication.model_copy(update=changes)


def test_a_published_one_lies_among_the_articles(publication: Publication, published: Path, held: Path) -> None:
    path = publish(publication, published=published, held=held)
    assert path == published / "articles" / f"{publication.id}.json"
    assert path.read_bytes() == canonical_json(publication)
    assert read_publication(publication.id, published) == publication


@pytest.mark.parametrize(
    "ident", ["../../0123456789ab", "0123456789abcde/", "0123456789ABCDEF", "", "0123456789abcdef\n"]
)
def test_an_id_that_could_lead_elsewhere_is_none(publication: Publication, ident: str) -> None:
    with pytest.raises(ValidationError, match="id"):
        Publication.model_validate({**publication.model_dump(by_alias=True), "id": ident})


def test_a_held_revision_leaves_the_published_one_as_it_is(
    publication: Publication, published: Path, held: Path
) -> None:
    first = publish(publication, published=published, held=held)
    second = publish(revised(publication, revision=2, state="held"), published=published, held=held)
    assert second == held / f"{publication.id}.json"
    assert Publication.model_validate_json(first.read_bytes()).revision == 1
    assert Publication.model_validate_json(second.read_bytes()).state == "held"


def test_what_is_published_is_held_no_longer(
    publication: Publication, published: Path, held: Path, tmp_path: Path
) -> None:
    publish(revised(publication, state="held"), published=published, held=held)
    publish(publication, published=published, held=held)
    assert files(tmp_path) == [f"published/articles/{publication.id}.json"]


def test_a_withdrawn_one_takes_the_place_of_the_article(
    publication: Publication, published: Path, held: Path, tmp_path: Path
) -> None:
    publish(publication, published=published, held=held)
    publish(revised(publication, revision=2, state="withdrawn", blocks=()), published=published, held=held)
    assert files(tmp_path) == [f"published/articles/{publication.id}.json"]
    assert read_publication(publication.id, published).state == "withdrawn"


def test_publishing_twice_is_publishing_once(publication: Publication, published: Path, held: Path) -> None:
    path = publish(publication, published=published, held=held)
    before = path.read_bytes()
    publish(publication, published=published, held=held)
    assert path.read_bytes() == before
    assert files(published) == [f"articles/{publication.id}.json"]


@pytest.mark.parametrize("damage", [None, b"", b'{"schema": '])
def test_a_missing_or_damaged_file_is_a_storage_error_that_names_it(
    publication: Publication, published: Path, held: Path, damage: bytes | None
) -> None:
    path = publish(publication, published=published, held=held)
    path.unlink() if damage is None else path.write_bytes(damage)
    with pytest.raises(StorageError) as caught:
        read_publication(publication.id, published)
    assert caught.value.item == str(path)
    assert caught.value.next_step
