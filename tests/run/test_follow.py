"""A published article from its publication to its withdrawal, as its source goes on."""

from followed import DAY, HOUR, NEW_CAPTION, Source, updated
from newsroom import page
from stories import BRIDGE, CORRECTED
from werkzeug import Response


def test_an_article_is_followed_from_its_publication_to_its_withdrawal(source: Source) -> None:
    newsroom = source.newsroom
    assert source.told() == (1, "published", 1)
    assert updated(source.publication) == []

    # Nothing is new: the server says so itself, and nobody is told anything.
    assert source.looked_at() == {"unchanged": 1}
    assert (source.answered, newsroom.translated_lines, source.told()) == ([304], 0, (1, "published", 1))

    # A number is corrected.
    source.shows(paragraphs=(*source.shown.paragraphs[:2], CORRECTED[0]))
    assert source.looked_at(HOUR) == {"published": 1}
    assert (newsroom.translated_lines, source.told()) == (1, (2, "published", 2))
    assert source.publication["blocks"][-1]["text"] == CORRECTED[1]
    assert source.publication["history"][-1] == {
        "revision": 2,
        "at": "2026-01-15T10:45:00Z",
        "event": "revised",
        "by": None,
        "detail": "المتن: تعديل مقطع واحد",
        "changes": ["body"],
    }
    assert updated(source.publication) == [
        ("حُدّثت هذه الترجمة بتاريخ", "15 يناير 2026، الساعة 10:45 بالتوقيت العالمي المنسق")
    ]

    # A caption is written anew.
    source.shows(caption=NEW_CAPTION[0])
    assert source.looked_at() == {"published": 1}
    assert (newsroom.translated_lines, source.told()) == (1, (3, "published", 3))
    assert source.publication["history"][-1]["changes"] == ["caption"]

    # Two paragraphs change places.
    one, two, three = source.shown.paragraphs
    source.shows(paragraphs=(two, one, three))
    assert source.looked_at() == {"published": 1}
    assert (newsroom.translated_lines, source.told()) == (0, (4, "published", 4))
    assert source.publication["history"][-1]["detail"] == "المتن: تغيير الترتيب"
    assert updated(source.publication)[0][1].startswith("15 يناير 2026، الساعة 11:15")

    # Only the counter of shares runs on.
    source.shows(shares=1204)
    before = source.publication
    assert source.looked_at() == {"unchanged": 1}
    assert (source.answered, newsroom.translated_lines, source.told()) == ([200], 0, (4, "published", 4))
    assert source.publication == before
    assert source.looked_at(HOUR) == {"unchanged": 1}
    assert source.answered == [304]

    # It moves: the old address leads to the new one, which the feed announces from then on.
    moved = newsroom.url("/2026/bridge")
    newsroom.pages[BRIDGE.path] = lambda _: Response("", 301, {"location": "/2026/bridge"})
    source.shows("/2026/bridge")
    ident = source.publication["id"]
    assert source.looked_at(6 * HOUR) == {"published": 1}
    assert newsroom.translated_lines == 0
    assert (source.publication["id"], newsroom.item(moved).id) == (ident, ident)
    assert source.publication["source"]["url"] == moved
    assert source.told() == (5, "published", 5)
    assert updated(source.publication)[0][1].startswith("15 يناير 2026، الساعة 11:15")

    newsroom.announced.append(moved)

    # It is withdrawn.
    newsroom.pages["/2026/bridge"] = page("gone", status=410)
    assert source.looked_at() == {"withdrawn": 1}
    assert (newsroom.translated_lines, source.told()) == (0, (6, "withdrawn", 6))
    assert (source.publication["blocks"], source.publication["description"]) == ([], None)
    last = source.publication["history"][-1]
    assert (last["event"], last["detail"]) == ("withdrawn", "أزال الناشر الأصلي هذا الخبر من موقعه.")

    # And that is that.
    assert source.looked_at(30 * DAY) == {}
    assert newsroom.requests("/2026/bridge") == 0
