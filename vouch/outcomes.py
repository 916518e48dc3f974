"""What checks found: of how many subjects a rule holds, of which it does not, and what was left.

A subject is one thing that a rule is held to: a claim, a calculation, a figure in the text. A check
yields a finding for each of them, so that a check which looked at nothing cannot pass for one
that found nothing wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import Enum, StrEnum
from functools import lru_cache

from vouch.diagnostics import Diagnostic, Severity, Span
from vouch.frozen import frozen

Problems = tuple[Diagnostic, ...]


class Left(StrEnum):
    """Why a subject was not held to a rule."""

    SKIPPED = "skipped"
    UNCHECKABLE = "not checkable"


Finding = Problems | Left
"""The problems of a subject, none where the rule holds; or why it was not held to the rule."""

HELD: Problems = ()
"""The rule holds."""


class Level(Enum):
    """How bad it is where a rule does not hold, and whether a site may think otherwise."""

    BINDING = "binding"
    """An error that no setting lowers: nothing could be published from it."""
    ERROR = "error"
    WARNING = "warning"

    @property
    def severity(self) -> Severity:
        """The severity of a problem at this level."""
        return Severity.WARNING if self is Level.WARNING else Severity.ERROR


@frozen
class Outcome:
    """What one check found in one article, or in the whole site.

    ``failed`` has the problems of each subject of which the rule does not hold; two subjects may
    share a problem.
    """

    held: int = 0
    failed: tuple[Problems, ...] = ()
    skipped: int = 0
    uncheckable: int = 0

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Outcome:
        """The findings of a check, counted."""
        held = skipped = uncheckable = 0
        failed: list[Problems] = []
        for finding in findings:
            if isinstance(finding, tuple):
                if finding:
                    failed.append(finding)
                else:
                    held += 1
            elif finding is Left.SKIPPED:
                skipped += 1
            else:
                uncheckable += 1
        if failed:
            return cls(held, tuple(failed), skipped, uncheckable)
        return _without_fault(held, skipped, uncheckable)

    def shared(self) -> Outcome:
        """The same outcome, one for all that are equal where nothing failed: most are."""
        return self if self.failed else _without_fault(self.held, self.skipped, self.uncheckable)

    def undecided(self) -> Outcome:
        """What comes of the same subjects where it cannot be known how they are to be read."""
        return _without_fault(0, self.skipped, self.subjects - self.skipped)

    @property
    def checked(self) -> int:
        """How many subjects were held to the rule."""
        return self.held + len(self.failed)

    @property
    def subjects(self) -> int:
        """How many subjects there were."""
        return self.checked + self.skipped + self.uncheckable

    @property
    def problems(self) -> Problems:
        """Every problem once, in the order in which they were found."""
        return tuple(dict.fromkeys(problem for problems in self.failed for problem in problems))

    @classmethod
    def sum(cls, outcomes: Collection[Outcome]) -> Outcome:
        """What several found together."""
        return cls(
            sum([each.held for each in outcomes]),
            tuple(problems for each in outcomes if each.failed for problems in each.failed),
            sum([each.skipped for each in outcomes]),
            sum([each.uncheckable for each in outcomes]),
        )


@lru_cache(maxsize=4096)
def _without_fault(held: int, skipped: int, uncheckable: int) -> Outcome:
    return Outcome(held, (), skipped, uncheckable)


Outcomes = Mapping[str, Outcome]
"""What each check found, by its code."""


@frozen
class CheckWaiver:
    """A problem that is accepted, in a claim or in the whole article.

    ``path`` is the sidecar, ``lines`` the first and the last one of the claim in it.
    """

    code: str
    claim: str | None
    path: str
    lines: tuple[int, int]
    why: str | None
    span: Span

    def accepts(self, problem: Diagnostic) -> bool:
        """Whether the problem is the one that is meant."""
        if problem.code != self.code:
            return False
        if self.claim is None:
            return True
        return (
            problem.span.path == self.path and self.lines[0] <= problem.span.line <= self.lines[1]
        )


def problems(outcomes: Outcomes) -> Iterator[Diagnostic]:
    """Every problem of every check."""
    for outcome in outcomes.values():
        if outcome.failed:
            yield from outcome.problems
