"""A preview as a person starts it: a process of its own on a free port of this computer."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from urllib.parse import urlsplit

CHECKOUT = Path(__file__).parent.parent
PATIENCE = 60
"""Seconds after which something that does not come will not come any more."""
_HELD_TO_PERMISSIONS = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
ENVIRONMENT = {**os.environ, "VOUCH_NO_SETUP": "1", "NO_COLOR": "1"}


@dataclass
class Running:
    """A preview that runs; ``printed`` has what it said so far."""

    process: subprocess.Popen[str]
    address: str = ""
    printed: list[str] = field(default_factory=list)
    _lines: Queue[str] = field(default_factory=Queue)
    _reader: threading.Thread | None = None

    @property
    def host(self) -> str:
        """Its name and port, as in a `Host`."""
        return urlsplit(self.address).netloc

    @property
    def port(self) -> int:
        """Its port."""
        return urlsplit(self.address).port or 0

    def until(self, pattern: str) -> re.Match[str]:
        """The first line from here on that has ``pattern``."""
        while True:
            try:
                line = self._lines.get(timeout=PATIENCE)
            except Empty:
                raise AssertionError(f"{pattern!r} never came: {self.printed}") from None
            if found := re.search(pattern, line):
                return found

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        """Have it end, and give its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.end_of_itself()

    def end_of_itself(self) -> int:
        """Wait for its end, and give its exit status."""
        status = self.process.wait(PATIENCE)
        if self._reader:
            self._reader.join(PATIENCE)
        if self.process.stdout:
            self.process.stdout.close()
        return status

    def listen(self) -> None:
        """Take in all that it prints, from here on."""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.printed.append(line.rstrip("\n"))
            self._lines.put(line.rstrip("\n"))


def started(site: Path, *options: str, may_all: bool = True, **environment: str) -> Running:
    """A preview that was just started, with these variables in its environment.

    Where ``may_all`` is false it is held to the permissions of files, even if root starts it.
    """
    held = [] if may_all or os.geteuid() else _HELD_TO_PERMISSIONS
    command = [sys.executable, "-W", "error", str(CHECKOUT / "build.py"), "serve"]
    process = subprocess.Popen(
        [*held, *command, "--site", str(site), *options],
        env={**ENVIRONMENT, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    running = Running(process)
    running.listen()
    return running


@contextmanager
def preview(
    site: Path, *options: str, may_all: bool = True, **environment: str
) -> Iterator[Running]:
    """A preview of the site that answers; it is gone in the end."""
    wish = ("--port", "0", "--today", "2026-11-23", *options)
    running = started(site, *wish, may_all=may_all, **environment)
    try:
        running.address = running.until(r"Preview at (http://\S+) –")[1]
        yield running
    finally:
        running.end()


def spoken(port: int, request: bytes, until: bytes = b"") -> bytes:
    """What comes back for the very bytes of a request: up to ``until``, or all of it."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(request)
        received = b""
        while (piece := connection.recv(1 << 16)) and not (until and until in received + piece):
            received += piece
    return received + piece


def asked(running: Running, target: str, *headers: str, method: str = "GET", body: str = "") -> str:
    """The answer to a request with that very target in its request line."""
    lines = [f"{method} {target} HTTP/1.1", "Connection: close", *headers]
    if not any(header.lower().startswith("host:") for header in headers):
        lines.append(f"Host: {running.host}")
    if body:
        lines.append(f"Content-Length: {len(body.encode())}")
    request = "\r\n".join((*lines, "", body))
    return spoken(running.port, request.encode("utf-8", "surrogateescape")).decode(
        "utf-8", "replace"
    )
