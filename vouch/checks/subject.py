"""What a check looks at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vouch.model.claims import Sidecar, Use
from vouch.model.reading import Reading
from vouch.model.site import Thresholds
from vouch.yamldoc import Mapping as YamlMapping
from vouch.yamldoc import Path, Scalar, Sequence


@dataclass(frozen=True)
class Subject:
    """An article's sidecar and what it may refer to.

    ``shared`` are the ids in ``content/sources.yaml``; ``needs_source`` says of each verdict
    whether a claim needs a source for it.
    """

    reading: Reading[Sidecar]
    shared: frozenset[str]
    needs_source: Mapping[str, bool]
    thresholds: Thresholds

    @property
    def sidecar(self) -> Sidecar:
        return self.reading.value or Sidecar()

    def claim_ids(self) -> tuple[str, ...]:
        """Every id that a claim was written with, those of claims with faults included."""
        claims = self.reading.document.root.get("claims")
        items = claims.items if isinstance(claims, Sequence) else ()
        ids = (item.get("id") for item in items if isinstance(item, YamlMapping))
        return tuple(id.text for id in ids if isinstance(id, Scalar))

    def source_ids(self) -> tuple[str, ...]:
        """Every id under `sources`, those of sources with faults included."""
        sources = self.reading.document.root.get("sources")
        entries = sources.entries if isinstance(sources, YamlMapping) else ()
        return tuple(key.text for key, _ in entries)

    def uses(self) -> Iterator[tuple[Path, Use]]:
        """Every reference to a source by its id, with its path in the sidecar's value."""
        for index, claim in enumerate(self.sidecar.claims):
            for row, use in enumerate(claim.sources):
                if isinstance(use, Use):
                    yield ("claims", index, "sources", row), use
        for index, event in enumerate(self.sidecar.timeline):
            for row, use in enumerate(event.sources):
                if isinstance(use, Use):
                    yield ("timeline", index, "sources", row), use

    def check_path(self, claim: int, row: int) -> Path:
        """The path of a claim's calculation, be it written alone or in a list."""
        node, _ = self.reading.document.node((*self.reading.place("claims", claim), "check"))
        alone = isinstance(node, YamlMapping)
        return ("claims", claim, "check") if alone else ("claims", claim, "check", row)
