"""New files beside what there is: all of them are written, or none, and never over another."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


class CannotWrite(Exception):
    """Files cannot be written, and none was; the message says why."""


def write_new(root: Path, files: Mapping[str, str]) -> None:
    """Write texts under ``root`` by their paths, as UTF-8; folders are made where they are missing.

    Raises CannotWrite where one of the paths exists, or cannot be written; what was made until then
    is taken away again.
    """
    made: list[Path] = []
    try:
        for way, text in files.items():
            path = root / way
            _make_folders(path.parent, made)
            try:
                with path.open("x", encoding="utf-8", newline="\n") as file:
                    made.append(path)
                    file.write(text)
            except FileExistsError:
                raise CannotWrite(f"{path} exists already; nothing was written") from None
    except BaseException as error:
        _unmake(made)
        if not isinstance(error, OSError):
            raise
        place = error.filename or root
        raise CannotWrite(f"{place} cannot be written: {error.strerror or error}") from None


def _make_folders(folder: Path, made: list[Path]) -> None:
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir()
        made.append(each)


def _unmake(made: list[Path]) -> None:
    for path in reversed(made):
        with suppress(OSError):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink()
