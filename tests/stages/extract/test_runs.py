import pytest

from pipeline.stages.extract.places import Place
from pipeline.stages.extract.runs import walk
from pipeline.stages.extract.tree import parsed


def texts(html: str) -> list[str]:
    return [run.text for run in walk(parsed(html, url="")).runs]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>one <a href='/'>link</a> in it</p><p>two</p>", ["one link in it", "two"]),
        ("<div>bare text<p>then a paragraph</p>and a tail</div>", ["bare text", "then a paragraph", "and a tail"]),
        ("<div>one<br><br>two<br>still two</div>", ["one", "two still two"]),
        ("<div><b>A heading</b><br>and text <b>in</b><br>two lines</div>", ["A heading", "and text in two lines"]),
        ("<div>one<br><br>---<br>two</div>", ["one", "---", "two"]),
        ("<div>one<span class='br'></span><span class='br'></span>two</div>", ["one", "two"]),
        ("<ul><li>a</li><li><p>b</p></li></ul>", ["a", "b"]),
        ("<p>text<script>var x = 'no';</script> and <style>p{}</style>text</p>", ["text and text"]),
        ("<p>text</p><button>Share</button><noscript>Enable JavaScript</noscript>", ["text"]),
        ("<p>text<!-- comment --> goes on</p>", ["text goes on"]),
        ("<button><img src='a.jpg'><span>Caption</span></button>", ["Caption"]),
        ("<table><tr><td>1</td><td>2</td></tr></table>", ["1", "2"]),
        ("<p>  </p><p>\u200b</p>", []),
    ],
)
def test_a_run_is_the_text_between_two_block_boundaries(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


def test_runs_and_images_are_counted_together_in_document_order() -> None:
    page = walk(parsed("<p>one</p><img src='a.jpg'><p>two <img src='b.jpg'> three</p>", url=""))

    assert [run.order for run in page.runs] == [1, 4]
    assert [picture.order for picture in page.pictures] == [2, 3]


def test_a_run_knows_what_surrounds_it() -> None:
    (run,) = walk(parsed("<aside><figure><figcaption><em>words</em></figcaption></figure></aside>", url="")).runs

    assert run.place == Place.ASIDE | Place.FIGURE | Place.CAPTION
    assert [spot.element.tag for spot in run.spot.chain()][:3] == ["em", "figcaption", "figure"]


def test_the_texts_and_images_of_an_element_are_found() -> None:
    page = walk(parsed("<p>a</p><figure><img src='x.jpg'><figcaption>b</figcaption></figure><p>c</p>", url=""))
    figure = next(spot for spot in page.runs[1].spot.chain() if spot.element.tag == "figure")

    assert [run.text for run in page.runs_in(figure)] == ["b"]
    assert len(page.pictures_in(figure)) == 1


def test_the_share_of_links_is_told() -> None:
    (run,) = walk(parsed("<p>four<a href='/'>four</a></p>", url="")).runs

    assert run.link_share == 0.5


def test_deep_nesting_is_walked_without_recursion() -> None:
    assert texts("<div>" * 1_500 + "deep" + "</div>" * 1_500) == ["deep"]
