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
from dataclasses import field, replace
from pathlib import Path
from types import MappingProxyType

from vouch import beside, clearing, lock, strangers, swap
from vouch.frozen import frozen
from vouch.marker import MARKER, Noted, marker, noted
from vouch.place import CannotPublish, ForeignFolder, Place, cannot, cleared_away, near
from vouch.sheets import Sheet, Sheets, begin
from vouch.standing import Identity, Standing, is_ours, standing

__all__ = ["CannotPublish", "ForeignFolder", "Place", "Published", "claimed", "publish"]

_LARGE = 64
"""From so many folders on the site before is kept: removing folders is slow."""
_NONE: Mapping[str, Sheet] = MappingProxyType({})
_NAMED = 5
"""So many files of somebody else are named in a message."""


@frozen
class Published:
    """What publishing did: paths that were written and that are gone, how many are as they were.

    ``paths`` are those of all files of the site, ``carried`` those of what is not ours and moved to
    the new site with its folder.
    """

    written: tuple[str, ...] = ()
    linked: int = 0
    removed: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    paths: tuple[str, ...] = field(default=(), compare=False)


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
            new = os.fstat(at_the_end.enter_context(lock.held(near(folder, "lock"))))
            _mend(folder, new)
            _refuse_foreign(folder)
            place = Place(folder, standing(folder, new))
        except lock.Held as error:
            holder = f" ({error})" if str(error) else ""
            raise CannotPublish(
                f"another build{holder} is writing {folder}; build again when it is done"
            ) from None
        except OSError as error:
            raise cannot(folder, error) from error
        try:
            yield place
        finally:
            if os.path.lexists(place.beside):  # what was begun and is not to be published
                with suppress(OSError, CannotPublish):
                    _mend(folder, new)


def publish(
    files: Mapping[str, bytes],
    place: Place,
    *,
    made: Mapping[str, Sheet] = _NONE,
    begun: Sheets | None = None,
    keep: Collection[str] = (),
    notes: str = "",
) -> Published:
    """Make ``place`` hold exactly ``files``, ``made`` and ``keep``, by their paths in the site.

    ``made`` are those that were put into the sheets ``begun``. ``keep`` are paths of files that are
    to stay as they stand; each has to be one of ``place.standing.intact``. ``notes`` are kept for
    the next build. Where nothing changes nothing is written. Raises CannotPublish; the site is then
    as it was before.
    """
    stood = place.standing
    wanted = {path: noted(content) for path, content in files.items()}
    wanted |= {path: sheet.noted for path, sheet in made.items()}
    wanted |= {path: stood.files[path] for path in keep}
    same = {
        path: known
        for path, known in stood.intact.items()
        if path in wanted and wanted[path] == stood.files[path]
    }
    if len(same) == len(wanted) == len(stood.files) and notes == stood.notes and stood.is_known:
        stood.settle()
        return Published(linked=len(same), paths=tuple(wanted))
    _refuse_strangers(stood, wanted)
    there = [path for path, sheet in made.items() if sheet.is_new]
    try:
        written = _write(begun or begin(place), files, wanted, same, there)
        _finish(place, marker(wanted, notes), written)
    except BaseException as error:
        with suppress(OSError, CannotPublish):
            _mend(place.folder, stood.new)
        if isinstance(error, OSError):
            raise cannot(place.folder, error) from error
        raise
    removed = tuple(path for path in stood.files if path not in wanted)
    linked = len(wanted) - len(written)
    return Published(written, linked, removed, _tidied(place), tuple(wanted))


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
    begun: Sheets,
    files: Mapping[str, bytes],
    wanted: Collection[str],
    same: Mapping[str, Identity],
    there: Collection[str],
) -> tuple[str, ...]:
    """Write what the new site lacks; gives what was not linked."""
    place = begun.place
    try:
        return beside.written(begun.begun, place.standing, files, wanted, same, there=there)
    except beside.Changed as error:
        raise CannotPublish(
            f"{place.folder}/{error} was changed while the site was built; build again"
        ) from None


def _finish(place: Place, text: bytes, written: Iterable[str]) -> None:
    """Sign the new site and put it in its place."""
    folder = place.beside
    with open(f"{folder}/{MARKER}", "wb") as file:
        file.write(text)
    if os.path.exists(place.folder):  # there is something to lose
        swap.flush(folder, (f"{folder}/{path}" for path in (*written, MARKER)))
    swap.put_in_place(folder, place.folder, near(place.folder, "old"))


def _tidied(place: Place) -> tuple[str, ...]:
    """Remove the old site, or keep it as a spare; gives what was carried over from it.

    The new one is in its place: what fails here is left to the next build.
    """
    carried: tuple[str, ...] = ()
    with suppress(OSError, clearing.InTheWay):
        swap.flush_names(os.path.dirname(place.folder))
        if os.path.lexists(place.beside):
            old, spare = place.standing, near(place.folder, "spare")
            if len(old.real_folders) < _LARGE or os.path.lexists(spare):
                carried = clearing.cleared(replace(old, folder=place.beside), place.folder)
            else:
                carried = clearing.without_strangers(old.moved(place.beside), place.folder)
                os.rename(place.beside, spare)
        os.utime(f"{place.folder}/{MARKER}")  # after the last change that is ours
    return carried


def _mend(folder: str, new: os.stat_result) -> None:
    """Tidy up after a build that was killed; the site that stood comes back."""
    unfinished, aside = near(folder, "new"), near(folder, "old")
    swap.brought_back(folder, aside)
    cleared_away(unfinished, folder, new)
    if os.path.lexists(aside):
        os.rename(aside, unfinished)
        cleared_away(unfinished, folder, new)


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
