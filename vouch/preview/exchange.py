"""What a browser asks of the preview, and what it is answered: plain values, no server in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field

from vouch.frozen import frozen

OWN = "/__vouch__/"
"""Where everything that the preview adds stands; no page of a site has this address."""

LASTING: Mapping[str, str] = {"Cache-Control": "private, max-age=86400, immutable"}
"""The header of what stays as it is as long as a preview runs; its address has the session."""


@frozen
class Asked:
    """A request. ``target`` is what stands in the request line, without its query.

    ``host``, ``origin`` and ``token`` are headers, empty where they are not sent; ``peer`` is the
    address of who asks.
    """

    method: str
    target: str
    host: str
    origin: str = ""
    peer: str = ""
    kind: str = ""
    token: str = ""
    body: bytes = b""


@frozen
class Answer:
    """A response: its status, its body with the body's type, and further headers."""

    status: int
    body: bytes = b""
    kind: str = "text/plain; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


def refusal(status: int, reason: str) -> Answer:
    """An answer that says in one line why there is no other."""
    return Answer(status, f"{reason}\n".encode())


def as_json(status: int, value: Mapping[str, object]) -> Answer:
    """An answer for a script."""
    body = json.dumps(value, ensure_ascii=False).encode()
    return Answer(status, body, "application/json; charset=utf-8")


def elsewhere(address: str) -> Answer:
    """An answer that leads to another address of the preview."""
    return Answer(302, headers={"Location": address})
