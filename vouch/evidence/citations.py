"""The excerpts of an article that can be looked up: those of sources with a capture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vouch.document import Path
from vouch.evidence.captures import Capture, Citation
from vouch.model.claims import InPlace, SharedSources, Sidecar, Source, SourceUse
from vouch.model.reading import Reading


def captures(reading: Reading[Sidecar] | Reading[SharedSources]) -> dict[str, Capture]:
    """The captures of the sources under `sources`, by the ids of these."""
    sources = reading.value.sources if reading.value else {}
    made = {id: capture_of(source, reading, ("sources", id)) for id, source in sources.items()}
    return {id: capture for id, capture in made.items() if capture}


def capture_of(
    source: Source, reading: Reading[Sidecar] | Reading[SharedSources], path: Path
) -> Capture | None:
    """The capture of the source at ``path``; None where it has none."""
    if source.capture is None:
        return None
    return Capture(
        source.capture,
        source.capture_sha256 or "",
        tuple(address for address in (source.url, source.archive) if address),
        reading.span(*path, "capture"),
        reading.span(*path, "capture_sha256"),
    )


def use_id(use: SourceUse, owner: str, row: int) -> str:
    """The id of the source that is used; one in place gets an id that no author can write."""
    return f"{owner}--{row}" if isinstance(use, InPlace) else use.id


def citations(
    reading: Reading[Sidecar], shared: Mapping[str, Capture]
) -> tuple[tuple[Capture, ...], tuple[Citation, ...]]:
    """Every capture that a sidecar names, and every excerpt to be looked up in one of them."""
    known = {**shared, **(own := captures(reading))}
    named = list(own.values())
    found: list[Citation] = []
    for path, owner, uses in _owners(reading.value or Sidecar()):
        for row, use in enumerate(uses):
            place = (*path, "sources", row)
            capture = (
                capture_of(use, reading, place) if isinstance(use, InPlace) else known.get(use.id)
            )
            if capture is None:
                continue
            named += [capture] if isinstance(use, InPlace) else []
            if use.excerpt and any(map(str.isalnum, use.excerpt)):
                span = reading.span(*place, "excerpt")
                found.append(Citation(use_id(use, owner, row + 1), use.excerpt, capture, span))
    return tuple(named), tuple(found)


def _owners(sidecar: Sidecar) -> Iterator[tuple[Path, str, tuple[SourceUse, ...]]]:
    for index, claim in enumerate(sidecar.claims):
        yield ("claims", index), claim.id, claim.sources
    for index, event in enumerate(sidecar.timeline):
        yield ("timeline", index), f"event--{index + 1}", event.sources
