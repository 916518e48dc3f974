"""What readers are told of changes after publication."""

from typing import Annotated

from vouch.model.base import Field, Record
from vouch.model.fields import BegunDate, Id, Line, one_of


class Correction(Record):
    """A change after publication, and why."""

    date: Annotated[BegunDate, Field(description="The day of the change.")]
    kind: Annotated[
        str,
        one_of("unknown-correction", "typo", "update", "correction"),
        Field(description="typo, update or correction."),
    ] = "correction"
    was: Annotated[Line | None, Field(description="What stood before.")] = None
    now: Annotated[Line | None, Field(description="What stands now.")] = None
    why: Annotated[Line | None, Field(description="The reason.")] = None


class Withdrawal(Record):
    """A claim that was published and is no longer made, and why."""

    id: Annotated[Id, Field(description="The id that the claim had; its address leads on.")]
    date: Annotated[BegunDate, Field(description="The day of the withdrawal.")]
    was: Annotated[Line | None, Field(description="What it said.")] = None
    why: Annotated[Line | None, Field(description="The reason.")] = None
