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

    Where that is nothing, text and content of the body are the promised text but for white space.
    What the quick reading finds wrong, or cannot tell, is read again by a parser. None where the
    page has no body, or several.
    """
    body = reread(page)
    if body is not None and not _broken(promise, body):
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
    return body, _broken(promise, body)


def _broken(promise: Promise, body: Reread) -> Problems:
    if _same_words(body.text, promise.text):
        return tuple(_uncovered(promise, body))
    broken = (*_reworded(promise, body), *_uncovered(promise, body))
    return broken or tuple(_respelled(promise, body))


def _same_words(first: str, second: str) -> bool:
    """Whether two texts are the same word by word; most are line by line, of which are fewer."""
    return _lines(first) == _lines(second) or first.split() == second.split()


def _lines(text: str) -> list[str]:
    return [*filter(None, text.split("\n"))]


def _reworded(promise: Promise, body: Reread) -> Iterator[Diagnostic]:
    if fold(body.text).text.strip() != fold(promise.text).text.strip():
        yield Diagnostic(
            "text-changed",
            f"the text of `{promise.slug}` on its page is not the text of the article",
            _TEMPLATE,
            "what a template puts into the article's body needs the attribute data-generated",
        )


def _uncovered(promise: Promise, body: Reread) -> Iterator[Diagnostic]:
    for claim, wanted in promise.marked.items():
        marked = body.marked.get(claim, "")
        if marked != wanted and _letters(marked) != _letters(wanted):
            yield Diagnostic(
                "text-changed",
                f"the marks of `{claim}` do not cover its quote",
                _TEMPLATE,
                "a template must not touch the marks in the article's body",
            )


def _respelled(promise: Promise, body: Reread) -> Iterator[Diagnostic]:
    """Where words are the same to a reader only, in other code points than were promised."""
    if "".join(body.text.split()) != "".join(promise.text.split()):
        yield Diagnostic(
            "text-changed",
            f"the text of `{promise.slug}` is spelled otherwise on its page",
            _TEMPLATE,
            "a template may change the white space of an article, but no character of it",
        )


def _letters(text: str) -> str:
    """The text without any white space: marks leave out what stands between blocks."""
    return "".join(fold(text).text.split())
