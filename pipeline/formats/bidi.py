"""The isolates of plain-text projections: each left-to-right run of an Arabic text keeps its own direction."""

from pipeline.arabic.direction import LTR_RUN

LRI, PDI = "\u2066", "\u2069"  # left-to-right isolate, pop directional isolate


def isolated(text: str) -> str:
    """Return `text` for plain-text formats: each left-to-right run between isolate controls."""
    return LTR_RUN.sub(rf"{LRI}\g<0>{PDI}", text)
