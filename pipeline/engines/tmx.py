"""TMX, the format in which translation memories travel between tools (TMX 1.4b, LISA OSCAR, 2005).

Read and written with lxml: no DTD is loaded, no entity is resolved, nothing is fetched. What is ours in a file:

- a mark is `<bpt i="1" x="1" type="link">&lt;a&gt;</bpt>words<ept i="1">&lt;/a&gt;</ept>`, with the types
  link, bold and italic; `x` names the same mark on both sides. A `<hi type="bold">` is read as well;
- who translated is the unit's `changeid`, else its `creationid`, else the file's `creationtool`; of what is written,
  `creationid` and `creationdate` are of the first one who said it, `changeid` and `changedate` of the last;
- `<prop type="x-reviewed">yes</prop>` in a unit says that a person translated or approved it;
- `<prop type="x-role">` is the text's role; `x-context-pre` and `x-context-post` hold the texts before and after it,
  each as an escaped `<seg>`, as memoQ writes them. OmegaT's `prev` and `next` are read as well.

Hrefs belong to an article and not to a memory: a link read from a file has UNKNOWN_HREF.
"""

import contextlib
import datetime as dt
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast, get_args

from lxml import etree

from pipeline.engines.inline import NOT_XML, UNKNOWN_HREF, InlineText, paired, read_seg, write_seg
from pipeline.engines.memory import Context, MemoryEntry
from pipeline.errors import MemoryUnreadable, RepublishError, StorageError
from pipeline.model import MarkedText, Role

__all__ = ["UNKNOWN_HREF", "Skip", "read_tmx", "write_tmx"]

CONVENTIONS = "1"  # the version of what the docstring above calls ours
REVIEWED = "x-reviewed"
ROLE, BEFORE, AFTER = "x-role", "x-context-pre", "x-context-post"
_OMEGAT = {"prev": BEFORE, "next": AFTER}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DATE = "%Y%m%dT%H%M%SZ"
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Skip(NamedTuple):
    """A unit that was passed over: the line on which it begins, and why."""

    line: int
    why: str


def read_tmx(
    path: Path, *, source: str = "en", target: str = "ar", skipped: Callable[[Skip], None] = lambda _: None
) -> Iterator[MemoryEntry]:
    """Yield the units of the file at `path` that have a text in both languages; en-US is read as en.

    `skipped` is told of each other one. Raises MemoryUnreadable, with the line, where the file is not there, not
    XML or not TMX; a file of any size is read with the memory of one unit.
    """
    try:
        with path.open("rb") as file:
            for unit in _units(file, path):
                entry = _entry(unit, (source, target))
                if isinstance(entry, Skip):
                    skipped(entry)
                else:
                    yield entry
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


class _Unit(NamedTuple):
    """A `<tu>`, and what its file says of all of them."""

    element: etree._Element
    tool: str
    written: str | None


def _units(file: BinaryIO, path: Path) -> Iterator[_Unit]:
    tool, written = path.stem, None
    events = etree.iterparse(file, events=("start", "end"), load_dtd=False, no_network=True, resolve_entities=False)
    for event, element in events:
        if event == "end":
            _refuse_entities(element, path)
        else:
            element.tag = etree.QName(element).localname
        if event == "start" and element.getparent() is None and element.tag != "tmx":
            raise _unreadable(path, element.sourceline, f"its root is <{element.tag}>, not <tmx>")
        if event == "start" and element.tag == "header":
            tool, written = element.get("creationtool") or tool, element.get("creationdate")
        if event == "end" and element.tag == "tu":
            yield _Unit(element, tool, written)
            element.clear()
            while (done := element.getprevious()) is not None:
                done.getparent().remove(done)


def _refuse_entities(element: etree._Element, path: Path) -> None:
    for child in element:
        if isinstance(child, etree._Entity):  # noqa: SLF001  # lxml has no public name for it
            raise _unreadable(path, child.sourceline, f"the entity {child.text!s} is not resolved")


def _entry(unit: _Unit, languages: tuple[str, str]) -> MemoryEntry | Skip:
    element = unit.element
    texts: dict[str, InlineText] = {}
    for variant in element.iterchildren("tuv"):
        seg = variant.find("seg")
        if seg is not None:
            texts.setdefault(_language(variant), read_seg(seg))
    found = [text for language in languages if (text := texts.get(language)) and text.text]
    if len(found) < len(languages):
        there = ", ".join(sorted(language or "no language" for language, text in texts.items() if text.text))
        return Skip(
            cast("int", element.sourceline), f"it has no text in both {' and '.join(languages)}: {there or 'none'}"
        )
    english, arabic = paired(*found)
    created, changed = (element.get(f"{event}date") for event in ("creation", "change"))
    by = element.get("changeid") and element.get("creationid")
    props = _props(element, languages[0])
    return MemoryEntry(
        source=english,
        target=arabic,
        name=element.get("changeid") or element.get("creationid") or unit.tool,
        reviewed=props.get(REVIEWED) == "yes",
        recorded_at=_instant(changed or created or unit.written),
        context=_context(props),
        created_by=by or None,
        created_at=_instant(created) if by and created else None,
    )


def _language(variant: etree._Element) -> str:
    written = variant.get(_LANG) or variant.get("lang") or ""
    return written.lower().replace("_", "-").partition("-")[0]


def _props(unit: etree._Element, source: str) -> dict[str, str]:
    """Return the properties of a unit and of its source, by type; tools put a context in either place."""
    variants = [variant for variant in unit.iterchildren("tuv") if _language(variant) == source]
    props = [prop for parent in (*variants, unit) for prop in parent.iterchildren("prop")]
    kinds = ((prop.get("type") or "", prop.text or "") for prop in props)
    return {_OMEGAT.get(kind, kind): text for kind, text in kinds}


def _context(props: dict[str, str]) -> Context:
    role = props.get(ROLE)
    before, after = (_neighbour(props.get(name)) for name in (BEFORE, AFTER))
    return Context(role=cast("Role", role) if role in get_args(Role) else None, before=before, after=after)


def _neighbour(written: str | None) -> str | None:
    """Return the text of a neighbour, which is a seg, or else plain text."""
    if written is None or not written.startswith("<seg"):
        return written
    try:
        return read_seg(etree.fromstring(written, etree.XMLParser(resolve_entities=False, no_network=True))).text
    except (etree.XMLSyntaxError, ValueError):  # ValueError: characters that XML cannot hold
        return written


def _unit(entry: MemoryEntry, source: str, target: str) -> etree._Element:
    said = {"id": NOT_XML.sub("", entry.name), "date": _written(entry.recorded_at)}
    if entry.created_by is None:
        attributes = {f"creation{name}": value for name, value in said.items()}
    else:
        first = {"creationid": NOT_XML.sub("", entry.created_by)}
        first |= {"creationdate": _written(entry.created_at)} if entry.created_at else {}
        attributes = {**first, **{f"change{name}": value for name, value in said.items()}}
    unit = etree.Element("tu", attributes)
    before, after = (
        None if text is None else etree.tostring(write_seg(MarkedText(text=text)), encoding="unicode")
        for text in (entry.context.before, entry.context.after)
    )
    props = {REVIEWED: "yes" if entry.reviewed else None, ROLE: entry.context.role, BEFORE: before, AFTER: after}
    for kind, value in props.items():
        if value is not None:
            etree.SubElement(unit, "prop", type=kind).text = value
    for language, text in ((source, entry.source), (target, entry.target)):
        etree.SubElement(unit, "tuv", {_LANG: language}).append(write_seg(text))
    return unit


def _written(instant: dt.datetime) -> str:
    return instant.astimezone(dt.UTC).strftime(_DATE)


def _instant(written: str | None) -> dt.datetime:
    """Return the instant of a TMX date, 20240729T130000Z; what has none is as old as can be."""
    try:
        return dt.datetime.strptime(written or "", _DATE).replace(tzinfo=dt.UTC)
    except ValueError:
        return _EPOCH


def _unreadable(path: Path, line: int | None, what: str) -> MemoryUnreadable:
    item = f"{path}:{line}" if line else str(path)
    return MemoryUnreadable(what, item=item, next_step="correct the file, or export it again as TMX 1.4")
