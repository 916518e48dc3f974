"""What was published of an article, beside the article as it is now."""

from __future__ import annotations

from vouch import verdicts
from vouch.catalogues import LANGUAGES
from vouch.checks.subject import Published
from vouch.diagnostics import SourceText
from vouch.model.site import Article, Site
from vouch.parsing import Parsed, slug_of
from vouch.surroundings import Surroundings


def published(
    parsed: Parsed[Article], sidecar: SourceText | None, around: Surroundings
) -> Published | None:
    """What the last release holds of an article; None where nothing can be compared."""
    release, article = around.release, parsed.value
    beside = f"content/{parsed.name}."
    if release is None or article is None:
        return None
    if sidecar is None and any(p.startswith(beside) for p in around.unread):
        return None  # its claims are there, and what keeps them from being read is told already
    held = release.article(slug_of(parsed), article.aliases)
    if held is None:
        return None
    day = max(around.today or release.day, release.day)
    return Published(release.day, day, held, _labels(around.site), author_names(article))


def author_names(article: Article) -> frozenset[str]:
    """The names of those who wrote an article."""
    return frozenset(author.name for author in article.authors)


def _labels(site: Site) -> dict[str, tuple[str, ...]]:
    """The words for each verdict, in every language that the site may speak."""
    return {
        key: (
            *(verdicts.label(key, verdict, lang) for lang in sorted(LANGUAGES)),
            *verdict.labels.values(),
        )
        for key, verdict in site.verdicts.items()
    }
