"""What an article sees of the rest of the site, and Markdown rendered within it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vouch import fidelity, links, locate, prose
from vouch.diagnostics import Diagnostic, SourceText
from vouch.markup import Fault, Tokens
from vouch.model.base import Record
from vouch.model.claims import Source
from vouch.model.fields import Vocabulary
from vouch.model.site import Site
from vouch.parsing import Parsed
from vouch.wording import wording

Problems = tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Surroundings:
    """What an article may refer to.

    ``addresses`` gives the page of each content file and each page of the site; ``shared`` the
    sources of content/sources.yaml, ``shared_ids`` their ids, those with faults included, or None
    where that file cannot be read.
    """

    site: Site
    words: Vocabulary
    addresses: Mapping[str, str]
    media: frozenset[str]
    shared: Mapping[str, Source] = field(default_factory=dict)
    shared_ids: frozenset[str] | None = frozenset()


def body(parsed: Parsed[Record], lang: str, around: Surroundings) -> tuple[Tokens, Problems]:
    """The tokens of a file's Markdown, its links led to their pages, no word of it lost."""
    source = parsed.body
    backlink = wording(lang).text("article.back-to-text")
    rendered = prose.body(source.text, lang, backlink)
    lost = () if rendered.faults else fidelity.lost_words(source.text, rendered.tokens)
    tokens, broken = links.resolve(rendered.tokens, parsed.folder, around.addresses, around.media)
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


def passage(
    text: str, lang: str, source: SourceText, within: tuple[int, int], around: Surroundings
) -> tuple[Tokens, Problems]:
    """The tokens of a Markdown text in a sidecar, written between two offsets of ``source``."""
    rendered = prose.passage(text, lang)
    tokens, broken = links.resolve(rendered.tokens, "", around.addresses, around.media)
    return tokens, placed((*rendered.faults, *broken), source, *within)


def placed(faults: Sequence[Fault], source: SourceText, start: int = 0, end: int = -1) -> Problems:
    """Faults of rendered text as problems of the file, each where its words are written."""
    return tuple(
        Diagnostic(f.code, f.message, locate.words_span(source, f.seek, start, end), f.help)
        for f in faults
    )
