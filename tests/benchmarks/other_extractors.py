"""Extract a corpus with another extractor: `python tests/benchmarks/other_extractors.py NAME CORPUS… --out FILE`.

It runs in whatever environment has that extractor, so it imports nothing of this repository. Each is used as its own
documentation shows, and its answer is written in the scorer's format; an extractor that cannot say something leaves it
out. The CPU time is that of the extraction alone.
"""

import argparse
import gzip
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Told = dict[str, Any]


def trafilatura(html: bytes, url: str) -> Told:
    """Extract with trafilatura: its XML, whose elements tell headings, quotations and list items apart."""
    from lxml import etree
    from trafilatura import extract

    found = extract(html, url=url, output_format="xml", with_metadata=True, include_comments=False)
    if not found:
        return {"refusal": "nothing", "blocks": []}
    document = etree.fromstring(found)
    main = document.find("main")
    kinds = {"p": "paragraph", "head": "heading", "quote": "quote", "item": "list_item"}
    blocks = [
        {"type": kinds[element.tag], "text": " ".join("".join(map(str, element.itertext())).split())}
        for element in (() if main is None else main.iter(*kinds))
    ]
    authors = [name for name in (document.get("author") or "").split("; ") if name]
    return {
        "title": document.get("title"),
        "authors": authors,
        "published_at": document.get("date"),
        "canonical_url": document.get("source") or url,
        "blocks": blocks,
    }


def newspaper4k(html: bytes, url: str) -> Told:
    """Extract with newspaper4k."""
    import newspaper
    import tldextract

    # the list of public suffixes that comes with it, or it would wait for the network at every page
    tldextract.tldextract.TLD_EXTRACTOR.suffix_list_urls = ()
    # its images are not asked for, or it would fetch each to measure it
    article = newspaper.article(url, input_html=html.decode("utf-8", "replace"), language="en", fetch_images=False)
    published = article.publish_date
    return {
        "title": article.title,
        "authors": article.authors,
        "published_at": published.isoformat() if published else None,
        "canonical_url": article.canonical_link or url,
        "blocks": [{"type": "paragraph", "text": text} for text in article.text.split("\n\n") if text.strip()],
    }


def readability(html: bytes, url: str) -> Told:
    """Extract with readability-lxml, whose answer is HTML."""
    from lxml import html as lxml_html
    from readability import Document

    document = Document(html.decode("utf-8", "replace"), url=url)
    tree = lxml_html.fromstring(document.summary())
    kinds = {"p": "paragraph", "li": "list_item", "blockquote": "quote"} | {f"h{n}": "heading" for n in range(1, 7)}
    found = [
        (kinds[element.tag], " ".join("".join(map(str, element.itertext())).split())) for element in tree.iter(*kinds)
    ]
    return {"title": document.short_title(), "blocks": [{"type": kind, "text": text} for kind, text in found if text]}


EXTRACTORS: dict[str, Callable[[bytes, str], Told]] = {
    "trafilatura": trafilatura,
    "newspaper4k": newspaper4k,
    "readability": readability,
}


def main() -> int:
    """Write a line a page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=EXTRACTORS)
    parser.add_argument("corpus", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    try:
        EXTRACTORS[options.name](
            b"<html><body><p>A page to load what is loaded once.</p></body></html>", "https://a.example/"
        )
    except ImportError as error:
        print(f"{options.name} is not installed here: {error}", file=sys.stderr)
        return 2
    except Exception as error:  # noqa: BLE001 - an empty page may be an error of any kind
        print(f"{options.name}, warming up: {error}", file=sys.stderr)
    with options.out.open("w", encoding="utf-8") as out:
        for folder in options.corpus:
            for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
                told = _told(EXTRACTORS[options.name], folder, json.loads(line))
                out.write(json.dumps(told, ensure_ascii=False) + "\n")
    return 0


def _told(extractor: Callable[[bytes, str], Told], folder: Path, entry: dict[str, Any]) -> Told:
    html = gzip.decompress((folder / "pages" / f"{entry['id']}.html.gz").read_bytes())
    begun = time.process_time()
    try:
        told = extractor(html, entry.get("url") or f"https://{entry['id'].lower()}.example/news/story")
    except Exception as error:  # noqa: BLE001 - whatever it raises is its answer to this page
        told = {"refusal": f"{type(error).__name__}: {error}", "blocks": []}
    milliseconds = (time.process_time() - begun) * 1000
    return {"id": entry["id"], "authors": [], "refusal": None, **told, "cpu_ms": milliseconds}


if __name__ == "__main__":
    sys.exit(main())
