"""The site's settings and shared sources, read before any article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vouch.diagnostics import Diagnostic, SourceText
from vouch.model.claims import SharedSources, Source
from vouch.model.fields import Vocabulary
from vouch.model.reading import Reading, read
from vouch.model.site import DEFAULT_SCALE, Site
from vouch.yamldoc import Document, parse
from vouch.yamldoc import Mapping as YamlMapping

STAND_IN = Site(title="–", url="https://site.example/")
"""What articles are checked against where content/site.yaml itself cannot be used."""


@dataclass(frozen=True)
class Settings:
    """What holds for the whole site. ``reading`` is None where there is no usable file."""

    site: Site
    reading: Reading[Site] | None
    words: Vocabulary
    shared: Mapping[str, Source]
    shared_ids: frozenset[str]


def read_settings(
    site: SourceText | None, shared: SourceText | None
) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """Read content/site.yaml and content/sources.yaml."""
    problems: tuple[Diagnostic, ...] = ()
    reading: Reading[Site] | None = None
    words = Vocabulary(tuple(DEFAULT_SCALE), {})
    if site is not None:
        document, problems = parse(site)
        if document is not None:
            words = Vocabulary(_keys(document, "verdicts") or words.verdicts, _units(document))
            reading = read(Site, document, words)
            problems += reading.diagnostics
    value = reading.value if reading else None
    sources, ids, source_problems = _shared(shared, words)
    settings = Settings(value or STAND_IN, reading, words, sources, ids)
    return settings, problems + source_problems


def _keys(document: Document, key: str) -> tuple[str, ...]:
    held = document.root.get(key)
    return tuple(k.text for k, _ in held.entries) if isinstance(held, YamlMapping) else ()


def _units(document: Document) -> Mapping[str, None]:
    return dict.fromkeys(_keys(document, "units"))


def _shared(
    source: SourceText | None, words: Vocabulary
) -> tuple[Mapping[str, Source], frozenset[str], tuple[Diagnostic, ...]]:
    """The shared sources; they stand under a key `sources`, or at the top of the file."""
    if source is None:
        return {}, frozenset(), ()
    document, problems = parse(source)
    if document is None:
        return {}, frozenset(), problems
    if not isinstance(document.root.get("sources"), YamlMapping) or len(document.root.entries) > 1:
        document = document.under("sources")
    reading = read(SharedSources, document, words)
    ids = frozenset(_keys(document, "sources"))
    return (reading.value.sources if reading.value else {}), ids, problems + reading.diagnostics
