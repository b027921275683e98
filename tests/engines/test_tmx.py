"""TMX files: what is read, what is refused, and that what is written is read back the same."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engines import Context, MemoryEntry
from pipeline.engines.tmx import UNKNOWN_HREF, Skip, read_tmx, write_tmx
from pipeline.errors import LedgerUnusable, MemoryUnreadable, StorageError
from pipeline.model import Mark, MarkedText, MarkKind, Role

FILE = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="desk-tool" creationtoolversion="1" segtype="sentence" o-tmf="x"
 adminlang="en" srclang="en" datatype="html"{header}/><body>
{units}
</body></tmx>"""


def written(folder: Path, units: str, header: str = "") -> Path:
    path = folder / "memory.tmx"
    path.write_text(FILE.format(units=units, header=header), "utf-8")
    return path


def unit(
    english: str, arabic: str, attributes: str = "", props: str = "", languages: tuple[str, str] = ("en", "ar")
) -> str:
    return (
        f'<tu {attributes}>{props}<tuv xml:lang="{languages[0]}"><seg>{english}</seg></tuv>'
        f'<tuv xml:lang="{languages[1]}"><seg>{arabic}</seg></tuv></tu>'
    )


def mark(kind: MarkKind, start: int, end: int) -> Mark:
    return Mark(kind=kind, start=start, end=end, href=UNKNOWN_HREF if kind == "link" else None)


def test_a_unit_is_a_text_in_both_languages_whoever_made_it_and_when(tmp_path: Path) -> None:
    path = written(tmp_path, unit("Good &amp; bad", "جيد وسيئ", 'creationid="layla" creationdate="20240729T130000Z"'))
    [entry] = read_tmx(path)
    assert entry == MemoryEntry(
        source=MarkedText(text="Good & bad"),
        target=MarkedText(text="جيد وسيئ"),
        name="layla",
        recorded_at=dt.datetime(2024, 7, 29, 13, tzinfo=dt.UTC),
    )


@pytest.mark.parametrize("languages", [("en-US", "ar-SA"), ("EN", "AR"), ("en_GB", "ar_EG")])
def test_regional_languages_are_the_language(tmp_path: Path, languages: tuple[str, str]) -> None:
    assert len(list(read_tmx(written(tmp_path, unit("Yes", "نعم", languages=languages))))) == 1


@pytest.mark.parametrize(
    "units",
    [
        unit("Oui", "نعم", languages=("fr", "ar")),
        unit("Yes", "Ja", languages=("en", "de")),
        unit("", "نعم"),
        unit("Yes", " "),
        '<tu><tuv xml:lang="en"><seg>Yes</seg></tuv></tu>',
    ],
)
def test_units_without_a_text_in_both_languages_are_passed_over(tmp_path: Path, units: str) -> None:
    assert list(read_tmx(written(tmp_path, units))) == []


@pytest.mark.parametrize(
    ("attributes", "name"),
    [('changeid="b" creationid="a"', "b"), ('creationid="a"', "a"), ("", "desk-tool")],
)
def test_the_last_one_who_changed_a_unit_is_its_name(tmp_path: Path, attributes: str, name: str) -> None:
    assert [entry.name for entry in read_tmx(written(tmp_path, unit("Yes", "نعم", attributes)))] == [name]


def test_a_unit_is_reviewed_where_its_property_says_so(tmp_path: Path) -> None:
    reviewed = '<prop type="x-reviewed">yes</prop>'
    path = written(tmp_path, unit("Yes", "نعم", props=reviewed) + unit("No", "لا"))
    assert [entry.reviewed for entry in read_tmx(path)] == [True, False]


def test_a_unit_without_a_date_has_the_file_s_or_else_the_oldest_there_is(tmp_path: Path) -> None:
    path = written(tmp_path, unit("Yes", "نعم"), header=' creationdate="20200102T030405Z"')
    assert [entry.recorded_at for entry in read_tmx(path)] == [dt.datetime(2020, 1, 2, 3, 4, 5, tzinfo=dt.UTC)]
    path = written(tmp_path, unit("Yes", "نعم", 'creationdate="yesterday"'))
    assert [entry.recorded_at for entry in read_tmx(path)] == [dt.datetime(1970, 1, 1, tzinfo=dt.UTC)]


def link(words: str, i: int = 1, x: int = 1, kind: str = "link") -> str:
    return f'<bpt i="{i}" x="{x}" type="{kind}">&lt;a href="u"&gt;</bpt>{words}<ept i="{i}">&lt;/a&gt;</ept>'


def test_links_and_emphasis_are_marks_and_their_code_is_no_text(tmp_path: Path) -> None:
    path = written(tmp_path, unit(f"Read {link('this')} now", f"اقرأ {link('هذا')} الآن"))
    [entry] = read_tmx(path)
    assert entry.source == MarkedText(text="Read this now", marks=(mark("link", 5, 9),))
    assert entry.target == MarkedText(text="اقرأ هذا الآن", marks=(mark("link", 5, 8),))


def test_marks_correspond_by_x_in_the_order_of_the_source(tmp_path: Path) -> None:
    english = f"{link('Bold', 1, 1, 'bold')} and {link('slanted', 2, 2, 'italic')}"
    arabic = f"{link('مائل', 1, 2, 'italic')} و{link('غليظ', 2, 1, 'bold')}"
    [entry] = read_tmx(written(tmp_path, unit(english, arabic)))
    assert [entry.source.marked(mark) for mark in entry.source.marks] == ["Bold", "slanted"]
    assert [entry.target.marked(mark) for mark in entry.target.marks] == ["غليظ", "مائل"]
    assert [mark.kind for mark in entry.target.marks] == ["strong", "emphasis"]


def test_highlights_of_other_tools_are_marks_and_placeholders_are_nothing(tmp_path: Path) -> None:
    english = '<ph x="1">{0}</ph>A <hi type="bold">big</hi> dog<it pos="begin">&lt;br&gt;</it>'
    arabic = 'كلب <hi type="bold">كبير</hi>'
    [entry] = read_tmx(written(tmp_path, unit(english, arabic)))
    assert entry.source == MarkedText(text="A big dog", marks=(mark("strong", 2, 5),))
    assert entry.target.text == "كلب كبير"


def test_a_mark_that_the_arabic_lacks_stands_on_all_of_it(tmp_path: Path) -> None:
    [entry] = read_tmx(written(tmp_path, unit(f"Read {link('this')}", "اقرأ هذا")))
    assert entry.target == MarkedText(text="اقرأ هذا", marks=(mark("link", 0, 8),))


def test_spaces_around_a_text_are_not_part_of_it(tmp_path: Path) -> None:
    [entry] = read_tmx(written(tmp_path, unit(f"\n  {link('This')} way\n", f" من {link('هنا ')}")))
    assert entry.source == MarkedText(text="This way", marks=(mark("link", 0, 4),))
    assert entry.target.text == "من هنا"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("<tmx><body><tu></body></tmx>", "not well-formed"),
        ("<xliff/>", "not <tmx>"),
        ("", "not well-formed"),
        ("Not XML at all", "not well-formed"),
        ('<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tmx><seg>&x;</seg></tmx>', "not resolved"),
    ],
)
def test_what_is_no_tmx_is_refused_with_its_line_and_the_next_step(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "bad.tmx"
    path.write_text(content, "utf-8")
    with pytest.raises(MemoryUnreadable, match=says) as raised:
        list(read_tmx(path))
    assert str(path) in str(raised.value)
    assert raised.value.next_step


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    ("doctype", "units", "says"),
    [
        pytest.param(f'[<!ENTITY e0 "ha">{BOMB}]', unit("&e11;", "ها"), "not", id="entities of entities"),
        pytest.param(f'[<!ENTITY e0 "ha">{BOMB}]', unit("ha", "ها", 'changeid="&e11;"'), "not", id="in an attribute"),
        pytest.param('[<!ENTITY e SYSTEM "file:///etc/passwd">]', unit("ha", "ها", 'changeid="&e;"'), "external entity",
                     id="a file of this machine"),
        pytest.param("", "<tu>" * 2000, "depth", id="elements in elements"),
        pytest.param("", unit("<hi>" * 2000 + "ha" + "</hi>" * 2000, "ها"), "depth", id="emphasis in emphasis"),
        pytest.param("", unit("h" * 10_100_000, "ها"), "too long", id="a text without an end"),
    ],
)  # fmt: skip
def test_a_file_made_to_exhaust_its_reader_is_refused(tmp_path: Path, doctype: str, units: str, says: str) -> None:
    path = tmp_path / "hostile.tmx"
    content = FILE.format(units=units, header="")
    path.write_text(content.replace("<tmx ", f"<!DOCTYPE tmx {doctype}>\n<tmx ") if doctype else content, "utf-8")
    with pytest.raises(MemoryUnreadable, match=says):
        list(read_tmx(path))


def test_a_file_of_a_gigabyte_that_is_no_tmx_is_refused_at_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "large.tmx"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    with pytest.raises(MemoryUnreadable, match="not well-formed"):
        list(read_tmx(path))


def test_each_unit_without_a_text_in_both_languages_is_told_with_its_line(tmp_path: Path) -> None:
    units = [unit("Oui", "نعم", languages=("fr", "ar")), unit("Yes", "نعم"), '<tu><tuv xml:lang="en"/></tu>']
    skipped: list[Skip] = []
    assert len(list(read_tmx(written(tmp_path, "\n".join(units)), skipped=skipped.append))) == 1
    assert skipped == [
        Skip(4, "it has no text in both en and ar: ar, fr"),
        Skip(6, "it has no text in both en and ar: none"),
    ]


def prop(kind: str, text: str) -> str:
    return f'<prop type="{kind}">{text}</prop>'


@pytest.mark.parametrize(
    "props",
    [
        prop("x-context-pre", "&lt;seg&gt;He &amp;amp; she &lt;ph&gt;x&lt;/ph&gt;left.&lt;/seg&gt;")
        + prop("x-context-post", "&lt;seg&gt;Then:&lt;/seg&gt;"),
        prop("x-context-pre", "He &amp; she left.") + prop("x-context-post", "Then:"),
        prop("prev", "He &amp; she left.") + prop("next", "Then:"),
    ],
)
def test_the_texts_around_are_read_as_tools_write_them(tmp_path: Path, props: str) -> None:
    [entry] = read_tmx(written(tmp_path, unit("Strike", "إضراب", props=props)))
    assert entry.context == Context(before="He & she left.", after="Then:")


def test_a_context_that_stands_with_the_source_is_read_and_the_target_s_is_not(tmp_path: Path) -> None:
    around = unit("Strike", "إضراب").replace("<seg>", prop("x-context-pre", "{}") + "<seg>")
    [entry] = read_tmx(written(tmp_path, around.format("It began.", "بدأ.")))
    assert entry.context == Context(before="It began.")


@pytest.mark.parametrize(("role", "known"), [("headline", "headline"), ("chorus", None)])
def test_a_role_is_read_where_it_is_one_of_ours(tmp_path: Path, role: str, known: str | None) -> None:
    [entry] = read_tmx(written(tmp_path, unit("Strike", "إضراب", props=prop("x-role", role))))
    assert entry.context.role == known


def test_who_made_a_unit_and_who_changed_it_are_both_kept(tmp_path: Path) -> None:
    dates = 'creationdate="20240729T130000Z" changedate="20240730T080000Z"'
    [entry] = read_tmx(written(tmp_path, unit("Yes", "نعم", f'creationid="google" changeid="layla" {dates}')))
    assert (entry.name, entry.recorded_at.day) == ("layla", 30)
    assert (entry.created_by, entry.created_at and entry.created_at.day) == ("google", 29)


# As a translators' workbench exports it: its own DOCTYPE and properties, notes, regional languages, code of all kinds.
WORKBENCH = """\ufeff<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="Workbench" creationtoolversion="9.1" segtype="sentence" o-tmf="WB TM" adminlang="en-US"
   srclang="en-US" datatype="xml" creationdate="20230101T000000Z" creationid="admin">
    <note>Sports desk</note><prop type="project">Sports</prop>
  </header>
  <body>
    <!-- exported -->
    <tu tuid="7" segtype="sentence" creationdate="20240110T101500Z" creationid="Huda" changedate="20240112T080000Z"
     changeid="Omar" usagecount="3">
      <note>checked with the federation</note>
      <prop type="client">Desk</prop>
      <tuv xml:lang="en-US"><prop type="x-context-pre">&lt;seg&gt;Full time&lt;/seg&gt;</prop>
        <seg>The <bpt i="1" x="1" type="bold">{b}</bpt>home side<ept i="1">{/b}</ept> won<ph x="2" type="fnote">{1}</ph>
<it pos="begin" x="3">{u}</it>2–1 <hi type="italic">again</hi>.</seg></tuv>
      <tuv xml:lang="ar-SA"><seg>فاز <bpt i="1" x="1" type="bold">{b}</bpt>أصحاب الأرض<ept i="1">{/b}</ept>
<ph x="2" type="fnote">{1}</ph>2-1 <hi type="italic">مجددًا</hi>.</seg></tuv>
      <tuv xml:lang="de-DE"><seg>Die Heimelf gewann.</seg></tuv>
    </tu>
  </body>
</tmx>
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_file_as_a_translators_workbench_exports_it_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "workbench.tmx"
    text = WORKBENCH if encoding == "utf-8" else WORKBENCH.removeprefix("\ufeff").replace('"utf-8"', '"utf-16"')
    path.write_text(text, encoding)
    [entry] = read_tmx(path)
    assert " ".join(entry.source.text.split()) == "The home side won 2–1 again."
    assert " ".join(entry.target.text.split()) == "فاز أصحاب الأرض 2-1 مجددًا."
    assert [entry.source.marked(mark) for mark in entry.source.marks] == ["home side", "again"]
    assert [entry.target.marked(mark) for mark in entry.target.marks] == ["أصحاب الأرض", "مجددًا"]
    assert (entry.name, entry.created_by, entry.context.before) == ("Omar", "Huda", "Full time")


def test_a_file_in_a_namespace_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, unit("Yes", "نعم"))
    path.write_text(path.read_text("utf-8").replace("<tmx ", '<tmx xmlns="http://www.lisa.org/tmx14" '), "utf-8")
    assert [entry.source.text for entry in read_tmx(path)] == ["Yes"]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MemoryUnreadable, match="cannot be read"):
        list(read_tmx(tmp_path / "absent.tmx"))


def test_a_document_type_is_not_fetched(tmp_path: Path) -> None:
    path = tmp_path / "memory.tmx"
    content = FILE.format(units=unit("Yes", "نعم"), header="")
    path.write_text(content.replace("<tmx ", '<!DOCTYPE tmx SYSTEM "http://192.0.2.1/tmx14.dtd">\n<tmx '), "utf-8")
    assert len(list(read_tmx(path))) == 1


def test_utf_16_is_read(tmp_path: Path) -> None:
    path = tmp_path / "memory.tmx"
    path.write_text(FILE.format(units=unit("Yes", "نعم"), header="").replace("UTF-8", "UTF-16"), "utf-16")
    assert [entry.target.text for entry in read_tmx(path)] == ["نعم"]


# Texts as TMX can hold them: no control characters, no white space at the ends.
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1).filter(
    lambda text: text == text.strip()
)
KINDS: st.SearchStrategy[list[MarkKind]] = st.lists(st.sampled_from(["link", "strong", "emphasis"]), max_size=3)


@st.composite
def marked(draw: st.DrawFn, kinds: list[MarkKind]) -> MarkedText:
    text = draw(TEXTS)
    spots = [index for index, character in enumerate(text) if not character.isspace()]
    starts = [draw(st.sampled_from(spots)) for _ in kinds]
    marks = [mark(kind, at, draw(st.integers(at + 1, len(text)))) for kind, at in zip(kinds, starts, strict=True)]
    return MarkedText(text=text, marks=tuple(sorted(marks, key=lambda m: (m.start, -m.end))))


INSTANTS = st.integers(0, 4_000_000_000).map(lambda second: dt.datetime.fromtimestamp(second, dt.UTC))


CONTEXTS = st.builds(
    Context, role=st.sampled_from([None, *get_args(Role)]), before=st.none() | TEXTS, after=st.just("") | TEXTS
)
NAMES = st.from_regex(r"[a-zA-Z .]{0,8}[a-z]", fullmatch=True)


@st.composite
def entries(draw: st.DrawFn) -> MemoryEntry:
    source = draw(KINDS.flatmap(marked))
    arabic = draw(TEXTS)
    ends = [draw(st.integers(1, len(arabic))) for _ in source.marks]
    marks = tuple(mark(ours.kind, 0, end) for ours, end in zip(source.marks, ends, strict=True))
    return MemoryEntry(
        source=source,
        target=MarkedText(text=arabic, marks=marks),
        name=draw(NAMES),
        reviewed=draw(st.booleans()),
        recorded_at=draw(INSTANTS),
        context=draw(CONTEXTS),
        created_by=(created_by := draw(st.none() | NAMES)),
        created_at=created_by and draw(st.none() | INSTANTS),
    )


@given(st.lists(entries(), max_size=4))
def test_what_is_written_is_read_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, kept: list[MemoryEntry]
) -> None:
    path = tmp_path_factory.mktemp("tmx") / "memory.tmx"
    assert write_tmx(kept, path) == len(kept)
    assert list(read_tmx(path)) == kept


def test_characters_that_xml_cannot_hold_are_left_out(tmp_path: Path) -> None:
    entry = MemoryEntry(
        source=MarkedText(text="A\x0bB"),
        target=MarkedText(text="أ\x00ب"),
        name="x",
        recorded_at=dt.datetime.now(dt.UTC),
    )
    write_tmx([entry], tmp_path / "memory.tmx")
    [read] = read_tmx(tmp_path / "memory.tmx")
    assert (read.source.text, read.target.text) == ("AB", "أب")


def test_a_memory_that_breaks_off_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "memory.tmx"
    path.write_text("what was there", "utf-8")

    def broken() -> Iterator[MemoryEntry]:
        yield MemoryEntry(
            source=MarkedText(text="Yes"), target=MarkedText(text="نعم"), name="x", recorded_at=dt.datetime.now(dt.UTC)
        )
        raise LedgerUnusable("the ledger is damaged")

    with pytest.raises(LedgerUnusable):
        write_tmx(broken(), path)
    assert path.read_text("utf-8") == "what was there"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_a_storage_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be written"):
        write_tmx([], tmp_path / "nowhere" / "memory.tmx")
