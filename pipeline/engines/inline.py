"""The inside of a TMX `<seg>`: text, and marks as TMX's inline elements (TMX 1.4b, section "Content Markup").

What stands within `<bpt>`, `<ept>`, `<ph>`, `<it>` is some other format's code and no text; what stands within
`<hi>` is text.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from pipeline.model import Mark, MarkedText, MarkKind

UNKNOWN_HREF = "about:blank"
# TMX's recommended values of `type`, and others that tools write.
KIND_OF_TYPE: Mapping[str, MarkKind] = {
    "link": "link", "ulink": "link", "x-link": "link", "bold": "strong", "strong": "strong",
    "italic": "emphasis", "emphasis": "emphasis", "em": "emphasis",
}  # fmt: skip
TYPE_OF_KIND: Mapping[MarkKind, str] = {"link": "link", "strong": "bold", "emphasis": "italic"}
TAG_OF_KIND: Mapping[MarkKind, str] = {"link": "a", "strong": "b", "emphasis": "i"}
# Control characters that XML 1.0 cannot hold, section 2.2.
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class InlineMark(NamedTuple):
    """A mark as it stands in a seg; `x` is its name on the other side, too."""

    x: str
    kind: MarkKind
    start: int
    end: int


class InlineText(NamedTuple):
    """The text of a seg and its marks, in the order in which they end."""

    text: str
    marks: list[InlineMark]


class _Open(NamedTuple):
    x: str
    kind: MarkKind
    start: int


class _Reader:
    """What has been read of a seg so far."""

    def __init__(self) -> None:
        self.text = ""
        self.marks: list[InlineMark] = []
        self._open: dict[str, _Open] = {}
        self._emphases = 0

    def read(self, element: etree._Element) -> None:
        self.text += element.text or ""
        for child in element:
            if child.tag == "bpt":
                self._opens(child, child.get("i", ""))
            elif child.tag == "ept":
                self._closes(child.get("i", ""))
            elif child.tag == "hi":
                self._emphases += 1
                key = f"hi {self._emphases}"
                self._opens(child, key)
                self.read(child)
                self._closes(key)
            self.text += child.tail or ""

    def _opens(self, element: etree._Element, key: str) -> None:
        kind = KIND_OF_TYPE.get(element.get("type", "").lower())
        if kind:
            self._open[key] = _Open(element.get("x") or key, kind, len(self.text))

    def _closes(self, key: str) -> None:
        opened = self._open.pop(key, None)
        if opened and self.text[opened.start :].strip():
            self.marks.append(InlineMark(opened.x, opened.kind, opened.start, len(self.text)))


def read_seg(seg: etree._Element) -> InlineText:
    """Return the text of `seg` without white space around it, and its marks."""
    reader = _Reader()
    reader.read(seg)
    lead = len(reader.text) - len(reader.text.lstrip())
    text = reader.text.strip()
    marks = [m._replace(start=max(0, m.start - lead), end=min(len(text), m.end - lead)) for m in reader.marks]
    return InlineText(text, [mark for mark in marks if mark.start < mark.end])


def paired(source: InlineText, target: InlineText) -> tuple[MarkedText, MarkedText]:
    """Return both sides with their marks in correspondence, in the source's order.

    A mark that the target does not have stands there on the whole text; one of the target alone is dropped.
    """
    ordered = sorted(source.marks, key=lambda mark: (mark.start, int(mark.x) if mark.x.isdecimal() else 0))
    found = {mark.x: mark for mark in target.marks}
    whole = InlineMark("", "strong", 0, len(target.text))
    return (
        MarkedText(text=source.text, marks=tuple(_mark(m.kind, m) for m in ordered)),
        MarkedText(text=target.text, marks=tuple(_mark(m.kind, found.get(m.x, whole)) for m in ordered)),
    )


def write_seg(text: MarkedText) -> etree._Element:
    """Return a `<seg>` that holds `text`; its marks are called 1, 2, … in their order."""
    seg = etree.Element("seg")
    last, position = None, 0
    for at, mark_number, opens in _boundaries(text):
        last = _append(seg, last, text.text[position:at])
        position = at
        kind = text.marks[mark_number - 1].kind
        tag, attributes = TAG_OF_KIND[kind], {"i": str(mark_number)}
        if opens:
            attributes |= {"x": str(mark_number), "type": TYPE_OF_KIND[kind]}
        last = etree.SubElement(seg, "bpt" if opens else "ept", attributes)
        last.text = f"<{tag}>" if opens else f"</{tag}>"
    _append(seg, last, text.text[position:])
    return seg


def _mark(kind: MarkKind, mark: InlineMark) -> Mark:
    return Mark(kind=kind, start=mark.start, end=mark.end, href=UNKNOWN_HREF if kind == "link" else None)


def _boundaries(text: MarkedText) -> Iterator[tuple[int, int, bool]]:
    """Yield where marks begin and end: position, number, and whether it begins; ends come before beginnings."""
    opening = [(mark.start, 1, -mark.end, number) for number, mark in enumerate(text.marks, 1)]
    closing = [(mark.end, 0, -mark.start, -number) for number, mark in enumerate(text.marks, 1)]
    for at, opens, _, number in sorted(opening + closing):
        yield at, abs(number), bool(opens)


def _append(seg: etree._Element, last: etree._Element | None, text: str) -> etree._Element | None:
    clean = NOT_XML.sub("", text)
    if last is None:
        seg.text = (seg.text or "") + clean
    else:
        last.tail = (last.tail or "") + clean
    return last
