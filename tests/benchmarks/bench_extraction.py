"""Extract a corpus of pages and score it: `python tests/benchmarks/bench_extraction.py CORPUS [--scorer FILE]`.

CORPUS holds pages/ID.html.gz and gold.jsonl, a line a page with `id` and `url`. Predictions are written in the
scorer's format; the scorer is a program that takes --gold and --pred. Without one, only counts are printed.
"""

import argparse
import gzip
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from pipeline.errors import Refused
from pipeline.model import Article, Embed, Figure
from pipeline.stages.extract import extract_article


def main() -> int:
    """Write the predictions, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "extraction.jsonl")
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="more arguments for the scorer, last")
    options = parser.parse_args()
    gold = [json.loads(line) for line in (options.corpus / "gold.jsonl").read_text("utf-8").splitlines() if line]
    predictions = [predict(options.corpus / "pages" / f"{entry['id']}.html.gz", entry) for entry in gold]
    options.out.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in predictions), "utf-8")
    refused = sum(bool(line["refusal"]) for line in predictions)
    milliseconds = statistics.median(line["cpu_ms"] for line in predictions)
    print(f"{len(predictions)} pages, {refused} refused, {milliseconds:.1f} ms of CPU a page (median)")
    if not options.scorer:
        return 0
    command = [
        sys.executable,
        str(options.scorer),
        "--gold",
        str(options.corpus / "gold.jsonl"),
        "--pred",
        str(options.out),
    ]
    return subprocess.run([*command, *options.rest], check=False).returncode


def predict(page: Path, entry: dict[str, Any]) -> dict[str, Any]:
    """Return what is extracted from `page`, in the scorer's format."""
    html = gzip.decompress(page.read_bytes())
    begun = time.process_time()
    try:
        told = described(extract_article(html, url=entry["url"] or f"https://{entry['id'].lower()}.example/news/story"))
    except Refused as refused:
        told = {"refusal": refused.reason, "blocks": []}
    return {"id": entry["id"], **told, "cpu_ms": (time.process_time() - begun) * 1000}


def described(article: Article) -> dict[str, Any]:
    """Return `article` in the scorer's format."""
    published = article.first_published_at or article.first_published_date
    return {
        "title": article.headline,
        "authors": [author.name for author in article.authors],
        "published_at": published.isoformat() if published else None,
        "canonical_url": article.canonical_url,
        "blocks": [_block(block) for block in article.blocks if not isinstance(block, Embed)],
        "refusal": None,
    }


def _block(block: Any) -> dict[str, Any]:  # noqa: ANN401 -- the union of blocks
    if isinstance(block, Figure):
        return {
            "type": "figure",
            "caption": block.caption.text if block.caption else None,
            "credit": block.credit,
            "image_url": block.image.url if block.image else None,
        }
    return {"type": "paragraph" if block.type == "note" else block.type, "text": block.text}


if __name__ == "__main__":
    sys.exit(main())
