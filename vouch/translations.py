"""The versions of an article in other languages, tied to each other by their front matter.

A tie that one of two articles declares holds for both: search engines take no notice of one that
is not returned (Google Search Central, "Tell Google about localized versions of your page").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from vouch.articleview import ArticleView
from vouch.catalogues import LANGUAGES
from vouch.diagnostics import Diagnostic
from vouch.model.site import Article
from vouch.parsing import Parsed, slug_of
from vouch.views import Version
from vouch.wording import wording


@dataclass(frozen=True)
class Tied:
    """An article with its language and the slugs that it names as its versions."""

    slug: str
    lang: str
    names: Sequence[str]


def groups(articles: Sequence[Tied]) -> Mapping[str, tuple[str, ...]]:
    """For each slug those of its versions, itself among them, in the order of ``articles``."""
    known = {article.slug for article in articles}
    together = {slug: {slug} for slug in known}
    for article in articles:
        for name in known.intersection(article.names):
            joined = together[article.slug] | together[name]
            for slug in joined:
                together[slug] = joined
    order = [article.slug for article in articles]
    return {slug: tuple(s for s in order if s in together[slug]) for slug in order}


def check(articles: Sequence[Parsed[Article]], default_lang: str) -> Iterator[Diagnostic]:
    """Ties that cannot hold: to the article itself, to another language than it says, to two."""
    read = [
        (parsed, parsed.value)
        for parsed in articles
        if parsed.value is not None and (parsed.value.lang or not _has_lang(parsed))
    ]
    langs = {slug_of(parsed): article.lang or default_lang for parsed, article in read}
    tied = groups(
        [Tied(slug_of(p), langs[slug_of(p)], tuple(a.translations.values())) for p, a in read]
    )
    for parsed, article in read:
        slug = slug_of(parsed)
        ties = article.translations.items()
        wrong = [n for lang, n in ties if n in langs and not _same_language(lang, langs[n])]
        for lang, name in ties:
            if wrong and name not in wrong:
                continue  # whatever is amiss with it comes from the other
            fault = _fault(slug, lang, name, langs, tied)
            if fault is not None and parsed.head is not None:
                message, help = fault
                yield Diagnostic(
                    "bad-translation", message, parsed.head.span("translations", lang), help
                )


def _has_lang(parsed: Parsed[Article]) -> bool:
    """Whether a language is written, which could not be read where the article has none."""
    return parsed.head is not None and parsed.head.document.has("lang")


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
