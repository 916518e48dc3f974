"""Where this copy of Vouch came from: what a new site asks pip for."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from vouch import __version__

_PACKAGE = "vouch-press"
_CHECKOUT = Path(__file__).resolve().parent.parent


def requirement() -> str:
    """A line for requirements.txt: the repository that this was cloned from, or its version."""
    if (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / ".git").exists():
        try:
            done = subprocess.run(
                ["git", "config", "--get", "remote.origin.url"],  # noqa: S607 - found on PATH
                cwd=_CHECKOUT,
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
        except (OSError, UnicodeDecodeError):
            return of_version()
        if address := public_address(done.stdout.strip()):
            return f"{_PACKAGE} @ git+{address}"
    return of_version()


def of_version() -> str:
    """The requirement where nothing is known but the version."""
    return f"{_PACKAGE}~={__version__}"


def public_address(remote: str) -> str:
    """The https address of a repository, without who asks for it; empty where it has none."""
    if found := re.fullmatch(r"(?:ssh://)?[\w.-]+@([\w.-]+\.[\w-]+)[:/]([\w./~-]+)", remote):
        return f"https://{found[1]}/{found[2]}"
    parts = urlsplit(remote) if re.fullmatch(r"https://\S+", remote) else None
    return f"https://{parts.hostname}{parts.path}" if parts and parts.hostname else ""
