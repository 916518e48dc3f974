"""The site's settings and shared sources, read before any article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from vouch import verdicts
from vouch.backing import NOTHING_ASKED, Policy
from vouch.diagnostics import SourceText
from vouch.document import Document, Scalar, Sequence
from vouch.document import Mapping as YamlMapping
from vouch.evidence.captures import Capture
from vouch.evidence.citations import captures
from vouch.frozen import frozen
from vouch.model.claims import SharedSources, Source
from vouch.model.fields import Vocabulary
from vouch.model.reading import Reading, read
from vouch.model.sections import DEFAULT_SOURCING, Sourcing
from vouch.model.site import DEFAULT_SCALE, Site, Verdict
from vouch.outcomes import Problems
from vouch.yamldoc import parse


class _AnyStep(dict[str, Verdict]):
    """A scale of which some steps could not be read: they are words all the same."""

    def __missing__(self, key: str) -> Verdict:
        return Verdict()


@frozen
class Settings:
    """What holds for the whole site.

    ``reading`` is None where site.yaml cannot be read at all; ``site`` is then made up, so that
    articles are checked all the same. ``shared_ids`` are the ids in sources.yaml, those of
    sources with faults included; None where that file cannot be read. ``policy`` asks for nothing
    where what site.yaml asks for cannot be read.
    """

    site: Site
    reading: Reading[Site] | None
    words: Vocabulary
    shared: Mapping[str, Source] = field(default_factory=dict)
    shared_ids: frozenset[str] | None = frozenset()
    shared_captures: Mapping[str, Capture] = field(default_factory=dict)
    policy: Policy = NOTHING_ASKED
    shared_reading: Reading[SharedSources] | None = None


def read_settings(
    site: SourceText | None, shared: SourceText | None, *, unread: frozenset[str] = frozenset()
) -> tuple[Settings, Problems]:
    """Read content/site.yaml and content/sources.yaml.

    ``unread`` are the paths of files that exist and could not be read.
    """
    reading, words, problems = _site(site)
    sources, source_problems = _shared(shared, words)
    known_sources = sources.value.sources if sources and sources.value else {}
    ids = sources.document.keys(("sources",)) if sources else None if shared else frozenset()
    if "content/sources.yaml" in unread:
        ids = None
    value = reading.value if reading else None
    known = value or Site(title="–", url="https://site.example/")
    if problems or site is None:
        known = known.model_copy(update={"verdicts": _AnyStep(known.verdicts)})
    settings = Settings(
        known,
        reading,
        words,
        known_sources,
        ids,
        captures(sources) if sources else {},
        Policy(_needs(reading), _unclear(sources)),
        sources,
    )
    return settings, problems + source_problems


def _unclear(sources: Reading[SharedSources] | None) -> frozenset[str]:
    """The ids of shared sources that could not be read as they are written."""
    known = sources.value.sources if sources and sources.value else {}
    return frozenset(id for id in known if sources and sources.is_faulty("sources", id))


def _needs(reading: Reading[Site] | None) -> Mapping[str, Sourcing]:
    """What each verdict needs: what site.yaml says, or else the default for what needs a source."""
    if reading is None or reading.value is None or reading.is_faulty("sourcing"):
        return {}
    scale = reading.value.verdicts
    usual = {
        key: need
        for key, need in DEFAULT_SOURCING.items()
        if key in scale and verdicts.needs_source(key, scale[key])
    }
    return usual | reading.value.sourcing


def _site(source: SourceText | None) -> tuple[Reading[Site] | None, Vocabulary, Problems]:
    default = tuple(DEFAULT_SCALE)
    if source is None:
        return None, Vocabulary(default, complete=False), ()
    document, problems = parse(source)
    if document is None:
        return None, Vocabulary(default, complete=False), problems
    words = Vocabulary(_names(document, "verdicts") or default, _units(document))
    reading = read(Site, document, words)
    return reading, words, problems + reading.diagnostics


def _names(document: Document, key: str) -> tuple[str, ...]:
    """What stands under ``key``: its keys, or the items of its list."""
    held = document.root.get(key)
    if isinstance(held, Sequence):
        return tuple(item.text for item in held.items if isinstance(item, Scalar))
    return tuple(name.text for name, _ in held.entries) if isinstance(held, YamlMapping) else ()


def _units(document: Document) -> Mapping[str, None]:
    return dict.fromkeys(_names(document, "units"))


def _shared(
    source: SourceText | None, words: Vocabulary
) -> tuple[Reading[SharedSources] | None, Problems]:
    """The shared sources; they stand under a key `sources`, or at the top of the file."""
    if source is None:
        return None, ()
    document, problems = parse(source)
    if document is None:
        return None, problems
    if not _holds_sources(document):
        document = document.under("sources")
    reading = read(SharedSources, document, words)
    return reading, problems + reading.diagnostics


def _holds_sources(document: Document) -> bool:
    """Whether the file has one key, `sources`, and it is not itself a source of that name.

    A key under which keys hold keys again is `sources` mistyped: no source has such a value.
    """
    if document.keys(()) == {"sources"}:
        return not document.has("sources", "title")
    values = [value for _, value in document.root.entries]
    if len(values) != 1 or not isinstance(values[0], YamlMapping):
        return False
    inner = [value for _, value in values[0].entries]
    return bool(inner) and all(isinstance(value, YamlMapping) for value in inner)
