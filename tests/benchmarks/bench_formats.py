"""Project every publication of the bundled sample, and every stored one, and validate each by its format's rules.

    python tests/benchmarks/bench_formats.py [--ninjs ninjs-3.1.json] [--published FOLDER]

HTML by a strict HTML5 parser, schema.org by its vocabulary, JSON Feed 1.1 by its rules, ninjs by IPTC's JSON Schema
with formats checked, where its file is named. With --published, the publications of that folder instead of the
sample's. Each is tried in all three states. Prints a line for each fault and a table; exits 1 where there was a fault.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import structlog
from validity import (
    html_faults,
    json_feed_faults,
    ninjs_validator,
    schema_org_faults,
    wordpress_faults,
)

from pipeline.config import load
from pipeline.formats import FORMATS
from pipeline.model import Publication
from pipeline.model.reference import publication_example
from pipeline.run.operator import import_memory
from pipeline.run.sample import serving
from pipeline.run.session import Request, run

ROOT = Path(__file__).parents[2]
Check = Callable[[Any], list[str]]


def publish_sample(folder: Path) -> Path:
    """Publish the bundled sample below `folder`; return where its publications lie."""
    settings = load(ROOT / "config/sample.toml")
    paths = {name: folder / name for name in ("state", "published", "held")}
    settings = settings.model_copy(update={"paths": settings.paths.model_copy(update=paths)})
    import_memory(settings, ROOT / "data/sample/memory.tmx")
    with serving(ROOT / "data/sample/site", settings) as served:
        run(served, Request())
    return paths["published"]


def publications(published: Path) -> Iterator[tuple[str, Publication]]:
    """Give every publication in `published` and every stored one, in each of the three states."""
    paths = [*sorted((published / "articles").glob("*.json")), *sorted(ROOT.glob("tests/model/examples/*.json"))]
    texts = {str(path.name): path.read_text("utf-8") for path in paths}
    for name, text in {**texts, "the documentation's": publication_example()}.items():
        for state in ("published", "held", "withdrawn"):
            yield f"{name}, {state}", Publication.model_validate_json(text).model_copy(update={"state": state})


def measure(published: Path, checks: dict[str, Check]) -> int:
    """Validate all of it, print faults and table; return how many faults there are."""
    counts = dict.fromkeys(checks, 0)
    tried = 0
    for name, publication in publications(published):
        tried += 1
        for form, check in checks.items():
            for fault in check(FORMATS[form](publication)):
                print(f"{form}: {name}: {fault}")
                counts[form] += 1
    print(f"{'format':<12}{'projections':>12}{'faults':>8}")
    for form, faults in counts.items():
        print(f"{form:<12}{tried:>12}{faults:>8}")
    return sum(counts.values())


def main() -> int:
    """Run the sample where no folder is named, and validate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ninjs", type=Path, help="IPTC's schema of ninjs 3.1, a file")
    parser.add_argument("--published", type=Path, help="a folder of publications")
    arguments = parser.parse_args()
    checks: dict[str, Check] = {
        "html": html_faults,
        "json-feed": json_feed_faults,
        "schema-org": schema_org_faults,
        "wordpress": wordpress_faults,
    }
    if arguments.ninjs:
        checks["ninjs"] = ninjs_validator(arguments.ninjs)
    if arguments.published:
        return 1 if measure(arguments.published, checks) else 0
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())  # the table is what is printed
    with tempfile.TemporaryDirectory() as folder:
        return 1 if measure(publish_sample(Path(folder)), checks) else 0


if __name__ == "__main__":
    sys.exit(main())
