"""Files out, all at once: a site is written beside the one that stands, then takes its place.

What did not change is linked from the site that stands: the two share the file, so nothing in
either is ever written in place. A build that fails or is killed leaves the old site whole, or the
new one; what it left behind is tidied up by the next one. What somebody else put into the folder
is never lost.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from vouch import beside, clearing, lock, strangers, swap
from vouch.standing import (
    MARKER,
    Identity,
    Noted,
    Standing,
    is_ours,
    marker,
    noted,
    standing,
)

_LARGE = 64
"""From so many folders on the site before is kept: removing folders is slow."""
_NAMED = 5
"""So many files of somebody else are named in a message."""


class CannotPublish(Exception):
    """The site cannot be put where it should go; the message says why and what would help."""


class ForeignFolder(CannotPublish):
    """The place holds what somebody else put there."""


@dataclass(frozen=True)
class Place:
    """Where a site goes, while this build alone may write there. Made by :func:`claimed`."""

    folder: str
    standing: Standing

    @property
    def beside(self) -> str:
        """Where the new site is written, and where the old one is taken apart."""
        return _near(self.folder, "new")


@dataclass(frozen=True)
class Published:
    """What publishing did: paths that were written and that are gone, how many are as they were.

    ``carried`` are the paths of what is not ours and moved to the new site with its folder.
    """

    written: tuple[str, ...] = ()
    linked: int = 0
    removed: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()


@contextmanager
def claimed(output: Path) -> Iterator[Place]:
    """Have ``output`` to oneself until a site is published there, or none is.

    What a dead build left behind is tidied up first. Raises CannotPublish, at once, where another
    build is at work there, and ForeignFolder where the folder is somebody else's.
    """
    folder = os.path.realpath(output)
    made: list[str] = []
    with ExitStack() as at_the_end:
        try:
            _refuse_foreign(folder)
            at_the_end.callback(_unmake, made)
            _make_folders(os.path.dirname(folder), made)
            new = at_the_end.enter_context(lock.held(_near(folder, "lock")))
            _mend(folder, new)
            _refuse_foreign(folder)
            place = Place(folder, standing(folder, new))
        except lock.Held as error:
            holder = f" ({error})" if str(error) else ""
            raise CannotPublish(
                f"another build{holder} is writing {folder}; build again when it is done"
            ) from None
        except OSError as error:
            raise _cannot(folder, error) from error
        yield place


def publish(
    files: Mapping[str, bytes],
    place: Place,
    *,
    keep: Collection[str] = (),
    notes: str = "",
) -> Published:
    """Make ``place`` hold exactly ``files`` (paths with ``/`` from its root) and those of ``keep``.

    ``keep`` are paths of files that are to stay as they stand; each has to be one of
    ``place.standing.intact``. ``notes`` are kept for the next build. Where nothing changes nothing
    is written. Raises CannotPublish; the site is then as it was before.
    """
    stood = place.standing
    wanted = {path: noted(content) for path, content in files.items()}
    wanted |= {path: stood.files[path] for path in keep}
    same = {
        path: known
        for path, known in stood.intact.items()
        if path in wanted and wanted[path] == stood.files[path]
    }
    if len(same) == len(wanted) == len(stood.files) and notes == stood.notes and stood.is_known:
        stood.settle()
        return Published(linked=len(same))
    _refuse_strangers(stood, wanted)
    try:
        written = _write(place, files, wanted, same)
        _finish(place, marker(wanted, notes), written)
    except BaseException as error:
        with suppress(OSError, CannotPublish):
            _mend(place.folder, stood.new)
        if isinstance(error, OSError):
            raise _cannot(place.folder, error) from error
        raise
    removed = tuple(path for path in stood.files if path not in wanted)
    return Published(written, len(wanted) - len(written), removed, _tidied(place))


def _refuse_foreign(folder: str) -> None:
    if not os.path.exists(folder):
        return
    if not os.path.isdir(folder):
        raise ForeignFolder(f"{folder} is a file; name a folder with --output")
    if not is_ours(folder):
        raise ForeignFolder(
            f"{folder} holds files that Vouch did not make; empty it, or name another folder"
            " with --output"
        )


def _refuse_strangers(stood: Standing, wanted: Mapping[str, Noted]) -> None:
    found = strangers.in_the_way(stood, wanted)
    if not found:
        return
    named = ", ".join(found[:_NAMED])
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    reason = (
        "stand where the new site has something else"
        if stood.is_known
        else f"may not be Vouch's: the list in {MARKER} cannot be read"
    )
    raise ForeignFolder(f"files in {stood.folder} {reason}: {named}{more}; move them elsewhere")


def _write(
    place: Place,
    files: Mapping[str, bytes],
    wanted: Collection[str],
    same: Mapping[str, Identity],
) -> tuple[str, ...]:
    """Write the new site beside the old one, its marker unfinished; gives what was not linked."""
    spare = _spare(place)
    folder = place.beside
    try:
        new = beside.taken_up(spare, folder) if spare else beside.begun(folder)
        return beside.written(new, place.standing, files, wanted, same)
    except beside.Changed as error:
        raise CannotPublish(
            f"{place.folder}/{error} was changed while the site was built; build again"
        ) from None


def _spare(place: Place) -> Standing | None:
    """The site before the one that stands, where it was kept; one that is no use is removed."""
    folder = _near(place.folder, "spare")
    if not os.path.isdir(folder) or not is_ours(folder):
        return None
    kept = standing(folder, place.standing.new)
    if kept.is_known and kept.files:
        return kept
    _clear(folder, place.folder, kept.new)
    return None


def _finish(place: Place, text: bytes, written: Iterable[str]) -> None:
    """Sign the new site and put it in its place."""
    folder = place.beside
    with open(f"{folder}/{MARKER}", "wb") as file:
        file.write(text)
    if os.path.exists(place.folder):  # there is something to lose
        swap.flush(folder, (f"{folder}/{path}" for path in (*written, MARKER)))
    swap.put_in_place(folder, place.folder, _near(place.folder, "old"))


def _tidied(place: Place) -> tuple[str, ...]:
    """Remove the old site, or keep it as a spare; gives what was carried over from it.

    The new one is in its place: what fails here is left to the next build.
    """
    carried: tuple[str, ...] = ()
    with suppress(OSError, clearing.InTheWay):
        swap.flush_names(os.path.dirname(place.folder))
        if os.path.lexists(place.beside):
            old = replace(place.standing, folder=place.beside)
            spare = _near(place.folder, "spare")
            if len(old.real_folders) < _LARGE or os.path.lexists(spare):
                carried = clearing.cleared(old, place.folder)
            else:
                carried = clearing.without_strangers(old, place.folder)
                os.rename(old.folder, spare)
        os.utime(f"{place.folder}/{MARKER}")  # after the last change that is ours
    return carried


def _mend(folder: str, new: os.stat_result) -> None:
    """Tidy up after a build that was killed; the site that stood comes back."""
    unfinished, aside = _near(folder, "new"), _near(folder, "old")
    swap.brought_back(folder, aside)
    _clear(unfinished, folder, new)
    if os.path.lexists(aside):
        os.rename(aside, unfinished)
        _clear(unfinished, folder, new)


def _clear(ours: str, folder: str, new: os.stat_result) -> None:
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


def _make_folders(folder: str, made: list[str]) -> None:
    """Make the folder and those it lies in, where they are missing; ``made`` ends with them."""
    if not os.path.isdir(folder):
        _make_folders(os.path.dirname(folder), made)
        os.mkdir(folder)
        made.append(folder)


def _unmake(folders: Sequence[str]) -> None:
    """Remove those folders again that are empty, the last made first."""
    with suppress(OSError):
        for path in reversed(folders):
            os.rmdir(path)


def _near(folder: str, role: str) -> str:
    """A hidden neighbour of the site's folder: its lock, the new site, the old one."""
    parent, name = os.path.split(folder)
    return os.path.join(parent, f".vouch-{role}-{name}")


def _cannot(folder: str, error: OSError) -> CannotPublish:
    if os.path.ismount(folder):
        return CannotPublish(
            f"the site cannot be written to {folder}: it is a mount point, which nothing can take"
            " the place of; name a folder inside it with --output"
        )
    return CannotPublish(f"the site cannot be written to {folder}: {error.strerror or str(error)}")
