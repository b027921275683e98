"""Delivery to a store that speaks as Amazon S3 does: moto's server, in a process of its own."""

import importlib.util
from typing import Any

import pytest
from pydantic import SecretStr
from stores import Bucket
from wires import Cut, Wire, wire_to

from pipeline.errors import ConfigurationError, SinkRefused, SinkUnavailable
from pipeline.settings.sinks import SinkSettings
from pipeline.sinks import Parcel, Sink, build

ARTICLE = Parcel("articles/0123456789abcdef.json", "v1", '{"text": "نص"}\n'.encode() * 5000)


def sink_to(bucket: Bucket, *, by: Wire | None = None, **settings: Any) -> Sink:  # noqa: ANN401 - any setting
    known: dict[str, Any] = {
        "kind": "object_store",
        "url": f"s3://{bucket.name}/site",
        "options": bucket.options(by.address if by else None),
        "secret": SecretStr("not so secret"),
        "backoff": 0,
    }
    return build("bucket", SinkSettings.model_validate({**known, **settings}))


def test_a_file_is_an_object_below_the_url_of_its_content_type(bucket: Bucket) -> None:
    sink = sink_to(bucket)
    sink.take(ARTICLE)
    sink.take(Parcel("changes.jsonl", "v1", b"{}\n"))
    assert bucket.objects() == ["site/articles/0123456789abcdef.json", "site/changes.jsonl"]
    answer = bucket.get("site/articles/0123456789abcdef.json")
    assert answer.content == ARTICLE.body
    assert answer.headers["content-type"] == "application/json; charset=utf-8"


def test_an_object_is_replaced_and_removed_and_one_that_is_gone_is_no_error(bucket: Bucket) -> None:
    sink = sink_to(bucket)
    for body in (b"one", b"two"):
        sink.take(Parcel("index.json", "v", body))
    assert bucket.get("site/index.json").content == b"two"
    for _ in range(2):
        sink.remove("index.json")
    assert bucket.objects() == []


@pytest.mark.parametrize(
    "cut",
    [Cut("request", 100), Cut("request", 40_000), Cut("answer", 1)],
    ids=["in the header", "in the body", "in the answer"],
)
def test_where_the_connection_is_cut_the_object_is_put_again_whole(bucket: Bucket, cut: Cut) -> None:
    with wire_to(bucket.port, cut, cut) as wire:
        sink_to(bucket, by=wire).take(ARTICLE)
        assert wire.connections == 3
    assert bucket.get("site/articles/0123456789abcdef.json").content == ARTICLE.body


def test_half_an_object_is_no_object(bucket: Bucket) -> None:
    cuts = [Cut("request", 40_000)] * 2
    with wire_to(bucket.port, *cuts) as wire, pytest.raises(SinkUnavailable) as caught:
        sink_to(bucket, by=wire, attempts=2).take(ARTICLE)
    assert bucket.objects() == []
    assert caught.value.item == f"s3://{bucket.name}/site/{ARTICLE.name}"
    assert caught.value.next_step


def test_a_bucket_that_is_not_there_refuses_at_once(bucket: Bucket) -> None:
    with wire_to(bucket.port) as wire, pytest.raises(SinkRefused, match="NotFoundError") as caught:
        sink_to(bucket, by=wire, url="s3://no-such-bucket/").take(ARTICLE)
    assert wire.connections == 1
    assert "REPUBLISH_SINKS__BUCKET__SECRET" in str(caught.value)


@pytest.mark.parametrize(
    ("url", "options", "secret"),
    [
        ("az://container/site", {"account_name": "newsroom"}, "bm90IHNvIHNlY3JldA=="),
        ("s3://bucket", {}, None),
    ],
)
def test_every_kind_of_store_is_opened_by_its_url(url: str, options: dict[str, str], secret: str | None) -> None:
    settings = {"kind": "object_store", "url": url, "options": options, "secret": secret}
    assert build("bucket", SinkSettings.model_validate(settings)).name == "bucket"


@pytest.mark.parametrize(
    ("url", "changes"),
    [("s3://bucket", {"options": {"regoin": "x"}}), ("gs://bucket", {"secret": "no JSON of an account"})],
)
def test_what_the_store_does_not_know_is_a_configuration_error(url: str, changes: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=r"^sinks\.bucket: "):
        build("bucket", SinkSettings.model_validate({"kind": "object_store", "url": url, **changes}))


def test_without_the_extra_it_is_told_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ConfigurationError, match=r"republish\[object-store\]"):
        build("bucket", SinkSettings(kind="object_store", url="s3://bucket"))
