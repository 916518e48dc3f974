"""From the bytes of a received file to an article and a sidecar that a build takes as they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vouch import annotate, prose, readtext
from vouch.anchoring import Ground
from vouch.decoding import decoded
from vouch.desk import Desk
from vouch.diagnostics import Diagnostic, SourceText
from vouch.frozen import frozen
from vouch.importing import languages, markdowntext, newarticle, plaintext, webpage, writing
from vouch.importing.blocks import Aside, Draft
from vouch.importing.candidates import Candidate, candidates, labels_of, plain_letters
from vouch.importing.received import CannotImport, other_format, received
from vouch.model.fields import is_id

_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|article|p|div|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_FORMATS = {
    **dict.fromkeys(("html", "htm", "xhtml"), "HTML"),
    **dict.fromkeys(("md", "markdown", "mdown", "mkd"), "Markdown"),
}
_SLUG_LETTERS = 60
_TITLE_LETTERS = 90


@frozen
class Imported:
    """An article that was received, as it is written, and what there is to say of it.

    ``format`` is `plain text`, `HTML` or `Markdown`; ``told`` in which language it is and why.
    ``unquoted`` are sentences to be checked that no quote can lead to.
    """

    slug: str
    article: str
    sidecar: str
    format: str
    encoding: str
    told: str
    claims: tuple[Candidate, ...]
    asides: tuple[Aside, ...]
    unquoted: tuple[str, ...]
    notes: tuple[str, ...]


def imported(name: str, content: bytes, desk: Desk, *, slug: str, lang: str) -> Imported:
    """The article in a file called ``name``. Raises CannotImport.

    ``slug`` and ``lang`` are those that were asked for, or empty.
    """
    text = received(content)
    if other := other_format(name, text.text):
        raise CannotImport(f"it is {other} and no article; name plain text, HTML or Markdown")
    written_in = _format(name, text.text)
    try:
        draft, own, changed = _read(written_in, text.text)
    except (ValueError, RecursionError) as error:
        raise CannotImport(f"it cannot be read as {written_in} ({error})") from None
    if not draft.blocks:
        raise CannotImport("there is no text in it that could be an article")
    lang, told = _language(draft, lang, desk.lang)
    draft, notes = _titled(draft)
    slug = _slug(slug or _slug_of(draft.title), desk)
    body, notes = own, (*notes, *changed)
    if body is None:
        body = writing.markdown(draft.blocks, lang)
        draft = replace(draft, asides=(*draft.asides, *webpage.lost_addresses(draft.blocks)))
    if body is None:
        raise CannotImport("no Markdown was found that would show its text unchanged")
    found = Imported(slug, "", "", written_in, text.encoding, told, (), draft.asides, (), notes)
    return _written(found, draft, body, lang, desk)


def _format(name: str, text: str) -> str:
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return _FORMATS.get(ending) or ("HTML" if _HTML.match(text) else "plain text")


def _read(written_in: str, text: str) -> tuple[Draft, str | None, tuple[str, ...]]:
    """The article, its own Markdown where a build takes it, what was done to that."""
    if written_in == "HTML":
        return webpage.draft(text), None, ()
    if written_in == "Markdown":
        kept = markdowntext.kept(text)
        return kept.draft, kept.markdown if kept.is_whole else None, kept.notes
    return plaintext.draft(text), None, ()


def _language(draft: Draft, asked: str, own: str) -> tuple[str, str]:
    """The language of the article, and what tells it."""
    text = "\n".join(block.text for block in draft.blocks)
    counts = languages.counts(f"{draft.title}\n{text}")
    counted = languages.language(f"{draft.title}\n{text}")
    many = " and ".join(f"{n} of {languages.NAMES[key]}" for key, n in counts.items())
    if asked:
        return asked, f"{languages.NAMES[asked]}, as asked for"
    if counted:
        return counted, f"{languages.NAMES[counted]}, by its commonest words: {many}"
    lang = draft.lang or own.partition("-")[0]
    why = "as the file says" if draft.lang else "the site's language"
    return lang, f"{languages.NAMES[lang]}, {why}: its words do not tell ({many})"


def _titled(draft: Draft) -> tuple[Draft, tuple[str, ...]]:
    """The article with a title: where none was found, its first words, which stay in the text."""
    title = " ".join(draft.title.split())
    if title:
        return replace(draft, title=title), ()
    first = " ".join(draft.blocks[0].text.split())
    title = (
        first if len(first) <= _TITLE_LETTERS else first[:_TITLE_LETTERS].rpartition(" ")[0] + " …"
    )
    return replace(draft, title=title), ("no title was found: its first words stand for one",)


def _slug_of(title: str) -> str:
    """The title as a part of an address; empty where it has no letter of the alphabet."""
    words = re.sub(r"[^a-z0-9]+", "-", plain_letters(title)).strip("-")
    if len(words) > _SLUG_LETTERS:
        words = words[: _SLUG_LETTERS + 1].rpartition("-")[0] or words[:_SLUG_LETTERS]
    return words


def _slug(slug: str, desk: Desk) -> str:
    if not is_id(slug):
        raise CannotImport("no address can be made of its title; name one with --slug")
    if owner := desk.owner(slug):
        raise CannotImport(f"the address `{slug}` is taken, by {owner}; name another with --slug")
    return slug


def _written(found: Imported, draft: Draft, body: str, lang: str, desk: Desk) -> Imported:
    """The article and its sidecar, tried as a build would try them.

    Where the site asks for every figure to be in a claim, those of titles, headings and tables are
    waived for now. A figure that would contradict another one is left to be written by hand.
    """
    source = SourceText(f"content/{found.slug}.md", body)
    tokens = prose.body(body, lang, "–").tokens
    shown = annotate.body_text(tokens)
    ground = Ground.of(shown, source)
    text = readtext.body(tokens, shown, source)
    claims, unquoted = candidates(text, ground, lang, labels_of(tokens))
    terms = newarticle.Terms(
        found.slug,
        lang,
        lang != desk.lang.partition("-")[0],
        desk.today,
        desk.schema,
        desk.around.site.publisher_name,
    )
    article = newarticle.article(draft, body, terms)
    errors: Sequence[Diagnostic] = ()
    for tried in (claims, tuple(replace(claim, figure=()) for claim in claims)):
        waived: tuple[str, ...] = ()
        for _ in range(2):
            sidecar = newarticle.sidecar(draft, tried, waived, terms)
            errors = _errors(found.slug, article, sidecar, desk)
            if not errors:
                return replace(
                    found, article=article, sidecar=sidecar, claims=tried, unquoted=unquoted
                )
            waived = tuple(dict.fromkeys(_words_at(e) for e in errors if e.code == _UNCOVERED))
    raise CannotImport(f"no build would take it: {errors[0].message}")


def _words_at(problem: Diagnostic) -> str:
    span = problem.span
    return span.text[span.column - 1 : span.column - 1 + span.width]


def _errors(slug: str, article: str, sidecar: str, desk: Desk) -> Sequence[Diagnostic]:
    """What a build would say against the two files."""
    for path, text in ((f"content/{slug}.md", article), (f"content/{slug}.claims.yaml", sidecar)):
        problems = decoded(path, text.encode("utf-8"))[1]
        if problems:
            return problems
    return desk.errors(slug, article, sidecar)


_UNCOVERED = "uncovered-figure"
