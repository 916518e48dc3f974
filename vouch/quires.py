"""What is put into the site at a time: pages that belong together, and the files beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field

from vouch.diagnostics import Diagnostic
from vouch.frames import Page
from vouch.frozen import frozen


@frozen
class Plain:
    """A file of the site that no template makes: where it goes, and its bytes."""

    path: str
    content: bytes


@frozen
class Drawn:
    """A file that is dear to make: ``make`` gives its bytes, ``key`` digests all they depend on."""

    path: str
    key: str
    make: Callable[[], bytes]


@frozen
class Beside:
    """What belongs to pages beside their HTML, and what is wrong with them."""

    files: tuple[Plain | Drawn, ...] = ()
    faults: tuple[Diagnostic, ...] = ()


@frozen
class Quire:
    """Some of the pages that belong together, which one process makes, reads again and puts away.

    ``html`` are those that were made before, by their paths, ``pages`` gives the others.
    ``beside`` is given the HTML of all of them, and nothing where a page could not be made.
    """

    beside: Callable[[Mapping[str, str]], Beside]
    html: Mapping[str, str] = field(default_factory=dict)
    pages: Callable[[], Iterable[Page]] = tuple
