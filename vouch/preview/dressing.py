"""Pages as the preview serves them: those of the site, and what it adds to them.

All that is added are files of the server's own address and the panel: no script and no style is
written into a page, so that a strict policy needs little opening (:mod:`vouch.preview.policy`).
"""

from __future__ import annotations

import re
from html import escape

from vouch.preview.exchange import OWN
from vouch.preview.policy import opened

_HEAD_END = re.compile(r"</head\s*>", re.IGNORECASE)
_BODY_END = re.compile(r"</body\s*>(?!.*</body\s*>)", re.IGNORECASE | re.DOTALL)
_BARE = (
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    "<title>Preview</title>\n</head>\n<body>\n<main>\n<h1>{head}</h1>\n<p>{text}</p>\n</main>\n"
    "</body>\n</html>\n"
)


def dressed(page: str, *, host: str, session: str, version: str, token: str, panel: str) -> str:
    """The page with the preview's scripts, its style sheet and the panel.

    ``host`` is the `Host` that was asked for, ``version`` what is shown now: a page that tells an
    older one when it connects is told to load anew. What is added is the same for a whole
    ``session``, so that a browser need not ask for it with every save.
    """
    name, _, port = _parted(host)
    # livereload.js takes its server from its own address, and knows servers at a root alone; the
    # rest of the path can come with the port. Behind a # it reads what is no part of the address.
    told = f"host={name}&port={port}{OWN.rstrip('/')}&mindelay=200&maxdelay=2000&session={session}"
    told += f"&behind=#&snipver={version}"
    head = (
        f'<link rel="stylesheet" href="{OWN}panel.css?{session}">\n'
        f'<script src="{OWN}overlay.js?{session}" data-token="{escape(token)}" defer></script>\n'
        f'<script src="{OWN}swap.js?{session}" defer></script>\n'
        f'<script src="{OWN}livereload.js?{escape(told)}" defer></script>\n'
    )
    page = opened(page, host)
    page = _before(page, _HEAD_END, head)
    return _before(page, _BODY_END, f"{panel}\n")


def bare(head: str, text: str) -> str:
    """A page where the site has none to show."""
    return _BARE.format(head=escape(head), text=escape(text))


def at_home(page: str, url: str, prefix: str) -> str:
    """The site's page for what is missing, its absolute link to the site led to the preview.

    It is the one page whose links cannot be relative: nobody knows where it will be shown.
    """
    return page.replace(f'href="{escape(url)}"', f'href="{escape(prefix)}"')


def _parted(host: str) -> tuple[str, str, str]:
    name, colon, port = host.rpartition(":")
    return (name, colon, port) if colon and port.isdigit() else (host, "", "80")


def _before(page: str, pattern: re.Pattern[str], added: str) -> str:
    found = pattern.search(page)
    at = found.start() if found else len(page)
    return page[:at] + added + page[at:]
