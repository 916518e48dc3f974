"""The JSON Schema of `claims.json`, of an article and of the site (draft 2020-12).

It is written to `schema/claims-export.schema.json`, and published beside what it describes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from vouch.evidence.captures import State
from vouch.quantity import Modality

Schema = Mapping[str, object]
_TEXT: Schema = {"type": "string"}
_ADDRESS: Schema = {"type": "string", "format": "uri", "pattern": "^https?://"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_DATE: Schema = {"$ref": "#/$defs/date"}
_DECIMAL: Schema = {"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"}


def text() -> str:
    """The schema as the text of its file."""
    return f"{json.dumps(_SCHEMA, ensure_ascii=False, indent=1)}\n"


def _or_null(schema: Schema, description: str = "") -> Schema:
    return _said({"anyOf": [schema, {"type": "null"}]}, description)


def _said(schema: Schema, description: str) -> Schema:
    return {"description": description, **schema} if description else schema


def _list(item: Schema, description: str = "") -> Schema:
    return _said({"type": "array", "items": item}, description)


def _object(description: str, **properties: Schema) -> Schema:
    """Every key is there, and no other."""
    return {
        "description": description,
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


_QUANTITY = {
    "value": _said(_DECIMAL, "An exact decimal, with a point."),
    "unit": _or_null(_TEXT, "The unit as it is written; null for a plain number."),
}
_PUBLISHER = _object("Who publishes.", name=_TEXT, url=_or_null(_ADDRESS))
_ARTICLE = _object(
    "An article.",
    url=_ADDRESS,
    title=_TEXT,
    lang=_said(_TEXT, "A language tag (BCP 47)."),
    published=_DATE,
    updated=_or_null(_DATE),
    checked=_or_null(_DATE, "The latest day on which one of its claims was checked."),
    authors=_list(_object("An author.", name=_TEXT, url=_or_null(_TEXT))),
)
_PASSAGE = _object(
    "A stretch of the text content of [data-article-body] on the article's page, elements"
    " [data-generated] not counted, in code points.",
    start=_said(_COUNT, "The first code point."),
    end=_said(_COUNT, "The one after the last."),
    exact=_TEXT,
    prefix=_said(_TEXT, "The text right before."),
    suffix=_said(_TEXT, "The text right after."),
)
_CLAIMANT = _object(
    "Who makes the claim.",
    name=_TEXT,
    url=_or_null(_ADDRESS),
    kind=_or_null(_TEXT, "person, organization, account …"),
)
_VERDICT = _object(
    "The verdict.",
    key=_said(_TEXT, "Its key in the site's scale."),
    label=_said(_TEXT, "The word that readers see, in the article's language."),
    rating=_or_null({"type": "integer"}, "Its place on the scale, where it has one."),
)
_FIGURE = _object(
    "The number of the claim.",
    text=_said(_TEXT, "As readers see it."),
    **_QUANTITY,
    modality={"enum": [each.value for each in Modality], "description": "How firm it is."},
    label=_or_null(_TEXT, "What the number counts."),
    asOf=_or_null(_DATE, "The day the figure is of."),
    fact=_or_null(_TEXT, "The key of the fact across the site."),
)
_CALCULATION = _object(
    "Arithmetic that the build carried out.",
    label=_or_null(_TEXT),
    expression=_TEXT,
    operands=_list(
        _object(
            "What a name stands for.",
            name=_TEXT,
            text=_TEXT,
            **_QUANTITY,
            **{
                "from": _or_null(
                    _object("A claim or a source.", label=_TEXT, url=_ADDRESS),
                    "Where the number is from.",
                )
            },
        )
    ),
    computed=_said(_DECIMAL, "The result, in the unit of the stated one, shortened."),
    stated=_object("The result as the article states it.", text=_TEXT, **_QUANTITY),
    within=_or_null(_TEXT, "How far the two may be apart."),
)
_SOURCE = _object(
    "A document, and what the claim takes from it.",
    id=_TEXT,
    title=_TEXT,
    publisher=_or_null(_TEXT),
    url=_or_null(_ADDRESS),
    place=_or_null(_TEXT, "Where the document is, or where in it."),
    archive=_or_null(_ADDRESS, "A public archived copy."),
    kind=_or_null({"enum": ["primary", "secondary"]}),
    seen=_or_null({"enum": ["page", "mirror", "quoted", "unseen"]}, "How the checker saw it."),
    published=_or_null(_DATE),
    accessed=_or_null(_DATE),
    origin=_or_null(_TEXT, "What it reprints; reprints count once."),
    excerpt=_or_null(_TEXT, "The words that the claim rests on."),
    locator=_or_null(_TEXT, "Where in the document they are."),
    stance={"enum": ["supports", "contradicts", "context"]},
    state=_or_null(
        {"enum": [each.value for each in State]},
        "What looking the excerpt up in a kept copy of the document gave.",
    ),
)
_CORRECTION = _object(
    "A change after publication.",
    date=_DATE,
    kind={"enum": ["typo", "update", "correction"]},
    was=_or_null(_TEXT),
    now=_or_null(_TEXT),
    why=_or_null(_TEXT),
)
_CLAIM = _object(
    "A checked claim.",
    id=_said(_TEXT, "Unique in its article."),
    url=_said(_ADDRESS, "Its permanent page."),
    number=_said({"type": "integer", "minimum": 1}, "Its place in the article."),
    lang=_TEXT,
    text=_said(_TEXT, "Its words, as they stand in the article."),
    passages=_list(_PASSAGE, "The first is its words; others say the same."),
    passage=_said(_ADDRESS, "Its place on the article's page."),
    textFragment=_or_null(_ADDRESS, "The same, found by its words in browsers that can."),
    claimant=_or_null(_CLAIMANT, "null: the publisher itself."),
    said=_or_null(_DATE, "When they said it."),
    appearance=_or_null(_ADDRESS, "Where they said it."),
    verdict=_VERDICT,
    summary=_or_null(_TEXT),
    explanation=_or_null(_TEXT, "HTML; its addresses are whole."),
    figure=_or_null(_FIGURE),
    calculations=_list(_CALCULATION),
    sources=_list(_SOURCE),
    checked=_or_null(_DATE, "The day of the check."),
    checkedBy=_or_null(_TEXT),
    awaitsReader={
        "type": "boolean",
        "description": "It was edited after it was checked, so that the check is void.",
    },
    recheck=_or_null(_DATE, "Due for another check from then on."),
    corrections=_list(_CORRECTION),
    review=_or_null({"type": "object"}, "Its ClaimReview (schema.org), where it has one."),
)
_SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Checked claims",
    "description": "claims.json: the claims of an article, or of every article of a site.",
    "if": {"required": ["articles"]},
    "then": _ref("site"),
    "else": _ref("article"),
    "$defs": {
        "date": {
            "description": "As precise as it is written: EDTF (ISO 8601-2) at its levels 0 and 1,"
            " 2026-Q4 for a quarter, 2026-H2 for a half-year.",
            "type": "string",
            "pattern": "^[0-9X./~?%QHT:+Z-]+$",
        },
        "site": _object(
            "Every article of a site, by its address.",
            **{"$schema": _ADDRESS},
            site=_object("The site.", title=_TEXT, url=_ADDRESS, lang=_TEXT),
            publisher=_PUBLISHER,
            articles=_list(_ref("article")),
        ),
        "article": _object(
            "The claims of an article in reading order.",
            **{"$schema": _ADDRESS},
            article=_ARTICLE,
            publisher=_PUBLISHER,
            claims=_list(_CLAIM),
        ),
    },
}
