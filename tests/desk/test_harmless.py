"""Whatever a source's page and its translation say, nothing of it runs, loads or leads astray at the desk."""

import html5lib
import pytest
from desks import Desk, Editor
from hostile_texts import TEXTS
from newsroom import Newsroom
from stories import BRIDGE, Story

ATTRIBUTES_THAT_ACT = ("on", "srcdoc", "style", "formaction", "background", "http-equiv")
ADDRESSES = ("href", "src", "action", "data", "poster")


def faults(html: str, site: str) -> list[str]:
    """Name what could run, load or lead astray in `html` as a browser would parse it; `site` is the article's own."""
    found = []
    for element in html5lib.parse(html, treebuilder="lxml", namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in {"iframe", "object", "embed", "base", "math", "style", "plaintext", "video", "audio"}:
            found.append(f"<{element.tag}>")
        if element.tag == "script" and not str(element.get("src", "")).startswith("/static/"):
            found.append("a script that is not ours")
        for name, value in ((str(name), str(value)) for name, value in element.attrib.items()):
            ours = value.startswith(("/", "#", "?", site)) and not value.startswith("//")
            if name.startswith(ATTRIBUTES_THAT_ACT) or (name in ADDRESSES and not ours):
                found.append(f"<{element.tag} {name}={value!r}>")
    return found


@pytest.fixture
def hostile(newsroom: Newsroom) -> str:
    """Hold an article whose every text, in both languages, is followed by one that would run; return its id."""
    pairs = [
        (f"{BRIDGE.paragraphs[n % 3][0]} {text}", f"{BRIDGE.paragraphs[n % 3][1]} {text}")
        for n, text in enumerate(TEXTS)
    ]
    headline = (f"{BRIDGE.headline[0]} {TEXTS[0]}", f"{BRIDGE.headline[1]} {TEXTS[0]}")
    story = Story("/news/hostile", headline, tuple(pairs))
    newsroom.arabic |= {" ".join(source.split()): target for source, target in (headline, *pairs)}
    url = newsroom.publish(story)
    newsroom.run()
    return newsroom.item(url).id


def test_the_desks_pages_are_inert(editor: Editor, newsroom: Newsroom, hostile: str) -> None:
    site = newsroom.url("/")
    for path in ("/", f"/?q={TEXTS[0]}", f"/items/{hostile}"):
        html = editor.browser.get(path).text
        assert "alert" in html or "data-ran" in html, path
        assert faults(html, site) == []


def test_the_apis_answers_are_inert(desk: Desk, newsroom: Newsroom, hostile: str) -> None:
    newsroom.approve(hostile)
    consumer = desk.consumer()
    for form in ("native", "html", "markdown", "json-feed", "schema-org", "ninjs", "wordpress"):
        answer = consumer.get(f"/api/v1/publications/{hostile}", params={"format": form})
        assert answer.status_code == 200
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "script-src" not in answer.headers["content-security-policy"]
        assert ("sandbox" in answer.headers["content-security-policy"]) is (form == "html")
    listed = consumer.get("/api/v1/publications")
    assert listed.headers["content-type"] == "application/json"
    assert "<script" not in listed.text


@pytest.mark.parametrize("path", ["/<script>1</script>", "/items/<img src=x onerror=1>", "/?before=<svg onload=1>"])
def test_what_is_asked_for_is_inert_in_the_answer(editor: Editor, path: str) -> None:
    answer = editor.browser.get(path)
    assert answer.status_code in {404, 422}
    assert faults(answer.text, "/") == []
