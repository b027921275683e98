"""From a checked translation to a publication: which revision it is, what made it one, and what happened so far."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from pipeline.arabic.wording import Wording
from pipeline.config import Settings
from pipeline.ledger import Item, SoFar
from pipeline.model import Flag, HistoryEntry, Publication, Report
from pipeline.run import identity
from pipeline.run.services import Services, wording_of
from pipeline.run.signs import RETRACTED
from pipeline.stages import check as checking
from pipeline.stages.attribute import attribute
from pipeline.stages.follow import opening_notice, told
from pipeline.web import item_id

History = tuple[HistoryEntry, ...]

NOT_SEEN = frozenset({"rights"})
"""Kinds of changes at the source that a publication's history does not tell: readers see nothing of them."""

NO_NEWS = frozenset({"address"})
"""Kinds of changes at the source after which a publication does not say that its news was updated."""


def publication_of(report: Report, settings: Settings, now: dt.datetime) -> Publication:
    """Attribute a report that belongs to no item: revision 1 of the article at its own URL."""
    url = identity.article_url(report.translation.article, settings)
    facts = _Facts(item_id(url), 1, now)
    return _attributed(_first_seen(report), settings, wording_of(settings), facts)


def attribute_item(item: Item, report: Report, services: Services, so_far: SoFar) -> Publication:
    """Make the publication of `item`: a new revision only where readers would see something new.

    An approval is of a text: where the texts are others than those that were approved, it counts no more.
    """
    before = so_far.publication
    report = report if before else _first_seen(report)
    kept = so_far.made("attribute")
    earlier = Publication.model_validate_json(kept) if kept else None
    past = earlier.history if earlier else ()
    now = services.clock()
    published = before.revision if before else 1
    facts = _Facts(item.id, published, now, item.reviewer, _last_update(past, published))

    def made_with(facts: _Facts) -> Publication:
        return _attributed(report, services.settings, services.wording, facts)

    made = made_with(facts)
    if item.reviewer and (earlier is None or _texts(earlier) != _texts(made)):
        services.ledger.begin(item.id, "attribute", now, reviewer=None)
        facts = replace(facts, reviewer=None)
        made = made_with(facts)
    if before is not None and before.content != content_digest(made):
        facts = replace(facts, revision=published + 1)
        changes = services.ledger.checks.of(item.id).changes
        past = _revised(past, facts, changes, _let_pass(made))
        facts = replace(facts, updated_at=_last_update(past, facts.revision))
        made = made_with(facts)
    new = _strings(_texts(made)) - (_strings(_texts(earlier)) if earlier else set())
    editors = {
        s.origin.name for s in report.translation.segments if s.origin.kind == "reviewer" and s.target.text in new
    }
    return made.model_copy(update={"history": _history(past, made, editors, now)})


def _first_seen(report: Report) -> Report:
    """Return `report`, held where the article took itself back before it was ever published.

    Of a published one, the looks at its source find the notice, and ask.
    """
    notice = opening_notice(report.translation.article)
    if notice is None:
        return report
    flag = Flag(code=RETRACTED, severity="hold", detail=f"its page says: {notice}")
    return report.model_copy(update={"verdict": "held", "flags": (flag, *report.flags)})


@dataclass(frozen=True)
class _Facts:
    """What a publication says of itself, beside what its report says."""

    item_id: str
    revision: int
    now: dt.datetime
    reviewer: str | None = None
    updated_at: dt.datetime | None = None


def _attributed(report: Report, settings: Settings, wording: Wording, facts: _Facts) -> Publication:
    url = identity.article_url(report.translation.article, settings)
    return attribute(
        report,
        item_id=facts.item_id,
        revision=facts.revision,
        wording=wording,
        rights=identity.rights_of(url, settings),
        unknown_source=settings.rights.unknown_source,
        digits=settings.arabic.digits,
        reviewer=facts.reviewer,
        url=url,
        site=identity.site_of(url, settings),
        now=facts.now,
        updated_at=facts.updated_at,
    )


def _last_update(history: History, revision: int) -> dt.datetime | None:
    """Return when readers were last given, up to `revision`, news that the source had changed."""
    told = (entry.at for entry in history if entry.revision <= revision and set(entry.changes) - NO_NEWS)
    return max(told, default=None)


def _revised(history: History, facts: _Facts, changes: Mapping[str, str], passed: str | None) -> History:
    """Return `history` with the entry of a new revision, and in it what the source changed for it.

    One that was held and is made again keeps its entry, unless the source has changed more since.
    """
    shown = {kind: detail for kind, detail in changes.items() if kind not in NOT_SEEN}
    made = [entry for entry in history if (entry.revision, entry.event) == (facts.revision, "revised")]
    if made and made[-1].changes == tuple(shown):
        return history
    details = [*(told(kind, what) for kind, what in shown.items()), *([passed] if passed else [])]
    entry = HistoryEntry(
        revision=facts.revision,
        at=facts.now,
        event="revised",
        detail="؛ ".join(details) or None,
        changes=tuple(shown),
    )
    return (*(one for one in history if one not in made), entry)


def _let_pass(made: Publication) -> str | None:
    """Return what the policy let pass that is published without a reviewer."""
    if made.state != "published" or made.translation.reviewed_by is not None:
        return None
    return next((flag.detail for flag in made.quality.flags if flag.code == checking.BY_POLICY), None)


def _history(earlier: History, made: Publication, editors: set[str], now: dt.datetime) -> History:
    revision, reviewer, passed = made.revision, made.translation.reviewed_by, _let_pass(made)
    added: list[HistoryEntry] = []
    known = [entry.detail or "" for entry in earlier if entry.revision == revision]
    # A revision that was held, and that a laxer policy publishes now, is told once more, with what was let pass.
    if not known or (passed and not any(passed in detail for detail in known)):
        event: Literal["created", "revised"] = "created" if revision == 1 else "revised"
        added.append(HistoryEntry(revision=revision, at=now, event=event, detail=passed))
    added += [HistoryEntry(revision=revision, at=now, event="edited", by=editor) for editor in sorted(editors)]
    approved = any((e.revision, e.event, e.by) == (revision, "approved", reviewer) for e in earlier)
    if reviewer and not approved:
        added.append(HistoryEntry(revision=revision, at=now, event="approved", by=reviewer))
    return (*earlier, *added)


def content_digest(publication: Publication) -> str:
    """Return a digest of what readers see: the same for two runs that differ in time, cost or an origin only.

    What is null does not count, so that a key added to the model makes no new revision of what has nothing in it.
    """
    shown = _without(publication.model_dump(mode="json", exclude_none=True), _NOT_SHOWN)
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


def _texts(publication: Publication) -> Any:  # noqa: ANN401 - any JSON
    """Return what a reviewer approves: every text, in both languages."""
    texts = publication.model_dump(mode="json", include={"headline", "description", "blocks"})
    return _without(texts, _NOT_SHOWN | {"image"})


def _strings(value: Any) -> set[str]:  # noqa: ANN401 - any JSON
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return set().union(*(_strings(each) for each in inner))
    return {value} if isinstance(value, str) else set()


_NOT_SHOWN = frozenset(
    {
        "revision",
        "history",
        "quality",
        "flags",
        "origin",
        "retrieved_at",
        "content_sha256",
        "translated_at",
        "characters",
        "agencies",
        "signals",
    }
)


def _without(value: Any, keys: frozenset[str]) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        return {key: _without(inner, keys) for key, inner in value.items() if key not in keys}
    return [_without(inner, keys) for inner in value] if isinstance(value, list) else value
