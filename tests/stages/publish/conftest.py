"""A publication to publish, and a folder for it."""

import resource
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from pipeline.model import Publication

EXAMPLE = Path(__file__).parents[2] / "model/examples/publication-1.json"


@pytest.fixture
def publication() -> Publication:
    return Publication.model_validate_json(EXAMPLE.read_bytes())


@pytest.fixture
def published(tmp_path: Path) -> Path:
    return tmp_path / "published"


@pytest.fixture
def held(tmp_path: Path) -> Path:
    return tmp_path / "held"


@pytest.fixture
def files_limited_to() -> Callable[[int], AbstractContextManager[None]]:
    """Let the operating system refuse to write beyond so many bytes of a file, as a full disk would."""

    @contextmanager
    def limited(size: int) -> Iterator[None]:
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    return limited
