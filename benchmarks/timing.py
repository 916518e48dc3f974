"""Runs of programs, timed; several programs in turns, so that a slow minute is slow for all."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_CLOCK = Path(__file__).with_name("clock.py")
LIMIT = 600.0
"""Seconds after which a run is ended."""


class Failed(Exception):
    """A program that was to be timed went wrong; the message holds what it said."""


@dataclass(frozen=True)
class Run:
    """One run: seconds on the clock, seconds of all cores, MB of its largest process."""

    wall: float
    cpu: float
    peak: float


@dataclass(frozen=True)
class Runs:
    """All runs of one program."""

    runs: tuple[Run, ...]

    @property
    def wall(self) -> float:
        """The median of the seconds on the clock."""
        return median(run.wall for run in self.runs)

    @property
    def cpu(self) -> float:
        """The median of the seconds of all cores."""
        return median(run.cpu for run in self.runs)

    @property
    def peak(self) -> float:
        """The median of the MB of the largest process."""
        return median(run.peak for run in self.runs)

    @property
    def fastest(self) -> float:
        """The least seconds on the clock."""
        return min(run.wall for run in self.runs)

    @property
    def slowest(self) -> float:
        """The most seconds on the clock."""
        return max(run.wall for run in self.runs)


@dataclass(frozen=True)
class Task:
    """A program to time in ``folder``; ``before`` is done each time and not timed."""

    name: str
    command: Sequence[str]
    folder: Path
    environment: Mapping[str, str]
    before: Callable[[], None] = lambda: None


def run(task: Task) -> Run:
    """Run the program once. Raises Failed where its exit status is not 0, or past the limit."""
    task.before()
    with tempfile.TemporaryFile() as said:
        told = subprocess.run(
            [sys.executable, "-I", "-S", str(_CLOCK), str(LIMIT), *task.command],
            cwd=task.folder,
            env={**os.environ, **task.environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            check=True,
        )
        status, wall, cpu, most = map(float, told.stdout.split())
        if status:
            said.seek(0)
            text = said.read()[-2000:].decode("utf-8", "replace")
            raise Failed(f"{task.name} ended with {status:.0f} after {wall:.0f} s\n{text}")
    return Run(wall, cpu, most / 1024)


def in_turns(tasks: Sequence[Task], rounds: int) -> dict[str, Runs]:
    """Each task once to warm up, then all of them in turns, ``rounds`` times."""
    found: dict[str, list[Run]] = {task.name: [] for task in tasks}
    for turn in range(-1, rounds):
        for task in tasks:
            print(f"{task.name} {turn + 1}/{rounds}", end="   \r", file=sys.stderr, flush=True)
            done = run(task)
            if turn >= 0:
                found[task.name].append(done)
    print(" " * 40, end="\r", file=sys.stderr)
    return {name: Runs(tuple(runs)) for name, runs in found.items()}


def exponent(small: float, large: float, times: float) -> float:
    """The k of n^k by which a measure grew where n grew ``times``-fold."""
    return math.log(large / small) / math.log(times)
