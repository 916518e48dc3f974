"""A digest of all code that makes a site: Vouch itself, the packages it uses, and Python."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from hashlib import sha256

HERE = os.path.dirname(os.path.abspath(__file__))
_ENDINGS = (".py", ".toml")


def digest() -> str:
    """The digest, 32 hexadecimal digits: another one where anything may come out otherwise."""
    found = sha256(sys.version.encode())
    for path in sorted(sources()):
        with open(path, "rb") as file:
            found.update(os.path.relpath(path, HERE).encode() + b"\n" + file.read())
    for name in packages():
        found.update(name.encode() + b"\n")
    return found.hexdigest()[:32]


def sources() -> Iterator[str]:
    """The files of Vouch's own code."""
    for folder, folders, names in os.walk(HERE):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (f"{folder}/{name}" for name in names if name.endswith(_ENDINGS))


def packages() -> list[str]:
    """The packages beside Vouch, each with its version, as their folders are named."""
    found: set[str] = set()
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        found.update(name for name in names if name.endswith(".dist-info"))
    return sorted(found)
