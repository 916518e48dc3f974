"""Builds one after the other: while one runs, however much is asked for is one more build."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from vouch.preview.outcome import Order, Outcome, What
from vouch.preview.worker import work

_PATIENCE = 5.0
"""Seconds that a build under way is given to tidy up once the preview ends."""

_LATER = 0.5
"""Seconds after which what a build left for later is made, unless something is saved meanwhile."""


class Rebuilder:
    """Has the site built by a process of its own, and tells what came of each build.

    ``tell`` is called in a thread of this object's, once for each build.
    """

    def __init__(self, order: Order, tell: Callable[[Outcome], None]) -> None:
        self._order = order
        self._tell = tell
        self._wanted = False
        self._lacks = False
        self._stopped = False
        self._changed = threading.Condition()
        self._process, self._connection = _started(order)
        self._thread = threading.Thread(target=self._run, name="builds", daemon=True)

    def start(self) -> None:
        """Build for the first time, then whenever :meth:`request` was called."""
        self.request()
        self._thread.start()

    def request(self) -> None:
        """Have what is on the disk now built: by a build that begins after this call."""
        with self._changed:
            self._wanted = True
            self._changed.notify()

    def stop(self) -> None:
        """End the process, a build under way included, and wait for both to be gone."""
        with self._changed:
            self._stopped = True
            self._changed.notify()
        _ended(self._process)
        self._connection.close()
        if self._thread.is_alive():
            self._thread.join(_PATIENCE)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(
                    lambda: self._wanted or self._stopped, _LATER if self._lacks else None
                )
                if self._stopped:
                    return
                what = What.SAVED if self._wanted else What.LACKING
                self._wanted = False
            outcome = self._built(what)
            self._lacks = outcome.lacks
            if not self._stopped:
                self._tell(outcome)

    def _built(self, what: What) -> Outcome:
        try:
            self._connection.send(what)
            outcome = self._connection.recv()
        except (EOFError, OSError):
            return self._died()
        assert isinstance(outcome, Outcome)
        return outcome

    def _died(self) -> Outcome:
        """What is told where the process is gone; the next build has another one."""
        if not self._stopped:
            _ended(self._process)
            self._connection.close()
            self._process, self._connection = _started(self._order)
        return Outcome(
            fault="the process that builds has ended before its time (was memory short?);"
            " the next save builds again"
        )


def _started(order: Order) -> tuple[BaseProcess, Connection]:
    context = multiprocessing.get_context("spawn")  # forking a process with threads may hang it
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs, order), name="vouch builds", daemon=True)
    with _kept_from_interrupts():
        process.start()
    theirs.close()  # so that its end is noticed
    return process, ours


@contextmanager
def _kept_from_interrupts() -> Iterator[None]:
    """A process started meanwhile receives no SIGINT.

    Ctrl-C reaches every process of a terminal, and one that still imports would end with a
    traceback.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # would take the mask away, were it started below
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ended(process: BaseProcess) -> None:
    process.terminate()
    process.join(_PATIENCE)
    if process.is_alive():
        process.kill()
        process.join(_PATIENCE)
