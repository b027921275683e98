"""Credits and bylines: which of their words are names, how the rest is said, and names that are no words."""

import pytest

from pipeline.engines.glossary import agencies
from pipeline.stages.translate.credits import kept_if_translated, read_credit

NAMES = {
    "Rose Green": "روز غرين",
    "Jane Roe": "جين رو",
    "John Doe": "جون دو",
    "Omar Al-Rashid": "عمر الرشيد",
    "The Ledger": "ذا ليدجر",
    "the Tamsin Museum": "متحف تامسين",
}


@pytest.mark.parametrize(
    ("credit", "arabic"),
    [
        ("Rose Green/Getty Images", "روز غرين/غيتي إيماجز"),
        ("Rose Green/AFP via Getty Images", "روز غرين/فرانس برس عبر غيتي إيماجز"),
        ("Omar Al-Rashid/Anadolu via Getty Images", "عمر الرشيد/الأناضول عبر غيتي إيماجز"),
        ("REUTERS/Jane Roe", "رويترز/جين رو"),
        ("REUTERS/Jane Roe/File Photo", "رويترز/جين رو/صورة أرشيفية"),
        ("AP Photo/Jane Roe, File", "أسوشيتد برس/جين رو، صورة أرشيفية"),
        ("Photo by Jane Roe for The Ledger", "تصوير جين رو لصالح ذا ليدجر"),
        ("Photograph: Jane Roe/PA", "تصوير: جين رو/بي إيه"),
        ("Photo courtesy of the Tamsin Museum", "بإذن من متحف تامسين"),
        ("Courtesy of Jane Roe", "بإذن من جين رو"),
        ("Courtesy: Jane Roe", "بإذن من جين رو"),
        ("Handout via REUTERS", "صورة موزعة عبر رويترز"),
        ("Handout", "صورة موزعة"),
        ("File photo", "صورة أرشيفية"),
        ("Illustration", "رسم توضيحي"),
        ("Illustration by Rose Green", "رسم روز غرين"),
        ("Composite: Getty Images", "صورة مركبة: غيتي إيماجز"),
        ("Jane Roe and John Doe / The Ledger", "جين رو وجون دو / ذا ليدجر"),
        ("Jane Roe - Pool / Getty Images", "جين رو - تصوير مشترك / غيتي إيماجز"),
        ("Picture: Supplied", "تصوير: صورة من المصدر"),
        ("Screengrab/Jane Roe", "لقطة شاشة/جين رو"),
        ("© Jane Roe", "© جين رو"),
        ("Getty Images/iStockphoto", "غيتي إيماجز/آي ستوك"),
        ("AFP/Getty Images", "فرانس برس/غيتي إيماجز"),
    ],
)
def test_a_credit_is_its_names_and_what_the_tables_say(credit: str, arabic: str) -> None:
    found = read_credit(credit, agencies())
    assert found is not None
    assert found.said(NAMES) == arabic


@pytest.mark.parametrize(
    ("credit", "names"),
    [
        ("Jane Pool/AFP", ["Jane Pool"]),
        ("Museum of Arts and Sciences", ["Museum of Arts and Sciences"]),
        ("Campaign for the Coast/AFP", ["Campaign for the Coast"]),
        ("Jane Roe for Save the Children", ["Jane Roe", "Save the Children"]),
        ("Ludwig van der Berg/dpa", ["Ludwig van der Berg"]),
        ("J. R. O’Neil Jr.", ["J. R. O’Neil Jr."]),
        ("Élodie Dubois", ["Élodie Dubois"]),
        ("Sipa USA via AP", []),
    ],
)
def test_names_are_taken_whole(credit: str, names: list[str]) -> None:
    found = read_credit(credit, agencies())
    assert found is not None
    assert found.names == names


@pytest.mark.parametrize("text", ["", " ", "we asked the ministry for a comment", "Taken in 2019 by a neighbour"])
def test_what_says_more_than_credits_do_is_not_read_as_one(text: str) -> None:
    assert read_credit(text, agencies()) is None


def test_a_name_in_latin_letters_stands_apart_from_the_conjunction() -> None:
    found = read_credit("Jane Roe and John Doe", agencies())
    assert found is not None
    assert found.said({"Jane Roe": "جين رو"}) == "جين رو و John Doe"


@pytest.mark.parametrize(
    ("name", "arabic"),
    [
        ("Rose Green", "روز غرين"),
        ("Rose Green", "روز جرين"),
        ("Mara Whitfield", "مارا ويتفيلد"),
        ("Omar Al-Rashid", "عمر الرشيد"),
        ("Ludwig van der Berg", "لودفيغ فان دير بيرغ"),
        ("Abdulrahman Saleh", "عبد الرحمن صالح"),
        ("Xu Ming", "شو مينغ"),
        ("News Desk", "مكتب الأخبار"),
        ("Editorial Board", "هيئة التحرير"),
        ("Reuters", "رويترز"),
        ("Rose Green", "Rose Green"),
    ],
)
def test_a_name_that_sounds_as_it_should_and_an_office_stand_as_the_engine_said_them(name: str, arabic: str) -> None:
    assert kept_if_translated(name, arabic) == arabic


@pytest.mark.parametrize(
    ("name", "arabic"), [("Rose Green", "وردة خضراء"), ("Rose Green", "روز أخضر"), ("John Steel", "جون الفولاذ")]
)
def test_a_person_s_name_that_came_back_as_words_stays_in_latin_letters(name: str, arabic: str) -> None:
    assert kept_if_translated(name, arabic) == name


def test_a_text_of_any_length_that_is_made_of_names_is_no_credit() -> None:
    assert read_credit("Rose Green & Ian Moss & " * 5_000, agencies()) is None
