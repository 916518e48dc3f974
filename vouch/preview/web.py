"""The preview on a port: livereload's server, its faults closed.

The only importer of livereload, and of tornado, on which that stands.

livereload 2.7.1 drops a reload within three seconds of the last one, looks for changes itself,
builds on its own loop, writes an inline script into pages, answers to any host and any origin, and
logs to the terminal. Here it is told of what a build changed by :class:`_Told`, serves nothing but
what :class:`~vouch.preview.showing.Preview` answers, and asks :mod:`vouch.preview.guard` first.
"""

from __future__ import annotations

import asyncio
import errno
import json
import logging
import socket
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from tornado import httpserver, web
from tornado.ioloop import IOLoop

from vouch.preview import guard
from vouch.preview.exchange import LASTING, OWN, Answer, Asked
from vouch.preview.showing import EVERYTHING, Preview

_PORTS = 64
"""So many ports are tried from the wanted one on."""
_MOST_SENT = 1 << 16
"""Most bytes of a request's body, or of a message."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens at ``host``, on ``port`` or the next free one.

    Raises OSError where none can.
    """
    last = min(port + _PORTS, 1 << 16) if port else 1
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    for wanted in range(port, last):
        try:
            listening = socket.create_server((address[0], wanted), family=family, backlog=128)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or wanted + 1 == last:
                raise
        else:
            listening.setblocking(False)  # noqa: FBT003 - so it is called
            return listening
    raise AssertionError("a range of ports is never empty")


class Web:
    """Serves a preview on a socket until it is told to end, and tells browsers what to load."""

    def __init__(
        self,
        preview: Preview,
        listening: socket.socket,
        *,
        host: str,
        names: Sequence[str] = (),
        faulty: Callable[[str], None],
    ) -> None:
        self._told = _Told()
        given = {"preview": preview, "listens": host, "names": names, "faulty": faulty}
        self._server = _Server(listening, given, self._told)
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)

    def serve(self, begun: Callable[[], None]) -> None:
        """Serve until :meth:`stop`; ``begun`` is called once browsers are answered."""
        self._loop.call_soon(begun)
        self._server.serve()

    def stop(self) -> None:
        """End :meth:`serve`, even one that is still to come; from anywhere, a signal included."""
        self._loop.call_soon_threadsafe(self._loop.stop)

    def soon(self, call: Callable[[], None], after: float = 0.0) -> None:
        """Have something called on the server's own thread, ``after`` some seconds."""
        self._loop.call_soon_threadsafe(self._loop.call_later, after, call)

    def load(self, paths: Sequence[str]) -> None:
        """Tell every browser what to load; to be called on the server's own thread."""
        for path in paths:
            self._told.tell(path)


class _Told(Watcher):  # type: ignore[misc]
    """A watcher that looks for nothing: it is told what a build changed."""

    def __init__(self) -> None:
        super().__init__()
        self._paths: deque[str] = deque()
        self._callback: Callable[[], None] | None = None

    def start(self, callback: Callable[[], None]) -> bool:
        """True: there is no need to ask again and again."""
        self._callback = callback
        return True

    def examine(self) -> tuple[str | None, None]:
        """The next path to load, and that it need not wait."""
        self.filepath = self._paths.popleft() if self._paths else None
        return self.filepath, None

    def tell(self, path: str) -> None:
        if self._callback:  # before that nobody is connected
            self._paths.append(path)
            self._callback()


class _Server(Server):  # type: ignore[misc]
    def __init__(self, listening: socket.socket, given: Mapping[str, object], told: _Told) -> None:
        super().__init__(watcher=told)
        self._listening = listening
        self._given = dict(given)

    def application(self, *_: object, **__: object) -> None:
        """What livereload makes of its own handlers, with ours in their place."""
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = True
        LiveReloadHandler.DEFAULT_RELOAD_TIME = float("-inf")  # a clock may be set back
        app = web.Application(
            [
                (f"{OWN}livereload", _Live, self._given),
                (f"{OWN}livereload.js", _Script, self._given),
                (".*", _Pages, self._given),
            ],
            websocket_max_message_size=_MOST_SENT,
            log_function=lambda _: None,
        )
        server = httpserver.HTTPServer(app, max_body_size=_MOST_SENT, idle_connection_timeout=300)
        server.add_socket(self._listening)

    def _setup_logging(self) -> None:
        for name in ("livereload", "tornado", "asyncio"):
            logger = logging.getLogger(name)
            logger.addHandler(logging.NullHandler())
            logger.propagate = False


class _Guarded(web.RequestHandler):
    """Asks who is there before anything else."""

    def initialize(
        self,
        preview: Preview,
        listens: str,
        names: Sequence[str],
        faulty: Callable[[str], None],
    ) -> None:
        self.preview = preview
        self.faulty = faulty
        headers = self.request.headers
        self.asked = Asked(
            method=self.request.method or "",
            target=self.request.path,
            host=headers.get("Host", ""),
            origin=headers.get("Origin", ""),
            peer=self.request.remote_ip or "",
            kind=headers.get("Content-Type", ""),
            token=headers.get("X-Vouch-Token", ""),
            body=self.request.body,
        )
        self.refused = guard.refused(self.asked, listens, names)

    def prepare(self) -> None:
        if self.refused:
            self.respond(self.refused)

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        for name, value in _HEADERS.items():
            self.set_header(name, value)

    def compute_etag(self) -> None:
        """No tag: nothing is kept by a browser, so there is nothing to compare."""
        return

    def respond(self, answer: Answer) -> None:
        self.set_status(answer.status)
        self.set_header("Content-Type", answer.kind)
        for name, value in answer.headers.items():
            self.set_header(name, value)
        self.set_header("Content-Length", str(len(answer.body)))
        if self.request.method == "HEAD":
            self.finish()
        else:
            self.finish(answer.body)

    def log_exception(self, kind: Any, error: Any, _: Any) -> None:
        if not isinstance(error, web.HTTPError):
            self.faulty(f"{kind.__name__}: {error}")

    def write_error(self, status_code: int, **_: Any) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code} {self._reason}\n")


class _Pages(_Guarded):
    """Everything but livereload's own two addresses."""

    async def _answer(self) -> None:
        """Off the loop: what a claim is drafted from is read from the disk and compiled."""
        self.respond(await IOLoop.current().run_in_executor(None, self.preview.answer, self.asked))

    def get(self) -> None:
        self.respond(self.preview.answer(self.asked))

    head = get
    post = put = delete = patch = options = _answer


class _Script(_Guarded, LiveReloadJSHandler):  # type: ignore[misc]
    """livereload's script for browsers."""

    def get(self) -> None:
        for name, value in LASTING.items():
            self.set_header(name, value)
        super().get()

    def head(self) -> None:
        self.respond(Answer(200, kind="text/javascript; charset=utf-8"))


class _Live(_Guarded, LiveReloadHandler):  # type: ignore[misc]
    """The connection by which a page is told what to load."""

    version = ""

    def check_origin(self, origin: str) -> bool:
        """A browser sends one, which `prepare` has compared with the host."""
        return origin == f"http://{self.asked.host}"

    def on_message(self, message: str | bytes) -> None:
        """The handshake of livereload, in which a page also tells what it shows.

        What changed between its being served and its connecting it has not been told of.
        """
        try:
            told = json.loads(message)
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict) or not isinstance(told.get("command"), str):
            self.close(1007, "this is no message of livereload's")
            return
        super().on_message(message)
        if told["command"] == "hello":
            self.version = str(told.get("snipver"))
        elif told["command"] == "info" and self.version != self.preview.version:
            self.send_message({"command": "reload", "path": EVERYTHING, "liveCSS": True})
