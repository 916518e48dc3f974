"""Where a preview is built: a folder that this preview has to itself."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from vouch import lock

FOLDER = ".vouch-preview"
_IGNORED = "# Made by `vouch serve`; it may be deleted.\n*\n"


@contextmanager
def place_for(site: Path, output: Path | None) -> Iterator[Path]:
    """A folder to build into, as long as it is needed.

    It is ``output`` where that is given; else one within the site's folder, which stays, so that
    images need not be made again the next time. Where that is in use by another preview, or cannot
    be made, it is a temporary one, gone in the end.
    """
    if output is not None:
        yield output
        return
    with ExitStack() as at_the_end:
        home = site / FOLDER
        try:
            home.mkdir(exist_ok=True)
            at_the_end.enter_context(lock.held(str(home / "in-use")))
            (home / ".gitignore").write_text(_IGNORED, encoding="utf-8")
        except (OSError, lock.Held):
            home = Path(at_the_end.enter_context(tempfile.TemporaryDirectory(prefix="vouch-")))
        yield home / "site"
