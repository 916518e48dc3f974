"""The sidecar of an article: claims, sources, timeline, charts, waivers (contract, section 2)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from vouch import units
from vouch.model.base import BeforeValidator, Discriminator, Field, Record, Tag, fault
from vouch.model.base import model_validator as validator
from vouch.model.fields import (
    Address,
    BegunDate,
    Id,
    Line,
    Number,
    PartialDate,
    Prose,
    StatedQuantity,
    StatedTolerance,
    Unit,
    VerdictKey,
    as_list,
    one_of,
)
from vouch.quantity import Modality

PLAIN = units.parse_unit("")
"""The unit of a pure number."""


def _named(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


class EventStatus(StrEnum):
    """Where a milestone stands."""

    DONE = "done"
    ANNOUNCED = "announced"
    DUE = "due"
    MISSED = "missed"
    CANCELLED = "cancelled"


class Claimant(Record):
    """Who says it."""

    name: Annotated[Line, Field(description="The name of who makes the claim.")]
    url: Annotated[Address | None, Field(description="A page about them.")] = None
    kind: Annotated[Line | None, Field(description="person, organization, account …")] = None


class Selector(Record):
    """A passage of the article (Web Annotation Data Model, TextQuoteSelector)."""

    quote: Annotated[Prose, Field(description="The passage as it stands in the article, once.")]
    prefix: Annotated[Prose, Field(description="The text right before the quote.")] = ""
    suffix: Annotated[Prose, Field(description="The text right after the quote.")] = ""


class Figure(Record):
    """The number of a claim, typed."""

    value: Annotated[Number, Field(description="A decimal with a point, as in 9.10.")]
    unit: Annotated[Unit, Field(description="A unit, a currency code, with a scale word before.")]
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

    @validator(mode="before")
    @classmethod
    def _pure_number(cls, value: Any) -> Any:
        return {"unit": "", **value} if isinstance(value, dict) else value


class Operand(Record):
    """One name of a calculation: the figure of a claim, or a value with its source."""

    figure: Annotated[Id | None, Field(description="The id of the claim whose figure it is.")] = (
        None
    )
    value: Annotated[Number | None, Field(description="A decimal, where no claim holds it.")] = None
    unit: Annotated[Unit, Field(description="The unit of `value`.")] = PLAIN
    source: Annotated[Id | None, Field(description="The source of `value`.")] = None

    @validator(mode="after")
    def _one_origin(self) -> Operand:
        if (self.figure is None) == (self.value is None):
            fault("wrong-type", "a name of a calculation has either a `figure` or a `value`")
        return self


class Check(Record):
    """Arithmetic that the build carries out."""

    expression: Annotated[Line, Field(description="Names, numbers, + - * / and parentheses.")]
    where: Annotated[dict[str, Operand], Field(description="What each name stands for.")] = {}
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
    capture: Annotated[Line | None, Field(description="A local capture, under content/.")] = None

    @validator(mode="after")
    def _has_place(self) -> Source:
        if self.url is None and self.locator is None:
            fault("missing-key", "a source needs a `url`, or a `locator` where it has no address")
        return self


class Use(Record):
    """What a claim takes from a shared source."""

    id: Annotated[Id, Field(description="The id of the source.")]
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


def _use_or_source(value: object) -> str:
    if isinstance(value, Record):
        return "use" if isinstance(value, Use) else "in_place"
    return "in_place" if isinstance(value, dict) and "title" in value else "use"


def _use_by_id(value: object) -> object:
    return {"id": value} if isinstance(value, str) else value


SourceUse = Annotated[
    Annotated[Use, Tag("use")] | Annotated[InPlace, Tag("in_place")],
    Discriminator(_use_or_source),
    BeforeValidator(_use_by_id),
]


class Correction(Record):
    """A change after publication, and why."""

    date: Annotated[BegunDate, Field(description="The day of the change.")]
    kind: Annotated[
        str,
        one_of("unknown-correction", "typo", "update", "correction"),
        Field(description="typo, update or correction."),
    ] = "correction"
    was: Annotated[Line | None, Field(description="What stood before.")] = None
    now: Annotated[Line | None, Field(description="What stands now.")] = None
    why: Annotated[Line | None, Field(description="The reason.")] = None


class Claim(Selector):
    """One checked claim and all that vouches for it."""

    id: Annotated[Id, Field(description="Its public address; unique in the article.")]
    also: Annotated[
        tuple[Selector, ...], Field(description="Further passages that say the same.")
    ] = ()
    claimant: Annotated[
        Claimant | None,
        BeforeValidator(_named),
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
        BeforeValidator(as_list),
        Field(description="One or several calculations."),
    ] = ()
    sources: Annotated[
        tuple[SourceUse, ...], Field(description="Ids of sources, or what each says.")
    ] = ()
    checked: Annotated[PartialDate | None, Field(description="The day of the check.")] = None
    checked_by: Annotated[Line | None, Field(description="Who checked it.")] = None
    recheck: Annotated[BegunDate | None, Field(description="Due for another check from.")] = None
    corrections: Annotated[tuple[Correction, ...], Field(description="Changes, dated.")] = ()


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
    claims: Annotated[tuple[Id, ...], Field(description="Ids of claims that rest on it.")] = ()
    sources: Annotated[tuple[SourceUse, ...], Field(description="Ids of sources.")] = ()


class Chart(Record):
    """A drawing of checked figures."""

    kind: Annotated[str, one_of("unknown-chart", "bar", "share"), Field(description="bar, share")]
    title: Annotated[Line, Field(description="What it shows.")]
    figures: Annotated[tuple[Id, ...], Field(description="Ids of claims with a figure.")]


class Waiver(Record):
    """A figure in the text that needs no check, and why."""

    text: Annotated[Line, Field(description="The words as they stand in the article.")]
    why: Annotated[Line, Field(description="The reason.")]


class Sidecar(Record):
    """`content/<slug>.claims.yaml`."""

    claims: Annotated[tuple[Claim, ...], Field(description="The checked claims.")] = ()
    sources: Annotated[dict[Id, Source], Field(description="The documents, by id.")] = {}
    timeline: Annotated[tuple[Event, ...], Field(description="Milestones.")] = ()
    charts: Annotated[tuple[Chart, ...], Field(description="Drawings of checked figures.")] = ()
    waivers: Annotated[tuple[Waiver, ...], Field(description="Figures left unchecked.")] = ()


class SharedSources(Record):
    """`content/sources.yaml`: sources that several articles use."""

    sources: Annotated[dict[Id, Source], Field(description="The documents, by id.")] = {}
