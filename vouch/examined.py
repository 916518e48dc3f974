"""Articles and the captures of their sources: what looking the excerpts up gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from vouch.checks.evidence import Evidence
from vouch.compiled import Compilation, Compiled
from vouch.evidence.captures import Capture, Examined
from vouch.rulings import SITE


def examined(
    site: Path, compiled: Sequence[Compilation], shared: Mapping[str, Capture]
) -> tuple[tuple[Compiled, ...], Mapping[str, Evidence]]:
    """The articles with the states of their excerpts, and the evidence of each by its name.

    Opens nothing where there are no captures.
    """
    made = {one.name: one.article for one in compiled if one.article is not None}
    captures = [*shared.values(), *(c for article in made.values() for c in article.captures)]
    cites = [citation for article in made.values() for citation in article.citations]
    result = Examined({}, {}, {})
    if captures:
        from vouch.evidence.examining import examine

        result = examine(site, captures, cites)
    done = tuple(
        replace(
            article,
            states={
                (c.source, c.excerpt): result.states[c.capture, c.excerpt]
                for c in article.citations
            },
        )
        for article in made.values()
    )
    evidence = {
        name: Evidence(article.captures, article.citations, result, _without(article))
        for name, article in made.items()
    }
    return done, {**evidence, SITE: Evidence(tuple(shared.values()), (), result)}


def _without(article: Compiled) -> int:
    """How many excerpts are of sources that have no capture."""
    every = sum(bool(use.excerpt) for uses in article.uses for use in uses)
    return every - len(article.citations)
