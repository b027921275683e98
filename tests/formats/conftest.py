"""The publication that most tests of formats are about."""

from pathlib import Path

import pytest

from pipeline.model import Publication

EXAMPLE = Path(__file__).parents[1] / "model/examples/publication-1.json"


@pytest.fixture
def publication() -> Publication:
    return Publication.model_validate_json(EXAMPLE.read_bytes())
