"""What a check looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from functools import cached_property

from vouch import spelling
from vouch.arithmetic import Refused, Worked
from vouch.backing import NOTHING_ASKED, Policy
from vouch.calculations import worked
from vouch.diagnostics import Diagnostic, Span
from vouch.document import Mapping as YamlMapping
from vouch.document import Node, Path, Scalar
from vouch.document import Sequence as YamlSequence
from vouch.frozen import frozen
from vouch.model.claims import PLAIN, Check, Figure, Operand, Sidecar, Source, SourceUse, Use
from vouch.model.reading import Reading
from vouch.model.sections import Thresholds
from vouch.outcomes import HELD, Finding, Left
from vouch.released import ReleasedArticle

_MOST_SUGGESTIONS = 50


@frozen
class Published:
    """What the release of ``day`` published of an article.

    ``entry_day`` is the day that an entry about a change gets now; ``labels`` are the words for
    each verdict in every language; ``authors`` those of the article as it stands.
    """

    day: date
    entry_day: date
    article: ReleasedArticle
    labels: Mapping[str, tuple[str, ...]]
    authors: frozenset[str]


@frozen
class Subject:
    """An article's sidecar and what it may refer to.

    ``shared`` are the ids in ``content/sources.yaml``, None where that file cannot be read;
    ``needs_source`` says of each verdict whether a claim needs a source for it; ``lang`` is the
    language of the article; ``shared_sources`` are those of the shared ones that can be used;
    ``published`` is None where the article was never released; ``policy`` is what verdicts have to
    rest on.
    """

    reading: Reading[Sidecar]
    shared: frozenset[str] | None
    needs_source: Mapping[str, bool]
    thresholds: Thresholds
    lang: str
    shared_sources: Mapping[str, Source] = field(default_factory=dict)
    published: Published | None = None
    policy: Policy = NOTHING_ASKED

    @property
    def sidecar(self) -> Sidecar:
        """The claims and what belongs to them, without what could not be read."""
        return self.reading.value or Sidecar()

    @cached_property
    def claim_ids(self) -> frozenset[str]:
        """Every id that a claim was written with, those of claims with faults included."""
        claims = self.reading.document.root.get("claims")
        items = claims.items if isinstance(claims, YamlSequence) else ()
        ids = (item.get("id") for item in items if isinstance(item, YamlMapping))
        written = frozenset(found.text for found in ids if isinstance(found, Scalar))
        return written | {claim.id for claim in self.sidecar.claims}

    @cached_property
    def source_ids(self) -> frozenset[str]:
        """Every id under `sources`, those of sources with faults included."""
        sources = self.reading.document.root.get("sources")
        return frozenset(sources.by_key if isinstance(sources, YamlMapping) else ())

    @cached_property
    def knows_sources(self) -> bool:
        """Whether it is known which sources there are, here and in content/sources.yaml."""
        written = self.reading.document.root.get("sources")
        is_none = written is None or (isinstance(written, Scalar) and written.is_null)
        return self.shared is not None and (is_none or isinstance(written, YamlMapping))

    @cached_property
    def words(self) -> frozenset[str]:
        """Every text that stands as a value: what a part that was set aside may have named."""
        return frozenset(_texts(self.reading.document.root))

    @cached_property
    def unknown_sources(self) -> Mapping[str, str | None]:
        """The ids of sources that are defined nowhere, each with the one that may be meant."""
        if self.shared is None or not self.knows_sources:
            return {}
        known = self.source_ids | self.shared
        return suggested((source for _, source in self.references), known)

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """The figures by the ids of their claims."""
        return {claim.id: claim.figure for claim in self.sidecar.claims if claim.figure}

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The places of the claims by their ids."""
        return {claim.id: row for row, claim in enumerate(self.sidecar.claims)}

    @cached_property
    def with_faulty_unit(self) -> frozenset[str]:
        """The ids of claims whose figure has a unit that could not be read."""
        claims = enumerate(self.sidecar.claims)
        plain = ((i, c.id) for i, c in claims if c.figure and c.figure.unit == PLAIN)
        return frozenset(
            id for i, id in plain if self.reading.document.text(self._unit_of(i)).strip()
        )

    def _unit_of(self, claim: int) -> Path:
        return self.reading.place("claims", claim, "figure", "unit")

    @cached_property
    def without_figure(self) -> frozenset[str]:
        """The ids of claims that are written without a figure."""
        claims = enumerate(self.sidecar.claims)
        bare = ((i, c) for i, c in claims if c.figure is None)
        return frozenset(c.id for i, c in bare if not self.reading.has("claims", i, "figure"))

    def is_faulty(self, *path: str | int) -> bool:
        """Whether something at ``path`` could not be read as it is written."""
        return self.reading.is_faulty(*path)

    def drawn(self, index: int) -> Iterator[tuple[Span, str, Figure]]:
        """The figures of a chart that claims hold: where each is named, its claim, itself."""
        for row, claim in enumerate(self.sidecar.charts[index].figures):
            figure = self.figures.get(claim)
            if figure is not None and claim not in self.with_faulty_unit:
                yield self.reading.span("charts", index, "figures", row), claim, figure

    def used(self) -> Iterator[tuple[Path, SourceUse]]:
        """Every use of a source, with its path in the sidecar's value."""
        for path, uses in self.uses_by_owner():
            for row, use in enumerate(uses):
                yield (*path, "sources", row), use

    def uses_by_owner(self) -> Iterator[tuple[Path, tuple[SourceUse, ...]]]:
        """What each claim, then each milestone rests on, with the path of that."""
        for index, claim in enumerate(self.sidecar.claims):
            yield ("claims", index), claim.sources
        for index, event in enumerate(self.sidecar.timeline):
            yield ("timeline", index), event.sources

    @cached_property
    def references(self) -> Sequence[tuple[Path, str]]:
        """Every reference to a source by its id, in uses and in calculations."""
        used = [(path, use.id) for path, use in self.used() if isinstance(use, Use)]
        operands = [(path, operand.source) for path, operand in self.operands()]
        return used + [
            ((*path, "source"), source) for path, source in operands if source is not None
        ]

    def reference_span(self, path: Path) -> Span:
        """Where the id of a reference is written: alone, or beside what the source says."""
        return self.reading.span(*path, *(() if path[-1] == "source" else ("id",)))

    def calculations(self) -> Iterator[tuple[Path, Check]]:
        """Every calculation with its path, be it written alone or in a list."""
        for index, claim in enumerate(self.sidecar.claims):
            for row, calculation in enumerate(claim.check):
                yield ("claims", index, "check", row), calculation

    @cached_property
    def worked(self) -> Sequence[tuple[Path, Check, Worked | Refused | None]]:
        """Every calculation carried out; None where it cannot be read or a figure is missing."""
        return [(p, written, worked(written, self.figures)) for p, written in self.calculations()]

    def refused(self, code: str) -> Mapping[Path, tuple[Diagnostic, ...]]:
        """The calculations that cannot be carried out for one reason, each at its place."""
        return {
            path: (Diagnostic(code, done.message, self._within(path, written, done), done.help),)
            for path, written, done in self.worked
            if isinstance(done, Refused) and done.code == code
        }

    def carried_out(self, code: str) -> Iterator[Finding]:
        """For each calculation whether this one reason keeps it from being carried out."""
        refused = self.refused(code)
        for path, _, done in self.worked:
            held = HELD if isinstance(done, Worked) else Left.UNCHECKABLE
            yield refused.get(path, held)

    def _within(self, path: Path, calculation: Check, done: Refused) -> Span:
        return self.within(path, calculation, done.start, done.end)

    def within(self, path: Path, calculation: Check, start: int, end: int) -> Span:
        """A part of a calculation's expression, as it is written in the file."""
        span = self.reading.span(*path, "expression")
        at = span.text.find(calculation.expression, span.column - 1)
        if at < 0:  # written over several lines, or with escapes
            return span
        return replace(span, column=at + start + 1, width=max(1, end - start))

    def operands(self) -> Iterator[tuple[Path, Operand]]:
        """Every name of a calculation and what it stands for."""
        for path, calculation in self.calculations():
            for name, operand in calculation.where.items():
                yield (*path, "where", name), operand


def suggested(written: Iterable[str], known: frozenset[str]) -> Mapping[str, str | None]:
    """The words that are not ``known``, each with the nearest that is.

    Only the first few are looked up: with more, the file has another fault than spelling.
    """
    unknown = [word for word in dict.fromkeys(written) if word not in known]
    looked_up = {word: spelling.nearest(word, known) for word in unknown[:_MOST_SUGGESTIONS]}
    return dict.fromkeys(unknown) | looked_up


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, YamlSequence):
        for item in node.items:
            yield from _texts(item)
    else:
        for _, value in node.entries:
            yield from _texts(value)
