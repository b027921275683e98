"""Delivery to a consumer's own address."""

import base64
import hashlib
import hmac
import re
import socket
import time
from pathlib import Path
from typing import Any

import pytest
from newsroom import in_turn, page
from pydantic import SecretStr
from pytest_httpserver import HTTPServer
from werkzeug import Request
from wires import Cut, wire_to

from pipeline.errors import ConfigurationError, DeliveryError, PublicationRefused, SinkRefused, SinkUnavailable
from pipeline.settings.sinks import SinkSettings
from pipeline.sinks import Parcel, Sink, build
from pipeline.sinks.webhook import signed

DOCUMENTATION = Path(__file__).parents[2] / "docs/delivery.md"
KEY = b"a key that both sides know, 32 b"
SECRET = SecretStr("whsec_" + base64.b64encode(KEY).decode())
PARCEL = Parcel("articles/0123456789abcdef.json", "0123456789abcdef:2:published", '{"text": "نص"}\n'.encode())


def sink_to(url: str, **settings: Any) -> Sink:  # noqa: ANN401 - any setting
    known = {"kind": "webhook", "url": url, "secret": SECRET, "backoff": 0}
    return build("partner", SinkSettings.model_validate({**known, **settings}))


def requests(consumer: HTTPServer) -> list[Request]:
    return [request for request, _ in consumer.log]


def test_the_signature_is_the_standard_s() -> None:
    """The example that the libraries of Standard Webhooks are tested with."""
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    parcel = Parcel("a", "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}')
    assert signed(parcel, key, 1614265330)["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_file_is_posted_as_it_is_with_its_key_and_signature(consumer: HTTPServer) -> None:
    consumer.expect_request("/hook", method="POST").respond_with_data("", 204)
    sink_to(consumer.url_for("/hook")).take(PARCEL)
    [request] = requests(consumer)
    assert request.data == PARCEL.body
    assert request.content_type == "application/json; charset=utf-8"
    assert request.headers["Idempotency-Key"] == request.headers["webhook-id"] == PARCEL.version
    content = f"{PARCEL.version}.{request.headers['webhook-timestamp']}.".encode() + request.data
    expected = base64.b64encode(hmac.new(KEY, content, hashlib.sha256).digest()).decode()
    assert request.headers["webhook-signature"] == f"v1,{expected}"


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_any_success_means_that_it_was_taken_whatever_the_answer_says(consumer: HTTPServer, status: int) -> None:
    consumer.expect_request("/hook").respond_with_data("", status)
    sink_to(consumer.url_for("/hook")).take(PARCEL)
    assert len(requests(consumer)) == 1


@pytest.mark.parametrize("status", [408, 409, 429, 500, 502, 503])
def test_a_consumer_that_cannot_now_is_asked_again_with_the_same_key(consumer: HTTPServer, status: int) -> None:
    consumer.expect_request("/hook").respond_with_handler(in_turn(page("", status=status), page("")))
    sink_to(consumer.url_for("/hook")).take(PARCEL)
    first, second = requests(consumer)
    assert first.headers["Idempotency-Key"] == second.headers["Idempotency-Key"]
    assert first.data == second.data


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (301, SinkRefused), (401, SinkRefused), (403, SinkRefused), (404, SinkRefused), (410, SinkRefused),
        (400, PublicationRefused), (413, PublicationRefused), (415, PublicationRefused), (422, PublicationRefused),
    ],
)  # fmt: skip
def test_a_refusal_is_of_the_sink_or_of_the_publication_and_is_not_repeated(
    consumer: HTTPServer, status: int, error: type[DeliveryError]
) -> None:
    consumer.expect_request("/hook").respond_with_handler(page("the headline is too long", status=status))
    with pytest.raises(error, match=f"answered {status}") as caught:
        sink_to(consumer.url_for("/hook")).take(PARCEL)
    assert len(requests(consumer)) == 1
    assert caught.value.sink == "partner"
    assert PARCEL.version in (caught.value.item or "")
    if error is PublicationRefused:
        assert "the headline is too long" in caught.value.message


def test_a_redirect_is_not_followed_and_its_target_told(consumer: HTTPServer) -> None:
    consumer.expect_request("/hook").respond_with_handler(page("", status=308, location="https://other.example/"))
    with pytest.raises(SinkRefused, match=r"https://other\.example/"):
        sink_to(consumer.url_for("/hook")).take(PARCEL)


def test_a_consumer_that_says_when_is_told_so_by_the_error(consumer: HTTPServer) -> None:
    consumer.expect_request("/hook").respond_with_handler(page("", status=503, retry_after="3600"))
    with pytest.raises(SinkUnavailable) as caught:
        sink_to(consumer.url_for("/hook")).take(PARCEL)
    assert caught.value.retry_after == 3600
    assert len(requests(consumer)) == 1


@pytest.mark.parametrize(
    ("cut", "arrived"),
    [(Cut("request", 60), 1), (Cut("request", 400), 1), (Cut("answer", 5), 2)],
    ids=["in the header", "in the body", "in the answer"],
)
def test_where_the_connection_is_cut_it_is_posted_again_under_the_same_key(
    consumer: HTTPServer, cut: Cut, arrived: int
) -> None:
    consumer.expect_request("/hook").respond_with_data("", 204)
    long = Parcel(PARCEL.name, PARCEL.version, PARCEL.body * 100)
    with wire_to(consumer.port, cut) as wire:
        sink_to(f"{wire.address}/hook").take(long)
        assert wire.connections == 2
    whole = [request for request in requests(consumer) if request.data == long.body]
    assert len(whole) == arrived
    assert {request.headers["Idempotency-Key"] for request in whole} == {PARCEL.version}


def test_a_consumer_that_cannot_be_reached_is_unavailable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(SinkUnavailable, match="the connection failed"):
        sink_to(f"http://127.0.0.1:{port}/hook", attempts=2).take(PARCEL)


def test_a_consumer_that_never_answers_is_given_up() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        pytest.raises(SinkUnavailable, match="the connection failed"),
    ):
        sink_to(f"http://127.0.0.1:{listener.getsockname()[1]}/hook", attempts=1, timeout=0.1).take(PARCEL)


@pytest.mark.parametrize(
    "secret",
    [None, "", "a password of my own", "whsec_", "whsec_c2hvcnQ=", "whsec_not base64", base64.b64encode(KEY).decode()],
)
def test_without_a_proper_secret_nothing_is_posted_and_it_is_told_how_to_make_one(secret: str | None) -> None:
    with pytest.raises(ConfigurationError, match=r"^sinks\.partner: .*openssl rand -base64 32") as caught:
        sink_to("https://partner.example/", secret=secret)
    assert "REPUBLISH_SINKS__PARTNER__SECRET" in str(caught.value)


def test_what_the_documentation_tells_a_consumer_to_do_finds_ours_and_no_other() -> None:
    [code] = re.findall(r"```python\n(.*?)```", DOCUMENTATION.read_text("utf-8"), re.DOTALL)
    documented: dict[str, Any] = {}
    exec(code, documented)  # noqa: S102 - our own documentation
    is_ours = documented["is_ours"]
    now, secret = int(time.time()), SECRET.get_secret_value()
    headers = signed(PARCEL, KEY, now)
    assert is_ours(headers, PARCEL.body, secret)
    assert not is_ours(headers, PARCEL.body + b" ", secret)
    assert not is_ours({**headers, "webhook-id": "another"}, PARCEL.body, secret)
    assert not is_ours(headers, PARCEL.body, "whsec_" + base64.b64encode(b"another key, as long as ours").decode())
    assert not is_ours(signed(PARCEL, KEY, now - 3600), PARCEL.body, secret)
