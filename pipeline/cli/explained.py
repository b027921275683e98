"""An explanation of an extraction, for a terminal and for a browser."""

import html
from collections.abc import Iterator

from pipeline.cli.output import print_table
from pipeline.stages.extract.explain import Explanation, Line

_DROPPED = "dropped"
_LONGEST = 100
# Nothing on the page is loaded and nothing runs: all its text comes from a stranger's page.
_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>What was extracted</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1b1b1b }
table { border-collapse: collapse; margin-bottom: 2rem }
td, th { text-align: start; vertical-align: top; padding: .2rem .8rem .2rem 0 }
.line { border-inline-start: .4rem solid #2c7a4b; margin: .4rem 0; padding: .1rem .8rem }
.line.dropped { border-color: #b9b9b9; color: #595959 }
.why { font-size: .8rem } .why b { text-transform: uppercase; letter-spacing: .05em }
code { color: #595959; overflow-wrap: anywhere } bdi { overflow-wrap: anywhere }
</style></head><body>
"""


def print_explanation(explanation: Explanation) -> None:
    """Print which value comes from where, and what became of each line of the page."""
    print_table(("", "reason", "text", "element"), [_row(line) for line in explanation.lines])
    print_table(("value", "from", ""), [(name, where, value) for name, value, where in explanation.values])
    if explanation.refused:
        print_table(("refused", ""), [(explanation.refused, explanation.detail or "")])


def explanation_page(explanation: Explanation, url: str) -> str:
    """Return the same as a page for a browser; whatever the source wrote stands in it as text."""
    return _HEAD + "\n".join((f"<h1><bdi>{html.escape(url)}</bdi></h1>", *_parts(explanation))) + "\n</body></html>\n"


def _row(line: Line) -> tuple[str, str, str, str]:
    text = line.text if len(line.text) <= _LONGEST else f"{line.text[:_LONGEST]}…"
    return line.kind or _DROPPED, line.reason, text, line.element


def _parts(explanation: Explanation) -> Iterator[str]:
    if explanation.refused:
        yield f"<p><strong>refused: {explanation.refused}</strong> {html.escape(explanation.detail or '')}</p>"
    yield "<table>"
    for name, value, where in explanation.values:
        yield f"<tr><th>{name}</th><td><bdi>{html.escape(value)}</bdi></td><td>{html.escape(where)}</td></tr>"
    yield "</table>"
    for line in explanation.lines:
        kind = "" if line.kind else " dropped"
        yield (
            f'<div class="line{kind}"><div class="why"><b>{line.kind or _DROPPED}</b> · {html.escape(line.reason)}'
            f" · <code>{html.escape(line.element)}</code></div><bdi>{html.escape(line.text)}</bdi></div>"
        )
