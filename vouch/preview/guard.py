"""Who may ask the preview for what.

A page of another site, open in the same browser, reaches a server on this computer too. It is kept
out by two headers that it cannot choose: `Host`, which still names the other site where its name
was made to lead here (DNS rebinding), and `Origin`, which names the page that asks. What writes
asks for more: a secret that stands in the preview's own pages, and a peer on this computer.
"""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Collection
from urllib.parse import urlsplit

from vouch.preview.exchange import Answer, Asked, refusal

_LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))


def is_loopback(address: str) -> bool:
    """Whether an address or name is one that only this computer reaches."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address == "localhost"
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_loopback


def refused(asked: Asked, host: str, names: Collection[str] = ()) -> Answer | None:
    """Why the request is not answered; None where it is.

    ``host`` is where the server listens, ``names`` are further names of this computer, which are
    good only where others may reach it.
    """
    named = _name(asked.host)
    if not named:
        return refusal(400, "the request has no usable Host")
    if not _is_ours(named, host, names):
        return refusal(403, f"this preview does not answer to the name {named!a}")
    if asked.origin and asked.origin != f"http://{asked.host}":
        return refusal(403, "this preview answers to no other site")
    return None


def refused_to_write(asked: Asked, token: str) -> Answer | None:
    """Why a request for more than pages is not answered; None where it is."""
    if not is_loopback(asked.peer):
        return refusal(403, "this is for the computer alone on which the preview runs")
    if asked.origin != f"http://{asked.host}":
        return refusal(403, "this is for the pages of the preview alone")
    if not secrets.compare_digest(asked.token.encode(), token.encode()):
        return refusal(403, "this page is of an earlier preview; load it again")
    if asked.kind.partition(";")[0].strip() != "application/json":
        return refusal(415, "this takes JSON")
    return None


def _name(host: str) -> str:
    """The name in a `Host`, without its port; empty where it is none."""
    try:
        parts = urlsplit(f"//{host}")
        usable = parts.netloc == host and "@" not in host and parts.port != 0
        return (parts.hostname or "") if usable else ""
    except ValueError:
        return ""


def _is_ours(name: str, host: str, names: Collection[str]) -> bool:
    """An address of numbers needs no name server, so nobody can make it lead elsewhere."""
    if name in _LOOPBACK or name == host.lower():
        return True
    if is_loopback(host):
        return False
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return name in {known.lower() for known in names}
    return True
