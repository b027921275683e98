"""TMX, the format in which translation memories travel between tools (TMX 1.4b, LISA OSCAR, 2005).

Read and written with lxml: no DTD is loaded, no entity is resolved, nothing is fetched. What is ours in a file:

- a mark is `<bpt i="1" x="1" type="link">&lt;a&gt;</bpt>words<ept i="1">&lt;/a&gt;</ept>`, with the types
  link, bold and italic; `x` names the same mark on both sides. A `<hi type="bold">` is read as well;
- who translated is the unit's `changeid`, else its `creationid`, else the file's `creationtool`;
- `<prop type="x-reviewed">yes</prop>` in a unit says that a person translated or approved it.

Hrefs belong to an article and not to a memory: a link read from a file has UNKNOWN_HREF.
"""

import contextlib
import datetime as dt
import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from pipeline.engines.inline import NOT_XML, UNKNOWN_HREF, InlineText, paired, read_seg, write_seg
from pipeline.engines.memory import MemoryEntry
from pipeline.errors import MemoryUnreadable, RepublishError, StorageError

__all__ = ["UNKNOWN_HREF", "read_tmx", "write_tmx"]

CONVENTIONS = "1"  # the version of what the docstring above calls ours
REVIEWED = "x-reviewed"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DATE = "%Y%m%dT%H%M%SZ"
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def read_tmx(path: Path, *, source: str = "en", target: str = "ar") -> Iterator[MemoryEntry]:
    """Yield the units of the file at `path` that have a text in both languages; en-US is read as en.

    Raises MemoryUnreadable, with the line, where the file is not there, not XML or not TMX.
    """
    try:
        with path.open("rb") as file:
            yield from _read(file, path, (source, target))
    except OSError as error:
        raise _unreadable(path, None, f"cannot be read: {error.strerror or error}") from error
    except etree.XMLSyntaxError as error:
        raise _unreadable(path, error.lineno, f"not well-formed XML: {error.msg}") from error


def write_tmx(entries: Iterable[MemoryEntry], path: Path, *, source: str = "en", target: str = "ar") -> int:
    """Write `entries` to a file at `path`, whole or not at all, and return how many they were; raise StorageError."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            count = _write(file, entries, source, target)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        if isinstance(error, RepublishError):  # the memory's own
            raise
        raise StorageError(
            f"cannot be written: {error.strerror or error}", item=str(path), next_step="name another file, or make room"
        ) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return count


def _write(file: BinaryIO, entries: Iterable[MemoryEntry], source: str, target: str) -> int:
    count = 0
    header = {
        "creationtool": "republish", "creationtoolversion": CONVENTIONS, "segtype": "paragraph",
        "o-tmf": "republish", "adminlang": "en", "srclang": source, "datatype": "plaintext",
    }  # fmt: skip
    with etree.xmlfile(file, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("tmx", version="1.4"):
            xml.write(etree.Element("header", header), pretty_print=True)
            with xml.element("body"):
                for count, entry in enumerate(entries, 1):  # noqa: B007  # the last one is the answer
                    xml.write(_unit(entry, source, target), pretty_print=False)
                    xml.write("\n")
    return count


def _read(file: BinaryIO, path: Path, languages: tuple[str, str]) -> Iterator[MemoryEntry]:
    tool, written = path.stem, None
    events = etree.iterparse(file, events=("start", "end"), load_dtd=False, no_network=True, resolve_entities=False)
    for event, element in events:
        if event == "end":
            _refuse_entities(element, path)
        elif element.getparent() is None and element.tag != "tmx":
            raise _unreadable(path, element.sourceline, f"its root is <{element.tag}>, not <tmx>")
        if event == "start" and element.tag == "header":
            tool, written = element.get("creationtool") or tool, element.get("creationdate")
        if event == "end" and element.tag == "tu":
            yield from _entries(element, languages, tool, written)
            element.clear()


def _refuse_entities(element: etree._Element, path: Path) -> None:
    for child in element:
        if isinstance(child, etree._Entity):  # noqa: SLF001  # lxml has no public name for it
            raise _unreadable(path, child.sourceline, f"the entity {child.text!s} is not resolved")


def _entries(unit: etree._Element, languages: tuple[str, str], tool: str, written: str | None) -> Iterator[MemoryEntry]:
    texts: dict[str, InlineText] = {}
    for variant in unit.iterchildren("tuv"):
        language = (variant.get(_LANG) or variant.get("lang") or "").lower().replace("_", "-").partition("-")[0]
        seg = variant.find("seg")
        if seg is not None:
            texts.setdefault(language, read_seg(seg))
    source, target = (texts.get(language) for language in languages)
    if source is None or target is None or not source.text or not target.text:
        return
    english, arabic = paired(source, target)
    yield MemoryEntry(
        source=english,
        target=arabic,
        name=unit.get("changeid") or unit.get("creationid") or tool,
        reviewed=any(prop.get("type") == REVIEWED and prop.text == "yes" for prop in unit.iterchildren("prop")),
        recorded_at=_instant(unit.get("changedate") or unit.get("creationdate") or written),
    )


def _unit(entry: MemoryEntry, source: str, target: str) -> etree._Element:
    instant = entry.recorded_at.astimezone(dt.UTC).strftime(_DATE)
    unit = etree.Element("tu", creationid=NOT_XML.sub("", entry.name), creationdate=instant)
    if entry.reviewed:
        etree.SubElement(unit, "prop", type=REVIEWED).text = "yes"
    for language, text in ((source, entry.source), (target, entry.target)):
        etree.SubElement(unit, "tuv", {_LANG: language}).append(write_seg(text))
    return unit


def _instant(written: str | None) -> dt.datetime:
    """Return the instant of a TMX date, 20240729T130000Z; what has none is as old as can be."""
    try:
        return dt.datetime.strptime(written or "", _DATE).replace(tzinfo=dt.UTC)
    except ValueError:
        return _EPOCH


def _unreadable(path: Path, line: int | None, what: str) -> MemoryUnreadable:
    item = f"{path}:{line}" if line else str(path)
    return MemoryUnreadable(what, item=item, next_step="correct the file, or export it again as TMX 1.4")
