"""JSON Schemas of what goes in, for editors that complete keys, explain them and mark mistakes.

They are made from the models, with the verdicts and units of the site in hand, so an editor knows
the site's own words too. They allow what the build reads as it is meant, and no other key.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vouch import quantity, units, verdicts
from vouch.model.base import GenerateJsonSchema, Json, Record
from vouch.model.claims import SharedSources, Sidecar
from vouch.model.fields import SCALAR
from vouch.model.shapes import either
from vouch.model.site import Article, Page, Site

_DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that every editor knows."""
_SILENT: Mapping[str, Json] = {
    "boolean": {"not": {"type": ["string", "number", "object", "array", "null"]}},
    "null": {"not": {"type": ["string", "number", "object", "array", "boolean"]}},
    "boolean-or-null": {"not": {"type": ["string", "number", "object", "array"]}},
}
"""Truth values and nothing, said by what they are not: an editor offers `true`, `false` and `null`
wherever a schema names their types, as if a title could be meant to read so."""
FURTHER_UNITS = """
    Pa hPa kPa pascal hectopascal newton kN mile miles foot feet inch inches yard yards acre acres
    lb oz ounce ounces gallon gallons barrel barrels bushel bushels calorie calories cal kcal
    kilocalorie knot knots light_year parsec ohm mA mAh Ah VA kVA MVA kV mV lumen lux decibel dB
    becquerel sievert mSv µSv micrometer nanometer nm mm µm kmol mole degree degrees radian carat
    decade decades century centuries millennium millisecond ms µs ppm
    Btu therm horsepower hp mph kph rpm
""".split()
"""Names that pint knows and a journalist may write; what it knows beyond them, an editor doubts."""


class _Plain(GenerateJsonSchema):
    """Without titles and defaults for fields: an editor would offer both as if they were advice."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 (pydantic's own call)
        return False

    def default_schema(self, schema: Any) -> Json:
        return self.generate_inner(schema["schema"])


def files(site: Site) -> Mapping[str, str]:
    """The schemas by the names of their files, for the words that ``site`` uses."""
    made = {
        "claims": _schema(Sidecar, site),
        "sources": _shared(_schema(SharedSources, site)),
        "site": _schema(Site, site),
        "article": _schema(Article, site),
        "page": _schema(Page, site),
    }
    return {
        f"{name}.schema.json": f"{json.dumps(schema, ensure_ascii=False, indent=1)}\n"
        for name, schema in made.items()
    }


def _schema(model: type[Record], site: Site) -> Json:
    made = model.model_json_schema(schema_generator=_Plain)
    words = {"verdict": _verdicts(site), **_measures(site), **_SILENT}
    schema = _edited(made)
    used = json.dumps(schema)
    schema["definitions"] = {
        **schema.get("definitions", {}),
        **{key: word for key, word in words.items() if f'"#/definitions/{key}"' in used},
    }
    return {"$schema": _DRAFT, **schema}


def _shared(schema: Json) -> Json:
    """Shared sources stand under a key `sources`, or at the top of the file."""
    sources = schema["properties"]["sources"]["anyOf"][0]
    wrapped = {
        "required": ["sources"],
        "maxProperties": 1,
        "properties": {"sources": {"not": {"required": ["title"]}}},
    }
    keyed = {key: schema.pop(key) for key in ("properties", "additionalProperties")}
    return {**schema, "if": wrapped, "then": keyed, "else": sources}


def _edited(schema: Json) -> Json:
    """What an editor is given in place of what the models say of themselves."""
    if "$ref" in schema:
        return {"$ref": schema["$ref"].replace("#/$defs/", "#/definitions/")}
    if "format" in schema:
        return {"$ref": f"#/definitions/{schema['format']}"}
    if "anyOf" in schema or "oneOf" in schema or schema.get("type") == SCALAR:
        return either(*_proposed(schema))
    edited = {key: value for key, value in schema.items() if key not in ("$defs", "description")}
    for key in ("items", "additionalProperties", "propertyNames"):
        if isinstance(schema.get(key), dict):
            edited[key] = _edited(schema[key])
    for pattern, value in edited.pop("patternProperties", {}).items():
        edited |= {"propertyNames": {"pattern": pattern}, "additionalProperties": _edited(value)}
    if "properties" in schema:
        needed = schema.get("required", ())
        edited["properties"] = {
            key: {
                "description": value.get("description", ""),
                **either(*_proposed(value, empty=key not in needed)),
            }
            for key, value in schema["properties"].items()
        }
        edited = {"description": schema.get("description", ""), **edited}
    if "$defs" in schema:
        edited["definitions"] = {key: _edited(value) for key, value in schema["$defs"].items()}
    return edited


def _proposed(schema: Json, *, empty: bool = False) -> Iterator[Json]:
    """The schemas of which one has to hold; with ``empty`` there may be no value at all."""
    silent = {"null"} if empty else set()
    for one in _alternatives(schema):
        if one.get("type") == "null":
            silent.add("null")
        elif one.get("type") == SCALAR and "format" not in one:
            silent.add("boolean")
            yield {**one, "type": ["string", "number"]}
        else:
            yield _edited(one)
    if silent:
        yield {"$ref": f"#/definitions/{'-or-'.join(sorted(silent))}"}


def _alternatives(schema: Json) -> Iterator[Json]:
    """The schemas of which one has to hold."""
    found = schema.get("anyOf") or schema.get("oneOf")
    if found is None:
        yield schema
    for inner in found or ():
        yield from _alternatives(inner)


def _verdicts(site: Site) -> Json:
    """The scale, each step with its meaning."""
    meanings = [verdicts.meaning(key, step, site.lang) for key, step in site.verdicts.items()]
    return {"enum": list(site.verdicts), "enumDescriptions": meanings}


def _measures(site: Site) -> Mapping[str, Json]:
    """Units that are written as the build reads them, alone and behind a number."""
    read = {name: units.parse_unit(name) for name in units.known_names()}
    scales = _any_of(name for name, unit in read.items() if not unit.numerator)
    names = {name for name, unit in read.items() if unit.numerator}
    name = _any_of({*site.units, *names, *FURTHER_UNITS})
    term = rf"{name}(?:\s*[*·⋅/]\s*{name})*"
    scaled = rf"{scales}(?:\s+(?:(?:of|de)\s+|d['’]\s?)?{term})?|(?:k|Md?)[€$£¥](?:/{name})*"
    unit = rf"(?:{scaled}|(?:1\s*/\s*)?{term})?\s*$"
    canonical = [name for name, unit in read.items() if unit.numerator == (name,)]
    doubt = "This unit is not in the table of common ones; check its spelling."
    return {
        "unit": {
            "type": "string",
            "pattern": rf"^\s*{unit}",
            "patternErrorMessage": doubt,
            "defaultSnippets": [
                {"label": name, "body": f'"{name}"' if name.startswith("%") else name}
                for name in (*site.units, *canonical)
            ],
        },
        "quantity": {
            "type": ["string", "number"],
            "pattern": rf"^\s*{quantity.NUMBER}\s*{unit}",
            "patternErrorMessage": "Write a number, with a point for decimals, and its unit.",
        },
    }


def _any_of(names: Iterable[str]) -> str:
    """A pattern for any of the names; the longest are tried first."""
    return f"(?:{'|'.join(map(_literal, sorted(names, key=lambda name: (-len(name), name))))})"


def _literal(text: str) -> str:
    """A text for a pattern that Python and JavaScript read alike; its spaces are any spaces."""
    return r"\s+".join(re.sub(r"[$*+.?()\[\]{}|^\\/]", r"[\g<0>]", word) for word in text.split())
