"""The forms in which authors write the same thing, brought to the one that a model reads.

A single item stands for a list of one, a bare name for a record that has little more than a name.
Each form says what the schema for editors allows because of it.
"""

from __future__ import annotations

import re

from vouch.model.base import BeforeValidator, Form, Json, fault, form
from vouch.model.fields import ID_PATTERN, SCALAR


def either(*schemas: Json) -> Json:
    """What any of the schemas allows."""
    return {"anyOf": list(schemas)}


def or_text(schema: Json) -> Json:
    """What the schema allows, or a bare text."""
    return either(schema, {"type": SCALAR})


def with_values(schema: Json, value: Json) -> Json:
    """The schema of a mapping whose values are what ``value`` allows, under the same keys."""
    keys = schema.get("patternProperties")
    if keys is not None:
        return {**schema, "patternProperties": dict.fromkeys(keys, value)}
    return {**schema, "additionalProperties": value}


def value_of(schema: Json) -> Json:
    """What the schema of a mapping allows as a value."""
    keys: Json = schema.get("patternProperties", {})
    found: Json = next(iter(keys.values()), schema.get("additionalProperties", {}))
    return found


def or_item(schema: Json) -> Json:
    """What the schema of a list allows, or one of its items alone."""
    lists = [schema, *schema.get("anyOf", ())]
    return either(schema, *(listed["items"] for listed in lists if "items" in listed))


@form(or_item)
def as_list(value: object) -> object:
    """A list, also where a single item stands for itself."""
    return value if isinstance(value, list) or value is None else [value]


def under(key: str) -> Form:
    """A bare text as the record that has it under ``key``."""

    @form(or_text)
    def wrap(value: object) -> object:
        return {key: value} if isinstance(value, (str, bool)) else value

    return wrap


def each(wrap: Form) -> Form:
    """A list whose items are brought into form one by one."""

    def widened(schema: Json) -> Json:
        return or_item({**schema, "items": wrap.schema(schema["items"])})

    @form(widened)
    def wrap_all(value: object) -> object:
        items = as_list(value)
        return [wrap(item) for item in items] if isinstance(items, list) else items

    return wrap_all


LISTED = BeforeValidator(as_list)
NAMED = BeforeValidator(under("name"))


@form(lambda schema: either(schema, {"type": ["number", "string"]}))
def operand(value: object) -> object:
    """A name of a calculation: a bare number is a value, a bare id the figure of that claim."""
    if not isinstance(value, str):
        return value
    return {"value" if re.match(r"[-+.0-9]", value) else "figure": value}


@form(lambda schema: either(*schema["oneOf"], {"type": SCALAR, "pattern": ID_PATTERN}))
def use_by_id(value: object) -> object:
    """A source that is used: a bare text is its id."""
    if isinstance(value, str) and re.match("https?://", value):
        fault(
            "wrong-type",
            "a source is more than its address",
            "write {title: …, url: https://…}, or the id of a source under `sources`",
        )
    return {"id": value} if isinstance(value, (str, bool)) else value
