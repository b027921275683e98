"""Bodies as they were meant: gzip undone, never past a bound.

A few hundred bytes can inflate to gigabytes, so nothing is inflated by more than a piece at a time and reading
stops one byte after the limit. Only gzip is asked for, and only gzip, once, is undone.
"""

import zlib
from collections.abc import Iterable, Iterator

from pipeline.errors import ServerFailed

GZIP = 16 + zlib.MAX_WBITS
PIECE = 64 * 1024
GZIP_MAGIC = b"\x1f\x8b"


def read_body(chunks: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """Return the body that `chunks` carry under the Content-Encoding `encoding`, at most `limit` + 1 bytes of it.

    The one byte more tells the caller that the body is too large. Raises ServerFailed for an encoding other
    than gzip, for several at once, and for broken gzip.
    """
    name = encoding.strip().lower()
    if name in {"gzip", "x-gzip"}:
        chunks = gunzipped(chunks)
    elif name not in {"", "identity"}:
        raise ServerFailed(
            f"the answer is encoded as {name!r}, which was not asked for",
            status=200,
            next_step="tell the site's operators that it ignores Accept-Encoding",
        )
    body = bytearray()
    for chunk in chunks:
        body += chunk[: limit + 1 - len(body)]
        if len(body) > limit:
            break
    return bytes(body)


def gunzipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what is in the gzip members (RFC 1952) of `chunks`, in pieces of 64 KiB at most.

    What follows the last member and is none is ignored, as browsers do. Raises ServerFailed where a member is
    broken or cut short.
    """
    inflater = zlib.decompressobj(GZIP)
    whole = False
    for chunk in chunks:
        data = chunk
        while data:
            if whole:
                if not GZIP_MAGIC.startswith(data[:2]):
                    return
                inflater = zlib.decompressobj(GZIP)
            yield from _inflated(inflater, data)
            whole = inflater.eof
            data = inflater.unused_data
    if not whole:
        raise ServerFailed("the answer's gzip is cut short")


def _inflated(inflater: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    while True:
        try:
            piece = inflater.decompress(data, PIECE)
        except zlib.error as error:
            raise ServerFailed(f"the answer's gzip is broken: {error}") from error
        yield piece
        data = inflater.unconsumed_tail
        if not data and len(piece) < PIECE:
            return
