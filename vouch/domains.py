"""Which host an address names: a domain of one's own, a host of GitHub's, or nobody's."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

_NOBODY = ("example", "invalid", "localhost", "test")
"""Top-level domains that nobody can have (RFC 2606, section 2; RFC 6761, section 6)."""
_EXAMPLES = ("example.com", "example.net", "example.org")
"""Domains for documentation (RFC 2606, section 3)."""


def host(url: str) -> str:
    """The host of an address, in lower case."""
    return (urlsplit(url).hostname or "").lower().rstrip(".")


def domain(url: str) -> str:
    """The domain that GitHub Pages is to serve the site at; empty where it is none of one's own.

    A site under a path of a domain is a part of another site, which has the domain.
    """
    parts, name = urlsplit(url), host(url)
    own = "." in name and not name.endswith(".github.io") and ":" not in name
    own = own and not name.rpartition(".")[2].isdigit()
    usual = parts.port is None and parts.path in ("", "/")
    return name if own and usual and not unreachable(url) else ""


def unreachable(url: str) -> str:
    """Why no reader can follow an address, as the end of a sentence; empty where one might."""
    name = host(url)
    number = _number(name)
    if number is not None:
        return "" if number.is_global else "is for one network or computer alone"
    if name.rpartition(".")[2] in _NOBODY or any(f".{name}".endswith(f".{e}") for e in _EXAMPLES):
        return "is reserved, so that nobody can have it"
    return ""


def _number(name: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(name)
    except ValueError:
        return None
