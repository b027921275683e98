"""The Nu Html Checker, the one behind validator.w3.org: what breaks HTML's content model, not its syntax alone.

`make html-checker` brings it; it needs Java and no network.
"""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from markdown_it import MarkdownIt

from pipeline.formats import to_html, to_markdown, to_ninjs, to_wordpress
from pipeline.formats.json_feed import json_feed
from pipeline.model import Publication

JAR = Path(os.environ.get("REPUBLISH_TEST_HTML_CHECKER", Path(__file__).parents[1] / ".html-checker/vnu.jar"))

NO_FAULTS = (
    # A script of type application/ld+json is data and is never run, so that no policy blocks it (CSP 3, 4.2.3).
    "Inline script violates Content Security Policy",
    # It guesses by the letters there are, and a text may quote others.
    "This document appears to be written in",
)

PAGE = """\
<!DOCTYPE html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>ن</title></head><body><main>
<h1>ن</h1>
{body}
</main></body></html>
"""


def missing() -> str | None:
    """Return what the checker lacks to run here, or None where it can."""
    if not JAR.is_file():
        return f"there is no {JAR.name}: make html-checker"
    return None if shutil.which("java") else "there is no java"


def pages(publication: Publication) -> Iterator[tuple[str, str]]:
    """Yield each projection that is HTML, or is made HTML by its readers, as a page."""
    yield "page", to_html(publication)
    yield "wordpress", page_of(str(to_wordpress(publication)["content"]))
    yield "json feed", page_of(json_feed([publication])["items"][0]["content_html"])
    yield "ninjs", page_of(to_ninjs(publication)["bodies"][0]["value"])
    markdown = to_markdown(publication).partition("\n# ")[2].partition("\n")[2]  # the page has its own h1
    yield "markdown", page_of(MarkdownIt("commonmark", {"xhtmlOut": False}).render(markdown))


def page_of(fragment: str) -> str:
    """Return `fragment`, the body of an article, within a page as a consumer's may be."""
    return PAGE.format(body=fragment)


def checked(pages: Mapping[str, str]) -> list[str]:
    """Return the checker's errors and warnings on `pages`, each with the page's name and line; one run for all."""
    with tempfile.TemporaryDirectory() as folder:
        names = {f"{number}.html": name for number, name in enumerate(pages)}
        for file, name in names.items():
            (Path(folder) / file).write_text(pages[name], "utf-8")
        command = ["java", "-Xmx512m", "-jar", str(JAR), "--format", "json", "--exit-zero-always", folder]
        finished = subprocess.run(command, capture_output=True, text=True, check=True)
    return [
        f"{names[Path(message['url']).name]}: line {message.get('lastLine')}: {message['message']}"
        for message in json.loads(finished.stderr)["messages"]
        if not message["message"].startswith(NO_FAULTS)
    ]
