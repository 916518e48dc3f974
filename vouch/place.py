"""Where a site goes, what lies beside it, and why it cannot go there."""

from __future__ import annotations

import os

from vouch import clearing
from vouch.frozen import frozen
from vouch.standing import Standing, is_ours, standing


class CannotPublish(Exception):
    """The site cannot be put where it should go; the message says why and what would help."""


class ForeignFolder(CannotPublish):
    """The place holds what somebody else put there."""


@frozen
class Place:
    """Where a site goes, while this build alone may write there. Made by :func:`claimed`."""

    folder: str
    standing: Standing

    @property
    def beside(self) -> str:
        """Where the new site is written, and where the old one is taken apart."""
        return near(self.folder, "new")


def near(folder: str, role: str) -> str:
    """A hidden neighbour of the site's folder: its lock, the new site, the old one."""
    parent, name = os.path.split(folder)
    return os.path.join(parent, f".vouch-{role}-{name}")


def cleared_away(ours: str, folder: str, new: os.stat_result) -> None:
    """Remove the folder ``ours``; what is not ours in it moves to ``folder``."""
    if not os.path.lexists(ours):
        return
    if os.path.islink(ours) or not os.path.isdir(ours) or not is_ours(ours):
        raise CannotPublish(f"{ours} is in the way, and Vouch did not make it; move it away")
    try:
        clearing.cleared(standing(ours, new), folder)
    except clearing.InTheWay as error:
        raise CannotPublish(
            f"{ours}/{error} is not Vouch's, and {folder} has something of that name;"
            " move it elsewhere"
        ) from None


def cannot(folder: str, error: OSError) -> CannotPublish:
    """What to say where the system refuses to write a site."""
    if os.path.ismount(folder):
        return CannotPublish(
            f"the site cannot be written to {folder}: it is a mount point, which nothing can take"
            " the place of; name a folder inside it with --output"
        )
    return CannotPublish(f"the site cannot be written to {folder}: {error.strerror or str(error)}")
