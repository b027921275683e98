"""What a page declares of its images away from where it shows them: in JSON-LD, and in attributes that scripts read."""

import re
from collections.abc import Iterable, Mapping
from itertools import islice

from lxml.etree import _Element

from pipeline.model import MarkedText
from pipeline.stages.extract.cleaning import cleaned
from pipeline.stages.extract.credits import Told, separated
from pipeline.stages.extract.images import file_key
from pipeline.stages.extract.jsonld import Node, string, types
from pipeline.stages.extract.tree import attributes

NOTHING = Told(None, None)
# data-caption="…" · data-c-caption="…" · data-image-credit="…"
_ATTRIBUTE = re.compile(r"data-(?:[\w-]+-)?(caption|credit)")
_MAX_ELEMENTS = 200
_MIN_WORDS = 4
"""A declared caption of fewer words is mostly a file's name or an alternative text."""
_MAX_LETTERS = 1_000


def of_images(nodes: Iterable[Node]) -> dict[str, Told]:
    """Return the captions and credits of the ImageObjects in `nodes` (schema.org), by the image's `file_key`."""
    found: dict[str, Told] = {}
    for node in nodes:
        url = string(node.get("contentUrl")) or string(node.get("url"))
        if "ImageObject" in types(node) and url:
            owed = string(node.get("creditText")) or string(node.get("creator")) or string(node.get("copyrightNotice"))
            told = _told(string(node.get("caption")), owed)
            if told != NOTHING:
                found.setdefault(file_key(url), told)
    return found


def in_attributes(box: _Element) -> Told:
    """Return the caption and the credit that the attributes in `box` tell, the first of each."""
    texts: dict[str, str] = {}
    for element in islice(box.iter("*"), _MAX_ELEMENTS):
        for name, value in attributes(element):
            match = _ATTRIBUTE.fullmatch(name)
            if match and value.strip():
                texts.setdefault(match[1], value)
    return _told(texts.get("caption", ""), texts.get("credit", ""))


def completed(told: Told, *others: Told) -> Told:
    """Return `told`, or the first of `others` that tells a caption where it has none; and the credit likewise."""
    for other in others:
        if told.caption is None or other.caption is None or told.caption.text == other.caption.text:
            told = Told(told.caption or other.caption, told.credit or other.credit)
    return told


def by_file(declared: Mapping[str, Told], url: str) -> Told:
    """Return what is `declared` of the image at `url`."""
    return declared.get(file_key(url), NOTHING)


def _told(caption: str, credit: str) -> Told:
    text = cleaned(caption)[:_MAX_LETTERS]
    is_caption = len(text.split()) >= _MIN_WORDS and "<" not in text
    return separated(MarkedText(text=text) if is_caption else None, cleaned(credit)[:_MAX_LETTERS] or None)
