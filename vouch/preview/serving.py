"""The command `serve`: what builds, what watches and what answers, put together."""

from __future__ import annotations

import secrets
import socket
import threading
from dataclasses import replace
from pathlib import Path

from vouch.frozen import frozen
from vouch.preview import guard, showing
from vouch.preview.ending import Ending
from vouch.preview.outcome import Order, Outcome
from vouch.preview.picker import Picker
from vouch.preview.place import place_for
from vouch.preview.rebuilding import Rebuilder
from vouch.preview.showing import Preview
from vouch.preview.terminal import Terminal
from vouch.preview.watching import Watch
from vouch.preview.web import Web, bound

_AGAIN = 1.0
"""Seconds after which a build that could not write is tried again: the disk may have room then."""


class CannotServe(Exception):
    """There is nothing to serve, or nowhere to serve it; the message says why."""


@frozen
class Wish:
    """How a preview is wished for: what to build, ``host`` and ``port`` to listen at.

    ``opens`` says whether a browser is opened, ``is_quiet`` whether problems alone are printed.
    """

    order: Order
    host: str
    port: int
    opens: bool = False
    is_quiet: bool = False


def serve(wish: Wish) -> None:
    """Serve until Ctrl-C. Raises CannotServe."""
    terminal = Terminal(is_quiet=wish.is_quiet)
    if not (wish.order.site / "content").is_dir():
        raise CannotServe(f"there is no folder {wish.order.site / 'content'} to show")
    end = Ending()
    with end.heard(), place_for(wish.order.site, wish.order.output) as folder:
        order = replace(wish.order, output=folder, in_proof=wish.order.output is None)
        try:
            listening = bound(wish.host, wish.port)
        except OSError as error:
            where = f"{wish.host}, port {wish.port}"
            raise CannotServe(f"cannot serve at {where}: {error.strerror or error}") from None
        with listening:
            _Serving(replace(wish, order=order), folder, listening, terminal, end).run()
    terminal.say("Preview ended.")


class _Serving:
    """One preview from its first build to its end."""

    def __init__(
        self,
        wish: Wish,
        folder: Path,
        listening: socket.socket,
        terminal: Terminal,
        end: Ending,
    ) -> None:
        self.wish = wish
        self.end = end
        self.port = listening.getsockname()[1]
        self.terminal = terminal
        self.say = terminal.say
        self.preview = Preview(folder, secrets.token_urlsafe(24), f"v{secrets.token_hex(4)}")
        self.preview.writes = Picker(self.preview, wish.order.site, wish.order.today).writes
        names = () if guard.is_loopback(wish.host) else (socket.gethostname(), socket.getfqdn())
        self.web = Web(
            self.preview,
            listening,
            host=wish.host,
            names=names,
            faulty=lambda what: terminal.warn(f"this is a fault in Vouch: {what}"),
        )
        self.first: Outcome | None = None
        self.rebuilder = Rebuilder(wish.order, self._came)
        self.watch = Watch(wish.order.site, self.rebuilder.request, terminal.warn)

    def run(self) -> None:
        try:
            self.watch.start()
            self.rebuilder.start()
            self.end.wait()
            if self.end.is_wanted:
                return
            assert self.first is not None
            if self.first.fault:
                raise CannotServe(self.first.fault)
            self.end.stops(self.web.stop)
            self.web.serve(self._begun)
        finally:
            self.watch.stop()
            self.rebuilder.stop()

    def _came(self, outcome: Outcome) -> None:
        """A build is done; called in the thread of the builds."""
        if self.first is None:
            if not outcome.fault:
                self._take(outcome)
            self.first = outcome
            self.end.wake()
        else:
            self.web.soon(lambda: self._take(outcome))

    def _take(self, outcome: Outcome) -> None:
        before = self.preview.shown
        self.preview.shown, to_load = showing.after(before, outcome)
        self.web.load(to_load)
        self.terminal.tell(outcome)
        if outcome.fault:
            self.web.soon(self.rebuilder.request, _AGAIN)
        if before.is_there and before.prefix != self.preview.shown.prefix:
            self.say(f"The site has moved to {self.address}")

    @property
    def address(self) -> str:
        """Where a browser finds the site."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(  # noqa: S104 - shown
            self.wish.host, self.wish.host
        )
        name = f"[{host}]" if ":" in host else host
        return f"http://{name}:{self.port}{self.preview.address}"

    def _begun(self) -> None:
        if self.wish.port and self.port != self.wish.port:
            self.say(f"Port {self.wish.port} is taken; {self.port} is the next free one.")
        self.say(f"Preview at {self.address} – Ctrl-C ends it.")
        if not guard.is_loopback(self.wish.host):
            self.say(
                "Whoever reaches this computer can read it, drafts included; claims can be added"
                " from this computer alone."
            )
        if self.wish.opens:
            threading.Thread(target=self._open, daemon=True).start()

    def _open(self) -> None:
        import webbrowser

        if not webbrowser.open(self.address):
            self.say(f"No browser could be opened; open {self.address} yourself.")
