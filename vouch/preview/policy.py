"""The Content-Security-Policy of a page as the preview serves it (W3C CSP3).

A site may forbid its pages whatever it does not need itself. What the preview adds comes from the
server's own address: scripts, a style sheet, requests, and the connection by which it is told of
changes. Those are let through here, and nothing else.
"""

from __future__ import annotations

import re
from html import escape, unescape

_META = re.compile(
    r"<meta\b(?=[^>]*\bhttp-equiv\s*=\s*[\"']?content-security-policy\b)[^>]*>", re.IGNORECASE
)
_CONTENT = re.compile(r"(\bcontent\s*=\s*)(\"[^\"]*\"|'[^']*')", re.IGNORECASE)
_NEEDED = ("script-src", "style-src", "connect-src")
_MORE_EXACT = ("script-src-elem", "style-src-elem")
_NOT_FOR_THE_PREVIEW = ("require-trusted-types-for", "upgrade-insecure-requests", "sandbox")


def opened(page: str, host: str) -> str:
    """The page with its policy opened for the preview; ``host`` is where it is served."""
    return _META.sub(lambda meta: _CONTENT.sub(lambda c: _rewritten(c, host), meta[0]), page)


def _rewritten(content: re.Match[str], host: str) -> str:
    policy = loosened(unescape(content[2][1:-1]), host)
    return f'{content[1]}"{escape(policy)}"'


def loosened(policy: str, host: str) -> str:
    """A policy that lets through what comes from ``host``, its web sockets included."""
    directives: dict[str, list[str]] = {}
    for part in policy.split(";"):
        name, *values = part.split() or [""]
        if name and name.lower() not in directives:  # the first of two holds (CSP3, section 2.2.1)
            directives[name.lower()] = values
    for name in _NOT_FOR_THE_PREVIEW:
        directives.pop(name, None)
    for name in (*_NEEDED, *(name for name in _MORE_EXACT if name in directives)):
        sources = directives.get(name, directives.get("default-src"))
        if sources is None:
            continue
        added = ["'self'", f"ws://{host}"] if name == "connect-src" else ["'self'"]
        kept = [source for source in sources if source.lower() != "'none'"]
        directives[name] = [*kept, *(each for each in added if each not in kept)]
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())
