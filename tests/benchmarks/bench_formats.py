"""Project every publication of the bundled sample, and every stored one, and validate each by its format's rules.

    python tests/benchmarks/bench_formats.py [--ninjs ninjs-3.1.json] [--published FOLDER]

Pages and every piece of HTML by a strict HTML5 parser and, where it is installed (make html-checker), by the Nu Html
Checker; schema.org by its vocabulary, JSON Feed 1.1 by its rules, ninjs by IPTC's JSON Schema with formats checked,
where its file is named. The sample's publications are published, held, corrected by their source and withdrawn, each
by a run; stored ones are tried in all three states. With --published, those of that folder instead of the sample's.
Prints a line for each fault and a table; exits 1 where there was a fault.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import html_checker
import structlog
from sample_lives import sample_publications
from validity import html_faults, json_feed_faults, ninjs_validator, schema_org_faults, wordpress_faults

from pipeline.formats import FORMATS
from pipeline.model import Publication
from pipeline.model.reference import publication_example

ROOT = Path(__file__).parents[2]
Check = Callable[[Any], list[str]]
Named = tuple[str, Publication]


def stored(paths: list[Path]) -> Iterator[Named]:
    """Give every publication in `paths`, and the documentation's, in each of the three states."""
    texts = {path.name: path.read_text("utf-8") for path in paths}
    for name, text in {**texts, "the documentation's": publication_example()}.items():
        for state in ("published", "held", "withdrawn"):
            yield f"{name} as {state}", Publication.model_validate_json(text).model_copy(update={"state": state})


def faults_of_formats(named: list[Named], checks: dict[str, Check]) -> Counter[str]:
    """Print what each format's own rules say; return how many faults each has."""
    counts = Counter(dict.fromkeys(checks, 0))
    for name, publication in named:
        for form, check in checks.items():
            for fault in check(FORMATS[form](publication)):
                print(f"{form}: {name}: {fault}")
                counts[form] += 1
    return counts


def faults_of_html(named: list[Named]) -> tuple[int, int]:
    """Print what the Nu Html Checker says of every page and piece of HTML; return how many and how many faults."""
    pages = {f"{form}: {name}": page for name, publication in named for form, page in html_checker.pages(publication)}
    found = html_checker.checked(pages)
    for fault in found:
        print(f"html checker: {fault}")
    return len(pages), len(found)


def measure(named: list[Named], checks: dict[str, Check]) -> int:
    """Validate all of it, print faults and table; return how many faults there are."""
    counts = faults_of_formats(named, checks)
    rows = [(form, len(named), faults) for form, faults in counts.items()]
    if lacks := html_checker.missing():
        print(f"the content model was not checked: {lacks}")
    else:
        rows.append(("html checker", *faults_of_html(named)))
    print(f"{'format':<14}{'projections':>12}{'faults':>8}")
    for form, tried, faults in rows:
        print(f"{form:<14}{tried:>12}{faults:>8}")
    return sum(faults for _, _, faults in rows)


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
    examples = sorted(ROOT.glob("tests/model/examples/*.json"))
    if arguments.published:
        paths = [*sorted((arguments.published / "articles").glob("*.json")), *examples]
        return 1 if measure(list(stored(paths)), checks) else 0
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())  # the table is what is printed
    with tempfile.TemporaryDirectory() as folder:
        lives = list(sample_publications(Path(folder)))
    print(", ".join(f"{count} {how}" for how, count in Counter(name.split(", ")[1] for name, _ in lives).items()))
    return 1 if measure([*lives, *stored(examples)], checks) else 0


if __name__ == "__main__":
    sys.exit(main())
