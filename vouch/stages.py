"""Where the time of a build goes, stage after stage."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vouch.frozen import frozen


@frozen
class Stage:
    """A stage of a build, in words: seconds on the clock, and of processors in all processes."""

    name: str
    seconds: float
    processor: float


def _now() -> tuple[float, float]:
    """The time, and what processors have worked for this process and for those that it ended."""
    used = os.times()
    return time.perf_counter(), sum(used[:4])


@dataclass
class Stopwatch:
    """Takes the time of one stage after the other, from when it is made on."""

    stages: list[Stage] = field(default_factory=list)
    _since: tuple[float, float] = field(default_factory=_now)

    def done(self, name: str) -> None:
        """The stage that began with the last one's end is over."""
        (clock, processor), since = _now(), self._since
        self.stages.append(Stage(name, clock - since[0], processor - since[1]))
        self._since = (clock, processor)


def table(stages: Sequence[Stage]) -> Iterator[str]:
    """The stages as lines of text, with the share of each in the time on the clock."""
    total = Stage("in all", sum(s.seconds for s in stages), sum(s.processor for s in stages))
    width = max(len(stage.name) for stage in (*stages, total))
    yield f"{'':{width}}  seconds  processor  share"
    for stage in (*stages, total):
        share = stage.seconds / total.seconds if total.seconds else 0
        numbers = f"{stage.seconds:7.3f}  {stage.processor:9.3f}  {share:5.0%}"
        yield f"{stage.name:{width}}  {numbers}"
