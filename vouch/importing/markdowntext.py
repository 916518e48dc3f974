"""A Markdown file to an article: its own Markdown where a build takes it, else its text anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vouch import prose, yamldoc
from vouch.diagnostics import SourceText
from vouch.document import Mapping, Scalar, Sequence
from vouch.frontmatter import split
from vouch.importing import asides, webpage
from vouch.importing.blocks import Aside, Draft

_TITLE = re.compile(
    r"\A\s*(?:# +(?P<hash>[^\n]+?)(?: +#+)?|(?P<lined>[^\n#>\s][^\n]*)\n=+)[ \t]*(?:\n|\Z)"
)
_FENCE = re.compile(r"^\s{0,3}(?:`{3,}|~{3,})")
_NOTE_LINKS = re.compile(r'<a class="footnote-backref".*?</a>|<a class="footnote-ref"[^>]*>')
"""What Markdown makes to lead to a footnote and back: no word of its author."""
_MARKUP = re.compile(r"^\s*(?:[-*+>]|#{1,6})\s+|[*_`]|\]\([^)\n]*\)|!?\[")


@dataclass(frozen=True)
class Kept:
    """A Markdown file: what its head told, its Markdown less what was set aside, its text."""

    draft: Draft
    markdown: str


def kept(text: str) -> Kept:
    """The article in a Markdown file. Raises ValueError for what cannot be rendered at all."""
    parts, _ = split(SourceText("", text), needed=False)
    head = parts.head.text if parts.head else ""
    body = parts.body.text
    told, aside = _told(head)
    if found := _TITLE.match(body):
        title = _words(found["hash"] or found["lined"])
        if told.title in ("", title):
            body = body[found.end() :]
            told = replace(told, title=title)
    lines = []
    in_code = False
    for line in body.split("\n"):
        in_code ^= _FENCE.match(line) is not None
        taken = None if in_code else asides.aside(_words(line))
        if taken:
            aside.append(taken)
        else:
            lines.append(line)
    markdown = "\n".join(lines).strip("\n") + "\n"
    html = _NOTE_LINKS.sub("", prose.plain_html(markdown))
    read = webpage.draft(f"<body>{html}</body>", told.title)
    names = tuple(name for each in aside for name in asides.authors(each.text))
    dates = (asides.day(each.text) for each in aside if each.kind in ("byline", "dateline"))
    return Kept(
        Draft(
            told.title or read.title,
            read.blocks,
            (*aside, *read.asides),
            told.authors or names,
            told.date or next(filter(None, dates), ""),
            told.lang,
            told.publication,
            told.tags,
        ),
        markdown,
    )


def _words(line: str) -> str:
    """The words of a line of Markdown, without the marks around them."""
    return " ".join(_MARKUP.sub("", line).split())


def _told(head: str) -> tuple[Draft, list[Aside]]:
    """What the front matter of another system tells; all of it is set aside as well."""
    empty = Draft("", ())
    if not head.strip():
        return empty, []
    aside = [
        Aside("front matter", " ".join(line.split())) for line in head.split("\n") if line.strip()
    ]
    document, _ = yamldoc.parse(SourceText("", head))
    if document is None or not isinstance(document.root, Mapping):
        return empty, aside
    texts = {key.text.lower(): list(_texts(value)) for key, value in document.root.entries}
    first = {key: values[0] for key, values in texts.items() if values}
    lang = first.get("lang", first.get("language", "")).partition("-")[0].lower()
    return (
        Draft(
            " ".join(first.get("title", "").split()),
            (),
            (),
            tuple(
                " ".join(n.split())
                for n in texts.get("authors", texts.get("author", ()))
                if n.strip()
            ),
            asides.day(first.get("date", "")),
            lang if lang in ("fr", "en") else "",
            " ".join((first.get("publisher") or first.get("publication", "")).split()),
            tuple(filter(None, (" ".join(tag.split()) for tag in texts.get("tags", ())))),
        ),
        aside,
    )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, Scalar):
        yield value.text
    elif isinstance(value, Sequence):
        for item in value.items:
            yield from _texts(item)
