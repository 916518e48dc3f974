"""The versions of an article in other languages, tied to each other by their front matter.

A tie that one of two articles declares holds for both: search engines take no notice of one that
is not returned (Google Search Central, "Tell Google about localized versions of your page").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from vouch.articleview import ArticleView
from vouch.catalogues import LANGUAGES
from vouch.diagnostics import Diagnostic
from vouch.heads import Head
from vouch.ties import Tied, groups
from vouch.views import Version
from vouch.wording import wording


def check(articles: Sequence[Head], default_lang: str) -> Iterator[Diagnostic]:
    """Ties that cannot hold: to the article itself, to another language than it says, to two."""
    # An article without a language has that of the site; one whose language cannot be read, none.
    read = [head for head in articles if head.is_read and (head.lang or "lang" not in head.keys)]
    langs = {head.slug: head.lang or default_lang for head in read}
    tied = groups([Tied(head.slug, langs[head.slug], head.versions) for head in read])
    for head in read:
        wrong = [
            tie.slug
            for tie in head.ties
            if tie.slug in langs and not _same_language(tie.lang, langs[tie.slug])
        ]
        for tie in head.ties:
            if wrong and tie.slug not in wrong:
                continue  # whatever is amiss with it comes from the other
            fault = _fault(head.slug, tie.lang, tie.slug, langs, tied)
            if fault is not None:
                message, help = fault
                yield Diagnostic("bad-translation", message, tie.span, help)


def _fault(
    slug: str,
    lang: str,
    name: str,
    langs: Mapping[str, str],
    tied: Mapping[str, Sequence[str]],
) -> tuple[str, str] | None:
    """What is wrong with naming ``name`` as the version in ``lang``, and what would mend it."""
    if name not in langs:
        return None  # that it does not exist is told already
    if name == slug:
        return "an article is no translation of itself", "name the slug of the other article"
    if not _same_language(lang, langs[name]):
        message = f"`{name}` is written in `{langs[name]}`, not in `{lang}`"
        known = f", or set `lang: {lang}` in that article" if lang in LANGUAGES else ""
        return message, f"write {langs[name]}: {name}{known}"
    for one, other in product((name, slug), tied[slug]):
        if one != other and langs[one] == langs[other]:
            message = f"`{one}` and `{other}` are tied together, and both are in `{langs[one]}`"
            return message, "an article has one version in each language: take one of them out"
    return None


def _same_language(one: str, other: str) -> bool:
    """Whether two tags name one language; `fr` stands for `fr-CA` as well."""
    one, other = one.lower(), other.lower()
    return one == other or other.startswith(f"{one}-") or one.startswith(f"{other}-")


def article_versions(
    group: Sequence[ArticleView], here: ArticleView, url: str
) -> tuple[Version, ...]:
    """The page of an article in each of its languages; none where it has but one."""
    return _versions([(article, f"{article.slug}/") for article in group], here, url)


def claim_versions(
    group: Sequence[ArticleView], here: ArticleView, claim: str, url: str
) -> tuple[Version, ...]:
    """The page of a claim in each language in which its article makes it."""
    pages = [
        (article, f"{article.slug}/claims/{claim}/")
        for article in group
        if len(group) > 1 and any(each.id == claim for each in article.claims)
    ]
    return _versions(pages, here, url)


def _versions(
    pages: Sequence[tuple[ArticleView, str]], here: ArticleView, url: str
) -> tuple[Version, ...]:
    if len(pages) < 2:
        return ()
    return tuple(
        Version(
            lang=article.lang,
            invitation=wording(article.lang).text("article.read-here"),
            href=f"{address}index.html",
            canonical=url + address,
            is_here=article.slug == here.slug,
        )
        for article, address in pages
    )
