"""Sources as a reader meets them: numbered, with what they say and what rests on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlsplit

from vouch import views
from vouch.compiled import CompiledUse
from vouch.evidence.captures import State
from vouch.model.claims import Source

Line = Callable[[str | None], str]
"""Sets a line of the author's in the typography of its language; empty for None."""


def source_views(sources: Mapping[str, Source], line: Line) -> dict[str, views.SourceView]:
    """The documents by id, numbered from 1 in their order."""
    origins = Counter(source.origin for source in sources.values() if source.origin)
    return {
        key: views.SourceView(
            id=key,
            number=number,
            title=source.title,
            publisher=source.publisher or "",
            url=source.url or "",
            host=(urlsplit(source.url).hostname or "").removeprefix("www.") if source.url else "",
            locator=line(source.locator),
            archive=source.archive or "",
            has_capture=source.capture is not None,
            captured=source.captured if source.capture else None,
            kind=source.kind or "",
            seen=source.seen or "",
            published=source.published,
            accessed=source.accessed,
            origin=source.origin or "",
            origin_count=origins[source.origin] if source.origin else 1,
        )
        for number, (key, source) in enumerate(sources.items(), start=1)
    }


def use_views(
    uses: Sequence[CompiledUse],
    sources: Mapping[str, views.SourceView],
    article: str,
    line: Line,
    states: Mapping[tuple[str, str], State],
) -> tuple[views.UseView, ...]:
    """What a claim or a milestone takes from each source; ``article`` is its page's path.

    ``states`` are those of the excerpts that were looked up, by source and words.
    """
    return tuple(
        [
            views.UseView(
                source=sources[use.id],
                excerpt=" ".join((use.excerpt or "").split()),
                locator=line(use.locator),
                stance=use.stance,
                href=f"{article}#src-{use.id}",
                state=states.get((use.id, use.excerpt), State.NONE) if use.excerpt else "",
            )
            for use in uses
            if use.id in sources
        ]
    )


def by_source(claims: Sequence[views.ClaimView]) -> Mapping[str, Sequence[views.UseView]]:
    """What the claims take from each source, by its id."""
    found: dict[str, list[views.UseView]] = {}
    for use in (use for claim in claims for use in claim.uses):
        found.setdefault(use.source.id, []).append(use)
    return found


def source_note(
    source: views.SourceView,
    claims: Sequence[views.ClaimView],
    uses: Sequence[views.UseView],
    events: int,
) -> views.SourceNote:
    """A source with the ``claims`` that rest on it, what they take from it in their ``uses``.

    ``events`` says how many milestones rest on it.
    """
    said = {use.excerpt: use.locator for use in uses if use.excerpt}
    return views.SourceNote(
        source=source,
        claims=tuple(claims),
        excerpts=tuple(said.items()),
        events=events,
        states={use.excerpt: use.state for use in uses if use.state not in ("", State.NONE)},
    )


def excerpt_counts(claims: Sequence[views.ClaimView]) -> tuple[tuple[str, int], ...]:
    """How many excerpts of an article are in which state; nothing where none was looked up."""
    counts = Counter(use.state for claim in claims for use in claim.uses if use.excerpt)
    if not counts.keys() - {State.NONE}:
        return ()
    return tuple((state.value, counts[state]) for state in State if counts[state])
