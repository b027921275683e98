"""Every projection is valid by its own format's rules; and a broken one is not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from validity import (
    fragment_faults,
    html_faults,
    json_feed_faults,
    schema_org_faults,
    wordpress_faults,
)

from pipeline.formats import FORMATS
from pipeline.formats.body import attribution_html, content_html, gated
from pipeline.model import Publication
from pipeline.model.reference import publication_example

STORED = sorted((Path(__file__).parents[1] / "model/examples").glob("publication-*.json"))
PUBLICATIONS = {
    "example": publication_example(),
    **{path.stem: path.read_text("utf-8") for path in STORED},
}
CHECKS: dict[str, Callable[[Any], list[str]]] = {
    "html": html_faults,
    "json-feed": json_feed_faults,
    "schema-org": schema_org_faults,
    "wordpress": wordpress_faults,
}


@pytest.mark.parametrize("name", PUBLICATIONS)
@pytest.mark.parametrize("state", ["published", "held", "withdrawn"])
@pytest.mark.parametrize("form", CHECKS)
def test_a_publication_in_any_state_is_valid_in_each_format(form: str, state: str, name: str) -> None:
    publication = Publication.model_validate_json(PUBLICATIONS[name]).model_copy(update={"state": state})
    assert CHECKS[form](FORMATS[form](publication)) == []


def test_the_body_s_gate_changes_nothing_of_what_is_made(publication: Publication) -> None:
    for made in (
        content_html(publication.blocks),
        attribution_html(publication.attribution, publication.disclaimers),
    ):
        assert gated(made) == made


def test_the_json_ld_in_the_page_is_the_format_s_own(publication: Publication) -> None:
    page = str(FORMATS["html"](publication))
    script = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(script) == FORMATS["schema-org"](publication)


@pytest.mark.parametrize(
    ("check", "broken"),
    [
        (html_faults, "<!DOCTYPE html><title>a</title><p><b>one</p>"),
        (html_faults, "<title>a</title><p>one"),
        (fragment_faults, "<figure><p>one</figure></p>"),
        (schema_org_faults, {"@type": "NewsArticel"}),
        (schema_org_faults, {"@type": "NewsArticle", "headlines": "one"}),
        (schema_org_faults, {"@type": "NewsArticle", "author": [{"@type": "Person", "nom": "one"}]}),
        (schema_org_faults, {"@type": "NewsArticle", "digitalSourceType": "https://schema.org/Robot"}),
        (schema_org_faults, {"@type": "NewsArticle", "headline": ""}),
        (json_feed_faults, {"version": "https://jsonfeed.org/version/1.1", "title": "a"}),
        (json_feed_faults, {"version": "1.1", "title": "a", "items": []}),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_is_not_valid_is_noticed(check: Callable[[Any], list[str]], broken: object) -> None:
    assert check(broken)


@pytest.mark.parametrize(
    "change",
    [
        {"id": 7},
        {"external_url": "no address"},
        {"date_published": "2024-07-30T13:02:05"},
        {"authors": [{}]},
        {"content_html": None},
        {"content_html": "<p><b>one</p>"},
        {"headline": "one"},
    ],
    ids=str,
)
def test_an_item_of_a_feed_that_is_not_valid_is_noticed(change: dict[str, Any], publication: Publication) -> None:
    feed: Any = FORMATS["json-feed"](publication)
    feed["items"][0] |= change
    assert json_feed_faults(feed)
