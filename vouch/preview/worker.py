"""The process that builds: one build for each word that it is sent, until there is nobody to ask.

A process of its own keeps the server answering while it builds, keeps what is slow to import, and
may fork as it likes: it has one thread. What goes wrong in it ends no server.
"""

from __future__ import annotations

import signal
import sys
import warnings
from dataclasses import replace
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from vouch.preview.outcome import Order, Outcome, What

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from vouch.checking import Checked
    from vouch.preview.proof import Proof, Pulled

_SAVES = 100
"""So many times a build begins anew because a text was saved while it was read."""


def work(connection: Connection, order: Order) -> None:
    """Build ``order`` whenever something comes in, and send back the :class:`Outcome`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process: one answers
    signal.signal(signal.SIGTERM, _leave)
    builder = Builder(order)
    try:
        while True:
            connection.send(builder.built(what=connection.recv()))
            builder.get_ready()
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # whoever served is gone


def _leave(*_: object) -> None:
    warnings.simplefilter("ignore")  # of files that an import had open
    sys.exit(0)  # raised within a build, which then tidies up after itself


class Builder:
    """Builds a site again and again: to the disk at first, then in proof where that will do."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._proof: Proof | None = None
        self._may_prove = False

    def get_ready(self) -> None:
        """Do beforehand what the next build will need."""
        from vouch.preview.proof import Proof
        from vouch.publish import CannotPublish
        from vouch.texts import Changed

        if self._proof is None and self._may_prove:
            try:
                self._proof = Proof(self._order)
            except CannotPublish:
                self._may_prove = False
            except Changed:  # it is being saved right now: the next build is to the disk
                return

    def built(self, what: What = What.SAVED) -> Outcome:
        """Build once. Whatever goes wrong is told in the outcome."""
        from vouch.crew import Died
        from vouch.publish import CannotPublish
        from vouch.texts import Changed

        try:
            return self._proved(what) or self._published()
        except (CannotPublish, Changed, Died) as error:
            return Outcome(fault=str(error))
        except Exception as error:  # noqa: BLE001 - a fault of ours is shown like one of the content
            how = " ".join(f"{type(error).__name__}: {error}".split())
            return Outcome(fault=f"this is a fault in Vouch, not in your content: {how}")

    def _proved(self, what: What) -> Outcome | None:
        """What came of a build in memory; None where it will not do."""
        from vouch.preview.proof import TooMuch

        proof, self._proof = self._proof, None  # a fault leaves none behind
        if proof is None:
            return None
        try:
            pulled = _at_rest(lambda: proof.pulled(wholly=what is What.LACKING))
        except TooMuch:
            return None
        self._proof = proof
        outcome = _outcome(pulled.made.checked, sorted(pulled.files), pulled.files)
        return replace(outcome, lacks=bool(pulled.lacking), is_amends=what is What.LACKING)

    def _published(self) -> Outcome:
        """What came of a build to the disk."""
        from vouch.building import build

        order = self._order
        assert order.output is not None
        made = build(
            order.site,
            order.output,
            today=order.today,
            base_url=order.base_url,
            drafts=True,
            strict=order.strict,
        )
        outcome = _outcome(made.checked, (*made.published.written, *made.published.removed))
        self._may_prove = order.in_proof and outcome.is_whole
        return outcome


def _at_rest(pull: Callable[[], Pulled]) -> Pulled:
    """What ``pull`` gives, tried again as long as texts are saved faster than they are read."""
    from vouch.texts import Changed

    for _ in range(_SAVES):
        try:
            return pull()
        except Changed:
            continue
    return pull()


def _outcome(
    checked: Checked, changed: Sequence[str], held: Mapping[str, bytes | None] | None = None
) -> Outcome:
    from vouch import report
    from vouch.diagnostics import has_errors

    return Outcome(
        is_whole=not has_errors(checked.diagnostics),
        changed=tuple(changed),
        held=held or {},
        is_on_disk=held is None,
        diagnostics=checked.diagnostics,
        summary=report.summary(
            checked.diagnostics,
            articles=checked.findings.articles,
            claims=checked.findings.claims,
        ),
        url=checked.site.url,
    )
