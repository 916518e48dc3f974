"""What an article sees of the rest of the site, and Markdown rendered within it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date

from vouch import fidelity, images, links, locate, prose
from vouch.backing import NOTHING_ASKED, Policy
from vouch.diagnostics import Diagnostic, SourceText
from vouch.evidence.captures import Capture
from vouch.frozen import frozen
from vouch.markup import Fault, Open, Tokens
from vouch.model.base import Record
from vouch.model.claims import Source
from vouch.model.fields import Vocabulary
from vouch.model.site import Site
from vouch.outcomes import Problems
from vouch.parsing import Parsed
from vouch.released import Release
from vouch.wording import wording


@frozen
class Surroundings:
    """What an article may refer to.

    ``addresses`` gives the page of each content file and each page of the site; ``shared`` the
    sources of content/sources.yaml, ``shared_ids`` their ids, those with faults included, or None
    where that file cannot be read, ``shared_captures`` the captures of those
    that have one. ``pictures`` are those files of ``media`` that are images.
    ``versions`` gives for the slug of an article those of its translations, itself among them.
    ``release`` is what was published last; ``today`` dates what a message offers to paste;
    ``unread`` are the paths of files that are there and could not be read; ``policy`` is what
    verdicts have to rest on.
    """

    site: Site
    words: Vocabulary
    addresses: Mapping[str, str]
    media: Collection[str]
    pictures: images.Pictures = field(default_factory=dict)
    shared: Mapping[str, Source] = field(default_factory=dict)
    shared_ids: frozenset[str] | None = frozenset()
    shared_captures: Mapping[str, Capture] = field(default_factory=dict)
    versions: Mapping[str, Sequence[str]] = field(default_factory=dict)
    release: Release | None = None
    today: date | None = None
    unread: frozenset[str] = frozenset()
    policy: Policy = NOTHING_ASKED


def body(parsed: Parsed[Record], lang: str, around: Surroundings) -> tuple[Tokens, Problems]:
    """The tokens of a file's Markdown, its links led to their pages, no word of it lost."""
    source = parsed.body
    backlink = wording(lang).text("article.back-to-text")
    rendered = prose.body(source.text, lang, backlink)
    lost = () if rendered.faults else fidelity.lost_words(source.text, rendered.tokens)
    tokens, broken = _resolved(rendered.tokens, parsed.folder, lang, around)
    problems = placed((*rendered.faults, *broken), source)
    return tokens, problems + tuple(
        Diagnostic(
            "lost-word",
            f"Markdown drops the word “{word}”: it would stand nowhere on the page",
            source.span(at, at + len(word)),
            "look for stray brackets or braces near it",
        )
        for word, at in lost
    )


def passage(text: str, lang: str, around: Surroundings) -> tuple[Tokens, tuple[Fault, ...]]:
    """The tokens of a Markdown text in a sidecar, and what is wrong in it.

    It is shown on several pages: it has no places of its own, and a link to a place on the page
    could not hold on each of them.
    """
    rendered = prose.passage(text, lang)
    tokens, broken = _resolved(rendered.tokens, "", lang, around)
    opened = [t for t in rendered.tokens if isinstance(t, Open) and t.attributes]
    unfit = (*_ids(opened), *_fragments(opened))
    return tokens, (*rendered.faults, *broken, *unfit)


def _resolved(
    tokens: Tokens, folder: str, lang: str, around: Surroundings
) -> tuple[Tokens, tuple[Fault, ...]]:
    elements = {token.name for token in tokens if isinstance(token, Open)}
    broken: tuple[Fault, ...] = ()
    unfit: tuple[Fault, ...] = ()
    if "a" in elements:
        tokens, broken = links.resolve(tokens, folder, around.addresses, around.media)
    if "img" in elements:
        tokens, unfit = images.placed(tokens, folder, around.media, around.pictures, lang)
    return tokens, (*broken, *unfit)


def _ids(opened: Iterable[Open]) -> Iterator[Fault]:
    for token in opened:
        name = token.get("id")
        if name:
            message = f"the id `{name}` has no place here: this text is shown on several pages"
            yield Fault("html-not-allowed", message, (f"#{name}", name), "leave it out")


def _fragments(opened: Iterable[Open]) -> Iterator[Fault]:
    for name in links.fragments(opened):
        message = f"`#{name}` leads nowhere on the pages that show this text"
        help = "name the article's file before it, as in article.md#place"
        yield Fault("broken-link", message, (f"#{name}",), help)


def placed(faults: Sequence[Fault], source: SourceText, start: int = 0, end: int = -1) -> Problems:
    """Faults of rendered text as problems of the file, each where its words are written."""
    return tuple(
        Diagnostic(f.code, f.message, locate.words_span(source, f.seek, start, end), f.help)
        for f in faults
    )
