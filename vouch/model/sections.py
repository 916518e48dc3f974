"""The sections of `content/site.yaml`, apart from the verdict scale."""

from __future__ import annotations

import re
from typing import Annotated

from vouch.catalogues import LANGUAGES
from vouch.model.base import (
    BeforeValidator,
    Field,
    PlainValidator,
    Record,
    WithJsonSchema,
    fault,
    shown,
)
from vouch.model.base import model_validator as validator
from vouch.model.fields import Address, Language, Line, as_address, as_id, as_text
from vouch.model.shapes import as_list


class Publisher(Record):
    """Who publishes; the site's title is the name where none is given."""

    name: Annotated[Line | None, Field(description="The name.")] = None
    url: Annotated[Address | None, Field(description="A page about them.")] = None


def _count(value: object) -> int:
    text = as_text(value)
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        fault("bad-number", f"“{shown(text)}” is no whole number", "write digits alone, as in 5")
    return int(text)


Count = Annotated[int, PlainValidator(_count), WithJsonSchema({"type": "integer", "minimum": 0})]


def _page_name(value: object) -> str:
    """A standing page, by its name, its file or its address in the site; or a page elsewhere."""
    text = as_text(value).strip()
    if re.match("https?:", text, re.IGNORECASE):
        return as_address(text)
    return as_id(re.sub(r"^/?(?:content/)?(?:pages/)?|(?:\.md|/)$", "", text))


PageName = Annotated[str, PlainValidator(_page_name), WithJsonSchema({"type": "string"})]


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


def _forms(value: object) -> object:
    """Labels of a unit: by language, or the same for all; a lone word does not change."""
    if isinstance(value, (str, list)):
        return dict.fromkeys(sorted(LANGUAGES), as_list(value))
    return {k: as_list(v) for k, v in value.items()} if isinstance(value, dict) else value


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
    def _two_forms(self) -> DeclaredUnit:
        if any(len(forms) not in (1, 2) for forms in self.labels.values()):
            fault("wrong-type", "the labels of a unit are two: its singular and its plural")
        return self
