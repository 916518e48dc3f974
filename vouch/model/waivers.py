"""What an article leaves unchecked, or accepts, and why (contract, section 2)."""

from typing import Annotated, Self

from vouch.model.base import Field, Record, fault
from vouch.model.base import model_validator as validator
from vouch.model.fields import Id, Line

_WAYS = "write the words of a figure under `text`, or the code of a problem under `check`"


class Waiver(Record):
    """A figure in the text that needs no check, or a problem that is accepted, and why."""

    text: Annotated[Line | None, Field(description="The words as they stand in the article.")] = (
        None
    )
    check: Annotated[
        Line | None, Field(description="The code of a problem that is accepted; needs `why`.")
    ] = None
    claim: Annotated[
        Id | None, Field(description="The claim of that problem; default: the whole article.")
    ] = None
    why: Annotated[Line | None, Field(description="The reason.")] = None

    @validator(mode="after")
    def _complete(self) -> Self:
        if self.check is None and self.text is None:
            fault("missing-key", "the waiver names nothing", _WAYS)
        if self.check is None and self.claim is not None:
            fault("missing-key", "the waiver has a `claim` and no `check`", _WAYS)
        if self.check is not None and self.text is not None:
            fault("unknown-key", "the waiver has both a `check` and a `text`", _WAYS)
        return self
