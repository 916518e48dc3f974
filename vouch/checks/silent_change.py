"""A published claim that changed without a word to its readers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date

from vouch import materiality
from vouch.anchor import fold
from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic, Note, Span
from vouch.document import Path
from vouch.document import Sequence as YamlSequence
from vouch.materiality import Change
from vouch.model.base import shown
from vouch.outcomes import Finding, Left, Level
from vouch.released import ReleasedClaim, released_claim

CODE = "silent-change"
LEVEL = Level.ERROR
_LEAD = 20
"""How much of what did not change a message shows before what did, in characters."""


def check(subject: Subject) -> Iterator[Finding]:
    """Silent about a claim with a fault: what changed of it shows when it can be read."""
    published = subject.published
    if published is None:
        return
    for index, claim in enumerate(subject.sidecar.claims):
        old = published.article.claims.get(claim.id)
        if old is None:
            continue
        if subject.is_faulty("claims", index):
            yield Left.UNCHECKABLE
            continue
        new = released_claim(claim)
        entries = materiality.fresh(old.corrections, new.corrections, published.day)
        untold = [
            change
            for change in materiality.changes(old, new)
            if not materiality.told(change, entries, published.labels)
        ]
        help = _help(subject, index, untold)
        notes = tuple(_notes(subject, index, old, new))
        yield tuple(_diagnostic(subject, index, change, help, notes) for change in untold)


def _diagnostic(
    subject: Subject, index: int, change: Change, help: str, notes: tuple[Note, ...]
) -> Diagnostic:
    assert subject.published is not None
    day, claim = subject.published.day, subject.sidecar.claims[index].id
    span = _span(subject, index, change)
    if change.kind == "correction":
        message = f"`{claim}` has lost an entry that was published on {day}: {change.was}"
        return Diagnostic(CODE, message, span, "put it back: what readers were told stays told")
    message = f"the {change.kind} of `{claim}` changed since the release of {day}: {_words(change)}"
    return Diagnostic(CODE, message, span, help, notes)


def _words(change: Change) -> str:
    if not change.now:
        return f"“{shown(change.was)}” then, gone now"
    pairs = enumerate(zip(change.was, change.now, strict=False))
    same = next((at for at, (old, new) in pairs if old != new), 0)
    start = change.was.rfind(" ", 0, max(0, same - _LEAD)) + 1
    was, now = (f"{'…' if start else ''}{text[start:]}" for text in (change.was, change.now))
    return f"“{shown(was)}” then, “{shown(now)}” now"


def _span(subject: Subject, index: int, change: Change) -> Span:
    """The changed key; for a figure the part of it that changed."""
    reading = subject.reading
    path: Path = ("claims", index, change.kind)
    if change.kind == "correction":
        path = ("claims", index, "corrections")
    elif change.kind == "quote" and change.row:
        path = ("claims", index, "also", change.row - 1)
    elif change.was_figure and change.now_figure:
        old, new = change.was_figure, change.now_figure
        parts = ("value", "unit", "modality")
        changed = [part for part in parts if getattr(old, part) != getattr(new, part)]
        path = next((p for c in changed if reading.has(*(p := (*path, c)))), path)
    there = reading.has("claims", index, str(path[2]))
    return reading.span(*path) if there else reading.span("claims", index, "id")


def _help(subject: Subject, index: int, untold: Sequence[Change]) -> str:
    """The entries that would tell readers of all that changed in a claim, as YAML."""
    assert subject.published is not None
    day = subject.published.entry_day
    flows = [f"{{{_entry(change, day)}}}" for change in untold if change.kind != "correction"]
    path = ("claims", index, "corrections")
    tell = "tell readers, with the reason under `why`;"
    if not subject.reading.has(*path):
        return "\n".join([f"{tell} add to the claim", "corrections:", *(f"  - {f}" for f in flows)])
    held, _ = subject.reading.document.node(subject.reading.place(*path))
    first = subject.reading.document.source.text[held.start]
    if isinstance(held, YamlSequence) and first != "[":
        return "\n".join([f"{tell} add to its `corrections`", *(f"  - {flow}" for flow in flows)])
    return "\n".join(
        [f"{tell} add within [ and ] to its `corrections`", *(f"  {f}," for f in flows)]
    )


def _entry(change: Change, day: date) -> str:
    texts = {"was": fold(change.was).text.strip(), "now": fold(change.now).text.strip()}
    said = [f"{key}: {json.dumps(text, ensure_ascii=False)}" for key, text in texts.items() if text]
    return ", ".join([f"date: {day}", "kind: correction", *said])


def _notes(subject: Subject, index: int, old: ReleasedClaim, new: ReleasedClaim) -> Iterator[Note]:
    """Why the entries that are there do not do."""
    assert subject.published is not None
    day = subject.published.day
    fresh = materiality.fresh(old.corrections, new.corrections, day)
    for row, entry in enumerate(new.corrections):
        span = subject.reading.span("claims", index, "corrections", row)
        if entry in fresh and entry.kind == "typo":
            yield Note("a `typo` tells of spelling alone", span)
        elif entry in fresh:
            yield Note("this entry does not name both what was and what is now", span)
        elif entry not in old.corrections and materiality.is_before(entry, day):
            yield Note(f"this entry is dated before the release of {day}", span)
