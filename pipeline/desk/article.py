"""What the article's page shows: every text beside its translation, in the order a reader meets them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from pipeline.desk.highlight import highlighted
from pipeline.desk.sentences import rows
from pipeline.errors import NotPossible
from pipeline.formats.body import attribution_html
from pipeline.formats.inline import is_safe
from pipeline.ledger import Item, Ledger
from pipeline.ledger.dossier import Dossier
from pipeline.model import (
    Block,
    Embed,
    Figure,
    Flag,
    Image,
    Publication,
    PublishedBlock,
    PublishedFigure,
    Report,
    Segment,
)

_OF_A_WORD = frozenset({"name_changed", "english_word_left"})
"""Codes of flags after which an editor may want the glossary to say a word."""


@dataclass(frozen=True)
class Pair:
    """A segment, with what the checks say of it."""

    segment: Segment
    flags: tuple[Flag, ...]

    @property
    def rows(self) -> list[tuple[Markup, Markup]]:
        """The English and the Arabic in step, sentence by sentence, flags marked."""
        source, target = self.segment.source, self.segment.target
        return [
            (highlighted(source, self.flags, "source", left), highlighted(target, self.flags, "target", right))
            for left, right in rows(source.text, target.text)
        ]

    def term(self, flag: Flag) -> dict[str, str] | None:
        """Return the words that `flag` is about as the glossary's form has them; None where it is about no word."""
        if flag.code not in _OF_A_WORD:
            return None
        said = [
            text.text[slice(*span)] if span else ""
            for text, span in ((self.segment.source, flag.source_span), (self.segment.target, flag.target_span))
        ]
        # What was left in English stands in the Arabic as it does in the original.
        return {"source": said[0], "target": said[1]} if said[0] else {"source": said[1]}

    @property
    def severity(self) -> str:
        """`hold`, `note`, or nothing."""
        severities = {flag.severity for flag in self.flags}
        return "hold" if "hold" in severities else "note" if severities else ""


@dataclass(frozen=True)
class Passage:
    """A single text, or a block's texts together: `image` where it may be shown, `link` to it or to the post."""

    kind: str
    pairs: list[Pair]
    image: Image | None = None
    link: str | None = None


@dataclass(frozen=True)
class ArticleView:
    """An item with all that is known of it. `publication` is the newest, a held one too."""

    known: Dossier
    version: str
    passages: list[Passage]
    flags: tuple[Flag, ...]
    publication: Publication | None

    @property
    def editable(self) -> frozenset[str]:
        """The segments that can be edited, by their ids: none of what was withdrawn."""
        if self.known.item.state == "withdrawn":
            return frozenset()
        return frozenset(pair.segment.id for passage in self.passages for pair in passage.pairs)

    @property
    def flagged(self) -> list[Pair]:
        """The pairs that the checks say something of, those that hold the article first."""
        found = [pair for passage in self.passages for pair in passage.pairs if pair.flags]
        return sorted(found, key=lambda pair: pair.severity != "hold")

    @property
    def attribution(self) -> Markup:
        """The attribution block and the disclaimers, as readers will see them; the HTML has passed the gate."""
        if self.publication is None:
            return Markup("")
        return Markup(attribution_html(self.publication.attribution, self.publication.disclaimers))  # noqa: S704 - nh3

    @property
    def image_origins(self) -> list[str]:
        """Where the pictures come from, as origins that a content security policy may name."""
        images = [passage.image for passage in self.passages if passage.image]
        return sorted({origin for image in images if (origin := _origin(image.url))})


def version_of(item: Item) -> str:
    """Return what changes whenever anything happens to the item."""
    return item.updated_at.isoformat()


def newest_publication(item_id: str, ledger: Ledger) -> Publication:
    """Return the newest publication of an item, a held one too; raises UnknownItem and NotPossible."""
    kept = ledger.output(ledger.get(item_id).id, "attribute")
    if kept is None:
        raise NotPossible("nothing has been made of it yet", item=item_id, next_step="try it again from its page")
    return Publication.model_validate_json(kept)


def view(known: Dossier) -> ArticleView:
    """Return what is to be shown of what is known."""
    checked, attributed = known.made.get("check"), known.made.get("attribute")
    report = Report.model_validate_json(checked) if checked else None
    publication = Publication.model_validate_json(attributed) if attributed else None
    flags = publication.quality.flags if publication else report.flags if report else ()
    return ArticleView(
        known=known,
        version=version_of(known.item),
        passages=passages(report, publication) if report else [],
        flags=tuple(flag for flag in flags if flag.segment is None),
        publication=publication,
    )


def passages(report: Report, publication: Publication | None) -> list[Passage]:
    """Return the report's segments, those of a block together, with the pictures that the publication shows."""
    pairs: dict[str, list[Pair]] = {}
    for index, segment in enumerate(report.translation.segments):
        pairs.setdefault(segment.id.partition(".")[0], []).append(Pair(segment, report.flags_of(index)))
    shown = {block.id: block for block in publication.blocks} if publication else {}
    blocks = {f"b{number}": block for number, block in enumerate(report.translation.article.blocks, 1)}
    head = [Passage(group[0].segment.role, group) for name, group in pairs.items() if name not in blocks]
    return head + [_passage(block, pairs.get(name, []), shown.get(name)) for name, block in blocks.items()]


def _passage(block: Block, pairs: list[Pair], shown: PublishedBlock | None) -> Passage:
    image = shown.image if isinstance(shown, PublishedFigure) else None
    link = None
    if isinstance(block, Figure):
        link = block.image.url if block.image else None
    elif isinstance(block, Embed):
        link = block.url
    return Passage(
        kind=block.type,
        pairs=pairs,
        image=image if image and _origin(image.url) else None,
        link=link if is_safe(link) else None,
    )


def _origin(url: str) -> str | None:
    """Return scheme, host and port of a picture's URL where all of them are plain, or None."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    plain = bool(host) and all(c.isalnum() or c in "-." for c in host)
    return f"{parts.scheme}://{host}{port}" if plain and parts.scheme in {"http", "https"} else None
