"""Addresses made from names: tags and claimants, each at a page of its own.

An address depends on its name alone, so that it stays whatever else a site publishes: letters and
digits of ASCII in lower case, a hyphen between words, accents left out. Names that differ in
capitals, accents and marks alone have one address, and so one page. What ASCII cannot say, or what
is too long, is told apart by a digest of the name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256

from vouch.canonical import unmarked

LIMIT = 60
"""Characters of an address before the digest."""
_DIGEST = 8
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_BETWEEN = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=4096)
def name_slug(name: str) -> str:
    """The part of an address that stands for a name; never empty."""
    plain = unmarked("NFKD", name.casefold().translate(_LETTERS))
    slug = _BETWEEN.sub("-", plain).strip("-")
    lost = any(letter.isalnum() and not letter.isascii() for letter in plain)
    if slug and not lost and len(slug) <= LIMIT:
        return slug
    digest = sha256(plain.encode()).hexdigest()[:_DIGEST]
    return "-".join(filter(None, [slug[:LIMIT].strip("-"), digest]))


def tag_page(tag: str) -> str:
    """Where the articles with a tag are listed, from the root of the site."""
    return f"tags/{name_slug(tag)}/index.html"


def claimant_page(name: str) -> str:
    """Where it is listed what a claimant claimed, from the root of the site."""
    return f"claimants/{name_slug(name)}/index.html"
