"""The glossary: read, validated, and found in a text."""

from pathlib import Path

import pytest

from pipeline.arabic.letters import ARABIC_LETTER
from pipeline.engines.glossary import COLUMNS, Glossary, Term, agencies, captions, load_glossary
from pipeline.errors import ConfigurationError

HEADER = ",".join(COLUMNS)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "glossary.csv"


def written(file: Path, *lines: str) -> Glossary:
    file.write_text("\n".join([HEADER, *lines]), "utf-8")
    return load_glossary(file)


def found(glossary: Glossary, text: str) -> list[str]:
    return [text[use.start : use.end] for use in glossary.uses(text)]


def test_no_file_is_an_empty_glossary(file: Path) -> None:
    glossary = load_glossary(file)
    assert glossary.terms == ()
    assert glossary.uses("Brexit talks") == []


def test_a_line_is_a_term(file: Path) -> None:
    glossary = written(file, 'Brexit,بريكست,match,"as in, the vote",', "iPhone,,,,yes")
    assert glossary.terms == (
        Term(source="Brexit", target="بريكست", match_case=True, note="as in, the vote"),
        Term(source="iPhone", target="iPhone", do_not_translate=True),
    )


def test_a_file_as_a_spreadsheet_writes_it_is_read(file: Path) -> None:
    file.write_bytes(f"\ufeff{HEADER}\r\nBrexit,بريكست,,,\r\n".encode())
    assert [term.source for term in load_glossary(file).terms] == ["Brexit"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (",بريكست,,,", "line 2: source"),
        ("Brexit,,,,", "line 2: target: it is not Arabic"),
        ("Brexit,Brexit,,,", "line 2: target: it is not Arabic"),
        ("iPhone,آيفون,,,yes", "line 2: target: a term that is not translated has none"),
        ("Brexit,بريكست,upper,,", "line 2: case: 'upper' is none of match"),
        ("Brexit,بريكست,,,maybe", "line 2: do_not_translate: 'maybe' is none of no, yes"),
        ("Brexit,بريكست", "line 2: it has not 5 columns"),
        ("Brexit,بريكست,,,,,", "line 2: it has not 5 columns"),
    ],
)
def test_a_faulty_line_is_named(file: Path, line: str, fault: str) -> None:
    with pytest.raises(ConfigurationError, match=fault):
        written(file, line)


def test_every_fault_is_told_at_once_and_a_term_twice_is_one(file: Path) -> None:
    with pytest.raises(ConfigurationError) as raised:
        written(file, "Brexit,بريكست,,,", "brexit,البريكست,,,", "Hamas,,,,")
    assert "line 3: source: 'brexit' stands there twice" in str(raised.value)
    assert "line 4" in str(raised.value)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (f"{HEADER}\nBrexit,بريكست,,,\nHamas,".encode() + b"\xc5\xe3,,,", "line 3: not UTF-8"),
        (f'{HEADER}\nBrexit,بريكست,,"{"x" * 140_000}'.encode(), "line 2: field larger than"),
    ],
)
def test_a_file_that_cannot_be_read_to_its_end_is_told_with_its_line(file: Path, content: bytes, fault: str) -> None:
    file.write_bytes(content)
    with pytest.raises(ConfigurationError, match=fault):
        load_glossary(file)


def test_another_header_is_refused(file: Path) -> None:
    file.write_text("en;ar\nBrexit;بريكست", "utf-8")
    with pytest.raises(ConfigurationError, match="first line"):
        load_glossary(file)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The US-led talks", ["US"]),
        ("They told us.", []),
        ("A BUS stopped", []),
        ("the european union’s budget", ["european union"]),
        ("European\nUnion", ["European\nUnion"]),
        ("European Union law and the Union", ["European Union law", "Union"]),
        ("see https://union.example/union and union.example", []),
        ("Brexit.", []),
    ],
)
def test_terms_are_found_as_whole_words_the_longest_first(file: Path, text: str, terms: list[str]) -> None:
    glossary = written(
        file, "US,الولايات المتحدة,match,,", "European Union,الاتحاد الأوروبي,,,", "Union,الاتحاد,,,",
        "European Union law,قانون الاتحاد الأوروبي,,,",
    )  # fmt: skip
    assert found(glossary, text) == terms


def test_of_two_glossaries_the_first_one_s_word_stands() -> None:
    ours = Glossary(terms=(Term(source="reuters", target="وكالة رويترز"),))
    both = ours.with_terms(agencies().terms)
    assert [use.term.target for use in both.uses("Jane Roe/Reuters")] == ["وكالة رويترز"]


@pytest.mark.parametrize("table", [agencies(), captions()])
def test_every_word_that_comes_with_the_package_is_said_one_way(table: Glossary) -> None:
    said = {term.source.casefold(): term.target for term in table.terms}
    images = {
        name: target.split()[-1] for name, target in said.items() if name.endswith(" images") and name != "ap images"
    }
    assert len(set(images.values())) <= 1
    assert all(ARABIC_LETTER.search(target) for target in said.values())


@pytest.mark.parametrize(
    ("credit", "agency"),
    [
        ("Jane Roe/Getty Images", "غيتي إيماجز"),
        ("AP Photo/John Doe", "أسوشيتد برس"),
        ("John Doe/AFP", "فرانس برس"),
        ("REUTERS", "رويترز"),
        ("Anadolu via Getty Images", "الأناضول"),
        ("John Doe/PA Media", "بي إيه ميديا"),
        ("ANSA/John Doe", "أنسا"),
        ("Xinhua/Jane Roe", "شينخوا"),
        ("EPA/John Doe", "الوكالة الأوروبية للصور الصحفية"),
        ("John Doe/TASS", "تاس"),
        ("Sipa via AP Images", "سيبا"),
        ("ZUMA Press Wire/Alamy", "زوما برس"),
        ("John Doe/dpa", "وكالة الأنباء الألمانية"),
        ("Getty Images/iStockphoto", "آي ستوك"),
    ],
)
def test_agencies_are_known_by_the_names_that_credits_give_them(credit: str, agency: str) -> None:
    assert agency in [use.term.target for use in agencies().uses(credit)]
    assert all(ARABIC_LETTER.search(term.target) for term in agencies().terms)


def test_a_word_as_long_as_a_page_is_read_once() -> None:
    assert Glossary(terms=(Term(source="US", target="الولايات المتحدة"),)).uses("a" * 500_000) == []
