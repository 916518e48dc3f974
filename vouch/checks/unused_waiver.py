"""A waiver that covers nothing: the figure was changed, taken out, or is in a claim by now."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.accounting import Account
from vouch.diagnostics import Diagnostic
from vouch.outcomes import HELD, Finding, Level

CODE = "unused-waiver"
LEVEL = Level.WARNING


def check(account: Account) -> Iterator[Finding]:
    """Of several waivers that hold a figure the first one counts.

    A waiver may name what needs none, such as a product or a number in words.
    """
    waivers = account.sidecar.value.waivers if account.sidecar.value else ()
    held = {index for figure in account.figures for index in figure.waivers}
    counts = {
        figure.waivers[0] for figure in account.figures if figure.waivers and not figure.claimed
    }
    for index, waiver in enumerate(waivers):
        if waiver.text is None:
            continue  # it names a check: see vouch.rulings
        if index in counts or (account.worded[index] and account.places[index]):
            yield HELD
            continue
        if not account.places[index]:
            why, help = (
                "stands nowhere in the article",
                "write it as the article has it, or delete it",
            )
        elif index in held:
            why = "covers nothing that is not in a claim or under another waiver"
            help = "delete it"
        else:
            why = "covers no whole figure"
            help = "write the figure with its unit, as the article has it, or delete the waiver"
        problem = Diagnostic(
            CODE,
            f"the waiver “{waiver.text}” {why}",
            account.sidecar.span("waivers", index, "text"),
            help,
            severity=LEVEL.severity,
        )
        yield (problem,)
