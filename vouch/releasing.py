"""A release: what a build published, recorded for every build after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from vouch import materiality, releasefile
from vouch.checking import Checked
from vouch.publish import CannotPublish
from vouch.released import Release, ReleasedClaim


def release_of(checked: Checked, day: date) -> Release:
    """The record of what ``checked`` publishes on ``day``.

    It has to be without errors, and made with what a release records of each article.
    """
    withdrawn = {entry.slug: entry.date.text for entry in checked.site.withdrawn}
    return Release(day, checked.records, withdrawn)


def write_release(site: Path, release: Release) -> None:
    """Write content/released.json, whole or not at all. Raises CannotPublish."""
    path = site / releasefile.PATH
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(releasefile.written(release), encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        reason = error.strerror or str(error)
        raise CannotPublish(f"{releasefile.PATH} cannot be written: {reason}") from error


def account(before: Release | None, release: Release) -> Iterator[str]:
    """What was recorded, and what changed since the release ``before``, a line each."""
    claims = sum(len(article.claims) for article in release.articles.values())
    recorded = f"{_count(len(release.articles), 'article')}, {_count(claims, 'claim')}"
    since = f" (the last one was of {before.day})" if before else " (the first one)"
    yield f"Released on {release.day}: {recorded} → {releasefile.PATH}{since}"
    if before is None:
        return
    lines = [*_differences(before, release)]
    yield from lines or ["  no change"]


def _differences(before: Release, release: Release) -> Iterator[str]:
    slugs = sorted({*before.articles, *release.articles})
    for slug in slugs:
        old, new = before.articles.get(slug), release.articles.get(slug)
        if old is None and new is not None:
            yield f"  new article {slug}: {_count(len(new.claims), 'claim')}"
        elif new is None:
            yield f"  {slug} is gone"
        elif old is not None:
            yield from (f"  {slug}/{line}" for line in _claims(old.claims, new.claims))


def _claims(old: Mapping[str, ReleasedClaim], new: Mapping[str, ReleasedClaim]) -> Iterator[str]:
    for id in sorted({*old, *new}):
        if id not in old:
            yield f"{id}: new"
        elif id not in new:
            yield f"{id}: withdrawn"
        else:
            for change in materiality.changes(old[id], new[id]):
                yield f"{id}: {change.kind} “{change.was}” → “{change.now or '–'}”"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
