"""The types that fields have: texts, dates, numbers, addresses, names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any, NoReturn, TypeVar
from urllib.parse import urlsplit

from vouch import dates, quantity, spelling, units
from vouch.catalogues import LANGUAGES
from vouch.model.base import (
    BeforeValidator,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    fault,
)

ID_PATTERN = r"^[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*$"
"""What may stand in an address on every system and need no escape: no space, no accent."""
ID_LIMIT = 100
"""Longest id or slug, in characters: it becomes the name of a folder."""
_T = TypeVar("_T")
_LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class Vocabulary:
    """The words that a site may add to: its verdicts and its own units."""

    verdicts: tuple[str, ...] = ()
    units: Mapping[str, Any] = field(default_factory=dict)


def vocabulary(context: ValidationInfo) -> Vocabulary:
    """The words of the site that the value under validation belongs to."""
    return context.context if isinstance(context.context, Vocabulary) else Vocabulary()


def as_text(value: object) -> str:
    """A text, also where what was written looks like a truth value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        fault("wrong-type", f"this has to be a text, not {kind_of(value)}")
    return value


def kind_of(value: object) -> str:
    """The name of a value's kind in a message."""
    if isinstance(value, dict):
        return "a list of “key: value”"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return "true or false"
    return "nothing" if value is None else "a text"


def as_line(value: object) -> str:
    """One line: runs of white space are one space, the ends are trimmed."""
    text = " ".join(as_text(value).split())
    if not text:
        fault("missing-value", "this has no text")
    return text


def as_flag(value: object) -> bool:
    if not isinstance(value, bool):
        fault("wrong-type", "this has to be true or false", "write true or false, without quotes")
    return value


def is_id(text: str) -> bool:
    """Whether ``text`` can be an id, a slug, the name of a folder."""
    return re.fullmatch(ID_PATTERN, text) is not None and len(text) <= ID_LIMIT


def as_id(value: object) -> str:
    text = as_text(value)
    if not re.fullmatch(ID_PATTERN, text):
        fault(
            "bad-id",
            f"“{text}” cannot be an address",
            "use letters without accents, digits and single hyphens, as in warrant-stake",
        )
    if len(text) > ID_LIMIT:
        fault("bad-id", f"this id has {len(text)} characters; {ID_LIMIT} are allowed")
    return text


def as_address(value: object) -> str:
    """An absolute http or https address (RFC 3986), without spaces or credentials."""
    text = as_text(value).strip()
    mend = "write the whole address, as in https://example.org/page"
    if re.search(r"[\s<>\"\\^`{|}\x00-\x1f]", text):
        fault("bad-url", f"“{text}” holds a character that no address has", mend)
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        fault("bad-url", f"“{text}” is not an address", mend)
    if parts.scheme.lower() not in ("http", "https"):
        fault("bad-url", f"“{text}” is not an http or https address", mend)
    if not parts.hostname or parts.username is not None:
        fault("bad-url", f"“{text}” names no host of its own", mend)
    return text


def as_date(value: object) -> dates.PartialDate:
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


def as_decimal(value: object) -> Decimal:
    try:
        return quantity.parse_decimal(as_text(value).strip())
    except ValueError as error:
        fault("bad-number", str(error))


def as_unit(value: object, context: ValidationInfo) -> units.Unit:
    declared = vocabulary(context).units
    try:
        return units.parse_unit(as_text(value).strip(), frozenset(declared))
    except units.UnknownUnit as error:
        _unknown_unit(error.name, declared)
    except ValueError as error:
        fault("unknown-unit", str(error))


def _unknown_unit(name: str, declared: Iterable[str]) -> NoReturn:
    near = spelling.nearest(name, [*declared, *units.known_names()])
    fault(
        "unknown-unit",
        f"the unit “{name}” is not known",
        f"did you mean {near}?" if near else "declare it under `units` in site.yaml",
        word=name,
    )


def as_language(value: object) -> str:
    text = as_text(value).strip()
    if not _LOCALE.fullmatch(text):
        fault("bad-language", f"“{text}” is no language tag", "write fr or en (BCP 47)")
    return text


def as_page_language(value: object) -> str:
    """A language that the build can speak, whatever the region: fr, fr-CA, en."""
    text = as_language(value)
    if text.partition("-")[0].lower() not in LANGUAGES:
        known = ", ".join(sorted(LANGUAGES))
        fault(
            "bad-language", f"there is no catalogue for “{text}”", f"pages are written in {known}"
        )
    return text


def as_verdict(value: object, context: ValidationInfo) -> str:
    text = as_text(value)
    scale = vocabulary(context).verdicts
    if text not in scale:
        near = spelling.nearest(text, scale)
        known = ", ".join(scale)
        fault(
            "unknown-verdict",
            f"“{text}” is not on the verdict scale",
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
            fault(code, f"“{text}” is not one of {listed}", help)
        return text

    return BeforeValidator(check)


def as_list(value: object) -> object:
    """A list, also where a single item stands for itself."""
    return value if isinstance(value, list) or value is None else [value]


def as_quantity(value: object, context: ValidationInfo) -> quantity.Quantity:
    """A number with its unit, as in `10 %`."""
    return _measured(quantity.parse_quantity, value, context)


def as_tolerance(value: object, context: ValidationInfo) -> quantity.Tolerance:
    """How far a result may be off: `0.5 %`, or `5 % relative`."""
    return _measured(quantity.parse_tolerance, value, context)


def _measured(
    parse: Callable[[str, frozenset[str]], _T], value: object, context: ValidationInfo
) -> _T:
    declared = vocabulary(context).units
    try:
        return parse(as_text(value).strip(), frozenset(declared))
    except units.UnknownUnit as error:
        _unknown_unit(error.name, declared)
    except ValueError as error:
        fault("bad-number", str(error))


_TEXT = WithJsonSchema({"type": "string"})
_NUMBER = WithJsonSchema({"type": ["number", "string"]})
Line = Annotated[str, PlainValidator(as_line), _TEXT]
Prose = Annotated[str, PlainValidator(as_text), _TEXT]
Flag = Annotated[bool, PlainValidator(as_flag), WithJsonSchema({"type": "boolean"})]
Id = Annotated[
    str, PlainValidator(as_id), WithJsonSchema({"type": "string", "pattern": ID_PATTERN})
]
Address = Annotated[
    str, PlainValidator(as_address), WithJsonSchema({"type": "string", "pattern": "^https?://"})
]
PartialDate = Annotated[dates.PartialDate, PlainValidator(as_date), _TEXT]
BegunDate = Annotated[dates.PartialDate, PlainValidator(as_begun), _TEXT]
Number = Annotated[Decimal, PlainValidator(as_decimal), _NUMBER]
Unit = Annotated[units.Unit, PlainValidator(as_unit), _TEXT]
Language = Annotated[str, PlainValidator(as_language), _TEXT]
PageLanguage = Annotated[str, PlainValidator(as_page_language), _TEXT]
VerdictKey = Annotated[str, PlainValidator(as_verdict), _TEXT]
StatedQuantity = Annotated[quantity.Quantity, PlainValidator(as_quantity), _TEXT]
StatedTolerance = Annotated[quantity.Tolerance, PlainValidator(as_tolerance), _TEXT]
