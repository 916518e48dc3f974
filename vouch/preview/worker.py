"""The process that builds: one build for each word that it is sent, until there is nobody to ask.

A process of its own keeps the server answering while it builds, keeps what is slow to import, and
may fork as it likes: it has one thread. What goes wrong in it ends no server.
"""

from __future__ import annotations

import signal
import sys
from multiprocessing.connection import Connection

from vouch.preview.outcome import Order, Outcome


def work(connection: Connection, order: Order) -> None:
    """Build ``order`` whenever something comes in, and send back the :class:`Outcome`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process: one answers
    signal.signal(signal.SIGTERM, _leave)
    try:
        while True:
            connection.recv()
            connection.send(built(order))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # whoever served is gone


def _leave(*_: object) -> None:
    sys.exit(0)  # raised within a build, which then tidies up after itself


def built(order: Order) -> Outcome:
    """Build once. Whatever goes wrong is told in the outcome."""
    from vouch import report
    from vouch.building import build
    from vouch.diagnostics import has_errors
    from vouch.publish import CannotPublish

    assert order.output is not None
    try:
        made = build(
            order.site,
            order.output,
            today=order.today,
            base_url=order.base_url,
            drafts=True,
            strict=order.strict,
        )
    except CannotPublish as error:
        return Outcome(fault=str(error))
    except Exception as error:  # noqa: BLE001 - a fault of ours is shown like one of the content
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return Outcome(fault=f"this is a fault in Vouch, not in your content: {what}")
    checked = made.checked
    return Outcome(
        is_whole=not has_errors(checked.diagnostics),
        changed=(*made.published.written, *made.published.removed),
        diagnostics=checked.diagnostics,
        summary=report.summary(
            checked.diagnostics,
            articles=checked.findings.articles,
            claims=checked.findings.claims,
        ),
        url=checked.site.url,
    )
