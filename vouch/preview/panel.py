"""What is wrong with the content, on every page of the preview.

Text comes from content that has an error: all of it is escaped, and what could hide or act is
spelled out (:mod:`vouch.report`).
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from vouch import report
from vouch.columns import visible
from vouch.diagnostics import Diagnostic, Severity

_WIDTH = 110
"""Columns of a shown line: a longer one is cut around its caret."""
ELEMENT = "vouch-panel"
"""The id of the panel's element, which is always there, so that a script can fill it."""


def panel(diagnostics: Sequence[Diagnostic], fault: str = "", *, stands: bool = True) -> str:
    """The panel as HTML; without a word where nothing is wrong.

    An error, or a fault that is none of the content's, is an alert. Warnings alone are no reason
    to disturb: they are folded up. ``stands`` says that an earlier site is shown below.
    """
    if not (diagnostics or fault):
        return f'<div id="{ELEMENT}" data-generated></div>'
    failed = bool(fault) or any(d.severity is Severity.ERROR for d in diagnostics)
    head = report.count_line(diagnostics) if diagnostics else "The site cannot be written"
    if failed and stands:
        head += ". This page is as it was before."
    role = 'role="alert"' if failed else 'role="region" aria-label="Warnings"'
    return (
        f'<div id="{ELEMENT}" class="{"fails" if failed else "warns"}" {role} lang="en"'
        f" data-generated><details{' open' if failed else ''}><summary>{escape(head)}</summary>"
        '<div class="all" role="group" aria-label="Problems" tabindex="0">'
        f"{_fault(fault)}<ol>{''.join(map(_item, diagnostics))}</ol></div></details></div>"
    )


def _fault(fault: str) -> str:
    return f"<p>{escape(visible(fault))}</p>" if fault else ""


def _item(problem: Diagnostic) -> str:
    """One problem as the terminal shows it, and its place to copy."""
    span = problem.span
    place = escape(f"{visible(span.path)}:{span.line}:{span.column}")
    text = escape(report.text((problem,), width=_WIDTH))
    return (
        f'<li class="{problem.severity}"><pre>{text}</pre>'
        f'<button type="button" data-place="{place}">Copy {place}</button></li>'
    )
