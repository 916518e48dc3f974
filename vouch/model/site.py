"""The site's settings and the head of an article or page (contract, section 1)."""

from typing import Annotated, Any

from vouch.catalogues import LANGUAGES
from vouch.model.base import (
    AfterValidator,
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
from vouch.model.fields import (
    SCALAR,
    Address,
    Flag,
    Id,
    Language,
    Line,
    Moment,
    PageLanguage,
    Prose,
    Reference,
    as_id,
    as_text,
    one_of,
)
from vouch.model.sections import (
    Coverage,
    DeclaredUnit,
    Formats,
    NeedsByVerdict,
    Policies,
    Publisher,
    RulingsByCheck,
    Thresholds,
    TimeZone,
    WithdrawnArticle,
    units_by_name,
)
from vouch.model.shapes import (
    LISTED,
    NAMED,
    each,
    either,
    or_text,
    under,
    value_of,
    with_values,
)


def _site_address(value: str) -> str:
    """The address that pages are put under: it ends with a slash and holds nothing after it."""
    if "?" in value or "#" in value:
        fault("bad-url", f"“{shown(value)}” is no address to put pages under", "leave out ? and #")
    return value.rstrip("/") + "/"


def _rating(value: object) -> int:
    text = str(value) if type(value) is int else as_text(value)
    if text not in ("1", "2", "3", "4", "5"):
        fault("bad-number", f"“{shown(text)}” is no rating", "write a whole number from 1 to 5")
    return int(text)


@form(or_text)
def _every_language(value: object) -> object:
    """A bare word stands in every language."""
    return dict.fromkeys(sorted(LANGUAGES), value) if isinstance(value, str) else value


Labels = Annotated[dict[Language, Line], BeforeValidator(_every_language)]

_SIGNS = ("check", "check-dashed", "half", "warning", "cross", "question", "clock")
_DRAWN = {
    **dict.fromkeys("✓✔☑✅", "check"),
    **dict.fromkeys("≈~∼", "check-dashed"),
    **dict.fromkeys("◐◑◒◓±½", "half"),
    **dict.fromkeys("!⚠▲△❗", "warning"),
    **dict.fromkeys("✗✘×✕✖❌☒≠", "cross"),
    **dict.fromkeys("?❓", "question"),
    **dict.fromkeys("…⏳⌛⏱🕒", "clock"),
}
"""The outline that stands for a character which authors write in its place."""


def _or_drawn(schema: Json) -> Json:
    drawn = "|".join(_DRAWN).replace("?", "[?]")
    return either(schema, {"type": "string", "pattern": f"^\\s*(?:{drawn})\ufe0f?\\s*$"})


@form(_or_drawn)
def _sign(value: object) -> object:
    return (
        _DRAWN.get(value.strip().removesuffix("\ufe0f"), value) if isinstance(value, str) else value
    )


class Party(Record):
    """A person or body that writes."""

    name: Annotated[Line, Field(description="The name.")]
    url: Annotated[Address | None, Field(description="A page about them.")] = None


class Verdict(Record):
    """One step of the verdict scale."""

    labels: Annotated[Labels, Field(description="The word, by language.")] = {}
    meanings: Annotated[Labels, Field(description="One sentence on what it means.")] = {}
    rating: Annotated[
        int | None,
        PlainValidator(_rating),
        WithJsonSchema({"enum": [1, 2, 3, 4, 5, "1", "2", "3", "4", "5"]}),
        Field(description="5 (holds) to 1 (does not hold); none where nothing can be said."),
    ] = None
    sign: Annotated[
        str,
        one_of("unknown-sign", *_SIGNS),
        BeforeValidator(_sign),
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


def _scale_schema(schema: Json) -> Json:
    return with_values(schema, either(or_text(value_of(schema)), {"type": "null"}))


@form(_scale_schema)
def _with_defaults(value: object) -> object:
    """A step of the default scale that site.yaml writes anew keeps what is not written."""
    if not isinstance(value, dict):
        return value
    if not value:
        return DEFAULT_SCALE
    steps: dict[str, Any] = {}
    for key, written in value.items():
        step = {} if written is None else _labelled(written)
        held = DEFAULT_SCALE[key].model_dump(exclude_unset=True) if key in DEFAULT_SCALE else {}
        steps[key] = {**held, **step} if isinstance(step, dict) else step
    return steps


_labelled = under("labels")


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
    publisher: Annotated[Publisher | None, NAMED, Field(description="Who publishes.")] = None
    timezone: TimeZone = "UTC"
    policies: Annotated[Policies, Field(description="Standing pages by their role.")] = Policies()
    verdicts: Annotated[
        dict[Id, Verdict],
        BeforeValidator(_with_defaults),
        Field(description="The verdict scale, best first."),
    ] = DEFAULT_SCALE
    thresholds: Annotated[Thresholds, Field(description="What is shown or reported.")] = (
        Thresholds()
    )
    coverage: Annotated[Coverage, Field(description="Which figures need a claim or a waiver.")] = (
        Coverage()
    )
    checks: RulingsByCheck = {}
    sourcing: Annotated[
        NeedsByVerdict, Field(description="How many sources a verdict has to rest on.")
    ] = {}
    formats: Annotated[Formats, Field(description="What is made beside the pages.")] = Formats()
    units: Annotated[
        dict[Line, DeclaredUnit],
        BeforeValidator(units_by_name),
        Field(description="Units that the registry does not know."),
    ] = {}
    withdrawn: Annotated[
        tuple[WithdrawnArticle, ...],
        LISTED,
        Field(description="Articles that were published and are gone."),
    ] = ()

    @property
    def publisher_name(self) -> str:
        """The publisher's name; the site's own where none is given."""
        return (self.publisher.name if self.publisher else None) or self.title


class Picture(Record):
    """An image with what a reader who does not see it is told."""

    src: Annotated[Line, Field(description="A path in content/media/.")]
    alt: Annotated[Prose, Field(description="What it shows.")] = ""
    caption: Annotated[Line | None, Field(description="The line under it.")] = None
    credit: Annotated[Line | None, Field(description="Whose it is.")] = None


def _former_address(value: object) -> str:
    """An address within the site, without its slashes at either end: `2025/amd`."""
    text = as_text(value).strip().strip("/").removesuffix("/index.html")
    for part in text.split("/"):
        as_id(part)
    return text


FormerAddress = Annotated[str, PlainValidator(_former_address), WithJsonSchema({"type": SCALAR})]


class Article(Record):
    """The front matter of `content/<slug>.md`."""

    title: Annotated[Line, Field(description="The title, as readers see it.")]
    date: Annotated[Moment, Field(description="The day of publication.")]
    dek: Annotated[Line | None, Field(description="The standfirst.")] = None
    updated: Annotated[Moment | None, Field(description="The day of the last change.")] = None
    authors: Annotated[
        tuple[Party, ...], BeforeValidator(each(under("name"))), Field(description="Who wrote it.")
    ] = ()
    lang: Annotated[
        PageLanguage | None, Field(description="Its language; default: the site's.")
    ] = None
    translations: Annotated[
        dict[Language, Reference], Field(description="The slug of the same article, by language.")
    ] = {}
    tags: Annotated[tuple[Line, ...], LISTED, Field(description="Subjects.")] = ()
    image: Annotated[
        Picture | None, BeforeValidator(under("src")), Field(description="The lead image.")
    ] = None
    draft: Annotated[Flag, Field(description="true: left out unless --drafts.")] = False
    slug: Annotated[Id | None, Field(description="Its address; default: the file's name.")] = None
    aliases: Annotated[
        tuple[FormerAddress, ...], LISTED, Field(description="Addresses it had before.")
    ] = ()


class Page(Record):
    """The front matter of a standing page, `content/pages/<name>.md`."""

    title: Annotated[
        Line | None, Field(description="The title; default: its first heading, or its file's name.")
    ] = None
    dek: Annotated[Line | None, Field(description="The standfirst.")] = None
    lang: Annotated[
        PageLanguage | None, Field(description="Its language; default: the site's.")
    ] = None
    updated: Annotated[Moment | None, Field(description="The day of the last change.")] = None
