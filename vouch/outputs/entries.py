"""What feeds say: each article, and each change after publication, as an entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import NamedTuple
from zoneinfo import ZoneInfo

from vouch.articleview import ArticleView, Presented
from vouch.outputs.feedtimes import instant, whole_day
from vouch.outputs.publication import Publication
from vouch.translations import article_versions
from vouch.views import CorrectionView, Version
from vouch.wording import wording

MOST = 50
"""Entries of a feed: readers keep what they have seen, and a poll should cost little."""


class Entry(NamedTuple):
    """An entry of a feed.

    ``id`` never changes; ``url`` is where a reader is led. ``published`` is empty where no day is
    known, ``updated`` never is. ``text`` is what is new, in plain words; ``versions`` are the same
    in other languages.
    """

    id: str
    url: str
    title: str
    lang: str
    published: str
    updated: str
    summary: str
    text: str
    authors: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()


class Feed(NamedTuple):
    """A feed: ``page`` is the page that shows the same, ``updated`` when it changed last."""

    page: str
    title: str
    updated: str
    entries: tuple[Entry, ...]


def of_articles(
    publication: Publication,
    articles: Sequence[tuple[Presented, Sequence[ArticleView]]],
    today: date,
) -> Feed:
    """The latest articles, each with its versions, the latest first.

    Drafts are left out: a feed cannot be taken back.
    """
    entries = [
        _article(publication, article, versions)
        for article, versions in articles
        if not article.view.draft
    ]
    return _feed(publication, "", publication.title, entries, today)


def of_corrections(
    publication: Publication, changes: Sequence[CorrectionView], today: date
) -> Feed:
    """The latest corrections and withdrawals, the latest first."""
    heading = wording(publication.lang).text("site.corrections")
    title = wording(publication.lang).text("site.page-title", title=heading, site=publication.title)
    entries = {entry.id: entry for entry in (_change(publication, change) for change in changes)}
    return _feed(publication, "corrections/", title, [*entries.values()], today)


def _feed(
    publication: Publication,
    page: str,
    title: str,
    entries: Sequence[Entry],
    today: date,
) -> Feed:
    """The feed, as new as its newest entry; an empty one as new as the day of the build."""
    latest = max((e.updated for e in entries), key=datetime.fromisoformat, default="")
    updated = latest or instant(today, ZoneInfo(publication.timezone))
    return Feed(publication.url + page, title, updated, tuple(entries[:MOST]))


def _article(
    publication: Publication, presented: Presented, versions: Sequence[ArticleView]
) -> Entry:
    """An article; its id is the first address that it ever had, so that a move is no news."""
    view, zone = presented.view, ZoneInfo(publication.timezone)
    first = presented.aliases[0] if presented.aliases else view.slug
    updated = view.updated or view.date
    return Entry(
        id=publication.url + (first if first.endswith(".html") else f"{first}/"),
        url=publication.address(view.href),
        title=view.title,
        lang=view.lang,
        published=instant(view.date, zone) if whole_day(view.date) else "",
        updated=instant(updated, zone),
        summary=view.dek,
        text="\n".join(filter(None, (view.dek, view.counts))) or view.title,
        authors=tuple((author.label, author.href) for author in view.authors),
        tags=view.tags,
        versions=tuple(
            v for v in article_versions(versions, view, publication.url) if not v.is_here
        ),
    )


def _change(publication: Publication, change: CorrectionView) -> Entry:
    """A correction, an update, a typo mended or a withdrawal."""
    w, zone = wording(change.lang), ZoneInfo(publication.timezone)
    kind = w.text(f"correction.kind.{change.kind}")
    about = change.claim.label or change.article.label
    where = change.claim.href or change.article.href or "corrections/index.html"
    told = repr((change.kind, change.date.text, change.was, change.now, change.why, about))
    lines = [
        w.text("site.labelled", label=w.text(f"correction.{key}"), value=value)
        for key, value in (("was", change.was), ("now", change.now), ("why", change.why))
        if value
    ]
    url = publication.address(where)
    return Entry(
        id=f"{url}#{sha256(told.encode()).hexdigest()[:16]}",
        url=url,
        title=w.text("site.labelled", label=kind, value=about),
        lang=change.lang,
        published=instant(change.date, zone) if whole_day(change.date) else "",
        updated=instant(change.date, zone),
        summary=change.why,
        text="\n".join((change.article.label, *lines)),
    )
