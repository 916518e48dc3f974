"""What machines are told against what a reader sees, one value at a time.

Whatever differs is a problem that stops publication; white space never makes a difference.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vouch.diagnostics import Diagnostic, Span

CODE = "markup-differs"
_BEGUN = re.compile(r"[\w.,+\u2212-]")
_GOES_ON = re.compile(r"[\w%]|[.,]\d")
"""What makes another figure of one that it stands before or behind."""


def line(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())


def same(
    path: str, what: str, seen: str | None, told: str, *, page: str = ""
) -> Iterator[Diagnostic]:
    """For what must stand there, and be the same."""
    if seen is None or (seen != told and line(seen) != line(told)):
        yield differs(path, what, told, seen, page=page)


def holds(path: str, what: str, seen: str, told: str, *, page: str = "") -> Iterator[Diagnostic]:
    """For what must stand in a longer text."""
    if not stands(told, seen):
        yield differs(path, what, told, seen, page=page)


def stands(told: str, seen: str) -> bool:
    """Whether a text stands in another, its numbers whole: `2 mars` does not in `12 mars`."""
    wanted = line(told)
    is_begun, is_ended = wanted[:1].isdigit(), wanted[-1:].isdigit()
    return any(
        not (is_begun and seen[max(0, at - 1) : at].isdigit())
        and not (is_ended and seen[end : end + 1].isdigit())
        for at, end in _places(wanted, seen)
    )


def stands_alone(figure: str, seen: str) -> bool:
    """Whether a figure stands in a text, and no other: `6 GW` is none of `−6 GW` and `6 GWh`."""
    return any(
        not (at and _BEGUN.match(seen, at - 1)) and not _GOES_ON.match(seen, end)
        for at, end in _places(line(figure), seen)
    )


def _places(wanted: str, seen: str) -> Iterator[tuple[int, int]]:
    at = seen.find(wanted)
    while at >= 0:
        yield at, at + len(wanted)
        at = seen.find(wanted, at + 1)


def lacking(told: Sequence[str], texts: Sequence[str]) -> tuple[Sequence[str], str | None]:
    """Of several things told together those that do not stand together, and where most of them do.

    None where there is no text at all.
    """
    missing = [([each for each in told if not stands(each, text)], text) for text in texts]
    return min(missing, key=lambda each: len(each[0]), default=(told, None))


def differs(path: str, what: str, told: str, seen: str | None, *, page: str = "") -> Diagnostic:
    """The problem; ``page`` is what shows it, where ``path`` is neither a page nor beside one."""
    there = f"“{seen}”" if seen is not None else "nothing"
    return Diagnostic(
        CODE,
        f"{path}: {what} is “{told}” for machines, and a reader sees {there}",
        Span(f"templates/{_template(page or path)}"),
        "a template has to show what claims.json says, in elements with the `data-` attributes that"
        " the template Vouch brings gives them",
    )


def absent(path: str, what: str) -> Diagnostic:
    """The problem where a page says nothing at all to machines of what it shows."""
    return Diagnostic(
        CODE,
        f"{path}: {what} is missing, or cannot be read",
        Span(f"templates/{_template(path)}"),
        "write `{{ page.structured }}` into the template, within"
        ' `<script type="application/ld+json">`',
    )


def fault_of_ours(path: str, what: str, told: object, seen: object) -> Diagnostic:
    """The same for a difference that no template can make, between values of JSON."""
    texts = [each if isinstance(each, str) else json.dumps(each) for each in (told, seen)]
    return replace(
        differs(path, what, *texts),
        span=Span("content/site.yaml"),
        help="this is a fault of Vouch: please report it; `formats` leaves most files out",
    )


def _template(path: str) -> str:
    """The template that makes a page of an article, or the page that a format is about."""
    *folders, name = path.split("/")
    if name != "index.html":
        return name if name.endswith(".html") else "article.html"
    return "claim.html" if "claims" in folders[1:] else "article.html"
