"""What a page may load and run (Content Security Policy Level 3), as its `meta` element says it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256

DIRECTIVES: Mapping[str, str] = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
"""Style sheets and images of the site itself, and nothing else: no script, nothing inline.

`frame-ancestors`, `sandbox` and `report-uri` count in a header alone (section 3.3).
"""


def policy_of_style(sheet: str) -> str:
    """For a page that stands for itself: its one style sheet, told by its digest (section 8.3)."""
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    return policy({**DIRECTIVES, "style-src": f"'sha256-{digest}'", "img-src": "'none'"})


def policy_of_search() -> str:
    """For the page of the search: scripts and files of the site itself, and WebAssembly.

    `'wasm-unsafe-eval'` lets the index's program run and no text as a script (section 6.1.10).
    """
    scripts = "'self' 'wasm-unsafe-eval'"
    return policy({**DIRECTIVES, "script-src": scripts, "connect-src": "'self'"})


def policy(directives: Mapping[str, str] = DIRECTIVES) -> str:
    """The directives as one text, in their order."""
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())
