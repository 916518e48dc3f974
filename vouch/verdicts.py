"""What follows from a verdict of the site's scale."""

from __future__ import annotations

from collections.abc import Mapping

from vouch.model.site import Verdict
from vouch.wording import wording

_FAILS = 2
"""The highest rating of what does not hold."""
_HOLDS = 4
"""The lowest rating of what holds."""
_OPEN = ("unverifiable", "pending")
_UNJUDGED = "pending"
_WAITING = "clock"
"""The sign of a verdict that is still to come."""


def label(key: str, verdict: Verdict, lang: str) -> str:
    """The word for a verdict: the site's own, the catalogue's, or the key in plain words."""
    own = own_label(verdict, lang)
    if own is not None:
        return own
    try:
        return wording(lang).text(f"verdict.{key}")
    except KeyError:
        return key.replace("-", " ")


def own_label(verdict: Verdict, lang: str) -> str | None:
    """The word that site.yaml gives for a verdict in a language (`fr` serves `fr-CA`)."""
    return verdict.labels.get(lang) or verdict.labels.get(lang.partition("-")[0])


def meaning(key: str, verdict: Verdict, lang: str) -> str:
    """One sentence on what a verdict means; empty where nobody has written it."""
    own = verdict.meanings.get(lang) or verdict.meanings.get(lang.partition("-")[0])
    if own is not None:
        return own
    try:
        return wording(lang).text(f"verdict.{key}.meaning")
    except KeyError:
        return ""


def disproved(scale: Mapping[str, Verdict]) -> frozenset[str]:
    """The verdicts on what does not hold: there a figure is not what the quote says."""
    return frozenset(k for k, v in scale.items() if v.rating is not None and v.rating <= _FAILS)


def upheld(scale: Mapping[str, Verdict]) -> frozenset[str]:
    """The verdicts under which a figure is what the passage says: it holds, or is still open."""
    return frozenset(k for k, v in scale.items() if v.rating is None or v.rating >= _HOLDS)


def is_judged(key: str, verdict: Verdict) -> bool:
    """Whether it is a verdict at all: `pending` is none, nor is a step with the sign `clock`."""
    return key != _UNJUDGED and verdict.sign != _WAITING


def needs_source(key: str, verdict: Verdict) -> bool:
    """Whether a claim needs a source for it (contract, section 3)."""
    return verdict.needs_source if verdict.needs_source is not None else key not in _OPEN
