"""Every excerpt of a site looked up in the capture of its source: a state for each.

Runs after compiling, which touches no disk. Each capture is opened once, its text made once, and
only where an excerpt is looked up in it. What the states mean for an author is told by checks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from vouch.evidence import files, texts
from vouch.evidence.captures import (
    Absent,
    Capture,
    Changed,
    Citation,
    Examined,
    Missing,
    Obstacle,
    Outside,
    State,
    Unreadable,
)
from vouch.evidence.lookup import Ground

_STATES: Mapping[type[Obstacle], State] = {
    Missing: State.MISSING,
    Outside: State.UNCHECKABLE,
    Changed: State.CHANGED,
    Unreadable: State.UNCHECKABLE,
}


def examine(site: Path, captures: Iterable[Capture], citations: Iterable[Citation]) -> Examined:
    """Hold every capture to its hash and look up every citation in its capture."""
    cited: defaultdict[Capture, set[str]] = defaultdict(set)
    for capture in captures:
        cited[capture] = set()
    for citation in citations:
        cited[citation.capture].add(citation.excerpt)
    by_path: defaultdict[str, list[Capture]] = defaultdict(list)
    for capture in cited:
        by_path[capture.path].append(capture)
    found = _Findings()
    for path in sorted(by_path):
        _examine_file(site, path, {c: cited[c] for c in by_path[path]}, found)
    return Examined(found.states, found.obstacles, found.absences)


class _Findings:
    """What is found, as it grows within one call of `examine`."""

    def __init__(self) -> None:
        self.states: dict[tuple[Capture, str], State] = {}
        self.obstacles: dict[Capture, Obstacle | None] = {}
        self.absences: dict[tuple[Capture, str], Absent] = {}


def _examine_file(
    site: Path, path: str, cited: Mapping[Capture, set[str]], found: _Findings
) -> None:
    held = files.opened(site, path)
    grounds: dict[tuple[str, ...], Ground | Unreadable] = {}
    for capture, excerpts in cited.items():
        obstacle = _obstacle(capture, held)
        if obstacle is None and excerpts and isinstance(held, files.Held):
            key = capture.addresses
            if key not in grounds:
                grounds[key] = _ground(held.content, capture)
            ground = grounds[key]
            if isinstance(ground, Unreadable):
                obstacle = ground
            else:
                found.obstacles[capture] = _look_up(ground, capture, excerpts, found)
                continue
        found.obstacles[capture] = obstacle
        if obstacle is not None:
            state = _STATES[type(obstacle)]
            found.states |= {(capture, excerpt): state for excerpt in excerpts}


def _obstacle(
    capture: Capture, held: files.Held | Missing | Outside | Unreadable
) -> Obstacle | None:
    if not isinstance(held, files.Held):
        return held
    is_changed = capture.sha256 and capture.sha256 != held.sha256
    return Changed(held.sha256) if is_changed else None


def _ground(content: bytes | None, capture: Capture) -> Ground | Unreadable:
    if content is None:
        return Unreadable("it is larger than 50 MB")
    text = texts.text_of(content, capture.path, capture.addresses)
    return text if isinstance(text, Unreadable) else Ground(text)


def _look_up(
    ground: Ground, capture: Capture, excerpts: Iterable[str], found: _Findings
) -> Obstacle | None:
    """Look the excerpts up; what part of the capture could not be read may hold an absent one."""
    obstacle = None
    for excerpt in sorted(excerpts):
        absent = ground.look_up(excerpt)
        state = State.VERIFIED if absent is None else State.ABSENT
        if absent is not None and ground.capture.unread:
            state = State.UNCHECKABLE
            reason = f"“{absent.piece}” is not in its text, and {ground.capture.unread}"
            obstacle = obstacle or Unreadable(reason)
        elif absent is not None:
            found.absences[capture, excerpt] = absent
        found.states[capture, excerpt] = state
    return obstacle
