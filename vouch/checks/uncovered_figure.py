"""A figure that a reader sees and that is in no claim and no waiver."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from vouch import anchor
from vouch.accounting import Account, Figure, Holder
from vouch.diagnostics import Diagnostic, Severity, Span
from vouch.outcomes import HELD, Finding, Left, Level

CODE = "uncovered-figure"
LEVEL = Level.WARNING
_MOST_PLACES = 5


def check(account: Account) -> Iterator[Finding]:
    """One message for each distinct figure, at its first place, which counts the others.

    A figure in a line that another message is about waits for that; numbers in words are out of
    scope.
    """
    uncovered: dict[str, list[Figure]] = {}
    for figure in account.figures:
        if figure.numeral.kind not in account.looked_at:
            continue
        if figure.holder is Holder.NOTHING:
            uncovered.setdefault(anchor.fold(figure.numeral.text).text, []).append(figure)
        else:
            yield HELD if figure.holder is Holder.CLAIM else Left.SKIPPED
    for text, figures in uncovered.items():
        yield from _everywhere(account, text, figures)
    yield from ((problem,) for problem in _without_reason(account))
    yield from (Left.UNCHECKABLE for _ in range(account.in_words))


def _everywhere(account: Account, text: str, figures: Sequence[Figure]) -> Iterator[Finding]:
    """The finding for each place of one figure: they share one message."""
    every = sorted(f.piece.span(f.numeral.start, f.numeral.end) for f in figures)
    spans = [span for span in every if (span.path, span.line) not in account.disputed]
    if spans:
        required = any(f.numeral.kind in account.rules.required for f in figures)
        severity = Severity.ERROR if required else LEVEL.severity
        problem = _uncovered(text, spans, severity)
        yield from ((problem,) for _ in spans)
    yield from (Left.UNCHECKABLE for _ in range(len(every) - len(spans)))


def _uncovered(text: str, spans: Sequence[Span], severity: Severity) -> Diagnostic:
    waiver = f"{{text: {json.dumps(text, ensure_ascii=False)}, why: …}}"
    return Diagnostic(
        CODE,
        f"“{text}” is in no claim{_further(spans)}",
        spans[0],
        f"anchor a claim on it, or waive it in the sidecar: `waivers: [{waiver}]`",
        severity=severity,
    )


def _further(spans: Sequence[Span]) -> str:
    """The other places of a figure, by line and column."""
    others = [
        f"{span.line}:{span.column}"
        if span.path == spans[0].path
        else f"{span.path}:{span.line}:{span.column}"
        for span in dict.fromkeys(spans[1:])
    ]
    if not others:
        return ""
    left = len(others) - _MOST_PLACES
    more = f" and {left} more" if left > 0 else ""
    return f", nor at {', '.join(others[:_MOST_PLACES])}{more}"


def _without_reason(account: Account) -> Iterator[Diagnostic]:
    """Waivers of required figures that do not say why."""
    waivers = account.sidecar.value.waivers if account.sidecar.value else ()
    needed = {
        index
        for figure in account.figures
        if figure.holder is Holder.WAIVER and figure.numeral.kind in account.rules.required
        for index in figure.waivers
    }
    for index, waiver in enumerate(waivers):
        if index in needed and not waiver.why:
            yield Diagnostic(
                CODE,
                f"“{waiver.text}” is waived without a reason",
                account.sidecar.span("waivers", index, "text"),
                "say under `why` what makes a check needless",
            )
