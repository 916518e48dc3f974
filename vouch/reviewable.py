"""Which claims can be published as a ClaimReview (schema.org), and what bars the others.

A ClaimReview tells of a claim that somebody else made, and of the verdict on it. What stands in
its way is told to the author from here, and the format asks here, so that the two cannot part.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum
from functools import lru_cache

from vouch import addresses, anchor, verdicts
from vouch.model.claimant import Claimant
from vouch.model.claims import Claim
from vouch.model.site import Site


class Bar(StrEnum):
    """Why a claim is published as no ClaimReview.

    ``OWN``: the publisher itself makes it. ``OPEN``: it is not judged yet. The others are faults:
    nobody is named who makes it, it was made on this very site, it holds the word of its verdict.
    """

    OWN = "own"
    OPEN = "open"
    UNNAMED = "unnamed-claimant"
    HERE = "own-appearance"
    TOLD = "verdict-in-claim"


PUBLISHED = "published"
"""What :func:`standing` says of a claim that is published as a ClaimReview."""
FAULTY = "faulty"
"""What it says of one with a fault."""
_ADDRESS = re.compile("https?://", re.IGNORECASE)


def bars(claim: Claim, words: str, lang: str, site: Site) -> tuple[Bar, ...]:
    """What stands between a claim and a ClaimReview; nothing where it can be published.

    ``words`` are those of its passage, ``lang`` the language that they and the verdict are in.
    """
    if claim.claimant is None or _is_publisher(claim.claimant, site):
        return (Bar.OWN,)
    verdict = site.verdicts[claim.verdict]
    if not verdicts.is_judged(claim.verdict, verdict):
        return (Bar.OPEN,)
    found = []
    if not claim.claimant.name or _ADDRESS.match(claim.claimant.name):
        found.append(Bar.UNNAMED)
    if claim.appearance and _is_here(claim.appearance, site.url):
        found.append(Bar.HERE)
    if holds(words, verdicts.label(claim.verdict, verdict, lang)):
        found.append(Bar.TOLD)
    return tuple(found)


def standing(found: Collection[Bar]) -> str:
    """What becomes of a claim with these bars: `published`, `own`, `open` or `faulty`."""
    if not found:
        return PUBLISHED
    return next((bar.value for bar in (Bar.OWN, Bar.OPEN) if bar in found), FAULTY)


def holds(words: str, label: str) -> bool:
    """Whether the word for a verdict stands in a claim's words, as words and not within one."""
    text, sought = _folded(words), _folded(label).strip()
    if not sought or sought not in text:
        return False
    return re.search(rf"(?<!\w){re.escape(sought)}(?!\w)", text) is not None


@lru_cache(maxsize=256)  # the publisher and the words for verdicts are asked for with every claim
def _folded(text: str) -> str:
    return anchor.fold(text).text.casefold()


def _is_publisher(claimant: Claimant, site: Site) -> bool:
    """Whether it is the publisher who is named as the claimant."""
    if claimant.name and _folded(claimant.name) == _folded(site.publisher_name):
        return True
    own = site.publisher.url if site.publisher else None
    if not (own and claimant.url):
        return False
    return addresses.canonical(own) == addresses.canonical(claimant.url)


def _is_here(address: str, site: str) -> bool:
    """Whether an address is on the site's host or on one below it."""
    host, home = addresses.host(address), addresses.host(site)
    return host == home or host.endswith(f".{home}")
