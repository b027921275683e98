"""JSON as the ledger keeps it: compressed, with zlib's checksum, as a database keeps none."""

import zlib

from pipeline.errors import LedgerUnusable


def packed(payload: str) -> bytes:
    """Return `payload` as it is stored.

    By the fastest level: compressing pages is much of what the ledger costs, and they are pruned.
    """
    return zlib.compress(payload.encode(), level=1)


def unpacked(payload: bytes, item_id: str, what: str) -> str:
    """Return what was stored; raises LedgerUnusable where it is damaged, saying `what` it was."""
    try:
        return zlib.decompress(payload).decode()
    except zlib.error as error:
        raise LedgerUnusable(
            f"{what} is damaged ({error})",
            item=item_id,
            next_step="put the newest backup of the ledger in its place, then: republish doctor",
        ) from error
