import pytest

from pipeline.model import Article, Author, Signal, Site, TextBlock
from pipeline.stages.rights import wire_credit


def article(byline: str = "", first: str = "The bridge reopened.", *, url: str = "https://post.example/a") -> Article:
    return Article(
        url=url,
        canonical_url=url,
        headline="Bridge reopens",
        authors=(Author(name=byline),) if byline else (),
        site=Site(name="The Tamsin Post", host="post.example"),
        content_sha256="ab" * 32,
        blocks=(TextBlock(type="heading", level=2, text="(AP) - a heading"), TextBlock(type="paragraph", text=first)),
    )


@pytest.mark.parametrize(
    ("byline", "first", "credited"),
    [
        ("The Associated Press", "", ("Associated Press", "byline")),
        ("Mara Whitfield, Associated Press", "", ("Associated Press", "byline")),
        ("Mara Whitfield | AP", "", ("Associated Press", "byline")),
        ("AFP", "", ("Agence France-Presse", "byline")),
        ("", "LONDON, July 29 (Reuters) - The bridge reopened.", ("Reuters", "dateline")),
        ("", "PORT ELLERY, Maine (AP) — The bridge reopened.", ("Associated Press", "dateline")),
        ("Mara Whitfield", "She told Reuters that the bridge (AP) was open - at last.", None),
        ("Pat Reuters-Lane", "", None),
        ("Paul Apter", "The agency (AP) reported it.", None),
    ],
)
def test_an_agency_is_told_by_byline_or_dateline(byline: str, first: str, credited: tuple[str, str] | None) -> None:
    found = wire_credit(article(byline, first or "The bridge reopened."))
    assert (found and (found.value, found.where)) == credited


def test_an_agency_is_told_by_the_copyright_holder_of_the_metadata() -> None:
    holder = Signal(kind="copyright-holder", value="Reuters", where="JSON-LD")
    found = wire_credit(article().model_copy(update={"signals": (holder,)}))
    assert found == Signal(kind="wire-credit", value="Reuters", where="JSON-LD")


@pytest.mark.parametrize(
    ("url", "is_own"),
    [("https://www.reuters.com/a", True), ("https://reuters.com/a", True), ("https://notreuters.com/a", False)],
)
def test_on_its_own_site_an_agency_s_text_is_the_site_s(url: str, is_own: bool) -> None:  # noqa: FBT001 - a table's column
    assert (wire_credit(article("Reuters", url=url)) is None) is is_own
