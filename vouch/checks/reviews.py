"""What the checks look at that ask what keeps a claim from being published as a ClaimReview."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from vouch.compiled import CompiledClaim
from vouch.frozen import frozen
from vouch.model.claims import Sidecar
from vouch.model.reading import Reading
from vouch.model.site import Verdict
from vouch.outcomes import HELD, Finding, Left, Problems
from vouch.reviewable import Bar

LEFT_OUT = "so no ClaimReview of it is published"
"""What a fault comes to."""


@frozen
class Reviews:
    """The claims of an article as they stand in its text, and where they are written.

    ``lang`` is the language of the article, ``scale`` the verdicts of the site.
    """

    reading: Reading[Sidecar]
    claims: Sequence[CompiledClaim]
    lang: str
    scale: Mapping[str, Verdict]

    @cached_property
    def others(self) -> Sequence[tuple[int, CompiledClaim]]:
        """The claims of others that are judged, by their place in the sidecar."""
        ours = (Bar.OWN, Bar.OPEN)
        meant = {c.claim.id: c for c in self.claims if not any(bar in c.bars for bar in ours)}
        written = (self.reading.value or Sidecar()).claims if meant else ()
        return [(row, meant[one.id]) for row, one in enumerate(written) if one.id in meant]

    def findings(
        self, bar: Bar, told: Callable[[int, CompiledClaim], Problems], *, among: str = ""
    ) -> Iterator[Finding]:
        """For each of them whether ``bar`` stands in its way, and what is then ``told``.

        With ``among``, only those that have something written there are looked at.
        """
        for row, compiled in self.others:
            if among and not self.reading.has("claims", row, among):
                continue
            if self.reading.is_faulty("claims", row):
                yield Left.UNCHECKABLE
            elif bar in compiled.bars:
                yield told(row, compiled)
            else:
                yield HELD
