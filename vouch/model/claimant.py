"""Who makes a claim."""

from typing import Annotated, Self
from urllib.parse import urlsplit

from vouch.model.base import Field, Record, fault
from vouch.model.base import model_validator as validator
from vouch.model.fields import Address, Line


class Claimant(Record):
    """Who says it."""

    name: Annotated[Line | None, Field(description="The name of who makes the claim.")] = None
    url: Annotated[Address | None, Field(description="A page about them.")] = None
    kind: Annotated[Line | None, Field(description="person, organization, account …")] = None

    @validator(mode="after")
    def _is_told(self) -> Self:
        if not self.name and self.url is None:
            fault(
                "missing-key",
                "the key `name` is missing here",
                "give the name of who makes the claim; where it is not known, a `url`",
            )
        return self

    @property
    def shown(self) -> str:
        """What a reader is told of them: the name, or else the host of their page."""
        if self.name or self.url is None:
            return self.name or ""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")
