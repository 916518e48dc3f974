"""What each check looked at, as a table for people and as records for programs.

A check that looked at nothing is named as such: its silence proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from vouch.columns import visible
from vouch.outcomes import Outcome, Outcomes

_COLUMNS = ("checked", "failed", "skipped", "not checkable")
_INDENT = "  "
_MOST_ARTICLES = 8
"""Most articles of which each is shown whole."""
_WIDTH = 96

Ledger = Mapping[str, Outcomes]


def table(ledger: Ledger, *, everything: bool = False) -> str:
    """Each check of each article, then of them all; `ledger` is that of :mod:`vouch.rulings`.

    With many articles only those are shown in which something failed, unless ``everything``.
    """
    articles = {name: outcomes for name, outcomes in ledger.items() if name}
    shown = articles
    if len(articles) > _MOST_ARTICLES and not everything:
        shown = {name: found for name, found in articles.items() if _has_failed(found)}
    width = max((len(code) for found in ledger.values() for code in found), default=0)
    groups = [_group(visible(name), found, width) for name, found in shown.items()]
    if left := len(articles) - len(shown):
        groups.append([f"{left:,} more articles, in which nothing failed (-v shows them)"])
    across = ledger.get("", {})
    if any(outcome.subjects for outcome in across.values()):
        groups.append(_group("across the site", across, width))
    if len(ledger) > 2:  # two articles at least, and the site
        groups.append(_group("in all", totals(ledger), width))
    return "\n\n".join("\n".join(group) for group in groups)


def line(ledger: Ledger) -> str:
    """All checks in one line."""
    every = Outcome.sum(totals(ledger).values())
    counts = zip(_COLUMNS, _numbers(every), strict=True)
    return f"Checks: {', '.join(f'{number} {name}' for name, number in counts)}."


def totals(ledger: Ledger) -> dict[str, Outcome]:
    """What each check found in the whole site, by its code."""
    every: dict[str, list[Outcome]] = {}
    for outcomes in ledger.values():
        for code, outcome in outcomes.items():
            every.setdefault(code, []).append(outcome)
    return {code: Outcome.sum(found) for code, found in sorted(every.items())}


def records(ledger: Ledger) -> list[dict[str, object]]:
    """A record for each check of each article; ``article`` is null for what is of none."""
    return [
        {"article": name or None, "check": code, **_record(outcome)}
        for name, outcomes in ledger.items()
        for code, outcome in sorted(outcomes.items())
        if outcome.subjects
    ]


def total_records(ledger: Ledger) -> list[dict[str, object]]:
    """A record for each check, those that had nothing to look at included."""
    return [{"check": code, **_record(outcome)} for code, outcome in totals(ledger).items()]


def _record(outcome: Outcome) -> dict[str, int]:
    return {
        "checked": outcome.checked,
        "failed": len(outcome.failed),
        "skipped": outcome.skipped,
        "not_checkable": outcome.uncheckable,
    }


def _has_failed(outcomes: Outcomes) -> bool:
    return any(outcome.failed for outcome in outcomes.values())


def _group(title: str, outcomes: Outcomes, width: int) -> list[str]:
    """The rows of an article, under its name, and the checks that had nothing to look at."""
    looked = {code: found for code, found in sorted(outcomes.items()) if found.subjects}
    idle = sorted(outcomes.keys() - looked.keys())
    first = len(_INDENT) + width
    room = max(first, len(title))
    heads = "".join(f"{name:>{_column(name)}}" for name in _COLUMNS)
    rows = [f"{title:<{room}}{heads}"] if looked else [title]
    for code, found in looked.items():
        numbers = zip(_COLUMNS, _numbers(found), strict=True)
        cells = "".join(f"{number:>{_column(name)}}" for name, number in numbers)
        rows.append(f"{_INDENT + code:<{room}}{cells}")
    return rows + list(_wrapped("nothing to check: ", idle))


def _column(name: str) -> int:
    return max(9, len(name) + 2)


def _numbers(outcome: Outcome) -> list[str]:
    return [f"{number:,}" for number in _record(outcome).values()]


def _wrapped(label: str, codes: Iterable[str]) -> Iterator[str]:
    """The codes in lines, the first of them behind ``label``."""
    line = _INDENT + label
    begun = False
    for code in codes:
        if begun and len(line) + len(code) + 2 > _WIDTH:
            yield f"{line},"
            line = f"{_INDENT}{'':{len(label)}}{code}"
        else:
            line += f", {code}" if begun else code
        begun = True
    if begun:
        yield line
