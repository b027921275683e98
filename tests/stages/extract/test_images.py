import pytest

from pipeline.stages.extract.images import file_key, image, is_decoration
from pipeline.stages.extract.tree import parsed

BASE = "https://www.daily.example/news/ferry"
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


def shown(html: str) -> str | None:
    found = image(next(parsed(html, url="").iter("img", "amp-img")), BASE)
    return found.url.removeprefix("https://www.daily.example") if found else None


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("<img src='/a.jpg'>", "/a.jpg"),
        (f"<img src='{PIXEL}' data-src='/a.jpg'>", "/a.jpg"),
        ("<img src='/spacer.gif' data-lazy-src='/a.jpg'>", "/a.jpg"),
        (f"<img src='{PIXEL}' data-flickity-lazyload='/a.jpg'>", "/a.jpg"),
        ("<img src='/a-400.jpg' srcset='/a-400.jpg 400w, /a-800.jpg 800w'>", "/a-800.jpg"),
        ("<img src='/a.jpg' data-srcset='/a.jpg 1x, /a@2x.jpg 2x'>", "/a@2x.jpg"),
        ("<img src='/220-a.jpg' width='220' srcset='/330-a.jpg 1.5x, /440-a.jpg 2x'>", "/440-a.jpg"),
        ("<img src='/a.jpg' srcset='/a?w=1,h=2 300w, /b?w=2,h=4 600w'>", "/b?w=2,h=4"),
        ("<picture><source srcset='/a.webp 800w'><img src='/a.jpg'></picture>", "/a.webp"),
        ("<picture><source srcset='/a.webp 800w'><img src='/a.jpg' width='800'></picture>", "/a.jpg"),
        (f"<img src='{PIXEL}'><noscript><img src='/a.jpg'></noscript>", "/a.jpg"),
        ("<amp-img src='/a.jpg' width='600' height='400'></amp-img>", "/a.jpg"),
        (f"<img src='{PIXEL}'>", None),
        ("<img data-id='7' data-label='lazy'>", None),
        ("<img>", None),
    ],
)
def test_the_largest_real_source_is_the_image(html: str, url: str | None) -> None:
    assert shown(html) == url


def test_width_and_height_are_numbers_where_they_are_told() -> None:
    found = image(next(parsed("<img src='/a.jpg' width='640px' height='auto'>", url="").iter("img")), BASE)

    assert found is not None
    assert (found.width, found.height) == (640, None)


@pytest.mark.parametrize(
    ("html", "size"),
    [
        ("<img src='/a.jpg' width='400' height='300' srcset='/b.jpg 1600w'>", (1600, 1200)),
        ("<img src='/a.jpg' width='400' srcset='/b.jpg 1600w'>", (1600, None)),
        ("<img src='/a.jpg' width='400' height='300' srcset='/b.jpg 2x'>", (400, 300)),
        ("<img src='/a.jpg' srcset='/b.jpg 1600w'>", (None, None)),
    ],
)
def test_of_a_larger_source_than_its_frame_the_size_is_told(html: str, size: tuple[int | None, int | None]) -> None:
    found = image(next(parsed(html, url="").iter("img")), BASE)

    assert found is not None
    assert (found.url[-6:], found.width, found.height) == ("/b.jpg", *size)


@pytest.mark.parametrize(
    "html",
    [
        "<img src='/a.jpg' width='48' height='48' srcset='/a-192.jpg 192w'>",
        "<img src='/logo.png'>",
        "<img src='/a.jpg' class='avatar'>",
        "<img src='/a.jpg' width='1' height='1'>",
        "<img src='/icons/mail.png'>",
        "<img src='/chart.svg'>",
    ],
)
def test_decoration_is_no_image_of_an_article(html: str) -> None:
    element = next(parsed(html, url="").iter("img"))
    found = image(element, BASE)

    assert found is not None
    assert is_decoration(element, found)


def test_one_image_in_several_sizes_has_one_key() -> None:
    assert file_key("https://x.example/a/Ferry-1024x768.jpg?w=1") == file_key("https://cdn.example/Ferry-scaled.jpg")
