"""Files out, all at once: a site is written beside the one that stands, then takes its place.

A build that fails or is killed leaves the old site whole. A folder that holds something and was
not made here is never touched.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

MARKER = ".vouch-site"
"""Tells a folder that Vouch made, and may replace, from one that it must not touch."""
_MARKER_TEXT = b"This folder is made by Vouch; the next build replaces it whole.\n"


class CannotPublish(Exception):
    """The site cannot be put where it should go; the message says why and what would help."""


class ForeignFolder(CannotPublish):
    """The place holds what somebody else put there."""


def publish(files: Mapping[str, bytes], output: Path, notes: str = "") -> None:
    """Make ``output`` hold exactly ``files`` (paths with ``/`` from its root).

    ``notes`` are kept for the next build (:func:`noted`). Raises CannotPublish; the folder is then
    as it was before.
    """
    output = Path(os.path.realpath(output))
    beside = output.parent / f".{output.name}.new"
    before = output.parent / f".{output.name}.old"
    try:
        _mend(output, beside, before)
        refuse_foreign(output)
        output.parent.mkdir(parents=True, exist_ok=True)
        _write({MARKER: _MARKER_TEXT + notes.encode("utf-8"), **files}, beside)
        _swap(beside, output, before)
    except OSError as error:
        shutil.rmtree(beside, ignore_errors=True)
        reason = error.strerror or str(error)
        raise CannotPublish(f"the site cannot be written to {output}: {reason}") from error


def refuse_foreign(output: Path) -> None:
    """Raise CannotPublish where ``output`` holds what somebody else put there."""
    if not output.exists():
        return
    if not output.is_dir():
        raise ForeignFolder(f"{output} is a file; name a folder with --output")
    if any(output.iterdir()) and not (output / MARKER).is_file():
        raise ForeignFolder(
            f"{output} holds files that Vouch did not make; empty it, or name another folder"
            " with --output"
        )


def noted(output: Path) -> str:
    """The notes of the build that made the site in ``output``; empty where nobody did."""
    try:
        text = (output / MARKER).read_bytes()
    except OSError:
        return ""
    return text.removeprefix(_MARKER_TEXT).decode("utf-8", "replace")


def standing(output: Path, path: str) -> bytes | None:
    """A file of the site that stands in ``output``; None where it has none."""
    try:
        return (output / path).read_bytes()
    except OSError:
        return None


def _mend(output: Path, beside: Path, before: Path) -> None:
    """Clear what a build that was killed left behind; the site that stood comes back."""
    shutil.rmtree(beside, ignore_errors=True)
    if before.is_dir():
        if output.exists():
            shutil.rmtree(before)
        else:
            before.rename(output)


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    made: set[Path] = set()
    for name, content in files.items():
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(content)


def _swap(beside: Path, output: Path, before: Path) -> None:
    if not output.exists():
        beside.rename(output)
        return
    output.rename(before)
    try:
        beside.rename(output)
    except OSError:
        before.rename(output)
        raise
    shutil.rmtree(before)
