"""Our own pages read again, against what they promise.

The text of an article's body, less what the build put into it, is the text of the article, and
each mark covers exactly its quote (contract, sections 3 and 4). Both are checked in every build,
so that a template cannot break them in silence.
"""

from __future__ import annotations

from collections.abc import Iterator

from vouch.anchor import fold
from vouch.diagnostics import Diagnostic, Span
from vouch.dossier import Promise
from vouch.outcomes import Problems
from vouch.reread import Reread, reread

_TEMPLATE = Span("templates/article.html")


def body_read_again(promise: Promise, page: str) -> tuple[Reread | None, Problems]:
    """The body of the rendered page, and what a reader would find changed in it.

    What the quick reading finds wrong, or cannot tell, is read again by a parser. None where the
    page has no body, or several.
    """
    body = reread(page)
    if body is not None and not any(_broken(promise, body)):
        return body, ()
    return _found_by_parser(promise, page)


def _found_by_parser(promise: Promise, page: str) -> tuple[Reread | None, Problems]:
    from vouch.htmltext import content_of, marks_of, parsed, text_of  # heavy, and seldom needed

    bodies = parsed(page).select("[data-article-body]")
    if len(bodies) != 1:
        message = f"the page of `{promise.slug}` has {len(bodies)} elements [data-article-body]"
        help = "an article's page has exactly one"
        return None, (Diagnostic("text-changed", message, _TEMPLATE, help),)
    body = Reread(text_of(bodies[0]), marks_of(bodies[0]), content_of(bodies[0]))
    return body, tuple(_broken(promise, body))


def _broken(promise: Promise, body: Reread) -> Iterator[Diagnostic]:
    if not _same_words(body.text, promise.text):
        yield Diagnostic(
            "text-changed",
            f"the text of `{promise.slug}` on its page is not the text of the article",
            _TEMPLATE,
            "what a template puts into the article's body needs the attribute data-generated",
        )
    for claim, wanted in promise.marked.items():
        marked = body.marked.get(claim, "")
        if marked != wanted and _letters(marked) != _letters(wanted):
            yield Diagnostic(
                "text-changed",
                f"the marks of `{claim}` do not cover its quote",
                _TEMPLATE,
                "a template must not touch the marks in the article's body",
            )


def _same_words(first: str, second: str) -> bool:
    """Whether two texts are the same when folded; most are, word by word, as they stand."""
    if first.split() == second.split():
        return True
    return fold(first).text.strip() == fold(second).text.strip()


def _letters(text: str) -> str:
    """The text without any white space: marks leave out what stands between blocks."""
    return "".join(fold(text).text.split())
