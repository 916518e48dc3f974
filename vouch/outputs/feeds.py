"""Feeds as Atom (RFC 4287) and as JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

from vouch.outputs.entries import Entry, Feed
from vouch.outputs.publication import Publication

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold, however it is written (section 2.2)."""


def atom(publication: Publication, feed: Feed, path: str) -> bytes:
    """A feed as Atom, to stand at ``path``."""
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", _LANG: publication.lang})
    address = publication.url + path
    _add(root, "id", address)
    _add(root, "title", feed.title)
    if publication.tagline:
        _add(root, "subtitle", publication.tagline)
    _add(root, "updated", feed.updated)
    _add(root, "link", rel="self", type="application/atom+xml", href=address)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    _person(root, publication.publisher, publication.publisher_url)
    _add(root, "generator", "Vouch")
    for entry in feed.entries:
        _entry(root, entry)
    ET.indent(root)
    return xml(root)


def json_feed(publication: Publication, feed: Feed, path: str) -> bytes:
    """A feed as JSON Feed, to stand at ``path``."""
    publisher = {"name": publication.publisher, "url": publication.publisher_url}
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": publication.url + path,
        "description": publication.tagline,
        "language": publication.lang,
        "authors": [_held(publisher)],
        "items": [_item(entry) for entry in feed.entries],
    }
    return (json.dumps(_held(value), ensure_ascii=False, indent=1) + "\n").encode()


def xml(root: ET.Element) -> bytes:
    """A document with its declaration, ending in a line end."""
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def in_xml(text: str) -> str:
    """Text as XML can hold it: what it cannot hold is shown as lost."""
    return _NOT_XML.sub("\ufffd", text)


def _entry(root: ET.Element, entry: Entry) -> None:
    element = ET.SubElement(root, "entry", {_LANG: entry.lang})
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    if entry.published:
        _add(element, "published", entry.published)
    _add(element, "updated", entry.updated)
    _add(element, "link", rel="alternate", type="text/html", hreflang=entry.lang, href=entry.url)
    for version in entry.versions:  # not `alternate`: of several, readers follow any
        there = {"hreflang": version.lang, "href": version.canonical}
        _add(element, "link", rel="related", type="text/html", **there)
    for name, url in entry.authors:
        _person(element, name, url)
    for tag in entry.tags:
        _add(element, "category", term=tag)
    if entry.summary:
        _add(element, "summary", entry.summary)
    _add(element, "content", entry.text, type="text")


def _person(element: ET.Element, name: str, url: str) -> None:
    author = ET.SubElement(element, "author")
    _add(author, "name", name)
    if url:
        _add(author, "uri", url)


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> None:
    held = {key: in_xml(value) for key, value in attributes.items()}
    element = ET.SubElement(parent, name, held)
    if text:
        element.text = in_xml(text)


def _item(entry: Entry) -> Mapping[str, Any]:
    return _held(
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "summary": entry.summary,
            "content_text": entry.text,
            "date_published": entry.published,
            "date_modified": entry.updated,
            "authors": [_held({"name": name, "url": url}) for name, url in entry.authors],
            "tags": list(entry.tags),
            "language": entry.lang,
        }
    )


def _held(value: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty: both are the same there, and absent is shorter."""
    return {key: each for key, each in value.items() if each or key == "items"}
