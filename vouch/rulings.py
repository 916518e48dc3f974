"""What a site and its authors make of what checks found: levels, waivers, what must be checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from vouch import spelling
from vouch.diagnostics import Diagnostic, Severity, Span
from vouch.frozen import frozen
from vouch.model.base import shown
from vouch.model.claims import Sidecar
from vouch.model.reading import Reading
from vouch.model.sections import Ruling
from vouch.outcomes import CheckWaiver, Level, Outcome, Outcomes, Problems
from vouch.settings import Settings

Ledger = Mapping[str, Outcomes]
"""What checks found, by the name of the article; under :data:`SITE` what is of none."""

SITE = ""
_MOST_NAMED = 5
_NO_LINES = (1, 0)


def waivers(reading: Reading[Sidecar]) -> tuple[CheckWaiver, ...]:
    """The waivers of a sidecar that name a check."""
    value = reading.value or Sidecar()
    rows = {claim.id: index for index, claim in enumerate(value.claims)}
    return tuple(
        CheckWaiver(
            waiver.check,
            waiver.claim,
            reading.document.source.path,
            _lines(reading, rows.get(waiver.claim) if waiver.claim else None),
            waiver.why,
            reading.span("waivers", row, "check"),
        )
        for row, waiver in enumerate(value.waivers)
        if waiver.check is not None
    )


def _lines(reading: Reading[Sidecar], claim: int | None) -> tuple[int, int]:
    """The first and the last line of a claim; none where there is no such claim."""
    if claim is None:
        return _NO_LINES
    start, end = reading.document.text_offset(*reading.place("claims", claim))
    source = reading.document.source
    last = start + len(source.text[start:end].rstrip())
    return source.span(start).line, source.span(max(start, last - 1)).line


@frozen
class Ruled:
    """The ledger after the rulings, and the problems with the rulings themselves."""

    ledger: Ledger
    problems: Problems


def ruled(
    ledger: Ledger,
    settings: Settings,
    waived: Mapping[str, Sequence[CheckWaiver]],
    levels: Mapping[str, Level],
) -> Ruled:
    """Apply the site's levels and the articles' waivers.

    ``levels`` are those that the checks come with; a ruling that names no check, lowers what cannot
    be lowered or gives no reason is a problem and changes nothing.
    """
    rules, problems = _rules(settings, levels)
    usable: dict[str, list[CheckWaiver]] = {}
    for name, written in waived.items():
        usable[name], faults = _usable(written, levels)
        problems += faults
    every = [waiver for mine in usable.values() for waiver in mine]
    used: set[CheckWaiver] = set()
    applied = {
        name: {
            code: _ruled(found, rules.get(code), usable.get(name, every), used)
            for code, found in outcomes.items()
        }
        for name, outcomes in ledger.items()
    }
    problems += [_unused(waiver) for waiver in every if waiver not in used]
    problems += _nothing_checked(applied, rules, settings)
    return Ruled(applied, tuple(problems))


def _ruled(
    outcome: Outcome, rule: Ruling | None, mine: Sequence[CheckWaiver], used: set[CheckWaiver]
) -> Outcome:
    if not outcome.failed:
        return outcome
    failed: list[Problems] = []
    for problems in outcome.failed:
        kept = []
        for problem in problems:
            waiver = next((w for w in mine if w.accepts(problem)), None)
            if waiver is None:
                kept.append(_levelled(problem, rule))
            else:
                used.add(waiver)
        if kept:
            failed.append(tuple(kept))
    skipped = len(outcome.failed) - len(failed)
    return replace(outcome, failed=tuple(failed), skipped=outcome.skipped + skipped)


def _levelled(problem: Diagnostic, rule: Ruling | None) -> Diagnostic:
    if rule is None or rule.level is None:
        return problem
    return replace(problem, severity=Severity(rule.level))


def _rules(
    settings: Settings, levels: Mapping[str, Level]
) -> tuple[dict[str, Ruling], list[Diagnostic]]:
    """The rulings of site.yaml that can be applied, and what is wrong with the others."""
    rules: dict[str, Ruling] = {}
    problems: list[Diagnostic] = []
    if settings.reading is None:
        return rules, problems
    for code, rule in settings.site.checks.items():
        span = settings.reading.key_span("checks", code)
        level = levels.get(code)
        if level is None:
            problems.append(_unknown(code, span, levels))
        elif rule.level == Severity.WARNING and level is Level.BINDING:
            message = f"`{code}` cannot be lowered: nothing could be published from what it finds"
            problems.append(Diagnostic("binding-check", message, span, "delete this line"))
        elif rule.level == Severity.WARNING and level is Level.ERROR and not rule.why:
            message = f"`{code}` is an error and is lowered without a reason"
            help = f"write it as {code}: {{level: warning, why: …}}"
            problems.append(Diagnostic("missing-reason", message, span, help))
        else:
            rules[code] = rule
    return rules, problems


def _usable(
    mine: Sequence[CheckWaiver], levels: Mapping[str, Level]
) -> tuple[list[CheckWaiver], list[Diagnostic]]:
    usable: list[CheckWaiver] = []
    problems: list[Diagnostic] = []
    for waiver in mine:
        level = levels.get(waiver.code)
        if level is None:
            problems.append(_unknown(waiver.code, waiver.span, levels))
        elif level is Level.BINDING:
            message = f"`{waiver.code}` cannot be waived: nothing could be published from it"
            problems.append(Diagnostic("binding-check", message, waiver.span, "mend what it finds"))
        elif not waiver.why:
            message = f"`{waiver.code}` is waived without a reason"
            help = "say under `why` what makes it acceptable here"
            problems.append(Diagnostic("missing-reason", message, waiver.span, help))
        else:
            usable.append(waiver)
    return usable, problems


def _unknown(code: str, span: Span, levels: Mapping[str, Level]) -> Diagnostic:
    near = spelling.nearest(code, levels)
    help = f"did you mean `{near}`?" if near else "name a check by its code, as in long-excerpt"
    return Diagnostic("unknown-check", f"there is no check `{shown(code)}`", span, help)


def _unused(waiver: CheckWaiver) -> Diagnostic:
    where = f"the claim `{waiver.claim}`" if waiver.claim else "this article"
    return Diagnostic(
        "unused-waiver",
        f"`{waiver.code}` is waived and finds nothing in {where}",
        waiver.span,
        "delete the waiver; or correct the `claim` that it names" if waiver.claim else "delete it",
        severity=Severity.WARNING,
    )


def _nothing_checked(
    ledger: Ledger, rules: Mapping[str, Ruling], settings: Settings
) -> Iterator[Diagnostic]:
    """Required checks that had nothing to look at: silence of theirs would prove nothing."""
    for code, rule in rules.items():
        if rule.require is None or settings.reading is None:
            continue
        looked = {
            name: outcomes[code].checked for name, outcomes in ledger.items() if code in outcomes
        }
        where = "in the whole site"
        if rule.require == "article" and SITE not in looked:
            idle = [name for name, checked in looked.items() if not checked]
            where = f"in {', '.join(idle[:_MOST_NAMED])}"
            where += f" and {len(idle) - _MOST_NAMED} more" if len(idle) > _MOST_NAMED else ""
            if not idle:
                continue
        elif any(looked.values()):
            continue
        yield Diagnostic(
            "nothing-checked",
            f"`{code}` is required and had nothing to check {where}",
            settings.reading.span("checks", code, "require"),
            "give it something to check, or take out `require`",
        )
