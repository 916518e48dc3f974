"""The ground the models stand on; the only importer of pydantic.

A model is a frozen record that knows its fields and refuses any other. Every text arrives as it
was written (see :mod:`vouch.yamldoc`); the type of a field alone decides what it becomes.

Where models stand, types are no texts (`from __future__ import annotations`): pydantic would
compile each of them anew whenever a command starts.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, NoReturn

import pydantic
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    Tag,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import CoreSchema, ErrorDetails, PydanticCustomError

from vouch.frozen import frozen

__all__ = [
    "AfterValidator",
    "BeforeValidator",
    "Discriminator",
    "ErrorDetails",
    "Field",
    "Form",
    "GenerateJsonSchema",
    "Json",
    "PlainValidator",
    "Record",
    "Tag",
    "TypeAdapter",
    "ValidationError",
    "ValidationInfo",
    "WithJsonSchema",
    "fault",
    "form",
    "model_validator",
    "shown",
]

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""No package that happens to be installed has a say, nor is each looked through for one."""
_SHOWN = 60
Json = dict[str, Any]
"""A JSON Schema, or a part of one."""


@frozen
class Form:
    """A way of writing that a model accepts besides its own: how it is read, what a schema allows.

    ``schema`` makes of the schema of the value that is read the schema of what may be written.
    """

    read: Callable[[Any], object]
    schema: Callable[[Json], Json]

    def __call__(self, value: object) -> object:
        """The value in the model's own form."""
        return self.read(value)


def form(schema: Callable[[Json], Json]) -> Callable[[Callable[[Any], object]], Form]:
    """Let a function that reads a form say what the schema allows."""
    return lambda read: Form(read, schema)


class BeforeValidator(pydantic.BeforeValidator):
    """What is done to a value before its type reads it; a :class:`Form` widens the schema too."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> Json:
        schema = handler(core_schema)
        return self.func.schema(schema) if isinstance(self.func, Form) else schema


class Record(BaseModel):
    """A frozen value with a closed list of fields."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True
    )

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, value: Any) -> Any:
        """A field that is written without a value is as if it were not written."""
        if not isinstance(value, dict) or None not in value.values():
            return value
        fields = cls.model_fields
        return {k: v for k, v in value.items() if v is not None or k not in fields}


def fault(code: str, message: str, help: str = "", word: str = "") -> NoReturn:
    """Refuse the value under validation with a diagnostic ``code`` and what would mend it.

    ``word`` is the part of the value that is wrong, for a caret under it alone.
    """
    context: dict[str, Any] = {"help": help, "word": word, "text": message}
    raise PydanticCustomError(code.replace("-", "_"), "{text}", context)


def shown(text: str) -> str:
    """A text as a message quotes it: on one line, and not for ever."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
