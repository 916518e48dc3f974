"""What the preview says to whoever started it."""

from __future__ import annotations

import os
import shutil
import sys

from vouch import report
from vouch.preview.outcome import Outcome

_WIDTH = 100


class Terminal:
    """Prints what happens, line by line and at once; with ``is_quiet`` only what is wrong."""

    def __init__(self, *, is_quiet: bool = False) -> None:
        self._is_quiet = is_quiet
        self._last = ""

    def say(self, line: str) -> None:
        """One line of what a person wants to know."""
        if not self._is_quiet:
            _print(line)

    def warn(self, line: str) -> None:
        """One line of what a person has to know."""
        print(f"vouch: {line}", file=sys.stderr, flush=True)

    def tell(self, outcome: Outcome) -> None:
        """What came of a build; problems are not printed again as long as they are the same."""
        if outcome.fault:
            if outcome.fault != self._last:
                self.warn(outcome.fault)
            self._last = outcome.fault
            return
        is_color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDTH
        problems = report.text(outcome.diagnostics, color=is_color, width=width)
        if problems and problems != self._last:
            _print(f"{problems}\n")
        self._last = problems
        if outcome.is_amends:
            return
        changed = len(outcome.changed)
        count = (
            f" Files changed: {changed:,}." if outcome.is_whole else " The site stays as it was."
        )
        self.say(f"{outcome.summary}{count}")


def _print(text: str) -> None:
    print(text, flush=True)
