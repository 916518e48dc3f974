"""What every check found, article by article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vouch import checks
from vouch.checks import across, same_source
from vouch.checks.evidence import Evidence
from vouch.checks.standing import OnDay, Standing
from vouch.compiled import Compilation
from vouch.outcomes import Outcome, Outcomes
from vouch.rulings import SITE, Ledger


def ledger_of(
    compiled: Sequence[Compilation], evidence: Mapping[str, Evidence], standing: Standing
) -> Ledger:
    """The findings of the checks that need one article, several, captures, or the day.

    ``evidence`` is by the name of the article, that of shared sources under :data:`SITE`.
    """
    ledger: dict[str, Outcomes] = {one.name: _of(one, evidence, standing) for one in compiled}
    shared = evidence.get(SITE)
    of_captures = checks.run(across.OF_EVIDENCE, shared) if shared else {}
    sources = standing.settings.shared_reading
    among = Outcome.of(same_source.among_shared(sources)) if sources else Outcome()
    of_site = checks.run(across.OF_SITE, standing)
    ledger[SITE] = {**of_site, **of_captures, same_source.CODE: among}
    return ledger


def _of(one: Compilation, evidence: Mapping[str, Evidence], standing: Standing) -> Outcomes:
    if one.article is None:
        return one.outcomes
    return {
        **one.outcomes,
        **checks.run(across.OF_EVIDENCE, evidence[one.name]),
        **checks.run(across.OF_DAY, OnDay(one.article, standing.today)),
    }
