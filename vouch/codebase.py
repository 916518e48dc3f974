"""All code that makes a site: Vouch itself with what it brings, the packages it uses, Python."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from hashlib import sha256

HERE = os.path.dirname(os.path.abspath(__file__))
_ENDINGS = (".py", ".toml", ".ttf")


def digest() -> str:
    """32 hexadecimal digits: others where anything may come out otherwise."""
    found = sha256(repr((python(), packages())).encode())
    for path in sorted(_sources()):
        with open(path, "rb") as file:
            found.update(os.path.relpath(path, HERE).encode() + b"\n" + file.read())
    return found.hexdigest()[:32]


def brought(name: str) -> str:
    """The folder of templates or static files that Vouch brings: in the package or beside it."""
    packaged = os.path.join(HERE, name)
    return packaged if os.path.isdir(packaged) else os.path.join(os.path.dirname(HERE), name)


def python() -> str:
    """The version of Python, and how it was built."""
    return sys.version


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


def _sources() -> Iterator[str]:
    """The files of Vouch's own code."""
    for folder, folders, names in os.walk(HERE):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (f"{folder}/{name}" for name in names if name.endswith(_ENDINGS))
