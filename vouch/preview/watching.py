"""What changes on the disk, as it changes; the only importer of watchfiles.

The folders that a site is made from are watched with all that lies in them; the folder that holds
them only for their coming and going, because it holds much else (`.venv`, `_site`).
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from watchfiles import Change, watch

_FOLDERS = ("content", "templates", "static")
_STEP = 10
"""Milliseconds without another change after which those that came are told."""
_LONGEST = 100
"""Milliseconds after which they are told although more are coming."""
_LOOK = 250
"""Milliseconds between two looks at whether a folder has come that was not there."""
_NOT_CONTENT = re.compile(r"^\.|~$|\.(?:swp|tmp|bak)$")
"""Names of what editors keep beside a file; what becomes the file is then renamed to it."""


class Watch:
    """Calls ``changed``, in a thread of its own, after each change to what the site is made from.

    ``say`` is given what a person has to know, in one line.
    """

    def __init__(self, site: Path, changed: Callable[[], None], say: Callable[[str], None]) -> None:
        self._site = Path(os.path.realpath(site))
        self._changed = changed
        self._say = say
        self._polls = False
        self._stopped = False
        self._anew = threading.Event()
        self._end = threading.Event()
        self._is_watching = threading.Event()
        self._threads = [
            threading.Thread(target=target, name=name, daemon=True)
            for name, target in (("watch", self._inside), ("watch for folders", self._around))
        ]

    def start(self) -> None:
        """Begin. Once this returns no change in the folders that there are is missed."""
        for thread in self._threads:
            thread.start()
        self._is_watching.wait()

    def stop(self) -> None:
        """End the watch, and wait for it to be gone."""
        self._stopped = True
        self._anew.set()
        self._end.set()
        for thread in self._threads:
            thread.join()

    def _inside(self) -> None:
        """Watch the folders that there are; anew whenever one comes or goes."""
        while not self._stopped:
            self._anew.clear()
            folders = [path for name in _FOLDERS if (path := self._site / name).is_dir()]
            begins = True
            for has_changed in self._sets(folders, self._anew, _is_content, recursive=True):
                if has_changed or (begins and self._is_watching.is_set()):
                    self._changed()  # nobody saw what came before this watch
                begins = False
                self._is_watching.set()

    def _around(self) -> None:
        """Watch for the coming and going of the folders themselves."""
        mine = {str(self._site / name) for name in _FOLDERS}

        def is_folder_of_ours(change: Change, path: str) -> bool:
            return path in mine and change is not Change.modified

        while not self._stopped:
            for has_changed in self._sets(
                [self._site], self._end, is_folder_of_ours, recursive=False
            ):
                if has_changed:
                    self._anew.set()

    def _sets(
        self,
        folders: list[Path],
        until: threading.Event,
        is_meant: Callable[[Change, str], bool],
        *,
        recursive: bool,
    ) -> Iterator[bool]:
        """Whether something changed, again and again until ``until`` is set; at first False."""
        paths = [os.path.realpath(folder) for folder in folders]
        try:
            if not paths:
                raise FileNotFoundError
            for changes in watch(
                *paths,
                watch_filter=is_meant,
                step=_STEP,
                debounce=_LONGEST,
                rust_timeout=_LOOK,
                yield_on_timeout=True,
                stop_event=until,
                raise_interrupt=False,
                force_polling=self._polls or None,
                recursive=recursive,
                ignore_permission_denied=True,
            ):
                yield bool(changes)
        except FileNotFoundError:  # it went in this very moment, or none has come yet
            self._is_watching.set()
            until.wait(_LOOK / 1000)
        except Exception as error:  # noqa: BLE001 - whatever the system refuses, saves must be seen
            if not self._polls:
                self._polls = True
                self._say(
                    f"the system does not tell of changes ({error}); looking for them instead"
                )
            else:
                self._is_watching.set()
            until.wait(_LOOK / 1000)


def _is_content(_: Change, path: str) -> bool:
    return not _NOT_CONTENT.search(Path(path).name)
