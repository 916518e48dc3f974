"""From a compiled article to what its evidence packet shows besides its other pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from vouch.compiled import Compiled
from vouch.evidence import files
from vouch.model.waivers import Waiver
from vouch.outcomes import Outcomes
from vouch.packet import CaptureView, CountView, FileView, Papers, WaiverView
from vouch.texts import TextFile


def papers(site: Path, compiled: Compiled, outcomes: Outcomes, texts: Iterable[TextFile]) -> Papers:
    """The papers of an article that was read from ``texts``; its captures lie under ``site``."""
    return Papers(
        files=tuple(FileView(text.path, text.known.digest) for text in texts),
        captures=_captures(site, compiled),
        waivers=tuple(map(_waiver, compiled.sidecar.waivers)),
        counts=tuple(
            CountView(code, found.checked, len(found.failed), found.skipped, found.uncheckable)
            for code, found in sorted(outcomes.items())
        ),
    )


def _captures(site: Path, compiled: Compiled) -> Mapping[str, CaptureView]:
    named = {id: source for id, source in compiled.sources.items() if source.capture}
    found = {path: files.opened(site, path) for path in {s.capture or "" for s in named.values()}}
    return {
        id: CaptureView(
            source.capture or "",
            held.sha256 if isinstance(held := found[source.capture or ""], files.Held) else "",
            source.capture_sha256 or "",
        )
        for id, source in named.items()
    }


def _waiver(waiver: Waiver) -> WaiverView:
    return WaiverView(waiver.text or waiver.check or "", waiver.claim or "", waiver.why or "")
