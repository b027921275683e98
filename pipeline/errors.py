"""Every error that republish raises on purpose, in one tree.

    RepublishError
      ConfigurationError (ValueError)         a setting is wrong; nothing has run
      InputError (ValueError)                 what was given to a command is not what it reads
      Refused (ValueError)                    the page is nothing to publish; `.reason` says why
      FetchError (ConnectionError)            a page, a feed or robots.txt could not be had
        HostNotFound                            its name does not resolve
        FetchTimeout (TimeoutError)             it did not answer in time
        ServerFailed                            it answered 5xx, 429 or nonsense; `.status`, `.retry_after`
      FeedUnreadable (ValueError)             a feed is not RSS or Atom
      EngineError (RuntimeError)              an engine did not translate; `.engine`
        EngineUnavailable (ConnectionError)     it cannot be reached, or is down; `.retry_after`
        EngineRateLimited                       too many requests for now; `.retry_after`
        EngineQuotaExceeded                     nothing more today or on this account
          EngineBudgetSpent                     nothing more today by our own limit, which is no failure
        EngineRefused (PermissionError)         it will not take this request, now or later: key, language, size
        EngineAnswerBroken (ValueError)         it answered, but not with a translation of what was sent
      DeliveryError (ConnectionError)         a sink did not take what was sent; `.sink`
        SinkUnavailable                         it cannot be reached, or is down; `.retry_after`
        SinkRefused (PermissionError)           it takes nothing from us like this: its address, its key
        PublicationRefused (ValueError)         it does not take this one publication, now or later
      MemoryUnreadable (ValueError)           a TMX file is not one
      TimeLimitReached (TimeoutError)         an item or a stage took longer than [limits] allow
      ComputationDied (RuntimeError)          the process that computed for an item died, of its page perhaps
      ProcessDied (RuntimeError)              an item's process died each time it was begun; no run begins it again
      UnknownItem (KeyError)                  no item by that id or URL
      NotPossible (ValueError)                an item's state does not allow what was asked
      LockHeld (BlockingIOError)              another run is under way; `.holder`
      StorageError (OSError)                  a folder, a disk or the ledger cannot be used
        LedgerUnusable                          the ledger cannot be opened, read or written

Each error knows the item it is about and the next step; both are in its text. What a later run may well
do better has `transient` set. Page-level refusals and failures of one item never end a run.
"""

from typing import TYPE_CHECKING, Any, ClassVar, Literal, get_args

if TYPE_CHECKING:
    from pipeline.model import Cost

RefusalReason = Literal[
    "not_html", "not_english", "no_article", "too_short", "paywall", "live_blog", "front_page", "wall", "error_page",
    "redirect", "sponsored", "video_only", "gone", "robots", "address", "too_large",
]  # fmt: skip
REFUSAL_REASONS: frozenset[str] = frozenset(get_args(RefusalReason))


def with_next_step(text: str, next_step: str) -> str:
    """Return `text` and what can be done about it as two sentences, however the first ends."""
    ended = text.rstrip(" .")
    return f"{ended}{'' if ended.endswith(('?', '!', '…', '؟')) else '.'} Next: {next_step}"


class RepublishError(Exception):
    """The root. `item` is a URL, an id, a file or a key; `next_step` what the reader can do about it."""

    transient: ClassVar[bool] = False

    def __init__(self, message: str, *, item: str | None = None, next_step: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.item = item
        self.next_step = next_step

    def __str__(self) -> str:
        text = f"{self.item}: {self.message}" if self.item else self.message
        return with_next_step(text, self.next_step) if self.next_step else text

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), self.args, self.__dict__)

    @property
    def code(self) -> str:
        """Return the error's name as it stands in the ledger and in JSON, e.g. `fetch_timeout`."""
        return code_of(type(self))


def code_of(kind: type[RepublishError]) -> str:
    """Return the name that errors of a kind have in the ledger and in JSON, e.g. `fetch_timeout`."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in kind.__name__).lstrip("_")


def _restored(kind: type[RepublishError], args: tuple[Any, ...], state: dict[str, Any]) -> RepublishError:
    """Make an error again that came from another process, whatever its own arguments are."""
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class ConfigurationError(RepublishError, ValueError):
    """A setting is wrong; nothing has run."""


class InputError(RepublishError, ValueError):
    """What was given to a command is not what it reads."""


class Refused(RepublishError, ValueError):
    """The page is nothing to publish, now or on a second look; `reason` is one of REFUSAL_REASONS.

    `status` is the server's, where that is what the refusal stands on.
    """

    def __init__(
        self,
        reason: RefusalReason,
        message: str,
        *,
        item: str | None = None,
        next_step: str | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(message, item=item, next_step=next_step)
        self.reason: RefusalReason = reason
        self.status = status


class FetchError(RepublishError, ConnectionError):
    """A page, a feed or robots.txt could not be had."""

    transient = True


class HostNotFound(FetchError):
    """The host's name does not resolve."""


class FetchTimeout(FetchError, TimeoutError):
    """The server did not answer, or not to the end, in time."""


class ServerFailed(FetchError):
    """The server answered 5xx, 429 or no valid HTTP. `retry_after` is in seconds, as the server asked."""

    def __init__(
        self,
        message: str,
        *,
        item: str | None = None,
        next_step: str | None = None,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, item=item, next_step=next_step)
        self.status = status
        self.retry_after = retry_after


class FeedUnreadable(RepublishError, ValueError):
    """A feed is neither RSS nor Atom."""


class EngineError(RepublishError, RuntimeError):
    """An engine did not translate; `engine` is its name in the configuration, `retry_after` in seconds.

    `status` is HTTP's, where the failure is an answer that tells one. `requests` and `characters` are what the engines
    were sent for the article before it failed, and `costs` the same of each engine. `reached` is False where the
    request never got to the service.
    """

    def __init__(
        self,
        message: str,
        *,
        engine: str,
        item: str | None = None,
        next_step: str | None = None,
        retry_after: float | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(message, item=item, next_step=next_step)
        self.engine = engine
        self.retry_after = retry_after
        self.status = status
        self.reached = True
        self.requests = 0
        self.characters = 0
        self.costs: tuple[Cost, ...] = ()

    @property
    def was_read(self) -> bool:
        """Tell whether the service may have read the texts: it was reached, and did not refuse them by a status."""
        return self.reached and self.status is None


class EngineUnavailable(EngineError, ConnectionError):
    """The engine cannot be reached, or is down."""

    transient = True


class EngineRateLimited(EngineError):
    """The engine takes no more requests for now."""

    transient = True


class EngineQuotaExceeded(EngineError):
    """The engine takes nothing more today, or on this account."""

    transient = True


class EngineBudgetSpent(EngineQuotaExceeded):
    """The engine is sent nothing more today, by `daily_characters`; a limit that is reached is no failure."""


class EngineRefused(EngineError, PermissionError):
    """The engine will not take this request, now or later: its key, the language, the size."""


class EngineAnswerBroken(EngineError, ValueError):
    """The engine answered, but not with a translation of what was sent."""

    transient = True


class DeliveryError(RepublishError, ConnectionError):
    """A sink did not take what was sent; `sink` is its name in the configuration, `retry_after` in seconds."""

    def __init__(
        self,
        message: str,
        *,
        sink: str,
        item: str | None = None,
        next_step: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, item=item, next_step=next_step)
        self.sink = sink
        self.retry_after = retry_after


class SinkUnavailable(DeliveryError):
    """The sink cannot be reached, or is down."""

    transient = True


class SinkRefused(DeliveryError, PermissionError):
    """The sink takes nothing from us like this: its address is another, or the key is."""


class PublicationRefused(DeliveryError, ValueError):
    """The sink does not take this one publication, now or later."""


class MemoryUnreadable(RepublishError, ValueError):
    """A TMX file is not one."""


class TimeLimitReached(RepublishError, TimeoutError):
    """An item, or one of its stages, took longer than [limits] allow."""

    transient = True


class ComputationDied(RepublishError, RuntimeError):
    """The process that computed for an item died, of its page perhaps or of lack of memory; the run goes on."""

    transient = True


class ProcessDied(RepublishError, RuntimeError):
    """The process died each time that an item's stage was begun: it is set aside, so that the others are done."""


class UnknownItem(RepublishError, KeyError):
    """There is no item by that id or URL."""


class NotPossible(RepublishError, ValueError):
    """An item's state does not allow what was asked."""


class LockHeld(RepublishError, BlockingIOError):
    """Another run is under way; `holder` says which, as the lock file tells."""

    def __init__(self, message: str, *, holder: str, item: str | None = None, next_step: str | None = None) -> None:
        super().__init__(message, item=item, next_step=next_step)
        self.holder = holder


class StorageError(RepublishError, OSError):
    """A folder or a disk cannot be used."""


class LedgerUnusable(StorageError):
    """The ledger cannot be opened, read or written."""
