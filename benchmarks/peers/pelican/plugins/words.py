"""Filters: days and numbers in words, the parts of a text, what search engines are told."""

import json
import re
from functools import lru_cache

from claims import grouped
from pelican import signals

_MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
).split()
_WORDS = {
    "supports": "confirme",
    "contradicts": "contredit",
    "primary": "source primaire",
    "secondary": "source secondaire",
    "done": "a eu lieu",
    "announced": "annoncé",
    "Q1": "1er trimestre",
    "Q2": "2e trimestre",
    "Q3": "3e trimestre",
    "Q4": "4e trimestre",
    "H1": "premier semestre",
    "H2": "second semestre",
}
_CARD = re.compile(r"<!-- card (\d+) -->\n?")
_HEADING = re.compile(r'<h2 id="(.*?)">(.*?)</h2>')
_ADDRESS = "https://releve.example"
_NAME = "Le Relevé"
_PUBLISHER = {
    "@type": "Organization",
    "@id": f"{_ADDRESS}/#publisher",
    "name": _NAME,
    "url": f"{_ADDRESS}/",
}


@lru_cache(maxsize=4096)
def _day(day):
    """A day in words: of 2026-10-01 it makes 1er octobre 2026."""
    year, month, number = day.split("-")
    spoken = "1er" if number == "01" else number.lstrip("0")
    return f"{spoken} {_MONTHS[int(month) - 1]} {year}"


def _month(month):
    year, number = month.split("-")
    return f"{_MONTHS[int(number) - 1]} {year}"


def _article(story, dek, tags):
    """An article in the manner of schema.org."""
    sources = story["sources"].values()
    about = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": f"{_ADDRESS}/{story['slug']}/",
        "headline": story["title"],
        "description": dek,
        "inLanguage": "fr",
        "datePublished": story["date"],
        "author": [{"@type": "Person", "name": _NAME}],
        "publisher": _PUBLISHER,
        "keywords": [tag.name for tag in tags],
        "citation": [{"@type": "CreativeWork", "url": source["url"]} for source in sources],
    }
    return json.dumps(about, ensure_ascii=False, separators=(",", ":"))


def _review(claim):
    """A claim in the manner of schema.org."""
    claimant = {"@type": "Organization", "name": claim["claimant"]["name"]}
    rating = {
        "@type": "Rating",
        "alternateName": claim["verdict"]["label"],
        "ratingExplanation": claim["summary"],
    }
    if value := claim["verdict"]["rating"]:
        rating |= {"ratingValue": value, "worstRating": 1, "bestRating": 5}
    about = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": _ADDRESS + claim["href"],
        "claimReviewed": claim["quote"],
        "datePublished": claim["checked"],
        "inLanguage": "fr",
        "author": _PUBLISHER,
        "itemReviewed": {"@type": "Claim", "author": claimant, "datePublished": claim["said"]},
        "reviewRating": rating,
    }
    return json.dumps(about, ensure_ascii=False, separators=(",", ":"))


def _filters(generator):
    generator.env.filters.update(
        day=_day,
        month=_month,
        word=_WORDS.__getitem__,
        number=lambda value: f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}"),
        comma=lambda text: text.replace(".", ","),
        parts=_CARD.split,
        headings=_HEADING.findall,
        grouped=grouped,
        newsArticle=_article,
        claimReview=_review,
    )


def register():
    """Called by Pelican."""
    signals.generator_init.connect(_filters)
