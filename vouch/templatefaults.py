"""Faults of templates as problems: where each stands, how many pages it keeps from being made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from vouch.diagnostics import Diagnostic, Note, Span
from vouch.templating import TemplateNotFound, TemplateSyntaxError

CODE = "template-fault"
_BEFORE, _BEHIND = "the page ", " cannot be made"


def fault(
    error: Exception,
    template: str,
    page: str,
    folders: Sequence[Path],
    source: Callable[[str], str],
) -> Diagnostic:
    """What a template raised for a page, by the page's path, as a problem with its place.

    ``folders`` are those of templates, the site's own first; ``source`` gives the text of a
    template by its name, or raises LookupError.
    """
    message, line = str(error), 0
    if isinstance(error, TemplateSyntaxError):
        template, line, message = error.name or template, error.lineno, error.message or message
    else:
        template, line = _place(error, folders) or (template, 1)
    if isinstance(error, TemplateNotFound):
        message = f"there is no template {error.name}"
    note = Note(f"{_BEFORE}{page}{_BEHIND}")
    return Diagnostic(CODE, message, _span(template, line, source), notes=(note,))


def once_each(problems: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems, one for what is the same fault of a template on several pages."""
    pages: dict[Diagnostic, dict[str, None]] = {}
    for problem in problems:
        notes = problem.notes if problem.code == CODE else ()
        key = replace(problem, notes=()) if notes else problem
        pages.setdefault(key, {}).update((note.message, None) for note in notes)
    return tuple(
        replace(problem, notes=(Note(_counted([*found])),)) if found else problem
        for problem, found in pages.items()
    )


def _counted(pages: Sequence[str]) -> str:
    """One note for those of several pages."""
    first = pages[0].removeprefix(_BEFORE).removesuffix(_BEHIND)
    return pages[0] if len(pages) == 1 else f"{len(pages):,} pages{_BEHIND}, such as {first}"


def _span(template: str, line: int, source: Callable[[str], str]) -> Span:
    try:
        lines = source(template).split("\n")
    except (LookupError, UnicodeError, OSError):
        lines = []
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    start = len(text) - len(text.lstrip())
    return Span(f"templates/{template}", line, start + 1, max(1, len(text.strip())), text)


def _place(error: BaseException, folders: Sequence[Path]) -> tuple[str, int] | None:
    """The template and the line where rendering stopped: the site's own one, if one was at work."""
    found: dict[Path, tuple[str, int]] = {}
    trace = error.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        folder = next((each for each in folders if path.is_relative_to(each)), None)
        if folder is not None:
            found[folder] = (path.relative_to(folder).as_posix(), trace.tb_lineno)
        trace = trace.tb_next
    return next((found[folder] for folder in folders if folder in found), None)
