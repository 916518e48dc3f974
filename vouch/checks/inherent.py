"""What compiling an article checks by itself: its quotes, its links, its images.

These are no files of their own, for nothing could be made of an article without them. Here their
problems are told from the others and counted like those of every other check.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from vouch.diagnostics import Diagnostic
from vouch.links import ROOT
from vouch.markup import Open, Tokens
from vouch.outcomes import Level, Outcome, Outcomes, Problems

QUOTES = "quote-not-found"
LINKS = "broken-link"
MEDIA = "missing-media"

LEVELS: Mapping[str, Level] = dict.fromkeys((LINKS, MEDIA, QUOTES), Level.BINDING)

_OF = {
    QUOTES: QUOTES,
    "quote-ambiguous": QUOTES,
    "context-not-found": QUOTES,
    LINKS: LINKS,
    MEDIA: MEDIA,
    "media-outside": MEDIA,
}
"""The check that a problem belongs to."""
_INNER_LINK = re.compile(f'<a [^>]*href="[{ROOT}#]')
_IMAGE = re.compile("<img ")


def told_apart(
    problems: Iterable[Diagnostic], tokens: Tokens, html: Iterable[str], quotes: int
) -> tuple[Problems, Outcomes]:
    """The problems of no check, and what these checks found.

    ``tokens`` and ``html`` are all that was rendered of an article: links and images that hold, and
    of those that do not the images and the links within the page, which stay as they were written.
    ``quotes`` is how many of its quotes anchored.
    """
    others: list[Diagnostic] = []
    failed: defaultdict[str, list[Problems]] = defaultdict(list)
    rendered = 0
    for problem in problems:
        check = _OF.get(problem.code)
        if check is None:
            others.append(problem)
        else:
            failed[check].append((problem,))
            rendered += check == LINKS and problem.span.text[problem.span.column - 1 :][:1] == "#"
    text = "".join(html)
    opened = [token for token in tokens if isinstance(token, Open)]
    inner = sum(t.name == "a" and (t.get("href") or "").startswith((ROOT, "#")) for t in opened)
    images = sum(token.name == "img" for token in opened)
    held = {
        LINKS: inner + len(_INNER_LINK.findall(text)) - rendered,
        MEDIA: max(0, images + len(_IMAGE.findall(text)) - len(failed[MEDIA])),
        QUOTES: quotes,
    }
    return tuple(others), {
        code: Outcome(count, tuple(failed[code])) for code, count in held.items()
    }
