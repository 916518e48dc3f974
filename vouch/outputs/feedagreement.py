"""Feeds held against pages: an entry says what a reader finds where it leads.

Feeds are read again as they will be published, Atom and JSON Feed alike.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from xml.etree import ElementTree as ET

from vouch.diagnostics import Diagnostic
from vouch.frozen import frozen
from vouch.outputs import shown
from vouch.outputs.differences import differs, fault_of_ours, holds, lacking, same, stands
from vouch.outputs.feeds import in_xml
from vouch.outputs.headagreement import parts_of, unlabelled
from vouch.outputs.shown import Bare
from vouch.wording import wording

_ATOM = "{http://www.w3.org/2005/Atom}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_KINDS = {
    kind: f"correction.kind.{kind}" for kind in ("typo", "update", "correction", "withdrawal")
}

Page = Callable[[str], Bare | None]
"""Gives the HTML at an address; None where no article has a page there."""


@frozen
class Told:
    """An entry of a feed as a program reads it; empty for what it does not say."""

    url: str
    lang: str
    title: str
    published: str
    updated: str
    summary: str
    text: str


def of_atom(content: bytes) -> tuple[Told, ...]:
    """The entries of a feed in Atom."""
    return tuple(
        Told(
            url=entry.find(f"{_ATOM}link[@rel='alternate']").get("href", ""),  # type: ignore[union-attr]
            lang=entry.get(_LANG, ""),
            title=entry.findtext(f"{_ATOM}title", ""),
            published=entry.findtext(f"{_ATOM}published", ""),
            updated=entry.findtext(f"{_ATOM}updated", ""),
            summary=entry.findtext(f"{_ATOM}summary", ""),
            text=entry.findtext(f"{_ATOM}content", ""),
        )
        for entry in ET.fromstring(content).iter(f"{_ATOM}entry")  # noqa: S314 - our own
    )


def of_json(content: bytes) -> tuple[Told, ...]:
    """The entries of a JSON Feed."""
    return tuple(
        Told(
            url=item.get("url", ""),
            lang=item.get("language", ""),
            title=item.get("title", ""),
            published=item.get("date_published", ""),
            updated=item.get("date_modified", ""),
            summary=item.get("summary", ""),
            text=item.get("content_text", ""),
        )
        for item in json.loads(content)["items"]
    )


def of_places(path: str, entries: Sequence[Told], wanted: Sequence[str]) -> Iterator[Diagnostic]:
    """Where the entries of a feed lead elsewhere than to what has to be in it, in that order."""
    there = [each.url for each in entries]
    if there != list(wanted):
        yield fault_of_ours(path, "what entries lead to", there, wanted)


def of_articles(
    path: str, entries: Sequence[Told], last: Mapping[str, date | None], page: Page
) -> Iterator[Diagnostic]:
    """Where the feed of articles at ``path`` says something else than their pages.

    ``last`` gives for the address of an article the day on which its last change begins. A page
    without a title shows nothing of all that.
    """
    for each in entries:
        html, of = page(each.url), f"of {each.url}"
        if html is None:
            yield fault_of_ours(path, "an address", each.url, None)
            continue
        if _day(each.updated) != last.get(each.url):
            yield fault_of_ours(
                path, f"the last change {of}", each.updated, str(last.get(each.url))
            )
        title, head = shown.title(html), shown.head(html)
        if title is None or head is None:
            continue
        head = in_xml(head)
        yield from same(path, f"the title {of}", in_xml(title), in_xml(each.title))
        if each.published:
            words = _in_words(each.published, each.lang)
            yield from holds(path, f"the day of publication {of}", head, words)
        for text in dict.fromkeys([each.summary, *each.text.splitlines()]):
            if text and not _said(text, head, html):
                yield differs(path, f"what is said {of}", text, head)


def of_changes(path: str, entries: Sequence[Told], page: Page) -> Iterator[Diagnostic]:
    """Where the feed of corrections at ``path`` says something else than the pages of what changed.

    An article that was withdrawn has none, and is left out.
    """
    for each in entries:
        html = page(each.url)
        if html is None:
            continue
        where = each.url.partition("#")[0]
        shows = "/claims/index.html" if "/claims/" in where else ""
        article, *lines = each.text.splitlines()
        words = parts_of(lines, each.lang, "site.labelled")
        about, kind = unlabelled(each.title, each.lang, "site.labelled", _KINDS)
        if each.published:
            words.append(_in_words(each.published, each.lang))
        told = [in_xml(text) for text in (*words, each.summary) if text]
        missing, seen = lacking(
            told, [in_xml(text) for text in shown.corrections(html, kind or None)]
        )
        for text in missing:
            yield differs(path, f"a correction at {where}", text, seen, page=shows)
        for text in dict.fromkeys([about, article]):
            if not _said(text, "", html):
                yield differs(path, f"what changed at {where}", text, shown.title(html), page=shows)


def _said(text: str, head: str, page: Bare) -> bool:
    """Whether the head of a page says it, or else the page."""
    told = in_xml(text)
    return stands(told, head) or stands(told, in_xml(shown.words(page)))


def _day(instant: str) -> date:
    """The day of an instant, where it was written."""
    return datetime.fromisoformat(instant).date()


def _in_words(instant: str, lang: str) -> str:
    return wording(lang).date(_day(instant))
