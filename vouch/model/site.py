"""The site's settings and the head of an article or page (contract, section 1)."""

from __future__ import annotations

import zoneinfo
from typing import Annotated

from vouch.model.base import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    Record,
    WithJsonSchema,
    fault,
)
from vouch.model.base import model_validator as validator
from vouch.model.fields import (
    Address,
    BegunDate,
    Flag,
    Id,
    Language,
    Line,
    PageLanguage,
    Prose,
    as_list,
    as_text,
    one_of,
)


def _named(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


def _site_address(value: str) -> str:
    """The address that pages are put under: it ends with a slash and holds nothing after it."""
    if "?" in value or "#" in value:
        fault("bad-url", f"“{value}” is no address to put pages under", "leave out “?” and “#”")
    return value.rstrip("/") + "/"


def _timezone(value: object) -> str:
    name = as_text(value).strip()
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        fault("bad-timezone", f"the time zone “{name}” is not known", "as in Europe/Paris or UTC")
    return name


def _rating(value: object) -> int:
    text = str(value) if type(value) is int else as_text(value)
    if text not in ("1", "2", "3", "4", "5"):
        fault("bad-number", f"“{text}” is no rating", "write a whole number from 1 to 5")
    return int(text)


def _count(value: object) -> int:
    text = as_text(value)
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        fault("bad-number", f"“{text}” is no whole number", "write digits alone, as in 5")
    return int(text)


Count = Annotated[int, PlainValidator(_count), WithJsonSchema({"type": "integer", "minimum": 0})]
Labels = dict[Language, Line]


class Party(Record):
    """A person or body that publishes or writes."""

    name: Annotated[Line, Field(description="The name.")]
    url: Annotated[Address | None, Field(description="A page about them.")] = None


class Verdict(Record):
    """One step of the verdict scale."""

    labels: Annotated[Labels, Field(description="The word, by language.")] = {}
    meanings: Annotated[Labels, Field(description="One sentence on what it means.")] = {}
    rating: Annotated[
        int | None,
        PlainValidator(_rating),
        WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 5}),
        Field(description="5 (holds) to 1 (does not hold); none where nothing can be said."),
    ] = None
    sign: Annotated[
        str,
        one_of(
            "unknown-sign", "check", "check-dashed", "half", "warning", "cross", "question", "clock"
        ),
        Field(description="The outline of its sign."),
    ] = "question"
    hue: Annotated[
        str,
        one_of("unknown-hue", "holds", "mixed", "fails", "open"),
        Field(description="Its colour role."),
    ] = "open"
    line: Annotated[
        str,
        one_of("unknown-line", "solid", "dashed", "double", "dotted", "wavy"),
        Field(description="How its highlights are underlined."),
    ] = "dotted"
    needs_source: Annotated[
        Flag | None,
        Field(description="Whether it needs a source; default: all but unverifiable and pending."),
    ] = None


DEFAULT_SCALE: dict[str, Verdict] = {
    "accurate": Verdict(rating=5, sign="check", hue="holds", line="solid"),
    "mostly-accurate": Verdict(rating=4, sign="check-dashed", hue="holds", line="dashed"),
    "missing-context": Verdict(rating=3, sign="half", hue="mixed", line="solid"),
    "misleading": Verdict(rating=2, sign="warning", hue="mixed", line="double"),
    "inaccurate": Verdict(rating=1, sign="cross", hue="fails", line="double"),
    "unverifiable": Verdict(sign="question", hue="open", line="dotted"),
    "pending": Verdict(sign="clock", hue="open", line="dashed"),
}


class Policies(Record):
    """Which standing page holds which promise: the name of a file in `content/pages/`."""

    method: Annotated[Id | None, Field(description="How claims are chosen and checked.")] = None
    verdicts: Annotated[Id | None, Field(description="What each verdict means.")] = None
    corrections: Annotated[Id | None, Field(description="How errors are corrected.")] = None
    about: Annotated[Id | None, Field(description="Who publishes, and with what money.")] = None
    contact: Annotated[Id | None, Field(description="How to reach the desk.")] = None


class Thresholds(Record):
    """Numbers that decide what is shown or reported."""

    key_figures: Annotated[Count, Field(description="Most callouts in the strip.")] = 5
    excerpt_words: Annotated[Count, Field(description="Longest excerpt without a warning.")] = 60


class DeclaredUnit(Record):
    """A unit of the site's own."""

    labels: Annotated[
        dict[Language, tuple[Line, ...]], Field(description="Singular and plural, by language.")
    ] = {}

    @validator(mode="after")
    def _two_forms(self) -> DeclaredUnit:
        if any(len(forms) not in (1, 2) for forms in self.labels.values()):
            fault("wrong-type", "the labels of a unit are its singular and its plural")
        return self


class Site(Record):
    """`content/site.yaml`."""

    title: Annotated[Line, Field(description="The name of the site.")]
    url: Annotated[
        Address,
        AfterValidator(_site_address),
        Field(description="The canonical address; it may hold a sub-path."),
    ]
    tagline: Annotated[Line | None, Field(description="One line under the name.")] = None
    lang: Annotated[PageLanguage, Field(description="The language of the site's own pages.")] = "en"
    publisher: Annotated[
        Party | None, BeforeValidator(_named), Field(description="Who publishes.")
    ] = None
    timezone: Annotated[
        str,
        PlainValidator(_timezone),
        WithJsonSchema({"type": "string"}),
        Field(description="A name of the IANA database, as in Europe/Paris."),
    ] = "UTC"
    policies: Annotated[Policies, Field(description="Standing pages by their role.")] = Policies()
    verdicts: Annotated[dict[Id, Verdict], Field(description="The verdict scale, best first.")] = (
        DEFAULT_SCALE
    )
    thresholds: Annotated[Thresholds, Field(description="What is shown or reported.")] = (
        Thresholds()
    )
    units: Annotated[
        dict[Line, DeclaredUnit], Field(description="Units that the registry does not know.")
    ] = {}

    @property
    def publisher_name(self) -> str:
        """The publisher's name; the site's own where none is given."""
        return self.publisher.name if self.publisher else self.title


class Picture(Record):
    """An image with what a reader who does not see it is told."""

    src: Annotated[Line, Field(description="A path in content/media/.")]
    alt: Annotated[Prose, Field(description="What it shows.")] = ""
    caption: Annotated[Line | None, Field(description="The line under it.")] = None
    credit: Annotated[Line | None, Field(description="Whose it is.")] = None


def _picture(value: object) -> object:
    return {"src": value} if isinstance(value, str) else value


def _parties(value: object) -> object:
    items = as_list(value)
    return [_named(item) for item in items] if isinstance(items, list) else items


class Article(Record):
    """The front matter of `content/<slug>.md`."""

    title: Annotated[Line, Field(description="The title.")]
    date: Annotated[BegunDate, Field(description="The day of publication.")]
    dek: Annotated[Line | None, Field(description="The standfirst.")] = None
    updated: Annotated[BegunDate | None, Field(description="The day of the last change.")] = None
    authors: Annotated[
        tuple[Party, ...], BeforeValidator(_parties), Field(description="Who wrote it.")
    ] = ()
    lang: Annotated[
        PageLanguage | None, Field(description="Its language; default: the site's.")
    ] = None
    translations: Annotated[
        dict[Language, Id], Field(description="The slug of the same article, by language.")
    ] = {}
    tags: Annotated[tuple[Line, ...], BeforeValidator(as_list), Field(description="Subjects.")] = ()
    image: Annotated[
        Picture | None, BeforeValidator(_picture), Field(description="The lead image.")
    ] = None
    draft: Annotated[Flag, Field(description="true: left out unless --drafts.")] = False
    slug: Annotated[Id | None, Field(description="Its address; default: the file's name.")] = None
    aliases: Annotated[
        tuple[Id, ...], BeforeValidator(as_list), Field(description="Addresses it had before.")
    ] = ()


class Page(Record):
    """The front matter of a standing page, `content/pages/<name>.md`."""

    title: Annotated[Line, Field(description="The title.")]
    dek: Annotated[Line | None, Field(description="The standfirst.")] = None
    lang: Annotated[
        PageLanguage | None, Field(description="Its language; default: the site's.")
    ] = None
    updated: Annotated[BegunDate | None, Field(description="The day of the last change.")] = None
