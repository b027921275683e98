"""gzip is undone as it was meant, whatever the pieces it comes in, and never past the limit."""

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ServerFailed
from pipeline.web.decoding import gunzipped, read_body


def pieces(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=5), st.integers(1, 50))
def test_members_are_joined_whatever_the_pieces(members: list[bytes], size: int) -> None:
    data = b"".join(gzip.compress(member) for member in members)
    assert b"".join(gunzipped(pieces(data, size))) == b"".join(members)


@given(st.binary(min_size=1, max_size=300), st.integers(1, 50), st.data())
def test_a_member_cut_anywhere_is_never_taken_for_whole(content: bytes, size: int, data: st.DataObject) -> None:
    member = gzip.compress(content)
    cut = member[: data.draw(st.integers(0, len(member) - 1))]
    with pytest.raises(ServerFailed):
        list(gunzipped(pieces(cut, size)))


@pytest.mark.parametrize("rest", [b"\n", b"\0" * 512, b"</html>", b"\x1f"[:0]])
def test_what_follows_the_last_member_is_ignored(rest: bytes) -> None:
    assert b"".join(gunzipped([gzip.compress(b"<p>Hi</p>") + rest])) == b"<p>Hi</p>"


def test_a_second_member_that_is_broken_breaks_the_whole() -> None:
    with pytest.raises(ServerFailed, match="broken"):
        list(gunzipped([gzip.compress(b"<p>") + b"\x1f\x8b\x07\x00nonsense"]))


@given(st.binary(max_size=200), st.integers(0, 250))
def test_a_body_is_read_to_one_byte_past_the_limit_and_no_further(body: bytes, limit: int) -> None:
    for encoding, data in (
        ("", body),
        ("identity", body),
        ("gzip", gzip.compress(body)),
        (" X-GZIP ", gzip.compress(body)),
    ):
        assert read_body(pieces(data, 7), encoding, limit) == body[: limit + 1]


def test_reading_stops_at_the_limit() -> None:
    chunks = iter([b"a" * 10, b"b" * 10, b"c" * 10])
    assert read_body(chunks, "", limit=15) == b"a" * 10 + b"b" * 6
    assert next(chunks) == b"c" * 10


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "compress", "gzip, gzip", "gzip,identity", "x"])
def test_an_encoding_that_was_not_asked_for_is_not_undone(encoding: str) -> None:
    with pytest.raises(ServerFailed, match="not asked for"):
        read_body([b"x"], encoding, limit=10)


def test_a_bomb_costs_no_more_than_the_limit() -> None:
    deflater = zlib.compressobj(9, wbits=31)
    bomb = b"".join(deflater.compress(bytes(1024 * 1024)) for _ in range(200)) + deflater.flush()
    tracemalloc.start()
    body = read_body([bomb], "gzip", limit=1024 * 1024)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(body) == 1024 * 1024 + 1
    assert peak < 4 * 1024 * 1024
