"""One item through the stages, in order, each result kept before the next stage begins."""

import contextlib
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any, Literal, NamedTuple, cast

from pydantic import ValidationError

from pipeline.errors import NotPossible, ProcessDied, RepublishError
from pipeline.ledger import STAGES, Item, SoFar, Stage
from pipeline.model import Article, Cost, Model, Publication, Report, SourcePage, Translation
from pipeline.run import identity
from pipeline.run.computing import OfOneItem
from pipeline.run.publishing import is_withdrawn, publish_item
from pipeline.run.revision import attribute_item
from pipeline.run.services import Services
from pipeline.stages import translate as translating
from pipeline.stages.fetch import fetch
from pipeline.stages.follow import compare
from pipeline.time_limits import require_time, time_limit

Values = dict[Stage, Model]

Outcome = Literal[
    "published", "held", "refused", "failed", "merged", "interrupted", "left", "unchanged", "withdrawn", "unreached"
]
"""What became of an item; `left` where a limit was reached, the last three where its source was looked at again."""

WITHDRAWN = "it was withdrawn, and a withdrawal is final"

MADE_BY: Mapping[Stage, type[Model]] = {
    "fetch": SourcePage,
    "extract": Article,
    "translate": Translation,
    "check": Report,
    "attribute": Publication,
}
"""What each stage makes, as it is kept in the ledger; publishing makes files."""


class Done(NamedTuple):
    """The item as it stands now, what became of it, and what engines cost for that."""

    item: Item
    outcome: Outcome
    costs: tuple[Cost, ...] = ()


class _Work(NamedTuple):
    """An item that is being worked on: what became of it before, and what its stages have made by now."""

    item: Item
    before: SoFar
    services: Services
    values: Values


class Interrupted(Exception):
    """The run is stopping; the item goes on where it stands when the next run begins."""


class SameArticle(Exception):
    """The item is the article of another item, which `item_id` names."""

    def __init__(self, item_id: str) -> None:
        super().__init__(item_id)
        self.item_id = item_id


def process(item: Item, services: Services) -> Done:
    """Take `item` from its stage to a published or held end.

    Raises Interrupted between two stages when the run is stopping, SameArticle when the item turns out to be another,
    and whatever error stopped a stage.
    """
    before = services.ledger.so_far(item.id)
    first, values = _beginning(item, before)
    publication = cast("Publication | None", values.get("attribute"))
    if is_withdrawn(before) and (publication is None or publication.state != "withdrawn"):
        raise NotPossible(WITHDRAWN, item=item.id)
    item = _begun(item, first, services)
    work = _Work(item, before, replace(services, computing=OfOneItem(services.computing)), values)
    costs: tuple[Cost, ...] = ()
    for stage in STAGES[STAGES.index(first) : -1]:
        if services.stopping():
            raise Interrupted
        _run(stage, work)
        if isinstance(made := values[stage], Translation):
            costs = made.costs
    item = publish_item(item, cast("Publication", values["attribute"]), services, readers_have=before.publication)
    return Done(item, "held" if item.state == "held" else "published", costs)


def _begun(item: Item, stage: Stage, services: Services) -> Item:
    """Note that `item` is begun, before anything is done that its process might die of.

    Raises ProcessDied where it was begun [retry] attempts times and never came to the end of its stage.
    """
    if item.starts >= services.settings.retry.attempts:
        raise ProcessDied(
            f"its process died {item.starts} times in a row at the stage {item.stage}",
            item=item.id,
            next_step="see what the system's log says of it, e.g. of its memory",
        )
    died = ("died", None, f"at the stage {item.stage}, {item.starts} times in a row") if item.starts else None
    return services.ledger.begin(item.id, stage, services.clock(), event=died, starts=item.starts + 1)


def _beginning(item: Item, so_far: SoFar) -> tuple[Stage, Values]:
    """Return the stage to begin with and what it works on, which is what the stage before it made.

    It is the item's stage, or an earlier one where that is missing or was written by a version that made it otherwise.
    """
    for before, stage in reversed(list(pairwise(STAGES[: STAGES.index(item.stage) + 1]))):
        with contextlib.suppress(ValidationError):
            return stage, {before: MADE_BY[before].model_validate_json(so_far.made(before) or "")}
    return STAGES[0], {}


def _run(stage: Stage, work: _Work) -> None:
    item, services = work.item, work.services
    began = time.monotonic()
    limit = services.settings.limits.stage.total_seconds()
    try:
        require_time()
        with time_limit(limit, f"the stage {stage}", "[limits] stage"):
            made = _STEPS[stage](work)
    except RepublishError as error:
        error.item = error.item or item.url
        raise
    work.values[stage] = made
    columns: dict[str, Any] = {"headline": made.headline} if isinstance(made, Article) else {}
    columns["starts"] = 1  # of the next stage, which is begun now
    services.ledger.keep(item.id, stage, made.model_dump_json(), time.monotonic() - began, services.clock(), **columns)


def _fetch(work: _Work) -> SourcePage:
    return fetch(work.item.url, work.services.client)


def article_on(page: SourcePage, services: Services) -> Article:
    """Return the article on `page`, read by the rules of its source; raise Refused where there is none to publish."""
    source = services.settings.source_of(identity.host_of(page.final_url))
    return services.computing.extract(page, source.rules if source else None)


def _extract(work: _Work) -> Article:
    item, services = work.item, work.services
    page = cast("SourcePage", work.values["fetch"])
    article = article_on(page, services)
    # Only now: what is no article, such as the front page that old links lead to, is nobody's other address.
    owner = identity.owner(item, page, article, services)
    if owner != item.id:
        raise SameArticle(owner)
    _note_changes(work, article)
    return article


def _note_changes(work: _Work, article: Article) -> None:
    """Note what the source changed since the article was last read, for the next revision to tell."""
    if work.before.publication is None:
        return
    with contextlib.suppress(ValidationError):
        before = Article.model_validate_json(work.before.made("extract") or "")
        if before.content_sha256 != article.content_sha256:
            changes: dict[str, str] = {change.kind: change.detail for change in compare(before, article)}
            work.services.ledger.checks.changed(work.item.id, changes)


def _translate(work: _Work) -> Translation:
    services = work.services
    # Where there is no engine to ask afresh, what has been said is all there is.
    afresh = bool(work.item.bypass_memory and services.engines)
    return translating.translate(
        cast("Article", work.values["extract"]),
        engines=services.engines,
        memory=services.ledger.memory,
        glossary=services.glossary,
        now=services.clock(),
        machine_memory=not afresh,
        previous=None if afresh else _previous(work.before),
        verify=services.computing.verify,
    )


def _previous(before: SoFar) -> Translation | None:
    """Return the item's earlier translation, where there is one and this version can read it."""
    with contextlib.suppress(ValidationError):
        return Translation.model_validate_json(before.made("translate") or "")
    return None


def _check(work: _Work) -> Report:
    return work.services.computing.check(cast("Translation", work.values["translate"]))


def _attribute(work: _Work) -> Publication:
    return attribute_item(work.item, cast("Report", work.values["check"]), work.services, work.before)


_STEPS: Mapping[Stage, Callable[[_Work], Model]] = {
    "fetch": _fetch,
    "extract": _extract,
    "translate": _translate,
    "check": _check,
    "attribute": _attribute,
}
