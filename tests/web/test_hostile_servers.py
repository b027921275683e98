"""What a server may do to us on purpose, and how little it gets for it: a typed error, bounded time and memory."""

import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from hostile import Connection, HostileServer

from pipeline.errors import FetchTimeout, Refused, RepublishError, ServerFailed
from pipeline.web import WebClient

OpenClient = Callable[..., WebClient]
OK = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n"
CHUNKED = OK + b"transfer-encoding: chunked\r\n\r\n"
MIB = 1024 * 1024


def gzipped_zeros(mebibytes: int) -> bytes:
    """A gzip member of zeros: a thousandth of what it inflates to."""
    deflater = zlib.compressobj(9, wbits=31)
    return b"".join(deflater.compress(bytes(MIB)) for _ in range(mebibytes)) + deflater.flush()


BOMB = gzipped_zeros(256)


def whole(body: bytes, *headers: bytes) -> bytes:
    lines = b"".join(header + b"\r\n" for header in (b"content-length: %d" % len(body), *headers))
    return OK + lines + b"\r\n" + body


def drip_headers(connection: Connection) -> None:
    connection.send(b"HTTP/1.1 200 OK\r\nx: ")
    connection.send_forever(b"a", every=0.02)


def drip_body(connection: Connection) -> None:
    connection.send(OK + b"content-length: 100000\r\n\r\n")
    connection.send_forever(b"a", every=0.02)


def endless_chunks(connection: Connection) -> None:
    connection.send(CHUNKED)
    connection.send_forever(b"4000\r\n" + b"a" * 0x4000 + b"\r\n")


def endless_tiny_chunks(connection: Connection) -> None:
    connection.send(CHUNKED)
    connection.send_forever(b"1;%b\r\na\r\n" % (b"x" * 4000))


def endless_interim_answers(connection: Connection) -> None:
    connection.send_forever(b"HTTP/1.1 103 Early Hints\r\nlink: </x>; rel=preload\r\n\r\n" * 1000)


def endless_gzip(connection: Connection) -> None:
    connection.send(OK + b"content-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n")
    member = gzip.compress(b"")
    connection.send_forever(b"%x\r\n%b\r\n" % (len(member) * 500, member * 500))


def reset_at_once(connection: Connection) -> None:
    connection.reset()


def reset_in_the_middle(connection: Connection) -> None:
    connection.send(OK + b"content-length: 100000\r\n\r\n<p>")
    connection.reset()


HOSTILE = [
    pytest.param(drip_headers, FetchTimeout, "in time", id="a header that drips"),
    pytest.param(drip_body, FetchTimeout, "in time", id="a body that drips"),
    pytest.param(Connection.hang, FetchTimeout, "in time", id="no answer at all"),
    pytest.param(endless_chunks, Refused, "bytes", id="chunks without end"),
    pytest.param(endless_tiny_chunks, Refused, "on the wire", id="chunks with more framing than content"),
    pytest.param(endless_interim_answers, Refused, "on the wire", id="interim answers without end"),
    pytest.param(endless_gzip, Refused, "on the wire", id="empty gzip members without end"),
    pytest.param(
        lambda c: c.send(whole(BOMB, b"content-encoding: gzip")), Refused, "bytes", id="a gzip bomb of 256 MiB"
    ),
    pytest.param(
        lambda c: c.send(whole(BOMB, b"content-encoding: gzip, gzip")), ServerFailed, "not asked", id="gzip in gzip"
    ),
    pytest.param(
        lambda c: c.send(whole(b"\x1b", b"content-encoding: br")), ServerFailed, "not asked", id="brotli unasked"
    ),
    pytest.param(
        lambda c: c.send(whole(gzip.compress(b"<p>")[:-9], b"content-encoding: gzip")), ServerFailed, "cut short",
        id="gzip cut short",
    ),
    pytest.param(
        lambda c: c.send(whole(b"<p>Hi</p>", b"content-encoding: gzip")), ServerFailed, "broken", id="gzip that is none"
    ),
    pytest.param(lambda c: c.send(whole(b"a" * 3 * MIB)), Refused, "2097152 bytes", id="a page that is too large"),
    pytest.param(
        lambda c: c.send(OK + b"a: b\r\n" * 10_000 + b"\r\n"), Refused, "header lines", id="10,000 headers"
    ),
    pytest.param(
        lambda c: c.send(OK + b"a: " + b"b" * MIB + b"\r\n\r\n"), ServerFailed, "no valid HTTP", id="a header of 1 MiB"
    ),
    pytest.param(lambda c: c.send(b"SSH-2.0-OpenSSH_9.9\r\n"), ServerFailed, "no valid HTTP", id="no HTTP"),
    pytest.param(lambda c: c.send(b"\x15\x03\x01\x00\x02\x02\x16"), ServerFailed, "no valid HTTP", id="TLS at once"),
    pytest.param(lambda c: c.send(b""), ServerFailed, "no valid HTTP", id="nothing, and closed"),
    pytest.param(reset_at_once, ServerFailed, "broke off|no valid HTTP", id="a reset at once"),
    pytest.param(reset_in_the_middle, ServerFailed, "broke off|no valid HTTP", id="a reset in the middle"),
    pytest.param(
        lambda c: c.send(OK + b"content-length: 100\r\n\r\n<p>"), ServerFailed, "no valid HTTP", id="less than promised"
    ),
    pytest.param(
        lambda c: c.send(OK + b"content-length: 1\r\ncontent-length: 2\r\n\r\n<p>"), ServerFailed, "no valid HTTP",
        id="two lengths",
    ),
    pytest.param(lambda c: c.send(CHUNKED + b"zz\r\n"), ServerFailed, "no valid HTTP", id="a chunk of no size"),
    pytest.param(lambda c: c.send(b"HTTP/1.1 999 Denied\r\n\r\n"), ServerFailed, "999", id="a status there is not"),
]  # fmt: skip


@pytest.mark.parametrize(("script", "error", "why"), HOSTILE)
def test_a_hostile_server_gets_a_typed_error(
    script: Callable[[Connection], None], error: type[RepublishError], why: str, open_client: OpenClient
) -> None:
    with HostileServer(script) as server:
        hasty = {"read_timeout": 0.3, "total_timeout": 0.6} if error is FetchTimeout else {}
        client = open_client(server.port, max_bytes=2 * MIB, **hasty)
        with pytest.raises(error, match=why) as caught:
            client.get(server.url("/a"))
    assert caught.value.item == server.url("/a")
    if isinstance(caught.value, Refused):
        assert caught.value.reason == "too_large"


@pytest.mark.parametrize("script", [endless_chunks, lambda c: c.send(whole(BOMB, b"content-encoding: gzip"))])
def test_no_more_memory_is_used_than_the_limit_asks_for(
    script: Callable[[Connection], None], open_client: OpenClient
) -> None:
    with HostileServer(script) as server:
        client = open_client(server.port, max_bytes=10 * MIB)
        tracemalloc.start()
        with pytest.raises(Refused):
            client.get(server.url("/a"))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 64 * MIB


def test_a_reset_that_heals_is_none(open_client: OpenClient) -> None:
    def heals(connection: Connection) -> None:
        if server.requests.count("/a") < 3:
            connection.reset()
        else:
            connection.send(whole(b"<p>Hi</p>"))

    with HostileServer(heals) as server:
        assert open_client(server.port, attempts=3).get(server.url("/a")).body == b"<p>Hi</p>"


def test_a_robots_txt_that_hangs_keeps_us_away(open_client: OpenClient) -> None:
    with HostileServer(lambda c: c.send(whole(b"Hi")), robots=Connection.hang) as server:
        with pytest.raises(FetchTimeout, match=r"robots\.txt could not be read"):
            open_client(server.port, read_timeout=0.2).get(server.url("/a"))
        assert server.requests == ["/robots.txt"]


def test_of_an_endless_robots_txt_the_start_counts(open_client: OpenClient) -> None:
    def endless_rules(connection: Connection) -> None:
        connection.send(OK + b"\r\nUser-agent: *\nDisallow: /private\n")
        connection.send_forever(b"# nothing\n" * 1000)

    with HostileServer(lambda c: c.send(whole(b"Hi")), robots=endless_rules) as server:
        client = open_client(server.port)
        assert client.get(server.url("/a")).body == b"Hi"
        with pytest.raises(Refused):
            client.get(server.url("/private/a"))
