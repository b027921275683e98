"""The exchange with a service: bounds and proxies."""

import gzip

import pytest
from pytest_httpserver import HTTPServer

from pipeline.engines.transport import MAX_BYTES, Transport
from pipeline.errors import EngineAnswerBroken


@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_without_bounds_is_broken(httpserver: HTTPServer, *, packed: bool) -> None:
    body = b" " * (MAX_BYTES + 1)
    headers = {"Content-Encoding": "gzip"} if packed else {}
    httpserver.expect_request("/").respond_with_data(gzip.compress(body) if packed else body, headers=headers)
    transport = Transport("engine", httpserver.url_for("/"), timeout=20)
    with pytest.raises(EngineAnswerBroken, match="longer than"):
        transport.exchange("GET")
    transport.close()


def test_a_packed_answer_is_unpacked_once(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/x").respond_with_data(
        gzip.compress("نعم".encode()), headers={"Content-Encoding": "gzip"}
    )
    transport = Transport("engine", httpserver.url_for("/"), timeout=5)
    assert transport.exchange("GET", "/x").text == "نعم"
    transport.close()


def test_proxies_of_the_environment_are_not_for_this_machine(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    httpserver.expect_request("/").respond_with_data("here")
    transport = Transport("engine", httpserver.url_for("/"), timeout=5)
    assert transport.exchange("GET").text == "here"
    transport.close()


def test_json_nested_deeper_than_it_can_be_read_is_a_broken_answer(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}")
    with pytest.raises(EngineAnswerBroken, match="no JSON object"):
        Transport("chat", httpserver.url_for(""), timeout=5).exchange_json("/")
