"""The publications of the bundled sample in every state that they can come into, each by the way it comes there."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipeline.config import Settings, load
from pipeline.model import Publication, Rights
from pipeline.run.operator import Selection, import_memory, retry, withdraw
from pipeline.run.sample import serving
from pipeline.run.session import Request, run

ROOT = Path(__file__).parents[1]
CORRECTED = "news/2025/10/storm-surge-lower-port-ellery"
# Two paragraphs that stand one after the other: `<p … data-block-id="5">…</p>` and the sixth.
NEIGHBOURS = re.compile(r'(<p [^>]*data-block-id="5">.*?</p>)(\s*)(<p [^>]*data-block-id="6">.*?</p>)', re.DOTALL)


def sample_publications(folder: Path) -> Iterator[tuple[str, Publication]]:
    """Work through the sample below `folder`; yield each publication with its name and how it came to be.

    As published; as held, without a recorded right; as corrected by its source; and as withdrawn by the operator.
    """
    site = folder / "site"
    shutil.copytree(ROOT / "data/sample/site", site)
    unknown = _settings(folder / "unknown")
    without = tuple(source.model_copy(update={"rights": Rights()}) for source in unknown.sources)
    with serving(site, unknown.model_copy(update={"sources": without})) as served:
        run(served, Request())
    yield from _read(unknown.paths.held, "held")

    settings = _settings(folder / "known")
    with serving(site, settings) as served:
        run(served, Request())
        articles = settings.paths.published / "articles"
        yield from _read(articles, "published")
        page = site / CORRECTED / "index.html"
        page.write_text(NEIGHBOURS.sub(r"\3\2\1", page.read_text("utf-8")), "utf-8")
        every = [path.stem for path in sorted(articles.glob("*.json"))]
        retry(served, Selection(every), "fetch")
        yield from (found for found in _read(articles, "corrected") if found[1].revision > 1)
        for ident in every:
            withdraw(served, ident, None, "طلب الناشر <سحبه> لخطأ فيه.")
        yield from _read(articles, "withdrawn")


def _settings(folder: Path) -> Settings:
    settings = load(ROOT / "config/sample.toml")
    paths = {name: folder / name for name in ("state", "published", "held")}
    settings = settings.model_copy(update={"paths": settings.paths.model_copy(update=paths)})
    import_memory(settings, ROOT / "data/sample/memory.tmx")
    return settings


def _read(folder: Path, how: str) -> Iterator[tuple[str, Publication]]:
    for path in sorted(folder.glob("*.json")):
        yield f"{path.name}, {how}", Publication.model_validate(json.loads(path.read_bytes()))
