"""The types that fields have: texts, dates, numbers, addresses, names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any
from urllib.parse import urlsplit

from vouch import addresses, dates, quantity, spelling
from vouch.catalogues import LANGUAGES
from vouch.model.base import (
    BeforeValidator,
    Form,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    fault,
    shown,
)

ID_PATTERN = r"^[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*$"
"""What may stand in an address on every system and need no escape: no space, no accent."""
_ID_WRITTEN = re.compile(ID_PATTERN)
ID_LIMIT = 100
"""Longest id or slug, in characters: it becomes the name of a folder."""
_LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_NOT_IN_ADDRESSES = re.compile(r"[\s<>\"\\\x00-\x1f]")
_TIMED = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[Tt ](?P<time>\d\d:\d\d)(?P<seconds>:\d\d)?(?:[.,]\d+)?"
    r"[ ]?(?P<zone>[Zz]|[+-]\d\d(?::?\d\d)?)?"
)


@dataclass(frozen=True)
class Vocabulary:
    """The words that a site may add to: its verdicts and its own units.

    ``complete`` is False where site.yaml cannot be read: then no word can be called unknown.
    """

    verdicts: tuple[str, ...] = ()
    units: Mapping[str, Any] = field(default_factory=dict)
    complete: bool = True


def vocabulary(context: ValidationInfo) -> Vocabulary:
    """The words of the site that the value under validation belongs to."""
    return context.context if isinstance(context.context, Vocabulary) else Vocabulary()


def as_text(value: object) -> str:
    """A text, also where what was written looks like a truth value."""
    if not isinstance(value, str):
        if isinstance(value, bool):
            return "true" if value else "false"
        help = "write one text, between quotes where it starts with “[” or “{”"
        fault("wrong-type", f"this has to be a text, not {kind_of(value)}", help)
    return value


def kind_of(value: object) -> str:
    """The name of a value's kind in a message."""
    if isinstance(value, dict):
        return "keys with their values"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return "true or false"
    return "nothing" if value is None else "a text"


def as_line(value: object) -> str:
    """One line: runs of white space are one space, the ends are trimmed."""
    text = " ".join(as_text(value).split())
    if not text:
        fault("missing-value", "this has no text", "write it between the quotes, or delete the key")
    return text


def as_flag(value: object) -> bool:
    """True or false, as YAML 1.2 writes them."""
    if not isinstance(value, bool):
        fault("wrong-type", "this has to be true or false", "write true or false, without quotes")
    return value


def is_id(text: str) -> bool:
    """Whether ``text`` can be an id, a slug, the name of a folder."""
    return _ID_WRITTEN.fullmatch(text) is not None and len(text) <= ID_LIMIT


def as_id(value: object) -> str:
    """An id or slug: it becomes a folder's name and a part of an address."""
    text = as_text(value)
    if not _ID_WRITTEN.fullmatch(text):
        fault(
            "bad-id",
            f"“{shown(text)}” cannot be a part of an address",
            "use letters without accents and digits, with single - _ or . between,"
            " as in warrant-stake",
        )
    if len(text) > ID_LIMIT:
        fault(
            "bad-id",
            f"this has {len(text)} characters, too many for a part of an address",
            f"use {ID_LIMIT} at most",
        )
    return text


def as_reference(value: object) -> str:
    """The id of something else, however it is written.

    A check compares it with the ids that there are: what none of them can look like gets the
    nearest of them as its help, as any other slip does.
    """
    return as_line(value)


def as_address(value: object) -> str:
    """An absolute http or https address (RFC 3986), without spaces or credentials."""
    text = as_text(value).strip()
    if addresses.is_simple(text):
        return text
    mend = "write the whole address, as in https://example.org/page"
    if found := _NOT_IN_ADDRESSES.search(text):
        what = "a space" if found[0].isspace() else f"the character {found[0]}"
        fault("bad-url", f"an address cannot hold {what}", mend, word=found[0].strip())
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        fault("bad-url", f"“{shown(text)}” is not an address", mend)
    if parts.scheme.lower() not in ("http", "https"):
        fault("bad-url", f"“{shown(text)}” is not an http or https address", mend)
    if parts.username is not None:
        fault("bad-url", "this address holds a name or password", "leave out what stands before @")
    if not (parts.hostname or "").strip("."):
        fault("bad-url", f"“{shown(text)}” names no host", mend)
    return text


def as_content_path(value: object) -> str:
    """A path within content/: relative, with ``/``, never upwards."""
    text = as_line(value)
    parts = text.split("/")
    if "\\" in text or ":" in parts[0] or ".." in parts or text.startswith(("/", "~")):
        fault(
            "outside-content",
            f"“{shown(text)}” leads out of content/",
            "write the path from content/ on, as in evidence/release.warc.gz",
        )
    return text


def as_sha256(value: object) -> str:
    """A SHA-256 in hexadecimal (FIPS 180-4), as `sha256sum` prints it."""
    text = as_text(value).strip().lower().removeprefix("sha256:")
    if not re.fullmatch("[0-9a-f]{64}", text):
        fault(
            "bad-hash",
            f"“{shown(text)}” is no SHA-256",
            "write the 64 hexadecimal digits that sha256sum prints for the file",
        )
    return text


def as_date(value: object) -> dates.PartialDate:
    """A partial date (contract, section 2)."""
    try:
        return dates.parse(as_text(value).strip())
    except ValueError as error:
        fault("bad-date", str(error))


def as_begun(value: object) -> dates.PartialDate:
    """A date with a first day: what sorts or falls due needs one."""
    date = as_date(value)
    if date.earliest is None:
        fault("bad-date", f"“{date.text}” has no first day", "write a day, as in 2026-12-31")
    return date


def as_moment(value: object) -> dates.PartialDate:
    """A date with a first day that may have a time behind it, however exactly it is written."""
    text = as_text(value).strip()
    if timed := _TIMED.fullmatch(text):
        zone = (timed["zone"] or "").upper().replace(":", "")
        zone = f"{zone[:3]}:{zone[3:]}" if len(zone) == 5 else zone
        text = f"{timed['day']}T{timed['time']}{timed['seconds'] or ':00'}{zone}"
    return as_begun(text)


def as_decimal(value: object) -> Decimal:
    """A finite decimal with all the digits that were written."""
    try:
        return quantity.parse_decimal(as_text(value).strip())
    except ValueError as error:
        fault("bad-number", str(error))


def as_language(value: object) -> str:
    """A language tag (BCP 47): fr, en, fr-CA."""
    text = as_text(value).strip()
    if not _LOCALE.fullmatch(text):
        lower = text.lower().replace("_", "-")
        near = lower if _LOCALE.fullmatch(lower) else "fr or en"
        fault("bad-language", f"“{shown(text)}” is no language tag", f"write {near} (BCP 47)")
    return text


def as_page_language(value: object) -> str:
    """A language that the build can speak, whatever the region: fr, fr-CA, en."""
    text = as_language(value)
    if text.partition("-")[0].lower() not in LANGUAGES:
        known = ", ".join(sorted(LANGUAGES))
        help = f"there are catalogues for {known}"
        fault("bad-language", f"pages cannot be written in “{shown(text)}”", help)
    return text


def as_verdict(value: object, context: ValidationInfo) -> str:
    """A key of the site's verdict scale."""
    text = as_text(value)
    words = vocabulary(context)
    scale = words.verdicts
    if text not in scale and words.complete:
        near = spelling.nearest(text, scale)
        known = ", ".join(scale)
        fault(
            "unknown-verdict",
            f"“{shown(text)}” is not on the verdict scale",
            f"did you mean {near}?" if near else f"the scale has {known}",
        )
    return text


def one_of(code: str, *words: str) -> BeforeValidator:
    """A validator for a closed list of words, which names the nearest right one."""

    def check(value: object) -> str:
        text = as_text(value)
        if text not in words:
            near = spelling.nearest(text, words)
            listed = ", ".join(words)
            help = f"did you mean {near}?" if near else f"write one of {listed}"
            fault(code, f"“{shown(text)}” is not one of {listed}", help)
        return text

    return BeforeValidator(Form(check, lambda _: {"enum": list(words)}))


SCALAR = ["string", "number", "boolean"]
"""What a text may look like to other readers of YAML: `2026` and `true` are texts to us."""
_TEXT = WithJsonSchema({"type": SCALAR})
_NUMBER = WithJsonSchema(
    {
        "type": ["number", "string"],
        "pattern": rf"^\s*{quantity.NUMBER}\s*$",
        "patternErrorMessage": "Write digits, with a point for decimals, as in 9.10.",
    }
)
Line = Annotated[str, PlainValidator(as_line), _TEXT]
Prose = Annotated[str, PlainValidator(as_text), _TEXT]
Flag = Annotated[bool, PlainValidator(as_flag), WithJsonSchema({"type": "boolean"})]
_ID = WithJsonSchema(
    {
        "type": SCALAR,
        "pattern": ID_PATTERN,
        "patternErrorMessage": "Use letters without accents and digits, with single - _ or ."
        " between.",
    }
)
Id = Annotated[str, PlainValidator(as_id), _ID]
Reference = Annotated[str, PlainValidator(as_reference), _ID]
Address = Annotated[
    str,
    PlainValidator(as_address),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\s*[Hh][Tt][Tt][Pp][Ss]?://\S+\s*$",
            "patternErrorMessage": "Write the whole address, as in https://example.org/page.",
        }
    ),
]
PartialDate = Annotated[dates.PartialDate, PlainValidator(as_date), _TEXT]
BegunDate = Annotated[dates.PartialDate, PlainValidator(as_begun), _TEXT]
Moment = Annotated[dates.PartialDate, PlainValidator(as_moment), _TEXT]
ContentPath = Annotated[str, PlainValidator(as_content_path), _TEXT]
Sha256 = Annotated[str, PlainValidator(as_sha256), _TEXT]
Number = Annotated[Decimal, PlainValidator(as_decimal), _NUMBER]
Language = Annotated[str, PlainValidator(as_language), _TEXT]
PageLanguage = Annotated[str, PlainValidator(as_page_language), _TEXT]
VerdictKey = Annotated[
    str, PlainValidator(as_verdict), WithJsonSchema({"type": SCALAR, "format": "verdict"})
]
