"""The sidecar of an article: claims, sources, timeline, charts, waivers (contract, part 2)."""

from enum import StrEnum
from typing import Annotated, Self

from vouch import spelling, units
from vouch.model.base import BeforeValidator, Discriminator, Field, Record, Tag, fault
from vouch.model.base import model_validator as validator
from vouch.model.claimant import Claimant
from vouch.model.corrections import Correction, Withdrawal
from vouch.model.fields import (
    Address,
    BegunDate,
    ContentPath,
    Id,
    Line,
    Number,
    PartialDate,
    Prose,
    Reference,
    Sha256,
    VerdictKey,
    one_of,
)
from vouch.model.measures import StatedQuantity, StatedTolerance, Unit
from vouch.model.shapes import LISTED, NAMED, each, operand, under, use_by_id
from vouch.model.waivers import Waiver
from vouch.quantity import Modality

PLAIN = units.parse_unit("")
"""The unit of a pure number."""


class EventStatus(StrEnum):
    """Where a milestone stands."""

    DONE = "done"
    ANNOUNCED = "announced"
    DUE = "due"
    MISSED = "missed"
    CANCELLED = "cancelled"


class Selector(Record):
    """A passage of the article (Web Annotation Data Model, TextQuoteSelector)."""

    quote: Annotated[Prose, Field(description="The passage as it stands in the article, once.")]
    prefix: Annotated[Prose, Field(description="The text right before the quote.")] = ""
    suffix: Annotated[Prose, Field(description="The text right after the quote.")] = ""


class Figure(Record):
    """The number of a claim, typed."""

    value: Annotated[Number, Field(description="A decimal with a point, as in 9.10.")]
    unit: Annotated[
        Unit, Field(description="A unit or a currency code, with a scale word before.")
    ] = PLAIN
    modality: Annotated[
        Modality,
        one_of("unknown-modality", *Modality),
        Field(description="How firm the figure is."),
    ] = Modality.EXACT
    label: Annotated[Line | None, Field(description="What the number counts.")] = None
    as_of: Annotated[PartialDate | None, Field(description="The day the figure is of.")] = None
    fact: Annotated[Line | None, Field(description="The key of the fact across the site.")] = None
    callout: Annotated[
        str | None,
        one_of("unknown-callout", "lead", "inline"),
        Field(description="lead: key-figure strip; inline: beside its paragraph."),
    ] = None


class Operand(Record):
    """One name of a calculation: the figure of a claim, or a value with its source.

    A bare number is a value, a bare id the figure of that claim.
    """

    figure: Annotated[
        Reference | None, Field(description="The id of the claim whose figure it is.")
    ] = None
    value: Annotated[Number | None, Field(description="A decimal, where no claim holds it.")] = None
    unit: Annotated[Unit, Field(description="The unit of `value`.")] = PLAIN
    source: Annotated[Reference | None, Field(description="The source of `value`.")] = None

    @validator(mode="after")
    def _one_origin(self) -> Self:
        if (self.figure is None) == (self.value is None):
            fault(
                "wrong-type",
                "a name of a calculation has either a `figure` or a `value`",
                "write {figure: id-of-a-claim}, or {value: 6, unit: GW, source: id-of-a-source}",
            )
        return self


class Check(Record):
    """Arithmetic that the build carries out."""

    expression: Annotated[Line, Field(description="Names, numbers, + - * / and parentheses.")]
    where: Annotated[
        dict[str, Annotated[Operand, BeforeValidator(operand)]],
        Field(description="What each name stands for."),
    ] = {}
    gives: Annotated[StatedQuantity, Field(description="The result as the article states it.")]
    within: Annotated[
        StatedTolerance | None,
        Field(description="0.5 % (absolute, in the unit of `gives`) or 5 % relative."),
    ] = None
    label: Annotated[Line | None, Field(description="What the calculation shows.")] = None


class Source(Record):
    """A document that supports or contradicts."""

    title: Annotated[Line, Field(description="The title of the document.")]
    publisher: Annotated[Line | None, Field(description="Who published it.")] = None
    url: Annotated[Address | None, Field(description="Its address.")] = None
    locator: Annotated[Line | None, Field(description="Where it is, or where in it.")] = None
    published: Annotated[PartialDate | None, Field(description="When it came out.")] = None
    accessed: Annotated[PartialDate | None, Field(description="When it was read.")] = None
    kind: Annotated[
        str | None,
        one_of("unknown-kind", "primary", "secondary"),
        Field(description="primary or secondary."),
    ] = None
    origin: Annotated[Id | None, Field(description="What it reprints; reprints count once.")] = None
    seen: Annotated[
        str | None,
        one_of("unknown-seen", "page", "mirror", "quoted", "unseen"),
        Field(description="How the checker saw it; shown to the reader."),
    ] = None
    archive: Annotated[Address | None, Field(description="A public archived copy.")] = None
    capture: Annotated[
        ContentPath | None, Field(description="A local capture, under content/.")
    ] = None
    capture_sha256: Annotated[Sha256 | None, Field(description="The capture's SHA-256.")] = None
    captured: Annotated[PartialDate | None, Field(description="When it was captured.")] = None

    @validator(mode="after")
    def _has_place(self) -> Self:
        if self.url is None and self.locator is None:
            fault(
                "missing-key",
                "the key `url` is missing here",
                "give its address; where it has none, say under `locator` where it is found",
            )
        return self


class Use(Record):
    """What a claim takes from a shared source."""

    id: Annotated[Reference, Field(description="The id of the source.")]
    excerpt: Annotated[Prose | None, Field(description="The words it rests on, verbatim.")] = None
    locator: Annotated[Line | None, Field(description="Where in the source.")] = None
    stance: Annotated[
        str,
        one_of("unknown-stance", "supports", "contradicts", "context"),
        Field(description="What it does to the claim."),
    ] = "supports"


class InPlace(Source):
    """A source that is used once and written where it is used."""

    excerpt: Annotated[Prose | None, Field(description="The words it rests on, verbatim.")] = None
    stance: Annotated[
        str,
        one_of("unknown-stance", "supports", "contradicts", "context"),
        Field(description="What it does to the claim."),
    ] = "supports"


_KEYS_OF_USE = frozenset(Use.model_fields)


def _use_or_source(value: object) -> str:
    """Which of the two is meant, also where a key of it is mistyped."""
    if isinstance(value, Record):
        return "in_place" if isinstance(value, InPlace) else "use"
    if not isinstance(value, dict) or value.keys() <= _KEYS_OF_USE:
        return "use"
    left = {"id", *InPlace.model_fields} - value.keys()
    meant = (spelling.nearest(key, left) for key in value if key not in InPlace.model_fields)
    has_id = "id" in value or "id" in meant
    return "use" if has_id and "title" not in value else "in_place"


SourceUse = Annotated[
    Annotated[Use, Tag("use")] | Annotated[InPlace, Tag("in_place")],
    Discriminator(_use_or_source),
    BeforeValidator(use_by_id),
]


class Claim(Selector):
    """One checked claim and all that vouches for it."""

    id: Annotated[Id, Field(description="Its public address; unique in the article.")]
    also: Annotated[
        tuple[Selector, ...],
        BeforeValidator(each(under("quote"))),
        Field(description="Further passages that say the same."),
    ] = ()
    claimant: Annotated[
        Claimant | None,
        NAMED,
        Field(description="Who says it; absent: the publisher itself."),
    ] = None
    said: Annotated[PartialDate | None, Field(description="When they said it.")] = None
    appearance: Annotated[Address | None, Field(description="Where they said it.")] = None
    verdict: Annotated[VerdictKey, Field(description="A key of the verdict scale.")]
    summary: Annotated[Line | None, Field(description="One plain line, shown first.")] = None
    explanation: Annotated[Prose, Field(description="The reasoning, in Markdown.")] = ""
    figure: Annotated[Figure | None, Field(description="The number of the claim.")] = None
    check: Annotated[
        tuple[Check, ...],
        LISTED,
        Field(description="One or several calculations."),
    ] = ()
    sources: Annotated[
        tuple[SourceUse, ...], LISTED, Field(description="Ids of sources, or what each says.")
    ] = ()
    checked: Annotated[PartialDate | None, Field(description="The day of the check.")] = None
    checked_by: Annotated[Line | None, Field(description="Who checked it.")] = None
    recheck: Annotated[BegunDate | None, Field(description="Due for another check from.")] = None
    corrections: Annotated[
        tuple[Correction, ...], LISTED, Field(description="Changes, dated.")
    ] = ()


class Event(Record):
    """A milestone of the story."""

    date: Annotated[PartialDate, Field(description="A day, 2026-10, 2026-Q4, 2026-H2, 2026 …")]
    title: Annotated[Line, Field(description="What happens.")]
    text: Annotated[Prose, Field(description="More about it, in Markdown.")] = ""
    status: Annotated[
        EventStatus,
        one_of("unknown-status", *EventStatus),
        Field(description="Where it stands."),
    ] = EventStatus.ANNOUNCED
    claims: Annotated[
        tuple[Reference, ...], LISTED, Field(description="Ids of claims that rest on it.")
    ] = ()
    sources: Annotated[tuple[SourceUse, ...], LISTED, Field(description="Ids of sources.")] = ()


class Chart(Record):
    """A drawing of checked figures."""

    kind: Annotated[
        str, one_of("unknown-chart", "bar", "share"), Field(description="bar or share.")
    ] = "bar"
    title: Annotated[Line | None, Field(description="What it shows.")] = None
    figures: Annotated[
        tuple[Reference, ...], LISTED, Field(description="Ids of claims with a figure.")
    ]


class Sidecar(Record):
    """`content/<slug>.claims.yaml`."""

    claims: Annotated[tuple[Claim, ...], Field(description="The checked claims.")] = ()
    sources: Annotated[dict[Id, Source], Field(description="The documents, by id.")] = {}
    timeline: Annotated[tuple[Event, ...], Field(description="Milestones.")] = ()
    charts: Annotated[tuple[Chart, ...], Field(description="Drawings of checked figures.")] = ()
    waivers: Annotated[
        tuple[Waiver, ...],
        BeforeValidator(each(under("text"))),
        Field(description="Figures left unchecked."),
    ] = ()
    withdrawn: Annotated[
        tuple[Withdrawal, ...],
        LISTED,
        Field(description="Claims that were published and are gone."),
    ] = ()


class SharedSources(Record):
    """`content/sources.yaml`: sources that several articles use."""

    sources: Annotated[dict[Id, Source], Field(description="The documents, by id.")] = {}
