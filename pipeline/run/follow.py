"""A published article looked at again at its source: unchanged, corrected, moved, taken back, or out of reach.

What readers have stays as it is until there is something better, or until it is to go: a look that fails in passing
changes nothing and is made up for later.
"""

import datetime as dt
import time
from dataclasses import dataclass
from typing import Any

import structlog
from pydantic import ValidationError

from pipeline.errors import FetchError, Refused, RepublishError, with_next_step
from pipeline.ledger import CheckRow, Item
from pipeline.model import Article, Publication, SourcePage
from pipeline.patience import pause_after
from pipeline.run.identity import host_of
from pipeline.run.process import Done, Outcome, article_on, process
from pipeline.run.publishing import withdraw_item
from pipeline.run.services import Services
from pipeline.run.signs import ASKED, RETRACTED, Sign, sign_of, step_after
from pipeline.stages.fetch import fetch
from pipeline.stages.follow import compare, retraction_notice
from pipeline.web.answers import NOT_MODIFIED, Validators

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class _Case:
    """An item that is looked at, what the looks before found, and when this one is."""

    item: Item
    row: CheckRow
    now: dt.datetime
    services: Services


def due_again(services: Services, source: str | None = None) -> list[Item]:
    """Return the published items whose source is to be looked at now, and follow those that never were."""
    settings, now = services.settings.follow, services.clock()
    if not settings.after:
        return []
    services.ledger.checks.adopt(now - settings.after[-1], lambda since: settings.next_look(since, now))
    return services.ledger.checks.due(now, source, furthest=settings.after[-1])


def look_again(item: Item, services: Services) -> Done:
    """Look whether the source still has what is published of `item`, and do what follows.

    Raises what `process` raises, where the source has changed the article.
    """
    case = _Case(item, services.ledger.checks.of(item.id), services.clock(), services)
    began = time.monotonic()
    try:
        seen = _seen(case)
    except FetchError as error:
        return _unreached(case, error)
    except RepublishError:
        raise
    except Exception as error:
        log.exception("an unforeseen error; please report it", url=item.url)
        return _unreached(case, error)
    if seen.sign:
        return _signed(case, seen.sign)
    if seen.page is None:
        return _noted(case, _looked_at(case, message=seen.message), "unreached")
    return _changed(case, seen.page, seen.message, began) if seen.message else _unchanged(case, seen.page)


@dataclass(frozen=True)
class _Seen:
    """What a look found: a sign; or a page, with what changed on it; or why there is none for us."""

    page: SourcePage | None = None
    message: str = ""
    sign: Sign | None = None


def _seen(case: _Case) -> _Seen:
    item, services = case.item, case.services
    known = _known_page(item, services)
    try:
        page = fetch(known.final_url if known else item.url, services.client, conditional=_validators(case.row, known))
        if known and (page.status == NOT_MODIFIED or page.html == known.html):
            return _Seen(page)
        after = article_on(page, services)
    except Refused as refusal:
        return _Seen(sign=sign_of(refusal), message=str(refusal))
    if known is None:
        return _Seen(page, "what was read before is not kept")
    before = _article(known, item, services)
    notice = retraction_notice(before, after)
    if notice and case.row.kept != RETRACTED:
        return _Seen(sign=Sign(RETRACTED, f"its page says: {notice}", certain=True))
    return _Seen(page, "; ".join(f"{change.kind}: {change.detail}" for change in compare(before, after)))


def is_asked_about(item: Item, services: Services) -> bool:
    """Tell whether a person is asked if `item`, which is published, is to be withdrawn."""
    return item.reason in ASKED and services.ledger.publication(item.id) is not None


def keep_published(item: Item, by: str, services: Services) -> Item:
    """Keep `item` published on a person's word, in spite of the sign for which they were asked.

    It comes back published, or working where a newer revision of it was held, which is then to be processed.
    """
    row = services.ledger.checks.of(item.id)
    # Due at once: what the source changed together with the sign can be followed now.
    services.ledger.checks.keep(row.model_copy(update={"kept": item.reason, "next_check_at": row.checked_at}))
    return _as_before(item, by, "kept in spite of what the source shows", services)


def _known_page(item: Item, services: Services) -> SourcePage | None:
    """Return the page as it was last read; None where it is not kept, or was kept by another version."""
    try:
        return SourcePage.model_validate_json(services.ledger.output(item.id, "fetch") or "")
    except ValidationError:
        return None


def _article(page: SourcePage, item: Item, services: Services) -> Article:
    """Return what was read before, as it is extracted today: a newer extraction is no change of the source's."""
    try:
        return article_on(page, services)
    except Refused:
        return Article.model_validate_json(services.ledger.output(item.id, "extract") or "")


def _validators(row: CheckRow, known: SourcePage | None) -> Validators | None:
    if known is None:
        return None
    if row.etag or row.last_modified:
        return Validators(row.etag, row.last_modified)
    return Validators(known.headers.get("etag"), known.headers.get("last-modified"))


def _looked_at(case: _Case, page: SourcePage | None = None, message: str | None = None) -> CheckRow:
    """Return the row after a look that was answered; of `page`, whose version it was."""
    published = case.services.ledger.publication(case.item.id)
    since = published.updated if published else case.now
    found = {
        "checked_at": case.now,
        "next_check_at": case.services.settings.follow.next_look(since, case.now),
        "done": case.row.done + 1,
        "failures": 0,
        "message": message,
    }
    if page is not None:
        found |= {"sign": None, "sign_since": None, "kept": None}
        # A server that leaves the validators out of its 304 means those that it was asked with.
        if page.status != NOT_MODIFIED or "etag" in page.headers or "last-modified" in page.headers:
            found |= {"etag": page.headers.get("etag"), "last_modified": page.headers.get("last-modified")}
    return case.row.model_copy(update=found)


def _noted(case: _Case, row: CheckRow, outcome: Outcome) -> Done:
    case.services.ledger.checks.keep(row)
    return Done(case.item, outcome)


def _unchanged(case: _Case, page: SourcePage) -> Done:
    looked = _noted(case, _looked_at(case, page), "unchanged")
    if case.item.reason in ASKED or case.item.state == "refused":
        item = _as_before(case.item, None, "the source has the article again", case.services)
        return process(item, case.services) if item.state == "working" else Done(item, "unchanged")
    return looked


def _as_before(item: Item, by: str | None, detail: str, services: Services) -> Item:
    """Let the item stand as it stood before a person was asked: published, or a newer revision on its way."""
    kept, now = services.ledger.output(item.id, "attribute"), services.clock()
    if kept and Publication.model_validate_json(kept).state == "held":
        services.ledger.note(item.id, "kept", now, by=by, detail=detail)
        return services.ledger.begin(item.id, "attribute", now)
    return services.ledger.settle(
        item.id, "published", now, by=by, detail=detail, reason=None, message=None, next_attempt_at=None
    )


def _changed(case: _Case, page: SourcePage, what: str, began: float) -> Done:
    """Process the article as it is now: what stays as it was is in the memory."""
    ledger, item = case.services.ledger, case.item
    log.info("the source changed the article", url=item.url, changes=what)
    # From here on it is under way: a run that is killed is completed by the next.
    ledger.keep(
        item.id,
        "fetch",
        page.model_dump_json(),
        time.monotonic() - began,
        case.now,
        event=("changed", None, what),
        state="working",
        reason=None,
        message=None,
        attempts=0,
    )
    # Only now: a version that is known here is not asked for again.
    ledger.checks.keep(_looked_at(case, page))
    return process(ledger.get(item.id), case.services)


def _unreached(case: _Case, error: Exception) -> Done:
    """Try again soon, then less and less often, then when a look is due anyway."""
    retry, failures = case.services.settings.retry, case.row.failures + 1
    log.info("could not be looked at again", url=case.item.url, error=str(error))
    values: dict[str, Any] = {"checked_at": case.now, "failures": failures, "message": str(error)}
    row = case.row
    if failures < retry.attempts:
        pause = pause_after(failures, retry.delay, error)
        values["next_check_at"] = case.now + dt.timedelta(seconds=pause)
    else:
        row, values["done"] = _looked_at(case), row.done
    return _noted(case, row.model_copy(update=values), "unreached")


def _signed(case: _Case, sign: Sign) -> Done:
    """Do what follows from a sign that the source took the article back."""
    settings, item, services = case.services.settings.follow, case.item, case.services
    others = services.ledger.checks.others_with(sign.code, item, case.now - dt.timedelta(days=1))
    step = step_after(sign, case.row, settings, case.now, others=others)
    new = case.row.sign != sign.code or case.row.sign_since is None
    since = case.now if new else case.row.sign_since
    row = _looked_at(case, message=sign.message).model_copy(update={"sign": sign.code, "sign_since": since})
    if step == "wait":
        row = row.model_copy(update={"next_check_at": (since or case.now) + settings.confirm})
    looked = _noted(case, row, "unchanged")
    if new:
        services.ledger.note(item.id, sign.code, case.now, detail=sign.message)
    if step == "withdraw":
        log.info("withdrawn", url=item.url, why=sign.message)
        reason = services.wording.for_host(host_of(item.url)).withdrawal.gone
        return Done(withdraw_item(item, reason, None, services), "withdrawn")
    return Done(_asked(case, sign), "held") if step == "ask" and item.reason != sign.code else looked


def _asked(case: _Case, sign: Sign) -> Item:
    """Leave the decision to a person; until then the publication stays."""
    item = case.item
    answers = f"republish withdraw {item.id} --reason TEXT, or to keep it: republish approve {item.id} --by NAME"
    message = with_next_step(f"it is published, and {sign.message}", answers)
    return case.services.ledger.settle(
        item.id, "held", case.now, reason=sign.code, message=message, next_attempt_at=None
    )
