"""What a service is told besides the lines: what stands before them, and the terms and speakers in them."""

import pytest

from pipeline.engines import Brief, Speaker
from pipeline.engines.glossary import Glossary, Term

TEXTS = ("The bridge reopened on Monday.", "Ada Fenwick, its engineer, was first.", "She waved.", "Then it rained.")
UNION = Term(source="Harbour Union", target="اتحاد الميناء")
BRIDGE = Term(source="bridge", target="جسر")
FENWICK = Speaker(name="Fenwick", gender="feminine")
BRIEF = Brief(
    texts=TEXTS, glossary=Glossary(terms=(UNION, BRIDGE)), speakers=(FENWICK, Speaker(name="Moss", gender="masculine"))
)


@pytest.mark.parametrize(
    ("lines", "most", "before"),
    [
        (["She waved."], 100, "\n".join(TEXTS[:2])),
        (["She waved.", "Then it rained."], 100, "\n".join(TEXTS[:2])),
        (["Then it rained.", "She waved."], 100, "\n".join(TEXTS[:2])),
        (["She waved."], 40, TEXTS[1]),
        (["She waved."], 20, ""),
        ([TEXTS[0]], 100, ""),
        (["⟦1⟧She⟦2⟧ waved."], 100, "\n".join(TEXTS[:2])),
        (["its engineer, was first."], 100, TEXTS[0]),  # part of a text that is too long for a request
        (["A line of nowhere."], 100, ""),
        ([], 100, ""),
    ],
)
def test_what_stands_before_the_first_of_the_lines_is_told_in_whole_texts(
    lines: list[str], most: int, before: str
) -> None:
    assert BRIEF.before(lines, most) == before


@pytest.mark.parametrize(
    ("lines", "terms"),
    [
        (["The ⟦1⟧Harbour⟦2⟧ Union left the bridge.", "The bridge!"], (UNION, BRIDGE)),
        (["Nothing here."], ()),
        (["The Harbor was quiet."], ()),
    ],
)
def test_of_the_glossary_only_the_terms_that_stand_in_the_lines(lines: list[str], terms: tuple[Term, ...]) -> None:
    assert BRIEF.terms_in(lines) == terms


def test_of_the_speakers_only_those_whose_name_stands_in_the_lines() -> None:
    assert BRIEF.speakers_in(["Ms ⟦1⟧Fenwick⟦2⟧ spoke.", "Mossy walls."]) == (FENWICK,)
    assert BRIEF.speakers_in(["Nobody spoke."]) == ()
