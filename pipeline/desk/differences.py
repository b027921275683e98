"""What is different between two revisions, word by word, as safe HTML."""

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from markupsafe import Markup, escape

from pipeline.config import Settings
from pipeline.errors import StorageError
from pipeline.ledger import Ledger
from pipeline.model import HistoryEntry, Publication, PublishedEmbed, PublishedFigure, TranslatedText
from pipeline.stages.publish import read_publication

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
"""A word, a space, or a sign: each is kept, left out or put in as a whole."""


@dataclass(frozen=True)
class Difference:
    """A text that is not the same in both: what was left out as <del>, what was put in as <ins>."""

    html: Markup
    kind: str


def differences(before: Publication, now: Publication) -> list[Difference]:
    """Return the Arabic texts that differ, in the order of the newer revision; those put in or left out too."""
    old, new = list(_texts(before)), list(_texts(now))
    found: list[Difference] = []
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        gone, come = old[i:i_end], new[j:j_end]
        both = min(len(gone), len(come))
        found += [Difference(words(a, b), "changed") for a, b in zip(gone, come, strict=False)]
        found += [Difference(words(text, ""), "removed") for text in gone[both:]]
        found += [Difference(words("", text), "added") for text in come[both:]]
    return found


@dataclass(frozen=True)
class Step:
    """A revision and what it changed of the one `before` it, which the first does not have."""

    publication: Publication
    before: int | None
    differences: list[Difference]

    @property
    def history(self) -> list[HistoryEntry]:
        """What led to it."""
        number = self.publication.revision
        return [entry for entry in self.publication.history if entry.revision == number]


def steps(item_id: str, ledger: Ledger, settings: Settings) -> list[Step]:
    """Return the revisions of an item that are kept, the newest first; raises LedgerUnusable.

    Those that readers have had, and the held one that may follow.
    """
    known = [Publication.model_validate_json(payload) for payload in ledger.revisions.of(item_id)]
    if ledger.publication(item_id) is not None:
        with contextlib.suppress(StorageError):  # `republish doctor` tells of a lost file
            known.append(read_publication(item_id, settings.paths.published))
    newest = ledger.output(item_id, "attribute")
    if newest is not None:
        known.append(Publication.model_validate_json(newest))
    # The newest is the published one, or the held one that is to follow it, maybe under the number of one refused.
    unique = list({(one.revision, one.state): one for one in known}.values())
    made = [Step(one, None, []) for one in unique[:1]]
    made += [Step(now, before.revision, differences(before, now)) for before, now in pairwise(unique)]
    return made[::-1]


def words(before: str, now: str) -> Markup:
    """Return both texts as one, the words of the first alone as <del>, those of the second alone as <ins>."""
    old, new = _WORD.findall(before), _WORD.findall(now)
    parts: list[Markup] = []
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(escape("".join(old[i:i_end])))
            continue
        parts += [_element("del", old[i:i_end]), _element("ins", new[j:j_end])]
    return Markup("").join(parts)


_ELEMENTS = {"del": Markup("<del>{}</del>"), "ins": Markup("<ins>{}</ins>")}


def _element(name: str, pieces: Sequence[str]) -> Markup:
    return _ELEMENTS[name].format("".join(pieces)) if pieces else Markup("")


def _texts(publication: Publication) -> Iterator[str]:
    for text in (publication.headline, publication.description):
        yield from _arabic(text)
    for block in publication.blocks:
        if isinstance(block, PublishedFigure):
            for text in (block.alt, block.caption, block.credit):
                yield from _arabic(text)
        elif isinstance(block, PublishedEmbed):
            yield from _arabic(block.content)
        else:
            yield block.text


def _arabic(text: TranslatedText | None) -> Iterator[str]:
    if text is not None:
        yield text.text
