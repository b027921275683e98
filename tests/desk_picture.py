"""Take the README's picture of the desk: a held article, as an editor sees it who is about to correct it.

PYTHONPATH=tests python tests/desk_picture.py docs/desk.png
"""

import argparse
import html
import itertools
import tempfile
from pathlib import Path

from browsers import chromium
from desks import serving
from newsroom import HTML, Newsroom
from playwright.sync_api import sync_playwright
from pytest_httpserver import HTTPServer
from stories import BRIDGE, STORIES, Story
from werkzeug import Request, Response

HARBOUR = Story(
    "/news/harbour",
    ("Fishing harbour opens a school for boat builders", "ميناء الصيد يفتح مدرسة لبناء القوارب"),
    (
        (
            "The harbour opened a school for boat builders on Sunday. It has room for 24 students, the mayor said.",
            "افتتح الميناء مدرسة لبناء القوارب يوم الأحد. وقال رئيس البلدية إنها تتسع لـ24 طالبًا.",
        ),
        (
            "The first boats will be ready in two years. “We have waited long for this,” said a retired fisherman.",
            "وستكون القوارب الأولى جاهزة بعد عامين. وقال صياد متقاعد: «انتظرنا هذا طويلًا».",
        ),
    ),
)
NUMBERS = ("42", "240", "42", "240", "42")
"""What the stand-in service makes of 24, each time that it is asked."""


def main() -> None:
    """Write the picture to the file that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    file = parser.parse_args().file
    with HTTPServer(host="127.0.0.1") as server, tempfile.TemporaryDirectory() as folder:
        newsroom = Newsroom(Path(folder), server)
        held = _filled(newsroom)
        with serving(newsroom.settings) as desk, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1200, "height": 1180})
            page.goto(f"{desk.url}/enter?secret={desk.access.secret}")
            page.goto(f"{desk.url}/items/{held}")
            page.locator("#b1 .alternatives summary").click()
            page.evaluate("scrollTo(0, 0)")
            page.screenshot(path=file)
            browser.close()


def _filled(newsroom: Newsroom) -> str:
    """Publish some articles and hold HARBOUR; return its id."""
    numbers = itertools.cycle(NUMBERS)
    newsroom.arabic |= dict([HARBOUR.headline, *HARBOUR.paragraphs])

    def translate(request: Request) -> Response:
        lines = [newsroom.arabic.get(line.strip(), line) for line in request.args["q"].split("\n")]
        number = next(numbers) if HARBOUR.paragraphs[0][0] in request.args["q"] else ""
        text = html.escape("\n".join(line.replace("24", number) if number else line for line in lines))
        return Response(f'<div class="result-container">{text}</div>', content_type=HTML)

    newsroom.translator = translate
    for story in (*STORIES, HARBOUR):
        newsroom.publish(story)
    newsroom.run()
    newsroom.edit(newsroom.item(newsroom.url(BRIDGE.path)).id, "headline", "جسر تامسين القديم يستقبل السيارات من جديد")
    return newsroom.item(newsroom.url(HARBOUR.path)).id


if __name__ == "__main__":
    main()
