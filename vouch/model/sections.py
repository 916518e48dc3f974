"""The sections of `content/site.yaml`, apart from the verdict scale."""

import re
import zoneinfo
from typing import Annotated, Self

from vouch import spelling
from vouch.catalogues import LANGUAGES
from vouch.diagnostics import Severity
from vouch.model.base import (
    BeforeValidator,
    Field,
    Json,
    PlainValidator,
    Record,
    WithJsonSchema,
    fault,
    form,
    shown,
)
from vouch.model.base import model_validator as validator
from vouch.model.fields import (
    SCALAR,
    Address,
    BegunDate,
    Flag,
    Id,
    Language,
    Line,
    VerdictKey,
    as_address,
    as_id,
    as_text,
    one_of,
)
from vouch.model.shapes import as_list, either, or_item, under, value_of, with_values
from vouch.nonamounts import Kind
from vouch.numerals import AMOUNTS


def _timezone(value: object) -> str:
    name = as_text(value).strip()
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        near = spelling.nearest(name, sorted(zoneinfo.available_timezones()))
        help = f"did you mean {near}?" if near else "write it as in Europe/Paris, or UTC"
        fault("bad-timezone", f"the time zone “{shown(name)}” is not known", help)
    return name


TimeZone = Annotated[
    str,
    PlainValidator(_timezone),
    WithJsonSchema({"type": SCALAR}),
    Field(description="A name of the IANA database, as in Europe/Paris."),
]


class Publisher(Record):
    """Who publishes; the site's title is the name where none is given."""

    name: Annotated[Line | None, Field(description="The name.")] = None
    url: Annotated[Address | None, Field(description="A page about them.")] = None


_NOTHING: Json = {"type": "null"}


def _count(value: object) -> int:
    text = str(value) if type(value) is int else as_text(value)
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        fault("bad-number", f"“{shown(text)}” is no whole number", "write digits alone, as in 5")
    return int(text)


Count = Annotated[
    int,
    PlainValidator(_count),
    WithJsonSchema({"type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]{1,4}$"}),
]


def _some(value: object) -> int:
    number = _count(value)
    if not number:
        fault("bad-number", "0 sources are no need", "write 1 or more, or delete the key")
    return number


SomeCount = Annotated[
    int,
    PlainValidator(_some),
    WithJsonSchema({"type": ["integer", "string"], "minimum": 1, "pattern": "^0*[1-9][0-9]*$"}),
]


def _page_name(value: object) -> str:
    """A standing page, by its name, its file or its address in the site; or a page elsewhere."""
    text = as_text(value).strip()
    if re.match("https?:", text, re.IGNORECASE):
        return as_address(text)
    return as_id(re.sub(r"^/?(?:content/)?(?:pages/)?|(?:\.md|/)$", "", text))


PageName = Annotated[str, PlainValidator(_page_name), WithJsonSchema({"type": SCALAR})]


class Policies(Record):
    """Which standing page holds which promise: a file in `content/pages/`, or an address."""

    method: Annotated[PageName | None, Field(description="How claims are checked.")] = None
    verdicts: Annotated[PageName | None, Field(description="What each verdict means.")] = None
    corrections: Annotated[PageName | None, Field(description="How errors are corrected.")] = None
    about: Annotated[PageName | None, Field(description="Who publishes, with what money.")] = None
    contact: Annotated[PageName | None, Field(description="How to reach the desk.")] = None


class Thresholds(Record):
    """Numbers that decide what is shown or reported."""

    key_figures: Annotated[Count, Field(description="Most callouts in the strip.")] = 5
    excerpt_words: Annotated[Count, Field(description="Longest excerpt without a warning.")] = 60


class Ruling(Record):
    """What the site makes of one check."""

    level: Annotated[
        str | None,
        one_of("unknown-level", *Severity),
        Field(description="error or warning; an error is lowered only with a `why`."),
    ] = None
    why: Annotated[Line | None, Field(description="The reason.")] = None
    require: Annotated[
        str | None,
        one_of("unknown-scope", "site", "article"),
        Field(description="Where it has to find something to check: in the site, in each article."),
    ] = None


RulingsByCheck = Annotated[
    dict[Line, Annotated[Ruling, BeforeValidator(under("level"))]],
    Field(description="Levels of checks, and which of them need a subject."),
]

ALL = "all"
"""Stands for quantities, money and shares: what a claim can be about."""


def _kinds(words: tuple[str, ...]) -> frozenset[Kind]:
    every = AMOUNTS if ALL in words else ()
    return frozenset((*every, *(Kind(word) for word in words if word != ALL)))


class Coverage(Record):
    """Which figures of a text have to be in a claim or waived."""

    report: Annotated[
        tuple[Annotated[str, one_of("unknown-class", ALL, *Kind)], ...],
        BeforeValidator(as_list),
        Field(description="Classes that are warned of; default: all."),
    ] = (ALL,)
    require: Annotated[
        tuple[Annotated[str, one_of("unknown-class", ALL, *Kind)], ...],
        BeforeValidator(as_list),
        Field(description="Classes for which that is an error, and a waiver needs its `why`."),
    ] = ()

    @property
    def reported(self) -> frozenset[Kind]:
        """The classes of which an author is warned."""
        return _kinds(self.report)

    @property
    def required(self) -> frozenset[Kind]:
        """The classes that stop publication."""
        return _kinds(self.require)


class Sourcing(Record):
    """What a claim of one verdict has to rest on: either number will do."""

    primary: Annotated[SomeCount | None, Field(description="So many primary sources.")] = None
    origins: Annotated[
        SomeCount | None, Field(description="So many sources, each of another origin.")
    ] = None


DEFAULT_SOURCING: dict[str, Sourcing] = dict.fromkeys(
    ("accurate", "inaccurate"), Sourcing(primary=1, origins=2)
)
"""What the plain verdicts need where site.yaml says nothing else."""


def _needs_schema(schema: Json) -> Json:
    verdicts = {"propertyNames": {"format": "verdict"}}
    return {**with_values(schema, either(value_of(schema), _NOTHING)), **verdicts}


@form(_needs_schema)
def _needs(value: object) -> object:
    """Needs by verdict; an empty one lifts what the verdict needs by default."""
    if not isinstance(value, dict):
        return value
    return {key: {} if need is None else need for key, need in value.items()}


NeedsByVerdict = Annotated[dict[VerdictKey, Sourcing], BeforeValidator(_needs)]


class Formats(Record):
    """Which formats are made beside the pages; all, unless a site says otherwise."""

    annotations: Annotated[Flag, Field(description="Web Annotations of each article.")] = True
    exports: Annotated[Flag, Field(description="Claims as JSON and CSV.")] = True
    feeds: Annotated[Flag, Field(description="Atom and JSON Feed.")] = True
    cards: Annotated[Flag, Field(description="Images for those who share a page.")] = True
    embeds: Annotated[Flag, Field(description="Claims as cards for pages of others.")] = True
    packet: Annotated[Flag, Field(description="One page of evidence for each article.")] = True
    search: Annotated[Flag, Field(description="A search over the site.")] = True


class WithdrawnArticle(Record):
    """An article that was published and is gone, and why."""

    slug: Annotated[Id, Field(description="The address that it had; it leads to the corrections.")]
    date: Annotated[BegunDate, Field(description="The day of the withdrawal.")]
    title: Annotated[Line | None, Field(description="The title that it had.")] = None
    why: Annotated[Line | None, Field(description="The reason.")] = None


_TEXTS: Json = {"type": "array", "items": {"type": SCALAR}}


def _labels_schema(schema: Json) -> Json:
    words = or_item(value_of(schema))
    return either(with_values(schema, words), words)


def _units_schema(schema: Json) -> Json:
    unit = either(value_of(schema), or_item(_TEXTS), _NOTHING)
    return either(with_values(schema, unit), or_item(_TEXTS))


@form(_labels_schema)
def _forms(value: object) -> object:
    """Labels of a unit: by language, or the same for all; a lone word does not change."""
    if isinstance(value, (str, list)):
        return dict.fromkeys(sorted(LANGUAGES), as_list(value))
    return {k: as_list(v) for k, v in value.items()} if isinstance(value, dict) else value


@form(_units_schema)
def units_by_name(value: object) -> object:
    """Units by name; a list gives names alone."""
    if isinstance(value, list):
        return {name: {} for name in value if isinstance(name, str)}
    if isinstance(value, dict):
        return {k: {} if v is None else _worded(v) for k, v in value.items()}
    return {value: {}} if isinstance(value, str) else value


def _worded(value: object) -> object:
    return {"labels": value} if isinstance(value, (str, list)) else value


class DeclaredUnit(Record):
    """A unit of the site's own."""

    labels: Annotated[
        dict[Language, tuple[Line, ...]],
        BeforeValidator(_forms),
        Field(description="Singular and plural, by language."),
    ] = {}

    @validator(mode="after")
    def _two_forms(self) -> Self:
        if any(len(forms) not in (1, 2) for forms in self.labels.values()):
            fault("wrong-type", "the labels of a unit are two: its singular and its plural")
        return self
