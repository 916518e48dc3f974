"""The head of a page held against what machines are told of it: titles, days, corrections.

They are told in the JSON-LD of an article (:mod:`vouch.outputs.newsarticle`) and in the metadata
of Open Graph, which the pages of its claims have too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from vouch import dates
from vouch.diagnostics import Diagnostic
from vouch.outputs import shown
from vouch.outputs.differences import absent, differs, holds, lacking, line, same, stands
from vouch.outputs.shown import Bare
from vouch.wording import wording

Record = Mapping[str, Any]
"""An article or a claim as `claims.json` has it."""

_PARTS = ("was", "now", "why")
_CUT = "…"
"""How a title ends that a template shortens."""
_TIMES = {"article:published_time": "published", "article:modified_time": "updated"}


def of_article(path: str, page: Bare, article: Record) -> Iterator[Diagnostic]:
    """The title and the days of an article at the head of its page and in its NewsArticle.

    A page without a title shows none of that.
    """
    lang, written, head = article["lang"], article["title"], shown.head(page)
    if head is not None:
        yield from same(path, "the title", shown.title(page), written)
        day = in_words(lang, article["published"])
        yield from holds(path, "the day of publication", head, day)
    told = [block for block in shown.structured(page) if block.get("@type") == "NewsArticle"]
    if not told and head is not None:
        yield absent(path, "the NewsArticle")
    for block in told:
        yield from same(path, "the title of the NewsArticle", block.get("headline"), written)
        for key in ("datePublished", "dateModified"):
            if key in block and head is not None:
                yield from holds(path, f"`{key}` of the NewsArticle", head, _said(lang, block[key]))
        for each in block.get("correction", ()):
            yield from _correction(path, page, lang, each)


def of_metadata(path: str, page: Bare, title: str, article: Record) -> Iterator[Diagnostic]:
    """The title and the times that a page of an article gives to those who share it."""
    named = shown.metadata(page, "og:title")
    if named is not None and named != title and not _names(line(named), line(title)):
        yield differs(path, "`og:title`", named, title)
    for name, key in _TIMES.items():
        time, day = shown.metadata(page, name), article[key]
        if time is None or time == day:
            continue
        words = in_words(article["lang"], day) if day else None
        if _said(article["lang"], time) != words:
            yield differs(path, f"`{name}`", time, words)


@lru_cache(maxsize=1024)
def in_words(lang: str, written: str) -> str:
    """A date in words; on the pages of an article the same few are asked for again and again."""
    return wording(lang).date(dates.parse(written))


def unlabelled(text: str, lang: str, pattern: str, keys: Mapping[str, str]) -> tuple[str, str]:
    """What stands behind one of the labels, and whose label that is; else all of it.

    ``pattern`` and the labels, by what they stand for, are keys of the catalogue.
    """
    w = wording(lang)
    for name, key in keys.items():
        label = w.text(pattern, label=w.text(key), value="", text="")
        if text.startswith(label):
            return text.removeprefix(label), name
    return text, ""


def parts_of(lines: Sequence[str], lang: str, pattern: str) -> list[str]:
    """The lines of a correction without what they are labelled with."""
    keys = {name: f"correction.{name}" for name in _PARTS}
    return [each for text in lines if (each := unlabelled(text, lang, pattern, keys)[0])]


def _correction(path: str, page: Bare, lang: str, told: Record) -> Iterator[Diagnostic]:
    """A correction of a NewsArticle, its day and its words, stands on the page."""
    words = parts_of(told["text"].splitlines(), lang, "correction.told")
    if "datePublished" in told:
        words.append(_said(lang, told["datePublished"]))
    missing, seen = lacking(words, shown.corrections(page))
    for text in missing:
        yield differs(path, "a correction in the NewsArticle", text, seen)


def _names(told: str, title: str) -> bool:
    """Whether it is the title, with what a template puts around it, or the beginning of it."""
    cut = told.endswith(_CUT) and title.startswith(told.removesuffix(_CUT).rstrip())
    return stands(title, told) or cut


def _said(lang: str, written: str) -> str:
    """A date that machines are told in words; as it is where it is none."""
    try:
        return in_words(lang, written)
    except ValueError:
        return written
