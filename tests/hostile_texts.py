"""Texts and addresses by which a page would have something run, or asked for, where a publication is shown."""

import json
from pathlib import Path
from typing import Any

from pipeline.model import Publication

EXAMPLE = Path(__file__).parent / "model/examples/publication-1.json"
LEAK = "leak.example"
"""The host that every text below would have asked."""

RUN = "document.body.setAttribute('data-ran','1')"

TEXTS = [
    f"<script>{RUN}</script>",
    f"<script src=http://{LEAK}/s.js></script>",
    f"</script><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</style><script>{RUN}</script>",
    f"--><script>{RUN}</script><!--",
    f"]]><script>{RUN}</script>",
    f'"><img src=http://{LEAK}/i onerror="{RUN}">',
    f"'><img src=x onerror={RUN}>",
    f'" onmouseover="{RUN}" autofocus onfocus="{RUN}" x="',
    f"<svg onload={RUN}><image href=http://{LEAK}/svg></svg>",
    f"<svg><style><img src=http://{LEAK}/m onerror={RUN}></style></svg>",
    f'<math><mtext><table><mglyph><style><!--</style><img title="--><img src=1 onerror={RUN}>">',
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<iframe src=http://{LEAK}/f></iframe><object data=http://{LEAK}/o></object><embed src=http://{LEAK}/e>",
    f"<base href=http://{LEAK}/><link rel=stylesheet href=http://{LEAK}/c.css>",
    f"<meta http-equiv=refresh content='0;url=http://{LEAK}/r'>",
    f"<form action=http://{LEAK}/form><input autofocus onfocus={RUN}></form>",
    f"<style>@import 'http://{LEAK}/i.css'; body{{background:url(http://{LEAK}/b)}}</style>",
    f"<div style='background:url(http://{LEAK}/d)'>x</div>",
    f"<video autoplay src=http://{LEAK}/v onloadstart={RUN}></video><audio src=http://{LEAK}/a>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&#60;img src=x onerror={RUN}&#62;",
    f"<a href=javascript:{RUN}>عنوان</a>",
    f"[a](javascript:{RUN}) ![b](http://{LEAK}/md) <javascript:{RUN}>",
    f"`<img src=x onerror={RUN}>`",
    f"<scr\u0000ipt>{RUN}</scr\u0000ipt>",
    f"<img src=x\u2028onerror={RUN}>",
    f"{{{{constructor.constructor('{RUN}')()}}}} ${{{RUN}}} <%= {RUN} %>",
    "<plaintext>",
    "<!-- wp:html --><!-- /wp:html -->",
]

URLS = [
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}//http://news.example",
    f" javascript:{RUN}",
    f"java\nscript:{RUN}",
    f"\u0001javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{RUN}'/>",
    f"vbscript:{RUN}",
    f"//{LEAK}/relative",
    "file:///etc/passwd",
    f"blob:http://{LEAK}/1",
    f'x:"><script>{RUN}</script>',
]

_TEXTS = frozenset(
    {"text", "name", "name_ar", "site", "label", "value", "detail", "credit", "author", "by", "headline"}
    | {"reviewed_by"}
)

_ADDRESSES = frozenset({"href", "url"})


def hostile(text: str, url: str, *, state: str = "published") -> Publication:
    """Return a publication that says `text` wherever there are words, and has `url` wherever it leads somewhere."""
    publication = _with(json.loads(EXAMPLE.read_bytes()), text, url)
    publication["state"] = state
    publication["translation"]["engines"] = [text]
    publication["rights"]["credit"] = text
    publication["rights"]["license_url"] = None
    publication["quality"]["flags"] = [{"code": "x", "severity": "hold", "detail": text}]
    return Publication.model_validate(publication)


def hostile_pages(count: int) -> list[Publication]:
    """Return `count` held publications; each has every text and every address in its body, in its head some of them."""
    bodies = [hostile(text, URLS[number % len(URLS)]).blocks for number, text in enumerate(TEXTS)]
    blocks = tuple(block for body in bodies for block in body)
    heads = (hostile(" ".join(TEXTS[n::count]), URLS[n % len(URLS)], state="held") for n in range(count))
    return [head.model_copy(update={"blocks": blocks}) for head in heads]


def _with(value: Any, text: str, url: str) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        return [_with(inner, text, url) for inner in value]
    if not isinstance(value, dict):
        return value
    changed = {key: _with(inner, text, url) for key, inner in value.items()}
    for key, inner in value.items():
        if isinstance(inner, str) and key in _TEXTS | _ADDRESSES:
            changed[key] = text if key in _TEXTS else url
    if "marks" in value and "text" in value:
        whole = {"start": 0, "end": len(text)}
        changed["marks"] = [{"kind": "link", "href": url, **whole}, {"kind": "strong", **whole}]
    return changed
