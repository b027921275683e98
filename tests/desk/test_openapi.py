"""The API keeps what its own description says, whatever it is asked, and never fails with 5xx."""

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from desks import READ_TOKEN
from hypothesis import HealthCheck, given, settings
from newsroom import Newsroom
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance
from stories import LIBRARY, ORCHARD

from pipeline.desk import Access, create_app
from pipeline.run.opening import open_ledger

HEADERS = {"Host": "127.0.0.1", "Authorization": f"Bearer {READ_TOKEN}"}
EXAMPLES = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
PUBLICATION = "/api/v1/publications/{item_id}"


@pytest.fixture
def published(newsroom: Newsroom) -> list[str]:
    """Publish two articles, withdraw one of them, and return their ids."""
    urls = [newsroom.publish(story) for story in (LIBRARY, ORCHARD)]
    newsroom.run()
    ids = [newsroom.item(url).id for url in urls]
    newsroom.withdraw(ids[1], "a mistake")
    return ids


@pytest.fixture
def described(newsroom: Newsroom, published: list[str]) -> Iterator[schemathesis.BaseSchema]:
    """Give the API over them by its own description."""
    del published
    asked = newsroom.configure(desk={"requests_per_minute": 100_000})
    with contextlib.closing(open_ledger(asked)) as ledger:
        app = create_app(asked, ledger, Access(read_token=READ_TOKEN))
        yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=HEADERS)


def statuses(operation: Any, mode: GenerationMode, **path: str) -> set[int]:  # noqa: ANN401 - schemathesis publishes no type
    """Ask what fits the description, or what does not, with the given parts of the path; check every answer."""
    met = set()

    @EXAMPLES
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: "schemathesis.Case[Any]") -> None:
        case.path_parameters |= path
        # What fits the description may still name no publication, or ask for a format that there is not.
        met.add(case.call_and_validate(headers=HEADERS, excluded_checks=[positive_data_acceptance]).status_code)

    ask()
    return met


def test_every_answer_is_as_described_and_none_is_a_server_error(described: schemathesis.BaseSchema) -> None:
    assert set(described) == {"/api/v1/publications", PUBLICATION, "/api/v1/changes"}
    met = {path: {s for mode in GenerationMode for s in statuses(described[path]["GET"], mode)} for path in described}
    assert met == {"/api/v1/publications": {200, 422}, PUBLICATION: {404, 406, 422}, "/api/v1/changes": {200, 422}}


def test_what_there_is_comes_in_every_format_as_described(
    described: schemathesis.BaseSchema, published: list[str]
) -> None:
    operation = described[PUBLICATION]["GET"]
    assert {
        status for item_id in published for status in statuses(operation, GenerationMode.POSITIVE, item_id=item_id)
    } == {200}
