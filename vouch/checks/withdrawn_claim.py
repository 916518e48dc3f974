"""A published claim that is gone without a word, or an entry on one that is not gone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from vouch import rewording
from vouch.anchor import fold
from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic, Span
from vouch.model.base import shown
from vouch.outcomes import HELD, Finding, Left, Level
from vouch.released import ReleasedClaim

CODE = "withdrawn-claim"
LEVEL = Level.ERROR


def check(subject: Subject) -> Iterator[Finding]:
    """Ids are public addresses: what was published stays, or its end is told under `withdrawn`."""
    yield from _entries(subject)
    published = subject.published
    if published is None:
        return
    if subject.is_faulty("withdrawn") or subject.is_faulty("claims"):
        # what could not be read may be what is missing
        yield from (Left.UNCHECKABLE for _ in published.article.claims)
        return
    told = {entry.id: entry for entry in subject.sidecar.withdrawn}
    gone = {i: c for i, c in published.article.claims.items() if i not in subject.claim_ids}
    lost = {i: d for i, d in published.article.withdrawn.items() if i not in subject.claim_ids}
    day = published.entry_day.isoformat()
    lines = [_line(id, day, old.quotes[0]) for id, old in gone.items() if id not in told]
    lines += [_line(id, since, "") for id, since in lost.items() if id not in told]
    entries = _block(subject, lines)
    for id, old in published.article.claims.items():
        entry = told.get(id)
        if id not in gone:
            yield HELD
        elif entry is None:
            yield (_untold(subject, id, old, entries),)
        elif entry.date.latest is not None and entry.date.latest < published.day:
            row = subject.sidecar.withdrawn.index(entry)
            problem = Diagnostic(
                CODE,
                f"`{id}` was still published on {published.day}, after this day",
                subject.reading.span("withdrawn", row, "date"),
                f"write the day on which it was withdrawn, {published.entry_day} or later",
            )
            yield (problem,)
        else:
            yield HELD
    for id, since in lost.items():
        message = f"the withdrawal of `{id}` on {since} was published and is gone"
        problem = Diagnostic(CODE, message, _place(subject), f"put it back; {entries}")
        yield HELD if id in told else (problem,)


def _untold(subject: Subject, id: str, old: ReleasedClaim, entries: str) -> Diagnostic:
    assert subject.published is not None
    day = subject.published.day
    message = f"the claim `{id}` was published on {day} and is gone: “{shown(old.quotes[0])}”"
    heir = _heir(subject, old)
    if heir is not None:
        claim = subject.sidecar.claims[heir].id
        span = subject.reading.span("claims", heir, "id")
        help = f"`{claim}` has its quote: give it back the id `{id}`, which is its address"
        return Diagnostic(CODE, message, span, f"{help}; or {entries}")
    return Diagnostic(CODE, message, _place(subject), f"bring it back; or {entries}")


def _entries(subject: Subject) -> Iterator[Finding]:
    """Entries for claims that are there, and second entries for one claim."""
    written = Counter(entry.id for entry in subject.sidecar.withdrawn)
    for row, entry in enumerate(subject.sidecar.withdrawn):
        span = subject.reading.span("withdrawn", row, "id")
        if entry.id in subject.claim_ids:
            message = f"`{entry.id}` is withdrawn here and stands under `claims`"
            yield (Diagnostic(CODE, message, span, "delete the one or the other"),)
        elif written[entry.id] > 1:
            message = f"`{entry.id}` is withdrawn more than once"
            yield (Diagnostic(CODE, message, span, "keep the first entry"),)
        else:
            yield HELD


def _heir(subject: Subject, old: ReleasedClaim) -> int | None:
    """The claim that is new and has the quote of the one that is gone."""
    assert subject.published is not None
    known = subject.published.article.claims
    return next(
        (
            index
            for index, claim in enumerate(subject.sidecar.claims)
            if claim.id not in known and rewording.same_wording(claim.quote, old.quotes[0])
        ),
        None,
    )


def _place(subject: Subject) -> Span:
    """The list that the entry belongs to, or the claims, or the file."""
    reading = subject.reading
    key = next((key for key in ("withdrawn", "claims") if reading.has(key)), None)
    return reading.key_span(key) if key else Span(reading.document.source.path)


def _block(subject: Subject, lines: Sequence[str]) -> str:
    """What tells readers of every claim that is gone, as YAML: one list for them all."""
    path = subject.reading.document.source.path
    file = f"{path.removesuffix('.md')}.claims.yaml" if path.endswith(".md") else "the sidecar"
    tell = f"tell readers in {file}, with the reason under `why`"
    if subject.reading.has("withdrawn"):
        return "\n".join([f"{tell}; add to `withdrawn`", *lines])
    return "\n".join([tell, "withdrawn:", *lines])


def _line(id: str, day: str, was: str) -> str:
    said = f", was: {json.dumps(fold(was).text.strip(), ensure_ascii=False)}" if was else ""
    return f"  - {{id: {id}, date: {day}{said}}}"
