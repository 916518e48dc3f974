"""What every check found, article by article."""

from __future__ import annotations

from vouch import checks
from vouch.checks import across, same_source
from vouch.checks.evidence import Evidence
from vouch.checks.standing import OnDay, Standing
from vouch.dossier import Dossier
from vouch.outcomes import Outcome, Outcomes
from vouch.rulings import SITE, Ledger


def ledger_of(shared: Evidence, standing: Standing) -> Ledger:
    """What the checks found that need one article, several, captures, or the day.

    ``shared`` is the evidence of content/sources.yaml.
    """
    ledger: dict[str, Outcomes] = {
        one.name: {**one.outcomes, **_of_day(one, standing)} for one in standing.dossiers
    }
    sources = standing.settings.shared_reading
    among = Outcome.of(same_source.among_shared(sources)) if sources else Outcome()
    ledger[SITE] = {
        **checks.run(across.OF_SITE, standing),
        **checks.run(across.OF_EVIDENCE, shared),
        same_source.CODE: among,
    }
    return ledger


def _of_day(dossier: Dossier, standing: Standing) -> Outcomes:
    if dossier.tied is None:
        return {}
    return checks.run(across.OF_DAY, OnDay(dossier, standing.today))
