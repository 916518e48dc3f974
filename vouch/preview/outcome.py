"""What one build of the preview came to, as the process that built tells the one that serves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import Enum
from pathlib import Path

from vouch.diagnostics import Diagnostic
from vouch.frozen import frozen


class What(Enum):
    """Why there is to be a build: something was saved, or files are lacking since the last one."""

    SAVED = "saved"
    LACKING = "lacking"


@frozen
class Order:
    """What is built, and where to: None for a folder of the preview's own.

    Drafts are always built: the preview is for them too. ``in_proof`` lets what is built again be
    held in memory (:mod:`vouch.preview.proof`).
    """

    site: Path
    output: Path | None = None
    today: date | None = None
    base_url: str | None = None
    strict: bool = False
    in_proof: bool = False


@frozen
class Outcome:
    """What came of a build.

    ``is_whole`` says that this is the site as the content has it. ``changed`` are the
    paths in it that were written or removed. ``fault`` is why no site could be written where the
    content is not to blame, ``summary`` the last line of a run. ``url`` is the site's address.
    ``held`` are those of the changed files that are not in the folder as they are now: their bytes,
    None for one that is gone. Where ``is_on_disk`` all are there, those of earlier builds too.
    ``lacks`` says that files which are no pages were left for another build; of such a one
    ``is_amends`` is true.
    """

    is_whole: bool = False
    changed: tuple[str, ...] = ()
    held: Mapping[str, bytes | None] = field(default_factory=dict)
    is_on_disk: bool = True
    lacks: bool = False
    is_amends: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()
    fault: str = ""
    summary: str = ""
    url: str = ""
