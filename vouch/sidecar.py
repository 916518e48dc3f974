"""A sidecar compiled: its claims in reading order, its milestones, the sources they cite."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from vouch import markup, reviewable, verdicts, yamldoc
from vouch.anchor import Range
from vouch.checks.subject import Published, Subject
from vouch.compiled import CompiledClaim, CompiledEvent, CompiledUse
from vouch.diagnostics import SourceText, Span
from vouch.evidence.citations import use_id
from vouch.model.claims import Claim, InPlace, Sidecar, Source, SourceUse
from vouch.model.reading import Reading, read
from vouch.outcomes import Problems
from vouch.surroundings import Surroundings, passage, placed
from vouch.yamldoc import Path

CONTEXT = 160
"""How much of the article stands on either side of a passage on the claim's page, in characters."""
_SPACES = re.compile(r"[ \t\n]{2,}|[\t\n]")


def ids_written(source: SourceText) -> frozenset[str]:
    """The ids of the claims in a sidecar, whatever else is wrong with it."""
    document, _ = yamldoc.parse(source)
    claims = document.root.get("claims") if document else None
    items = claims.items if isinstance(claims, yamldoc.Sequence) else ()
    found = (item.get("id") for item in items if isinstance(item, yamldoc.Mapping))
    return frozenset(key.text for key in found if isinstance(key, yamldoc.Scalar))


def read_sidecar(
    source: SourceText,
    lang: str,
    around: Surroundings,
    published: Published | None = None,
) -> tuple[Subject | None, Problems]:
    """The claims of an article; None where the file's structure cannot be known."""
    document, problems = yamldoc.parse(source)
    if document is None:
        return None, problems
    reading = read(Sidecar, document, around.words)
    scale = around.site.verdicts.items()
    subject = Subject(
        reading,
        around.shared_ids,
        {key: verdicts.needs_source(key, verdict) for key, verdict in scale},
        around.site.thresholds,
        lang,
        around.shared,
        published,
        around.policy,
    )
    return subject, problems + reading.diagnostics


def compile_claims(
    subject: Subject,
    ranges: Mapping[int, tuple[Range, ...]],
    text: str,
    lang: str,
    around: Surroundings,
    *,
    has_versions: bool,
) -> tuple[tuple[CompiledClaim, ...], Problems]:
    """The claims that are anchored in ``text``, in reading order.

    ``ranges`` gives for a claim's place in the sidecar its stretches, the quote's first;
    ``has_versions`` tells whether there are translations of the article.
    """
    reading = subject.reading
    worked = {path: done for path, _, done in subject.worked}
    made: list[CompiledClaim] = []
    problems: Problems = ()
    written = reading.value.claims if reading.value else ()
    ids = Counter(written[index].id for index in ranges)
    for index in sorted(ranges, key=lambda i: (ranges[i][0].start, i)):
        claim = written[index]
        path = ("claims", index, "explanation")
        html, faults = _html(claim.explanation, reading, path, lang, around)
        problems += faults
        place, *others = ranges[index]
        quote = _line(text[place.start : place.end])
        made.append(
            CompiledClaim(
                claim=claim,
                number=len(made) + 1,
                ranges=ranges[index],
                quote=quote,
                before=_before(text, place.start),
                after=_after(text, place.end),
                also=tuple(_line(text[other.start : other.end]) for other in others),
                explanation=html,
                uses=_uses(claim.sources, claim.id),
                worked=tuple(
                    worked["claims", index, "check", row] for row in range(len(claim.check))
                ),
                spans=_spans(
                    claim,
                    reading,
                    ("claims", index),
                    is_stated_again=has_versions or ids[claim.id] > 1,
                ),
                bars=reviewable.bars(claim, quote, lang, around.site),
            )
        )
    return tuple(made), problems


def compile_events(
    reading: Reading[Sidecar], lang: str, around: Surroundings
) -> tuple[tuple[CompiledEvent, ...], Problems]:
    """The milestones as they are written."""
    made: list[CompiledEvent] = []
    problems: Problems = ()
    for index, event in enumerate(reading.value.timeline if reading.value else ()):
        html, faults = _html(event.text, reading, ("timeline", index, "text"), lang, around)
        problems += faults
        status = "status" if reading.has("timeline", index, "status") else "date"
        span = reading.span("timeline", index, status)
        made.append(CompiledEvent(event, html, _uses(event.sources, f"event--{index + 1}"), span))
    return tuple(made), problems


def _spans(
    claim: Claim, reading: Reading[Sidecar], path: Path, *, is_stated_again: bool
) -> Mapping[str, Span]:
    """The places of a claim that may be named once the whole site, or the day, is known.

    A figure may be held against another where it has a name, or ``is_stated_again``: in a
    translation, or under the same id.
    """
    spans = {}
    if claim.recheck is not None:
        spans["recheck"] = reading.span(*path, "recheck")
    if claim.figure is not None and (claim.figure.fact or is_stated_again):
        spans["figure"] = reading.span(*path, "figure", "value")
    return spans


def cited(
    sidecar: Sidecar,
    claims: Sequence[CompiledClaim],
    events: Sequence[CompiledEvent],
    shared: Mapping[str, Source],
) -> dict[str, Source]:
    """The sources of an article in the order in which a reader meets them."""
    known: dict[str, Source] = {**shared, **sidecar.sources}
    met: dict[str, Source] = {}
    for compiled in claims:
        known |= _in_place(compiled.uses, compiled.claim.sources)
        met |= {key: known[key] for key in compiled.source_ids if key in known and key not in met}
    for event in events:
        known |= _in_place(event.uses, event.event.sources)
        met |= {
            use.id: known[use.id] for use in event.uses if use.id in known and use.id not in met
        }
    return met | {key: source for key, source in sidecar.sources.items() if key not in met}


def _in_place(uses: Sequence[CompiledUse], written: Sequence[SourceUse]) -> dict[str, InPlace]:
    """The sources that are written where they are used, by the ids made up for them."""
    return {
        use.id: source
        for use, source in zip(uses, written, strict=True)
        if isinstance(source, InPlace)
    }


def _html(
    text: str, reading: Reading[Sidecar], path: Path, lang: str, around: Surroundings
) -> tuple[str, Problems]:
    tokens, faults = passage(text, lang, around)
    if not faults:
        return markup.write(tokens), ()
    document = reading.document
    within = document.text_offset(*reading.place(*path))
    return markup.write(tokens), placed(faults, document.source, *within)


def _line(text: str) -> str:
    """The text on one line; no-break spaces stay what they are."""
    return _SPACES.sub(" ", text)


def _before(text: str, start: int) -> str:
    """What stands before a passage in its paragraph, cut at a word."""
    paragraph = text[max(0, start - CONTEXT) : start].rpartition("\n")
    cut = not paragraph[1] and start > CONTEXT
    return "…" + paragraph[2].partition(" ")[2] if cut else paragraph[2]


def _after(text: str, end: int) -> str:
    """What stands after a passage in its paragraph, cut at a word."""
    paragraph = text[end : end + CONTEXT].partition("\n")
    cut = not paragraph[1] and end + CONTEXT < len(text)
    return paragraph[0].rpartition(" ")[0] + "…" if cut else paragraph[0]


def _uses(uses: Sequence[SourceUse], owner: str) -> tuple[CompiledUse, ...]:
    return tuple(
        CompiledUse(
            use_id(use, owner, row),
            use.excerpt,
            None if isinstance(use, InPlace) else use.locator,
            use.stance,
        )
        for row, use in enumerate(uses, start=1)
    )
