"""Addresses as documents: two spellings of one address lead to one form.

What is brought together leads to the same page on nearly every server: `http` and `https`, the
host's case and its `www.`, a default port, a closing slash, needless escapes (RFC 3986, section
6.2), the order of parameters, and parameters that only tell where a visitor came from.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|mc_[ce]id|_hs\w+"
    r"|at_(?:medium|campaign)|cmpid|ns_\w+|ref_src|ref_url|xtor)(?:=.*)?",
    re.IGNORECASE,
)
_SAFE = "/!$&'()*+,;=:@~"
_NEEDS_NO_ESCAPE = re.compile(rf"[A-Za-z0-9_.~{re.escape(_SAFE)}-]*")
_DEFAULT_PORTS = (None, 80, 443)
_SIMPLE = re.compile(
    r"https?://(?:www\.)?(?P<host>[a-z0-9.-]*[a-z0-9-])(?P<path>(?:/[A-Za-z0-9_.~/-]*)?)"
)
"""A host and a path of plain letters, in which nothing can be wrong or written otherwise."""


@lru_cache(maxsize=16384)
def canonical(address: str) -> str:
    """The address without what does not tell documents apart; its fragment is left out.

    ``address`` is an absolute http or https address, as the model's fields take it. The result
    is for comparing and is no address itself.
    """
    if simple := _SIMPLE.fullmatch(address):
        return simple["host"] + simple["path"].rstrip("/")
    return read_apart(address)


def read_apart(address: str) -> str:
    """The same for any address, taken apart as RFC 3986 says."""
    parts = urlsplit(address.strip())
    host = _host(parts.hostname or "")
    port = "" if parts.port in _DEFAULT_PORTS else f":{parts.port}"
    path = _escaped(parts.path).rstrip("/")
    kept = (p for p in parts.query.split("&") if p and not _TRACKING.fullmatch(p))
    parameters = "&".join(sorted(_escaped(parameter, "?") for parameter in kept))
    query = f"?{parameters}" if parameters else ""
    return f"{host}{port}{path}{query}"


def is_simple(address: str) -> bool:
    """Whether an address is nothing but a host and a path, and both are sound as they stand."""
    return _SIMPLE.fullmatch(address) is not None


def host(address: str) -> str:
    """The host that an address names, in one spelling: without `www.`, as ASCII."""
    return _host(urlsplit(address.strip()).hostname or "")


def fragment(address: str) -> str:
    """What stands after `#`, where it names a place of the document."""
    if "#" not in address:
        return ""
    named = urlsplit(address.strip()).fragment.partition(":~:")[0]  # a passage that was linked to
    return "" if _TRACKING.fullmatch(named) else named


def _host(name: str) -> str:
    host = name.rstrip(".").removeprefix("www.")
    if host.isascii():  # the codec gives it back as it is, or refuses it
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _escaped(text: str, safe: str = "") -> str:
    """The text with one spelling for each character: escapes of what needs none are undone.

    What a bare character would mean something else (`%2F`, `%26`, `%25` …) stays an escape.
    """
    if _NEEDS_NO_ESCAPE.fullmatch(text):
        return text
    parts = re.split(r"((?:%[0-9A-Fa-f]{2})+)", text)
    return "".join(
        _respelled(part) if number % 2 else quote(part, safe=_SAFE + safe)
        for number, part in enumerate(parts)
    )


def _respelled(escapes: str) -> str:
    return quote(
        unquote(escapes, encoding="utf-8", errors="surrogateescape"),
        safe="~",
        encoding="utf-8",
        errors="surrogateescape",
    )
