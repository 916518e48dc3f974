"""Every excerpt of a site against the capture of its source: a state for each, and problems.

Runs after compiling, which touches no disk. Each capture is opened once, its text made once, and
only where an excerpt is looked up in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from vouch import spelling
from vouch.diagnostics import Diagnostic, Severity
from vouch.evidence import files, texts
from vouch.evidence.captures import Capture, Citation, State, Unreadable
from vouch.evidence.lookup import Ground

States = Mapping[tuple[Capture, str], State]


@dataclass(frozen=True)
class Examined:
    """What was found for each excerpt of each capture."""

    states: States
    diagnostics: tuple[Diagnostic, ...]


def examine(site: Path, captures: Iterable[Capture], citations: Iterable[Citation]) -> Examined:
    """Hold every capture to its hash and every citation to its capture."""
    cited: defaultdict[Capture, list[Citation]] = defaultdict(list)
    for capture in captures:
        cited[capture] = []
    for citation in citations:
        cited[citation.capture].append(citation)
    by_path: defaultdict[str, dict[Capture, list[Citation]]] = defaultdict(dict)
    for capture, held in cited.items():
        by_path[capture.path][capture] = held
    states: dict[tuple[Capture, str], State] = {}
    problems: list[Diagnostic] = []
    for path in sorted(by_path):
        for found, problem in _of_file(site, path, by_path[path]):
            states |= found
            problems += problem
    return Examined(states, tuple(problems))


_Found = tuple[dict[tuple[Capture, str], State], list[Diagnostic]]


def _of_file(site: Path, path: str, cited: Mapping[Capture, list[Citation]]) -> Iterator[_Found]:
    held = files.opened(site, path)
    grounds: dict[tuple[str, ...], Ground | Unreadable] = {}
    for capture, citations in cited.items():
        if isinstance(held, files.Missing):
            yield _all(citations, State.MISSING), [_missing(site, capture)]
        elif isinstance(held, files.Outside):
            yield _all(citations, State.UNCHECKABLE), [_outside(capture)]
        elif isinstance(held, Unreadable):
            yield _all(citations, State.UNCHECKABLE), [_unreadable(capture, held)]
        elif capture.sha256 and capture.sha256 != held.sha256:
            yield _all(citations, State.CHANGED), [_changed(capture, held.sha256)]
        elif citations:
            key = capture.addresses
            if key not in grounds:
                grounds[key] = _ground(held.content, capture)
            yield _looked_up(grounds[key], capture, citations)


def _ground(content: bytes | None, capture: Capture) -> Ground | Unreadable:
    if content is None:
        return Unreadable("it is larger than 50 MB")
    text = texts.text_of(content, capture.path, capture.addresses)
    return text if isinstance(text, Unreadable) else Ground(text)


def _looked_up(
    ground: Ground | Unreadable, capture: Capture, citations: Iterable[Citation]
) -> _Found:
    if isinstance(ground, Unreadable):
        return _all(citations, State.UNCHECKABLE), [_unreadable(capture, ground)]
    states: dict[tuple[Capture, str], State] = {}
    problems = []
    for citation in citations:
        absent = ground.look_up(citation.excerpt)
        state = State.VERIFIED
        if absent is not None and ground.capture.unread:
            state = State.UNCHECKABLE
            reason = f"“{absent.piece}” is not in its text, and {ground.capture.unread}"
            problems.append(_unreadable(capture, Unreadable(reason)))
        elif absent is not None:
            state = State.ABSENT
            message = f"{_name(capture)} has no passage “{absent.piece}”"
            problems.append(Diagnostic("excerpt-absent", message, citation.span, absent.help))
        states[capture, citation.excerpt] = state
    return states, problems


def _all(citations: Iterable[Citation], state: State) -> dict[tuple[Capture, str], State]:
    return {(citation.capture, citation.excerpt): state for citation in citations}


def _name(capture: Capture) -> str:
    return f"content/{capture.path}"


def _missing(site: Path, capture: Capture) -> Diagnostic:
    near = spelling.nearest(capture.path, files.beside(site, capture.path))
    return Diagnostic(
        "missing-capture",
        f"there is no file {_name(capture)}",
        capture.span,
        f"did you mean `{near}`?"
        if near
        else "put the capture there; without it no excerpt of this source is looked up",
        severity=Severity.WARNING,
    )


def _outside(capture: Capture) -> Diagnostic:
    message = f"{_name(capture)} is a link that leads out of content/"
    return Diagnostic("outside-content", message, capture.span, "put the file itself there")


def _unreadable(capture: Capture, why: Unreadable) -> Diagnostic:
    return Diagnostic(
        "unreadable-capture",
        f"nothing can be looked up in {_name(capture)}: {why.reason}",
        capture.span,
        "capture the source again, or keep its text beside it and name that",
        severity=Severity.WARNING,
    )


def _changed(capture: Capture, sha256: str) -> Diagnostic:
    return Diagnostic(
        "hash-mismatch",
        f"{_name(capture)} is not the file that was read: its hash is another",
        capture.hash_span,
        f"bring back the file that was read; or read this one, then write\n"
        f"capture_sha256: {sha256}",
    )
