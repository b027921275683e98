"""Processes that compute, one piece of work at a time each: a process that dies takes its own piece and no other.

concurrent.futures cannot tell whose work killed a process, and fails everything that was under way. Here each process
has a pipe of its own, so what it was doing is known, and its place goes to a fresh one. They are forked from a server
that has loaded the libraries once (`multiprocessing`'s forkserver), so that one more costs milliseconds, shares the
memory of what was loaded, and never inherits a thread or a lock of the run's.
"""

import contextlib
import multiprocessing
import pickle
import queue
import signal
import threading
import traceback
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from pipeline.errors import ComputationDied, RepublishError, TimeLimitReached
from pipeline.garbage import look_rarely

Work = Callable[[str, bytes], bytes]
"""What a process does: the name of a job and what it is to be done with, in; what it comes to, out."""

_NEXT = "raise [limits] computing where so much time is right"
_PATIENCE = 5.0
"""Seconds in which a process ends after its pipe was closed, before it is killed."""


class ProcessPool:
    """At most `processes` processes that do `work`, each started when it is first needed and renewed after `pieces`.

    Raises ComputationDied for work whose process died under it, and TimeLimitReached for work that took too long, whose
    process is killed; what `work` itself raises is raised here, what is no error of ours with its traceback as a note.
    """

    def __init__(self, work: Work, *, processes: int, pieces: int, preloaded: Sequence[str] = ()) -> None:
        self._work = work
        self._pieces = pieces
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(list(preloaded))
        self._starting = threading.Lock()
        # The last one that was used comes first: little work keeps few processes busy.
        self._places: queue.LifoQueue[_Process | None] = queue.LifoQueue()
        for _ in range(processes):
            self._places.put(None)
        self._count = processes

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __call__(self, job: str, data: bytes, timeout: float) -> bytes:
        """Do a job in a process that is free, waiting for one, within `timeout` seconds; return what it comes to."""
        process = self._places.get()
        try:
            if process is None or not process.is_usable(self._pieces):
                process = self._renewed(process)
            return process.do(job, data, timeout)
        finally:
            self._places.put(process if process and process.is_alive else None)

    def warm_up(self) -> None:
        """Start the first process while there is nothing to do yet; return at once."""
        threading.Thread(target=self._warm_up, name="warm-up", daemon=True).start()

    def close(self) -> None:
        """End every process; waits for work that is under way."""
        processes = [self._places.get() for _ in range(self._count)]
        for process in filter(None, processes):
            process.end()

    def _warm_up(self) -> None:
        process = self._places.get()
        with contextlib.suppress(ComputationDied):  # whoever needs it tries again, and tells
            process = process or self._renewed(None)
        self._places.put(process)

    def _renewed(self, before: "_Process | None") -> "_Process":
        if before is not None:
            before.end()
        with self._starting:
            return _Process(self._context, self._work)


class _Process:
    """A process and our end of its pipe."""

    def __init__(self, context: multiprocessing.context.ForkServerContext, work: Work) -> None:
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, work), name="computing", daemon=True)
        try:
            self._process.start()
        except (OSError, EOFError) as error:
            raise ComputationDied(f"no process could be started: {error}") from error
        finally:
            theirs.close()  # so that the pipe ends with the process
        self.is_alive = True
        self._done = 0

    def is_usable(self, pieces: int) -> bool:
        """Tell whether it lives and has done fewer than `pieces`; an idle one has something to tell only as it ends."""
        return self._done < pieces and not self._pipe.poll()

    def do(self, job: str, data: bytes, timeout: float) -> bytes:
        self._done += 1
        try:
            self._pipe.send((job, data))
            if not self._pipe.poll(timeout):
                self._process.kill()
                self.end()
                raise TimeLimitReached(f"{job} took longer than {timeout:g} s and was ended", next_step=_NEXT)
            result, error = self._pipe.recv()
        except (EOFError, ConnectionError) as broken:
            self.end()
            raise ComputationDied(f"the process died during {job}: {_cause(self._process.exitcode)}") from broken
        if error is not None:
            raise error
        return bytes(result)

    def end(self) -> None:
        """Close the pipe, at which the process ends by itself; kill it where it does not."""
        self.is_alive = False
        self._pipe.close()
        self._process.join(_PATIENCE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def _cause(exitcode: int | None) -> str:
    if exitcode is None or exitcode >= 0:
        return f"exit code {exitcode}"
    with contextlib.suppress(ValueError):
        return f"killed by {signal.Signals(-exitcode).name}"
    return f"killed by signal {-exitcode}"


def _serve(pipe: Connection, work: Work) -> None:
    """Do what comes through `pipe` until its other end is closed, be it because the run was killed."""
    # A terminal's Ctrl-C and a service's stop reach every process of the group. The run decides when we end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    look_rarely()
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            job, data = pipe.recv()
            pipe.send(_outcome(work, job, data))


def _outcome(work: Work, job: str, data: bytes) -> tuple[bytes, Exception | None]:
    try:
        return work(job, data), None
    except Exception as error:  # noqa: BLE001 - it is raised where the work was asked for
        return b"", _told(error)


def _told(error: Exception) -> Exception:
    """Return `error` as it can be sent, with its traceback as a note."""
    trace = traceback.format_exc()
    if not isinstance(error, RepublishError):
        error.add_note(trace)
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - whatever an error's own pickling raises
        return RuntimeError(trace)
    return error
