"""An article that is published and followed at its source, which tests change as time passes."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import Any

from newsroom import Json, Newsroom, page
from stories import BRIDGE
from werkzeug import Request, Response

START = dt.datetime(2026, 1, 15, 9, 30, tzinfo=dt.UTC)
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
CAPTION = ("The old bridge before it was repaired.", "الجسر القديم قبل ترميمه.")
NEW_CAPTION = ("The old bridge after it was repaired.", "الجسر القديم بعد ترميمه.")


@dataclass
class Clock:
    """The time, which passes when it is told to."""

    now: dt.datetime = START

    def __call__(self) -> dt.datetime:
        return self.now

    def passes(self, length: dt.timedelta) -> None:
        self.now += length


@dataclass(frozen=True)
class Shown:
    """What the source shows of its article."""

    paragraphs: tuple[str, ...] = tuple(english for english, _ in BRIDGE.paragraphs)
    caption: str = CAPTION[0]
    shares: int = 12
    canonical: str = ""

    def html(self) -> str:
        figure = f'<figure><img src="/bridge.jpg" alt=""><figcaption>{self.caption}</figcaption></figure>'
        counter = f'<div class="share-count"><span>{self.shares} shares</span></div>'
        text = BRIDGE.html(canonical=self.canonical, paragraphs=self.paragraphs)
        return text.replace("</h1>", f"</h1>{counter}{figure}").replace(
            "</article>", f"<p>{self.shares} shares</p></article>"
        )


@dataclass
class Source:
    """A site with one article that is published and followed, and a clock."""

    newsroom: Newsroom
    clock: Clock
    url: str
    shown: Shown = field(default_factory=Shown)
    answered: list[int] = field(default_factory=list)

    def shows(self, path: str = BRIDGE.path, **values: Any) -> None:  # noqa: ANN401 - a field's
        self.shown = replace(self.shown, **values)
        body = replace(self.shown, canonical=self.newsroom.url(path)).html().encode()
        etag = f'"{hashlib.sha256(body).hexdigest()[:8]}"'

        def answer(request: Request) -> Response:
            status = 304 if request.headers.get("if-none-match") == etag else 200
            self.answered.append(status)
            return Response(b"" if status == 304 else body, status, {"content-type": "text/html", "etag": etag})

        self.newsroom.pages[path] = answer

    def answers(self, status: int, body: str = "") -> None:
        self.newsroom.pages[BRIDGE.path] = page(body, status=status)

    def looked_at(self, after: dt.timedelta = 15 * MINUTE) -> dict[str, int]:
        """Let time pass and run; return what became of the items."""
        self.clock.passes(after)
        self.newsroom.server.clear_log()
        self.answered.clear()
        summary = self.newsroom.run()
        assert summary.exit_code == 0
        return {name: count for name, count in summary.tally.outcomes.items() if count}

    @property
    def publication(self) -> Json:
        return self.newsroom.publication(self.url)

    def stands(self) -> tuple[str, str | None]:
        item = self.newsroom.item(self.url)
        return item.state, item.reason

    def next_look(self) -> dt.datetime | None:
        with self.newsroom.ledger() as ledger:
            return ledger.checks.of(self.newsroom.item(self.url).id).next_check_at

    def told(self) -> Json:
        """Return what every file says of the article: all have to agree."""
        [entry] = self.newsroom.published("index.json")["articles"]
        last = self.newsroom.changes()[-1]
        data = (self.newsroom.folder / "data/published" / entry["path"]).read_bytes()
        publication = json.loads(data)
        assert entry["sha256"] == last["sha256"] == hashlib.sha256(data).hexdigest()
        assert entry["revision"] == last["revision"] == publication["revision"]
        assert entry["state"] == last["state"] == publication["state"]
        feed = [item["id"] for item in self.newsroom.published("feed.json")["items"]]
        assert feed == ([publication["id"]] if publication["state"] == "published" else [])
        return publication["revision"], publication["state"], len(self.newsroom.changes())


def updated(publication: Json) -> list[tuple[str, str]]:
    lines = publication["attribution"]["lines"]
    return [(line["label"], line["value"]) for line in lines if line["label"].startswith("حُدّثت")]
