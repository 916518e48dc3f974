"""What the rest of a site has to know of an article's front matter, without its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from vouch.diagnostics import Span
from vouch.frozen import frozen

if TYPE_CHECKING:
    from vouch.model.site import Article
    from vouch.parsing import Parsed

_KEYS = ("aliases", "slug", "title", "lang")


@frozen
class Tie:
    """A version of the article that its front matter names, and where."""

    lang: str
    slug: str
    span: Span


@frozen
class Head:
    """An article as other files may refer to it.

    ``name`` is its file's without the ending, ``path`` the file. ``is_read`` is false where the
    front matter cannot be used; ``keys`` gives, for those keys that are written, where;
    ``slug_span`` is the place of the slug's value, ``aliases`` are former addresses with theirs.
    ``lang`` is None where none is written, or what is written cannot be read as it stands.
    """

    name: str
    path: str
    is_read: bool
    slug: str
    title: str = ""
    lang: str | None = None
    is_draft: bool = False
    aliases: tuple[tuple[str, Span], ...] = ()
    ties: tuple[Tie, ...] = ()
    keys: Mapping[str, Span] = field(default_factory=dict)
    slug_span: Span | None = None

    @property
    def versions(self) -> tuple[str, ...]:
        """The slugs that it names as its versions."""
        return tuple(tie.slug for tie in self.ties)


def head_of(parsed: Parsed[Article]) -> Head:
    """The head of an article that was read."""
    from vouch.parsing import slug_of

    path, article, head = parsed.body.path, parsed.value, parsed.head
    slug = slug_of(parsed)
    if head is None:
        return Head(parsed.name, path, is_read=False, slug=slug)
    keys = {key: head.key_span(key) for key in _KEYS if head.has(key)}
    if article is None:
        return Head(parsed.name, path, is_read=False, slug=slug, keys=keys)
    return Head(
        parsed.name,
        path,
        is_read=True,
        slug=slug,
        title=article.title,
        lang=None if head.is_faulty("lang") else article.lang,
        is_draft=article.draft,
        aliases=tuple((a, head.span("aliases", n)) for n, a in enumerate(article.aliases)),
        ties=tuple(
            Tie(lang, other, head.span("translations", lang))
            for lang, other in article.translations.items()
        ),
        keys=keys,
        slug_span=head.span("slug") if article.slug is not None else None,
    )
