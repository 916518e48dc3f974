"""When a preview is to end: Ctrl-C and SIGTERM, as something to ask for.

An exception would do from within whatever line runs, and is lost in one that tidies up, imports or
starts a process. A signal is therefore noted, and who waits is told.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue


class Ending:
    """Whether the preview is to end; ``is_wanted`` once a signal came."""

    def __init__(self) -> None:
        self.is_wanted = False
        self._news: SimpleQueue[None] = SimpleQueue()  # a signal may put into it at any moment
        self._stop: Callable[[], None] | None = None

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Note the signals; those that come once this is over are left alone: it ends anyway."""
        numbers = (signal.SIGINT, signal.SIGTERM)
        answers = threading.current_thread() is threading.main_thread()
        for number in numbers if answers else ():
            signal.signal(number, lambda *_: self._came())
        try:
            yield
        finally:
            for number in numbers if answers else ():
                signal.signal(number, signal.SIG_IGN)

    def stops(self, stop: Callable[[], None]) -> None:
        """Have ``stop`` called when the end is wanted, at once where it is already."""
        self._stop = stop
        if self.is_wanted:
            stop()

    def wake(self) -> None:
        """Have :meth:`wait` return; from any thread."""
        self._news.put(None)

    def wait(self) -> None:
        """Until :meth:`wake` is called, or the end is wanted."""
        if not self.is_wanted:
            self._news.get()

    def _came(self) -> None:
        self.is_wanted = True
        self.wake()
        if self._stop:
            self._stop()
