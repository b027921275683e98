"""The exchange with a service: bounds, proxies, and what its failures tell."""

import gzip
import socket
import threading

import pytest
from pytest_httpserver import HTTPServer

from pipeline.engines.transport import MAX_BYTES, Transport
from pipeline.errors import EngineAnswerBroken, EngineRefused, EngineUnavailable


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


def test_a_closed_port_was_not_reached() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # bound and not listening: nobody else gets the port
        with pytest.raises(EngineUnavailable) as raised:
            Transport("first", f"http://127.0.0.1:{closed.getsockname()[1]}", timeout=5).exchange("GET")
    assert not raised.value.reached


def test_a_connection_that_is_closed_without_an_answer_may_have_been_read() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        answering = threading.Thread(target=lambda: _hang_up(server))
        answering.start()
        with pytest.raises(EngineUnavailable) as raised:
            Transport("first", f"http://127.0.0.1:{server.getsockname()[1]}", timeout=5).exchange("GET")
        answering.join()
    assert raised.value.was_read


def _hang_up(server: socket.socket) -> None:
    connection, _ = server.accept()
    connection.recv(65536)
    connection.close()


@pytest.mark.parametrize("has_key", [False, True])
def test_a_key_is_advised_only_where_the_service_has_one(httpserver: HTTPServer, *, has_key: bool) -> None:
    transport = Transport("first", httpserver.url_for(""), timeout=5, has_key=has_key)
    httpserver.expect_request("/").respond_with_data("", status=404)
    with pytest.raises(EngineRefused) as raised:
        transport.exchange("GET", "/")
    assert ("API_KEY" in (raised.value.next_step or "")) == has_key
    assert not raised.value.was_read
