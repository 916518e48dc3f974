"""What the checks across a site look at."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from vouch.dossier import Dossier
from vouch.frozen import frozen
from vouch.heads import Head
from vouch.released import Release
from vouch.settings import Settings


@frozen
class Standing:
    """The articles of a site side by side, and what was published of it last.

    ``dossiers`` are those of the articles, ``articles`` the heads of all that are written;
    ``unread`` are the paths of files that are there and could not be read.
    """

    dossiers: Sequence[Dossier]
    articles: Sequence[Head]
    settings: Settings
    unread: Collection[str]
    release: Release | None
    today: date


class OnDay(NamedTuple):
    """An article on a day."""

    dossier: Dossier
    today: date
