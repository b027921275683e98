"""The consumers' read API."""

import hashlib
from typing import Any

import httpx
import jsonschema
import pytest
from desks import Desk
from newsroom import Newsroom
from stories import CLOCK, LIBRARY, ORCHARD

from pipeline.desk.negotiation import FORMAT_NAMES, MEDIA_TYPES
from pipeline.formats import FORMATS
from pipeline.model.schema import publication_schema

PUBLICATIONS, CHANGES = "/api/v1/publications", "/api/v1/changes"


@pytest.fixture
def consumer(desk: Desk, newsroom: Newsroom) -> httpx.Client:
    """Publish three articles; come with the read token."""
    for story in (CLOCK, LIBRARY, ORCHARD):
        newsroom.publish(story)
    newsroom.run()
    return desk.consumer()


@pytest.fixture
def library(newsroom: Newsroom, consumer: httpx.Client) -> str:
    del consumer
    return newsroom.item(newsroom.url(LIBRARY.path)).id


def listed(consumer: httpx.Client, **query: str | int) -> dict[str, Any]:
    answer = consumer.get(PUBLICATIONS, params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_the_list_says_what_the_index_says(consumer: httpx.Client, newsroom: Newsroom) -> None:
    entries = listed(consumer)["publications"]
    assert {entry.pop("source") for entry in entries} == {"The Tamsin Post"}
    assert [entry.pop("cursor") for entry in entries] == [1, 2, 3]
    assert sorted(entries, key=lambda e: str(e["id"])) == sorted(
        newsroom.published("index.json")["articles"], key=lambda e: str(e["id"])
    )


def test_the_list_is_paged_and_read_on_later_from_where_it_ended(consumer: httpx.Client, newsroom: Newsroom) -> None:
    first = listed(consumer, limit=2)
    second = listed(consumer, limit=2, since=first["next"])
    assert [(len(page["publications"]), page["more"]) for page in (first, second)] == [(2, True), (1, False)]
    assert len({entry["id"] for page in (first, second) for entry in page["publications"]}) == 3

    assert listed(consumer, since=second["next"]) == {"publications": [], "next": second["next"], "more": False}
    revised = first["publications"][0]["id"]
    newsroom.approve(revised)
    assert [entry["id"] for entry in listed(consumer, since=second["next"])["publications"]] == [revised]


def test_the_cursors_of_the_list_are_those_of_the_changes(consumer: httpx.Client, newsroom: Newsroom) -> None:
    halfway = newsroom.changes()[1]
    assert [entry["cursor"] for entry in listed(consumer, since=halfway["cursor"])["publications"]] == [3]


def test_the_list_is_filtered_by_state_and_source(consumer: httpx.Client, newsroom: Newsroom, library: str) -> None:
    newsroom.withdraw(library, "a mistake")
    assert [entry["id"] for entry in listed(consumer, state="withdrawn")["publications"]] == [library]
    assert len(listed(consumer, state="published")["publications"]) == 2
    assert len(listed(consumer, source="The Tamsin Post")["publications"]) == 3
    assert listed(consumer, source="Another")["publications"] == []


@pytest.mark.parametrize(
    "query",
    [
        "state=held", "limit=0", "limit=501", "limit=x", "since=x", "since=-1", f"since={2**63}", "sinse=7",
        f"source={'a' * 201}",
    ],
)  # fmt: skip
def test_a_query_that_makes_no_sense_is_told_so(desk: Desk, query: str) -> None:
    answer = desk.consumer().get(f"{PUBLICATIONS}?{query}")
    assert answer.status_code == 422
    assert query.partition("=")[0] in answer.json()["detail"]


def test_a_publication_is_the_file_byte_for_byte(consumer: httpx.Client, newsroom: Newsroom, library: str) -> None:
    answer = consumer.get(f"{PUBLICATIONS}/{library}")
    assert answer.headers["content-type"] == "application/json"
    assert answer.content == (newsroom.folder / "data" / "published" / "articles" / f"{library}.json").read_bytes()
    assert answer.headers["etag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'
    jsonschema.validate(answer.json(), publication_schema())


def test_a_consumer_that_has_it_already_is_told_so_without_a_body(
    consumer: httpx.Client, newsroom: Newsroom, library: str
) -> None:
    paths = (f"{PUBLICATIONS}/{library}", f"{PUBLICATIONS}/{library}?format=html", PUBLICATIONS, CHANGES)
    for path, reviewer in zip(paths, ("Layla", "Omar", "Salma", "Karim"), strict=True):
        tag = consumer.get(path).headers["etag"]
        for given in (tag, f'"other", W/{tag}', "*"):
            again = consumer.get(path, headers={"If-None-Match": given})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        newsroom.approve(library, by=reviewer)
        changed = consumer.get(path, headers={"If-None-Match": tag})
        assert changed.status_code == 200, path
        assert changed.headers["etag"] != tag


def test_each_format_is_had_by_its_name_and_by_its_media_type(consumer: httpx.Client, desk: Desk, library: str) -> None:
    for name in FORMAT_NAMES:
        by_name = consumer.get(f"{PUBLICATIONS}/{library}", params={"format": name})
        by_type = consumer.get(f"{PUBLICATIONS}/{library}", headers={"Accept": MEDIA_TYPES[name]})
        assert by_name.status_code == by_type.status_code == 200, name
        assert by_name.content == by_type.content
        assert by_name.headers["etag"] == by_type.headers["etag"]
        assert by_name.headers["content-type"].split(";")[0] == MEDIA_TYPES[name]
        assert LIBRARY.headline[1] in by_name.text
        assert "Accept" in by_name.headers["vary"]
        assert desk.stranger().get(f"{PUBLICATIONS}/{library}?format={name}").status_code == 401


def test_every_format_there_is_has_a_media_type_of_its_own() -> None:
    assert set(MEDIA_TYPES) == {"native", *FORMATS}
    assert len(set(MEDIA_TYPES.values())) == len(MEDIA_TYPES)


ACCEPTED = (
    ("*/*", "application/json"),
    ("", "application/json"),
    ("text/html", "text/html"),
    ("text/html;q=0.5, application/json", "application/json"),
    ("application/ld+json, application/json;q=0.9, */*;q=0.1", "application/ld+json"),
    ("image/png, text/*", "text/html"),
    ("TEXT/HTML; q=1.0, */*; q=0.8", "text/html"),
    ("text/html; q=x, application/json", "application/json"),
)
"""What a consumer says that it accepts, and what it is given."""


def test_accept_is_answered_with_what_it_prefers(consumer: httpx.Client, library: str) -> None:
    for accept, given in ACCEPTED:
        answer = consumer.get(f"{PUBLICATIONS}/{library}", headers={"Accept": accept})
        assert answer.headers["content-type"].split(";")[0] == given, accept


def test_a_format_that_there_is_not_is_told_with_those_there_are(consumer: httpx.Client, library: str) -> None:
    unknown = consumer.get(f"{PUBLICATIONS}/{library}?format=docx")
    assert (unknown.status_code, "ninjs" in unknown.json()["detail"]) == (406, True)
    for accept in ("image/png", "text/html;q=0"):
        answer = consumer.get(f"{PUBLICATIONS}/{library}", headers={"Accept": accept})
        assert (answer.status_code, "text/markdown" in answer.json()["detail"]) == (406, True)


def test_html_may_run_nothing_in_this_origin(consumer: httpx.Client, library: str) -> None:
    policy = consumer.get(f"{PUBLICATIONS}/{library}?format=html").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "sandbox" in policy
    assert "script-src" not in policy


def test_what_is_only_held_is_no_publication(desk: Desk, held: str) -> None:
    assert desk.consumer().get(f"{PUBLICATIONS}/{held}").status_code == 404
    assert desk.consumer().get(f"{PUBLICATIONS}/0000000000000000").status_code == 404
    assert desk.consumer().get(f"{PUBLICATIONS}/{held[:8]}").status_code == 422


def test_a_withdrawn_publication_says_so_in_every_format(
    consumer: httpx.Client, newsroom: Newsroom, library: str
) -> None:
    newsroom.withdraw(library, "a mistake")
    publication = consumer.get(f"{PUBLICATIONS}/{library}").json()
    assert (publication["state"], publication["blocks"]) == ("withdrawn", [])
    for name in FORMATS:
        answer = consumer.get(f"{PUBLICATIONS}/{library}?format={name}")
        assert answer.status_code == 200
        assert LIBRARY.paragraphs[0][1] not in answer.text


def test_changes_are_those_of_the_file_and_are_read_on_from_a_cursor(
    consumer: httpx.Client, newsroom: Newsroom, library: str
) -> None:
    newsroom.withdraw(library, "a mistake")
    read: list[Any] = []
    since, more = 0, True
    while more:
        page = consumer.get(CHANGES, params={"since": since, "limit": 3}).json()
        read += page["changes"]
        since, more = page["next"], page["more"]
    assert read == newsroom.changes()
    assert [read[-1]["id"], read[-1]["state"]] == [library, "withdrawn"]
    assert consumer.get(CHANGES, params={"since": since}).json() == {"changes": [], "next": since, "more": False}


def test_the_description_is_made_from_the_models(desk: Desk) -> None:
    described = desk.consumer().get("/api/v1/openapi.json").json()
    assert set(described["paths"]) == {PUBLICATIONS, f"{PUBLICATIONS}/{{item_id}}", CHANGES}
    assert {"Publication", "Entries", "Entry", "Changes", "Change"} <= set(described["components"]["schemas"])
    parameters = described["paths"][f"{PUBLICATIONS}/{{item_id}}"]["get"]["parameters"]
    formats = next(p for p in parameters if p["name"] == "format")["schema"]
    assert formats["enum"] == list(FORMAT_NAMES)


def test_the_api_can_only_be_read(desk: Desk, library: str) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert desk.consumer().request(method, f"{PUBLICATIONS}/{library}").status_code == 405
