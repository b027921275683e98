"""Extract pages, score them, and decide on them: `python tests/benchmarks/bench_extraction.py CORPUS… [--scorer FILE]`.

Each CORPUS holds pages/ID.html.gz and gold.jsonl, a line a page with `id`, `url` and, where it is known, `expect`:
`publish` or `refuse`. The decisions are counted over all of them. With a scorer (a program that takes --gold and
--pred) the first is scored beside the other extractors that are installed, then by publisher, with the worst ten pages.
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

OTHERS = ("trafilatura", "newspaper4k", "readability")
Line = dict[str, Any]


def main() -> int:
    """Write the predictions, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="+")
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()), help="folder for the predictions")
    parser.add_argument("--others", default=",".join(OTHERS), help="extractors to run on the same pages, or nothing")
    parser.add_argument("--others-python", default=sys.executable, help="the Python that has them")
    options = parser.parse_args()
    golds = {folder: read_lines(folder / "gold.jsonl") for folder in options.corpus}
    predictions = {
        folder: [predict(folder / "pages" / f"{entry['id']}.html.gz", entry) for entry in gold]
        for folder, gold in golds.items()
    }
    print_decisions(golds, predictions)
    first = options.corpus[0]
    ours = options.out / "extraction.jsonl"
    ours.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in predictions[first]), "utf-8")
    print(f"{_median(ours):.1f} ms of CPU a page (median)")
    if not options.scorer:
        return 0
    theirs = [
        path
        for name in filter(None, options.others.split(","))
        if (path := run_other(name, first, options.out, options.others_python))
    ]
    for path in theirs:
        print(
            f"{_median(ours) / _median(path):.2f} times the CPU of {path.stem}, whose median is {_median(path):.1f} ms"
        )
    score = [sys.executable, str(options.scorer), "--gold", str(first / "gold.jsonl")]
    told = [argument for path in (ours, *theirs) for argument in ("--pred", str(path))]
    subprocess.run([*score, *told], check=True)
    print("\nBy publisher, and the ten pages whose text is farthest from the gold:", flush=True)
    return subprocess.run(
        [*score, "--pred", str(ours), "--by", "publisher", "--worst", "10"], check=False, stderr=subprocess.STDOUT
    ).returncode


def print_decisions(golds: dict[Path, list[Line]], predictions: dict[Path, list[Line]]) -> None:
    """Print how many pages were rightly published or refused, and each that was not."""
    pairs = [pair for folder in golds for pair in zip(golds[folder], predictions[folder], strict=True)]
    judged = [(gold, line) for gold, line in pairs if gold.get("expect") in {"publish", "refuse"}]
    wrong = [(gold, line) for gold, line in judged if (gold["expect"] == "refuse") != bool(line["refusal"])]
    good = sum(gold["expect"] == "publish" for gold, _ in judged)
    lost = sum(gold["expect"] == "publish" for gold, _ in wrong)
    print(f"{len(pairs)} pages, {sum(bool(line['refusal']) for _, line in pairs)} refused")
    print(f"decisions right: {len(judged) - len(wrong)} of {len(judged)}; good articles refused: {lost} of {good}")
    for gold, line in wrong:
        print(f"  wrong: {gold['id']} should be {gold['expect']}: {line['refusal'] or 'published'}")


def run_other(name: str, corpus: Path, out: Path, python: str) -> Path | None:
    """Extract `corpus` with the extractor called `name`; None where it is not installed, which is printed."""
    path = out / f"{name}.jsonl"
    program = Path(__file__).with_name("other_extractors.py")
    finished = subprocess.run(
        [python, str(program), name, str(corpus), "--out", str(path)], check=False, capture_output=True, text=True
    )
    if finished.returncode:
        print(f"without {name}: {finished.stderr.strip().splitlines()[-1]} (make bench-extraction-others)")
        return None
    return path


def _median(path: Path) -> float:
    return statistics.median(float(line["cpu_ms"]) for line in read_lines(path))


def read_lines(path: Path) -> list[Line]:
    """Return the JSON lines of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def predict(page: Path, entry: Line) -> Line:
    """Return what is extracted from `page`, in the scorer's format."""
    html = gzip.decompress(page.read_bytes())
    begun = time.process_time()
    try:
        told = described(extract_article(html, url=entry["url"] or f"https://{entry['id'].lower()}.example/news/story"))
    except Refused as refused:
        told = {"refusal": refused.reason, "blocks": []}
    return {"id": entry["id"], **told, "cpu_ms": (time.process_time() - begun) * 1000}


def described(article: Article) -> Line:
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


def _block(block: Any) -> Line:  # noqa: ANN401 -- the union of blocks
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
