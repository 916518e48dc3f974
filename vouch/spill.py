"""A large page on its way out: what is made of it lies in a temporary file, not in memory."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Self

from vouch import links
from vouch.gallery import shown

_MARK = "\x01"
"""Stands around the place of what was handed over; no text of a page has it."""
_CHUNK = 1 << 18


class Spill(AbstractContextManager["Spill"]):
    """Takes parts of a page, and gives the whole page as bytes, any number of times.

    ``root`` is the way from the page to the root of the site. Raises OSError.
    """

    def __init__(self, root: str) -> None:
        self._root = root
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed at the end
        self._page = ""
        self.pictures: frozenset[str] = frozenset()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def take(self, text: str) -> str:
        """Take a part of the page; gives what stands for it in what is made further on."""
        *before, rest = text.split(_MARK)  # it may begin with what was taken before
        self.pictures |= shown([rest])
        self._file.seek(0, 2)
        start = self._file.tell()
        self._file.write(rest.replace(links.ROOT, self._root).encode())
        stands = f"{_MARK}{start} {self._file.tell()}{_MARK}"
        return f"{_MARK.join(before)}{_MARK}{stands}" if before else stands

    def close_with(self, page: str) -> Self:
        """The page as it was made in the end."""
        self._page = page
        self.pictures |= shown([page])
        return self

    def __iter__(self) -> Iterator[bytes]:
        for number, part in enumerate(self._page.split(_MARK)):
            if number % 2 == 0:
                yield part.encode()
                continue
            start, end = map(int, part.split())
            self._file.seek(start)
            while start < end:
                chunk = self._file.read(min(_CHUNK, end - start))
                start += len(chunk)
                yield chunk
