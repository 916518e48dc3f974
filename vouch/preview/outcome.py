"""What one build of the preview came to, as the process that built tells the one that serves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vouch.diagnostics import Diagnostic


@dataclass(frozen=True)
class Order:
    """What is built, and where to: None for a folder of the preview's own.

    Drafts are always built: the preview is for them too.
    """

    site: Path
    output: Path | None = None
    today: date | None = None
    base_url: str | None = None
    strict: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of a build.

    ``is_whole`` says that the folder now holds the site as the content has it. ``changed`` are the
    paths in it that were written or removed. ``fault`` is why no site could be written where the
    content is not to blame, ``summary`` the last line of a run. ``url`` is the site's address
    ``output`` says nothing of an earlier site, which stays where it was.
    """

    is_whole: bool = False
    changed: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    fault: str = ""
    summary: str = ""
    url: str = ""
