"""Articles that were published and stand nowhere any more."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from vouch.checks.standing import Standing
from vouch.diagnostics import Diagnostic, Note, Span
from vouch.heads import Head
from vouch.model.base import shown
from vouch.outcomes import HELD, Finding, Left, Level
from vouch.released import Release
from vouch.settings import Settings

CODE = "withdrawn-article"
LEVEL = Level.ERROR


def check(subject: Standing) -> Iterator[Finding]:
    """Addresses that were published and lead nowhere, and that nobody was told of.

    Not checkable where a file that cannot be read may be the one that is missing, and where
    site.yaml cannot be read.
    """
    release, settings, articles = subject.release, subject.settings, subject.articles
    if release is None:
        return
    faulty = [article for article in articles if not article.is_read]
    if settings.reading is None or settings.reading.diagnostics or faulty or subject.unread:
        yield from (Left.UNCHECKABLE for _ in release.articles)
        return
    told = {entry.slug: row for row, entry in enumerate(settings.site.withdrawn)}
    held = {article.slug for article in articles}
    held |= {alias for article in articles for alias, _ in article.aliases}
    day = max(subject.today, release.day)
    for slug, old in release.articles.items():
        if slug in held:
            yield HELD
            continue
        if slug not in told:
            line = _entry(slug, str(day), old.title)
            tell = f"tell readers, in content/site.yaml, with the reason under `why`\n{line}"
            heir = _heir(release, slug, old.title, articles)
            yield (_untold(settings, tell, slug, old.title, heir),)
            continue
        entry = settings.site.withdrawn[told[slug]]
        if entry.date.latest is not None and entry.date.latest < release.day:
            problem = Diagnostic(
                CODE,
                f"`{slug}` was still published on {release.day}, after this day",
                settings.reading.span("withdrawn", told[slug], "date"),
                f"write the day on which it was withdrawn, {day} or later",
            )
            yield (problem,)
        else:
            yield HELD
    for slug, withdrawn in release.withdrawn.items():
        if slug in held | told.keys():
            yield HELD
        else:
            message = f"the withdrawal of `{slug}` on {withdrawn} was published and is gone"
            help = f"put it back:\n{_entry(slug, withdrawn, '')}"
            yield (Diagnostic(CODE, message, _place(settings), help),)


def _untold(settings: Settings, told: str, slug: str, title: str, heir: Head | None) -> Diagnostic:
    """``told`` is what would tell readers, ``heir`` the article that may be this one."""
    message = f"the article `{slug}` was published and is gone: “{shown(title)}”"
    if heir is None:
        return Diagnostic(CODE, message, _place(settings), f"bring it back, or {told}")
    key = next(key for key in ("aliases", "slug", "title") if key in heir.keys)
    notes = (Note(f"if this is another article, {told}"),)
    addresses = ", ".join([*(alias for alias, _ in heir.aliases), slug])
    help = f"if this is it, lead its old address here, with this line\naliases: [{addresses}]"
    return Diagnostic(CODE, message, heir.keys[key], help, notes)


def _heir(release: Release, slug: str, title: str, articles: Sequence[Head]) -> Head | None:
    """The new article that has the file or the title of the one that is gone."""
    new = [a for a in articles if a.is_read and a.slug not in release.articles]
    return next((a for a in new if a.name == slug or a.title == title), None)


def _place(settings: Settings) -> Span:
    assert settings.reading is not None
    key = "withdrawn" if settings.reading.has("withdrawn") else "title"
    return settings.reading.key_span(key)


def _entry(slug: str, day: str, title: str) -> str:
    said = f", title: {json.dumps(title, ensure_ascii=False)}" if title else ""
    return f"withdrawn:\n  - {{slug: {slug}, date: {day}{said}}}"
