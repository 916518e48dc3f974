"""The ground the models stand on; the only importer of pydantic.

A model is a frozen record that knows its fields and refuses any other. Every text arrives as it
was written (see :mod:`vouch.yamldoc`); the type of a field alone decides what it becomes.
"""

from __future__ import annotations

from typing import Any, NoReturn

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainValidator,
    Tag,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

__all__ = [
    "AfterValidator",
    "BeforeValidator",
    "Discriminator",
    "ErrorDetails",
    "Field",
    "PlainValidator",
    "Record",
    "Tag",
    "TypeAdapter",
    "ValidationError",
    "ValidationInfo",
    "WithJsonSchema",
    "fault",
    "model_validator",
    "shown",
]

_SHOWN = 60


class Record(BaseModel):
    """A frozen value with a closed list of fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, value: Any) -> Any:
        """A field that is written without a value is as if it were not written."""
        if not isinstance(value, dict):
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
