import pytest

from pipeline.model import Mark, MarkedText
from pipeline.stages.extract.credits import is_credit, separated, without_label


@pytest.mark.parametrize(
    ("whole", "caption", "credit"),
    [
        ("The ferry on Monday. (AP Photo/Jane Roe)", "The ferry on Monday.", "AP Photo/Jane Roe"),
        ("The ferry on Monday. [Photo: Jane Roe]", "The ferry on Monday.", "Jane Roe"),
        ("The ferry (Image: Getty)", "The ferry", "Getty"),
        ("The ferry on Monday. (Jane Roe / The Daily)", "The ferry on Monday.", "Jane Roe / The Daily"),
        ("The ferry on Monday. Photograph: Jane Roe/The Daily", "The ferry on Monday.", "Jane Roe/The Daily"),
        ("The ferry on Monday. Photo by Jane Roe", "The ferry on Monday.", "Jane Roe"),
        ("The ferry on Monday. Credit: NASA", "The ferry on Monday.", "NASA"),
        ("The ferry on Monday.CreditJane Roe", "The ferry on Monday.", "Jane Roe"),
        ("The ferry on Monday. Courtesy of the museum", "The ferry on Monday.", "Courtesy of the museum"),
        ("The ferry on Monday. | Jane Roe/The Daily", "The ferry on Monday.", "Jane Roe/The Daily"),
        ("The ferry on Monday | Jane Roe/The Daily", "The ferry on Monday", "Jane Roe/The Daily"),
        ("The ferry on Monday | the harbour", "The ferry on Monday | the harbour", None),
        ("The ferry on Monday. © Jane Roe", "The ferry on Monday.", "© Jane Roe"),
        ("The ferry on Monday. Jane Roe/AP", "The ferry on Monday.", "Jane Roe/AP"),
        ("The ferry on Monday. Jane Roe via Getty Images", "The ferry on Monday.", "Jane Roe via Getty Images"),
        ("The ferry on Monday. REUTERS/Jane Roe/File Photo", "The ferry on Monday.", "REUTERS/Jane Roe/File Photo"),
        ("Image: The ferry on Monday, at the quay. Pic: Jane Roe", "The ferry on Monday, at the quay.", "Jane Roe"),
        ("Image: The ferry, the Aurora. Photo: Jane Roe", "The ferry, the Aurora.", "Jane Roe"),
        ("Image: The ferry on Monday evening, at the quay.", "The ferry on Monday evening, at the quay.", None),
        ("Image: Jane Roe/The Daily", None, "Jane Roe/The Daily"),
        ("Source: Harbour Office", None, "Harbour Office"),
        ("The ferry on Monday.", "The ferry on Monday.", None),
        ("The ferry (left) and the pier (right)", "The ferry (left) and the pier (right)", None),
        ("The captain reads a photo album.", "The captain reads a photo album.", None),
    ],
)
def test_a_credit_at_the_end_of_a_caption_is_taken_out(whole: str, caption: str | None, credit: str | None) -> None:
    told = separated(MarkedText(text=whole), None)

    assert (told.caption.text if told.caption else None, told.credit) == (caption, credit)


def test_what_an_element_gave_as_credit_is_not_said_twice() -> None:
    told = separated(MarkedText(text="The ferry on Monday. Photo: Jane Roe"), "Jane Roe")

    assert (told.caption, told.credit) == (MarkedText(text="The ferry on Monday."), "Jane Roe")


def test_the_word_that_announced_a_credit_elsewhere_is_no_caption() -> None:
    told = separated(MarkedText(text="The ferry on Monday.Credit..."), "Jane Roe")

    assert told.caption == MarkedText(text="The ferry on Monday.")


def test_marks_end_where_the_caption_ends() -> None:
    link = Mark(kind="link", start=4, end=28, href="https://x.example/")
    told = separated(MarkedText(text="The ferry on Monday. Photo: Jane Roe", marks=(link,)), None)

    assert told.caption is not None
    assert [told.caption.marked(mark) for mark in told.caption.marks] == ["ferry on Monday."]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Photo: Jane Roe", "Jane Roe"),
        ("(Image: Jane Roe/The Daily)", "Jane Roe/The Daily"),
        ("Photograph by Jane Roe", "Jane Roe"),
        ("Image credit: NASA", "NASA"),
        ("Credit Jane Roe", "Jane Roe"),
        ("AP Photo/Jane Roe", "AP Photo/Jane Roe"),
        ("Photo:", None),
        (" | ", None),
    ],
)
def test_words_that_only_announce_a_credit_are_left_out(raw: str, expected: str | None) -> None:
    assert without_label(raw) == expected


@pytest.mark.parametrize("text", ["Getty Images", "Jane Roe/AP", "Photo: Jane Roe", "(AP Photo/Jane Roe)"])
def test_a_line_that_is_a_credit(text: str) -> None:
    assert is_credit(text)


@pytest.mark.parametrize("text", ["Jane Roe speaks in Cairo.", "The ferry on Monday. Photo: Jane Roe", ""])
def test_a_line_that_is_none(text: str) -> None:
    assert not is_credit(text)


@pytest.mark.parametrize("word", ["Photo: ", "Credit ", "Image Photo by ", "(AP/", "Jane Roe/AP, "])
def test_a_caption_of_one_announcing_word_over_and_over_ends_too(word: str) -> None:
    caption = MarkedText(text=(word * 3_000).strip())

    assert separated(caption, "Jane Roe").credit == "Jane Roe"
    assert len(separated(caption, None).credit or "") <= 400
