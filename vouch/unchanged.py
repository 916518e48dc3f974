"""A build in which nothing changed: told by the file system alone, without reading any text.

The last build that was published is remembered with what it was made from and what it found. Where
all of that is as it was, and the site stands as it was written, that build is the answer. Nothing
is imported here that comes from outside or takes long.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from vouch import countings, inputs
from vouch.diagnostics import Diagnostic, Note, Severity, Span
from vouch.findings import LAST, Findings
from vouch.frozen import frozen
from vouch.marker import signed
from vouch.outcomes import Outcome
from vouch.place import Place, near
from vouch.publish import claimed
from vouch.untouched import stands_whole

_FORMAT = "vouch last 3"


@frozen
class Request:
    """What a build was asked for; ``today`` is None for the day it is."""

    today: date | None = None
    base_url: str | None = None
    drafts: bool = False
    strict: bool = False


def recalled(site: Path, output: Path, request: Request, jobs: int = 0) -> Findings | None:
    """What the last build found, if this one would find and write the same; None if it may not.

    ``jobs`` is how many processes to use at most, 0 for one for each core. Raises CannotPublish, as
    a build does, and :class:`vouch.crew.Died`.
    """
    with claimed(output) as place:
        last = _read(place)
        if last is None:
            return None
        signature, zone, asked, stood, found = last
        if asked != _asked(request, zone) or stood != place.standing.marker.signed:
            return None

        def is_made_of_the_same() -> bool:
            return signature == begun(site, place)

        return _findings(found) if stands_whole(place.standing, jobs, is_made_of_the_same) else None


def begun(site: Path, place: Place) -> str:
    """What a site is made from, before any of it is read; empty where that cannot be told."""
    return inputs.signature(str(site.resolve()), place.standing.new.st_mtime_ns)


def remember(place: Place, signature: str, zone: str, request: Request, findings: Findings) -> None:
    """Note what was published, for the next build; ``zone`` is the time zone of the site."""
    path = f"{near(place.folder, 'memory')}/{LAST}"
    with suppress(OSError):
        if not signature:
            os.unlink(path)
            return
        asked, stands = _asked(request, zone), signed(place.folder)
        content = marshal.dumps((_FORMAT, signature, zone, asked, stands, _plain(findings)))
        with open(f"{path}.new", "wb") as file:
            file.write(sha256(content).digest() + content)
        os.replace(f"{path}.new", path)


def _read(place: Place) -> tuple[str, str, tuple[Any, ...], str, tuple[Any, ...]] | None:
    """The last build: its input, time zone and request, the site it left, what it found."""
    try:
        with open(f"{near(place.folder, 'memory')}/{LAST}", "rb") as file:
            content = file.read()
    except OSError:
        return None
    if sha256(content[32:]).digest() != content[:32]:
        return None
    try:
        version, *rest = marshal.loads(content[32:])  # noqa: S302 - whole, by its digest
    except (EOFError, TypeError, ValueError):  # another Python may write otherwise
        return None
    if version != _FORMAT:
        return None
    signature, zone, asked, stands, found = rest
    return signature, zone, asked, stands, found


def _asked(request: Request, zone: str) -> tuple[Any, ...]:
    day = request.today or datetime.now(ZoneInfo(zone)).date()
    return (day.isoformat(), request.base_url or "", request.drafts, request.strict)


def _plain(found: Findings) -> tuple[Any, ...]:
    totals = {
        code: (outcome.held, len(outcome.failed), outcome.skipped, outcome.uncheckable)
        for code, outcome in countings.totals(found.ledger).items()
    }
    return (
        tuple(_plain_diagnostic(each) for each in found.diagnostics),
        totals,
        found.articles,
        found.claims,
        dict(found.excerpts),
        dict(found.reviews),
        found.drafts_left_out,
    )


def _findings(plain: tuple[Any, ...]) -> Findings:
    diagnostics, totals, *counts = plain
    outcomes: Mapping[str, Outcome] = {
        code: Outcome(held, ((),) * failed, skipped, uncheckable)
        for code, (held, failed, skipped, uncheckable) in totals.items()
    }
    return Findings(tuple(map(_diagnostic, diagnostics)), {"": outcomes}, *counts)


def _plain_diagnostic(each: Diagnostic) -> tuple[Any, ...]:
    notes = tuple((note.message, note.span and _plain_span(note.span)) for note in each.notes)
    return (each.code, each.message, _plain_span(each.span), each.help, notes, each.severity.value)


def _diagnostic(plain: tuple[Any, ...]) -> Diagnostic:
    code, message, span, help, notes, severity = plain
    told = tuple(Note(words, Span(*place) if place else None) for words, place in notes)
    return Diagnostic(code, message, Span(*span), help, told, Severity(severity))


def _plain_span(span: Span) -> tuple[Any, ...]:
    return (span.path, span.line, span.column, span.width, span.text)
