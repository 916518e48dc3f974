"""A Markdown file to an article: its own Markdown where a build takes it, else its text anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from vouch import fidelity, prose, yamldoc
from vouch.diagnostics import SourceText
from vouch.document import Mapping, Scalar, Sequence
from vouch.frontmatter import split
from vouch.frozen import frozen
from vouch.importing import asides, listing, mending, webpage
from vouch.importing.blocks import Aside, Draft
from vouch.markup import Fault, Open

_TITLE = re.compile(
    r"\A\s*(?:# +(?P<hash>[^\n]+?)(?: +#+)?|(?P<lined>[^\n#>\s][^\n]*)\n=+)[ \t]*(?:\n|\Z)"
)
_FENCE = re.compile(r"^\s{0,3}(?:`{3,}|~{3,})")
_NOTE_LINKS = re.compile(r'<a class="footnote-backref".*?</a>|<a class="footnote-ref"[^>]*>')
"""What Markdown makes to lead to a footnote and back: no word of its author."""
_MARKUP = re.compile(r"^\s*(?:[-*+>]|#{1,6})\s+|[*_`]|\]\([^)\n]*\)|!?\[")


@frozen
class Kept:
    """A Markdown file: what its head told, its Markdown less what was set aside, its text.

    ``is_whole`` tells whether a build takes that Markdown; ``notes`` what was done to it.
    """

    draft: Draft
    markdown: str
    notes: tuple[str, ...]
    is_whole: bool


def kept(text: str) -> Kept:
    """The article in a Markdown file. Raises ValueError for what cannot be rendered at all."""
    parts, _ = split(SourceText("", text), needed=False)
    head = parts.head.text if parts.head else ""
    told, aside = _told(head)
    first = text.count("\n") - parts.body.text.count("\n")
    body, changes = _mended(parts.body.text)
    aside += [Aside(change.kind, change.words) for change in changes]
    if found := _TITLE.match(body):
        title = _words(found["hash"] or found["lined"])
        if told.title in ("", title):
            body = body[found.end() :]
            told = replace(told, title=title)
    lines: list[str] = []
    in_code = False
    for line in body.split("\n"):
        in_code ^= _FENCE.match(line) is not None
        taken = None if in_code else asides.aside(_words(line))
        if taken:
            aside.append(taken)
        elif in_code or line.strip() or not lines or lines[-1].strip():
            lines.append(line)
    markdown = listing.listed("\n".join(lines).strip("\n")) + "\n"
    fault = _fault(markdown)
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
        (*_notes(changes, first), *_notes_anew(fault, text)),
        is_whole=fault is None,
    )


def _mended(text: str) -> mending.Mended:
    """A text without what no build takes; no more is taken out than has to be."""
    bare, shortcodes = mending.without_shortcodes(text)
    for found in ((bare, ()), mending.mended(bare), mending.mended(bare, all_tags=True)):
        if _fault(found[0]) is None:
            return found[0], (*shortcodes, *found[1])
    return bare, shortcodes


def _fault(markdown: str) -> Fault | None:
    """What keeps a build from taking Markdown of elsewhere, if anything does."""
    rendered = prose.body(markdown, "en", "–")
    for fault in rendered.faults:
        return fault
    for word, _ in fidelity.lost_words(markdown, rendered.tokens):
        return Fault("lost-text", f"the word “{word}” would be lost", (word,))
    for tag in rendered.tokens:
        if isinstance(tag, Open) and (tag.name == "img" or not _leads_out(tag)):
            address = tag.get("src" if tag.name == "img" else "href") or ""
            return Fault("broken-link", f"“{address}” leads nowhere here", (address,))
    return None


def _leads_out(tag: Open) -> bool:
    address = tag.get("href") or ""
    return (
        tag.name != "a"
        or webpage.leads_out(address)
        or tag.get("data-generated") is not None
        or address.startswith("#fn")
    )


def _notes(changes: Iterable[mending.Change], before: int) -> Iterator[str]:
    """What was taken out, kind by kind, with its lines; ``before`` is how many the head has."""
    lines: dict[str, list[int]] = {}
    for change in changes:
        lines.setdefault(change.kind, []).append(before + change.line)
    for kind, numbers in lines.items():
        where = ", ".join(map(str, dict.fromkeys(numbers)))
        yield f"no build takes it as it is: {kind} in line {where}"


def _notes_anew(fault: Fault | None, text: str) -> Iterator[str]:
    """Why all of it is written anew, and what that costs."""
    if fault is not None:
        at = next((text.index(words) for words in fault.seek if words and words in text), None)
        where = "" if at is None else f" in line {text.count(chr(10), 0, at) + 1}"
        yield (
            f"its Markdown was written anew, because{where} {fault.message}: its footnotes are"
            " numbers and paragraphs now, its tables and code are HTML"
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
