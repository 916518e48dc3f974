"""The new site as it is written, file by file, before it takes its place."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import field
from typing import NamedTuple

from vouch import beside
from vouch.frozen import frozen
from vouch.marker import Noted, noted_of
from vouch.place import Place, cannot, cleared_away, near
from vouch.standing import Standing, is_ours, standing


class Sheet(NamedTuple):
    """A file of the new site: what is noted of it, and whether it had to be written.

    There are very many of them at once, so that what is noted is no value of its own.
    """

    sha256: str
    size: int
    is_new: bool

    @property
    def noted(self) -> Noted:
        """What is noted of the file."""
        return Noted(self.sha256, self.size)


@frozen
class Sheets:
    """The new site as it is written, file by file, before it takes its place.

    Any process of a build may put files into it.
    """

    place: Place
    begun: beside.Begun
    made: set[str] = field(default_factory=set)
    """Folders of it that are known to be there."""

    def put(self, path: str, content: bytes) -> Sheet:
        """Write a file, or leave it to be linked where it stands like that already.

        Raises CannotPublish.
        """
        return self.put_parts(path, (content,))

    def put_parts(self, path: str, content: Iterable[bytes]) -> Sheet:
        """The same for a file that is given in parts, twice."""
        stood = self.place.standing
        now = noted_of(content)
        if stood.files.get(path) == now and path in stood.intact:
            return Sheet(*now, is_new=False)
        try:
            beside.put(self.begun.folder, path, content, self.made)
        except OSError as error:
            raise cannot(self.place.folder, error) from error
        return Sheet(*now, is_new=True)

    def standing(self, path: str) -> Sheet | None:
        """A file as it stands, to be linked as it is; None where it is not there as written."""
        stood = self.place.standing
        return Sheet(*stood.files[path], is_new=False) if path in stood.intact else None

    def read(self, path: str, sheet: Sheet | None = None) -> bytes:
        """The bytes of a file of the new site; without a ``sheet`` it stands. Raises OSError."""
        is_new = sheet is not None and sheet.is_new
        with open(f"{self.begun.folder if is_new else self.place.folder}/{path}", "rb") as file:
            return file.read()


def begin(place: Place) -> Sheets:
    """Begin a new site beside the one that stands. Raises CannotPublish."""
    spare = spare_of(place)
    folder = place.beside
    try:
        return Sheets(place, beside.taken_up(spare, folder) if spare else beside.begun(folder))
    except OSError as error:
        raise cannot(place.folder, error) from error


def spare_of(place: Place) -> Standing | None:
    """The site before the one that stands, where it was kept; one that is no use is removed."""
    folder = near(place.folder, "spare")
    if not os.path.isdir(folder) or not is_ours(folder):
        return None
    kept = standing(folder, place.standing.new)
    if kept.is_known and kept.files:
        return kept
    cleared_away(folder, place.folder, kept.new)
    return None
