"""The texts of one image, told apart: by the elements that hold them first, by pattern second."""

import re
from collections.abc import Sequence

from pipeline.stages.extract.cleaning import cleaned
from pipeline.stages.extract.credits import Told, is_credit, separated
from pipeline.stages.extract.marks import marked_text
from pipeline.stages.extract.places import Place
from pipeline.stages.extract.runs import Piece, Run, Spot

_Part = list[Piece]

# hide caption · toggle caption · Enlarge this image · Purchase Licensing Rights: controls within the line
_CONTROL = re.compile(
    r"(?:(?:hide|toggle|show|open|expand|enlarge)(?: this)? (?:caption|image|photo)"
    r"|(?:purchase|buy|acquire) (?:licensing rights|this (?:image|photo)|photos?))\b.{0,30}",
    re.IGNORECASE,
)
_PHRASE_TAGS = frozenset({"a", "b", "i", "em", "strong", "u", "sup", "sub"})
# Jane Roe · Jane Roe for The Daily · Jane Roe / The Daily · NASA: words that begin with capitals, without a full stop
_NAME_WORD = r"(?:[A-Z][\w.'’&@-]*|for|of|the|via|and|by|de|van|von|al|der|la|bin|/|\||-|–)"
_NAMES = re.compile(rf"[(\[©]? ?{_NAME_WORD}(?:[ /|,]+{_NAME_WORD}){{0,9}}(?<!\.)[)\]]?")


def told(box: Spot, runs: Sequence[Run], *, base: str) -> Told:
    """Return the caption and the credit that `runs`, the texts in `box`, tell; links absolute from `base`."""
    captions: list[Piece] = []
    owed: list[Piece] = []
    for run in runs:
        for piece in run.pieces:
            if _CONTROL.fullmatch(piece.text.strip()):
                continue
            (owed if _is_in_credit(piece.spot, box) else captions).append(piece)
        gap = Piece(" ", (), run.spot)
        captions.append(gap)
        owed.append(gap)
    credit = _once(_text(owed))
    if not credit:
        captions, credit = _name_apart(captions)
    caption = marked_text(captions, base=base)
    return separated(caption if caption.text else None, credit or None)


def _once(text: str) -> str:
    """Return what `text` says twice, for wide screens and for narrow ones, once."""
    half = len(text) // 2
    return text[:half] if text[:half] == text[half:].strip() else text


def _name_apart(pieces: list[Piece]) -> tuple[list[Piece], str]:
    """Take off a caption's last element where it is a name after the caption, or its first before a sentence."""
    parts = _parts(pieces)
    if parts == parts[:1]:  # one part alone is the caption
        return pieces, ""
    first, last = _text(parts[0]), _text(parts[-1])
    if is_credit(last) or _NAMES.fullmatch(last):
        return [piece for part in parts[:-1] for piece in part], last
    if is_credit(first) or (_NAMES.fullmatch(first) and last.endswith(".")):
        return [piece for part in parts[1:] for piece in part], first
    return pieces, ""


def _parts(pieces: list[Piece]) -> list[_Part]:
    """Divide `pieces` by the element that holds them; emphasis and links are no elements of their own here."""
    parts: list[_Part] = []
    holder: Spot | None = None
    for piece in pieces:
        if piece.text.isspace():
            if parts:
                parts[-1].append(piece)
            continue
        around = next(spot for spot in piece.spot.chain() if spot.element.tag not in _PHRASE_TAGS)
        if around is not holder:
            parts.append([])
            holder = around
        parts[-1].append(piece)
    return parts


def _is_in_credit(spot: Spot, box: Spot) -> bool:
    for around in spot.chain():
        if around is box or Place.CAPTION & around.own:
            return False
        if (Place.CREDIT | Place.BYLINE) & around.own:
            return True
    return False


def _text(pieces: Sequence[Piece]) -> str:
    return cleaned("".join(piece.text for piece in pieces))
