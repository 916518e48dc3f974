"""`content/released.json`: a release as text, and back.

Sorted, indented, one value a line, so that version control shows what a release changed. A digest
of the rest tells a file that a release wrote from one that was edited since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from vouch.diagnostics import Diagnostic, SourceText
from vouch.released import (
    Release,
    ReleasedArticle,
    ReleasedClaim,
    ReleasedEntry,
    ReleasedFigure,
)

PATH = "content/released.json"
VERSION = 1
"""Raised when a key goes or changes its meaning."""
CODE = "bad-release"
_RESTORE = (
    "restore the file as the last release wrote it, from version control; nobody edits it by hand"
)


def written(release: Release) -> str:
    """The text of the file; the same release gives the same text."""
    held = {
        "version": VERSION,
        "released": release.day.isoformat(),
        "articles": {
            slug: _less_empty(asdict(article)) for slug, article in release.articles.items()
        },
        "withdrawn": dict(release.withdrawn),
    }
    return json.dumps({**held, "digest": _digest(held)}, **_LAID_OUT) + "\n"


def read(source: SourceText) -> tuple[Release | None, tuple[Diagnostic, ...]]:
    """The release that a file holds; None and one problem where it holds none."""
    try:
        held = json.loads(source.text)
    except json.JSONDecodeError as error:
        message = f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        return None, (_problem(message, source, error.pos),)
    except (RecursionError, ValueError):
        return None, (_problem("this is not what a release writes", source, 0),)
    version = held.get("version") if isinstance(held, dict) else None
    if type(version) is not int:
        return None, (_problem("this is not what a release writes", source, 0),)
    if version != VERSION:
        message = f"this has the form {version}; this version of Vouch reads the form {VERSION}"
        help = "use the version of Vouch that wrote it, or a later one"
        return None, (_problem(message, source, source.text.find('"version"'), help),)
    digest = held.pop("digest", None)
    try:
        if digest == _digest(held):
            return _release(held), ()
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        pass  # nothing that a release wrote: it is told below
    return None, (_problem("this was changed after the release that wrote it", source, 0),)


def _problem(message: str, source: SourceText, at: int, help: str = _RESTORE) -> Diagnostic:
    return Diagnostic(CODE, message, source.span(max(0, at)), help)


_LAID_OUT: Mapping[str, Any] = {"ensure_ascii": False, "indent": 2, "sort_keys": True}


def _digest(held: object) -> str:
    text = json.dumps(held, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _less_empty(value: Any) -> Any:
    """The value without the fields that are empty."""
    if isinstance(value, Mapping):
        return {key: _less_empty(item) for key, item in value.items() if item}
    return [_less_empty(item) for item in value] if isinstance(value, (list, tuple)) else value


def _release(held: Mapping[str, Any]) -> Release:
    return Release(
        date.fromisoformat(held["released"]),
        {slug: _article(article) for slug, article in held["articles"].items()},
        dict(held["withdrawn"]),
    )


def _article(held: Mapping[str, Any]) -> ReleasedArticle:
    claims = {id: _claim(claim) for id, claim in held.get("claims", {}).items()}
    return ReleasedArticle(**{**held, "claims": claims})


def _claim(held: Mapping[str, Any]) -> ReleasedClaim:
    figure = held.get("figure")
    return ReleasedClaim(
        **{
            **held,
            "quotes": tuple(held["quotes"]),
            "figure": ReleasedFigure(**{"unit": "", **figure}) if figure else None,
            "corrections": tuple(ReleasedEntry(**entry) for entry in held.get("corrections", ())),
        }
    )
