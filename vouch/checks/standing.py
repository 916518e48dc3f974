"""What the checks across a site look at."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from vouch.compiled import Compiled
from vouch.model.site import Article
from vouch.parsing import Parsed
from vouch.released import Release
from vouch.settings import Settings


@dataclass(frozen=True)
class Standing:
    """The articles of a site side by side, and what was published of it last.

    ``compiled`` are those that may be published, ``articles`` all that are written; ``unread``
    are the paths of files that are there and could not be read.
    """

    compiled: Sequence[Compiled]
    articles: Sequence[Parsed[Article]]
    settings: Settings
    unread: Collection[str]
    release: Release | None
    today: date


@dataclass(frozen=True)
class OnDay:
    """An article on a day."""

    article: Compiled
    today: date
