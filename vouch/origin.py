"""Where this copy of Vouch came from: what a new site asks pip for."""

from __future__ import annotations

import json
import re
import subprocess
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import urlsplit

from vouch import __version__

_PACKAGE = "vouch-press"
_CHECKOUT = Path(__file__).resolve().parent.parent


def requirement() -> str:
    """A line for requirements.txt by which pip finds this Vouch; empty where none is known.

    It names the repository that this was cloned or installed from, the file that it was installed
    from, or the version that an index had.
    """
    if (_CHECKOUT / "pyproject.toml").is_file():
        return _of_remote(_CHECKOUT) if (_CHECKOUT / ".git").exists() else ""
    try:
        told = distribution(_PACKAGE).read_text("direct_url.json")
    except PackageNotFoundError:
        return ""
    return of_version() if told is None else of_direct_url(told)


def _of_remote(checkout: Path) -> str:
    try:
        done = subprocess.run(
            ["git", "config", "--get", "remote.origin.url"],  # noqa: S607 - found on PATH
            cwd=checkout,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    except (OSError, UnicodeDecodeError):
        return ""
    address = public_address(done.stdout.strip())
    return f"{_PACKAGE} @ git+{address}" if address else ""


def of_direct_url(told: str) -> str:
    """The requirement by what an installer noted (PEP 610); empty where others cannot reach it."""
    try:
        noted = json.loads(told)
        address = public_address(noted["url"])
    except (ValueError, KeyError, TypeError):
        return ""
    if not address:
        return ""
    if "vcs_info" not in noted:
        return f"{_PACKAGE} @ {address}" if "archive_info" in noted else ""
    wished = noted["vcs_info"].get("requested_revision")
    return f"{_PACKAGE} @ git+{address}" + (f"@{wished}" if wished else "")


def of_version() -> str:
    """The requirement where nothing is known but the version."""
    return f"{_PACKAGE}~={__version__}"


def public_address(remote: str) -> str:
    """The https address of a repository, without who asks for it; empty where it has none."""
    if found := re.fullmatch(r"(?:ssh://)?[\w.-]+@([\w.-]+\.[\w-]+)[:/]([\w./~-]+)", remote):
        return f"https://{found[1]}/{found[2]}"
    parts = urlsplit(remote) if re.fullmatch(r"https://\S+", remote) else None
    return f"https://{parts.hostname}{parts.path}" if parts and parts.hostname else ""
