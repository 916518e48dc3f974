"""A process that publishes small sites in children of its own, and makes them fail as it is told.

It publishes files that it is handed, or builds a whole site, in processes of its own in turn.

It stays warm, so that a child costs a fork. Orders come as lines of JSON on its input; each answer
is a line of JSON. Faults come through Python's audit events: each step that changes the disk tells
of itself before it is taken, and what raises there fails that step.
"""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from vouch import crew, editions, swap
from vouch import publish as publishing
from vouch.building import build
from vouch.publish import CannotPublish, claimed, publish

CHECKOUT = Path(__file__).parent.parent
STEPS = frozenset(
    "open os.link os.mkdir os.rename os.remove os.rmdir os.utime os.scandir shutil.rmtree"
    " ctypes.dlsym".split()
)
"""The events that count as steps; that of the exchange of folders is the look-up of its name."""
CHANGES = STEPS - {"os.scandir", "shutil.rmtree"}
"""Those of a whole build, which reads much: a file is opened to be written."""


class Warm:
    """The process, from the side of a test."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faulty"],
            cwd=CHECKOUT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def publish(self, place: Path, files: Mapping[str, str], **fault: Any) -> dict[str, Any]:
        """Publish ``files`` to ``place`` in a child, and say how it ended.

        ``fault`` may be ``fail_at``, ``fail_from`` or ``kill_at`` (the number of a step, from 0;
        ``counting`` one event alone), ``kill_after`` (s), ``deny`` (an event), ``largest`` (bytes
        of a file), ``in_two`` (folders cannot be exchanged), ``large`` (keep a spare however few
        folders there are). The answer has ``ended`` (ok, refused, killed or the name of what was
        raised), ``said`` and ``steps``, how many were counted.
        """
        return self._ordered({"place": str(place), "files": dict(files), **fault})

    def build(self, site: Path, place: Path, today: date, **fault: Any) -> dict[str, Any]:
        """Build a site of few articles in two processes, and say how it ended.

        A step is counted by each process from the beginning of the build on, and may fail in any
        of them; ``kill_after`` ends them all. ``forks`` of the answer says how many were started.
        """
        order = {"place": str(place), "site": str(site), "today": today.isoformat(), **fault}
        return self._ordered(order)

    def _ordered(self, order: Mapping[str, Any]) -> dict[str, Any]:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def _serve() -> None:
    warmed = False
    for line in sys.stdin:
        order = json.loads(line)
        if "site" in order and not warmed:
            with tempfile.TemporaryDirectory() as folder:  # templates are compiled here once
                build(Path(order["site"]), Path(folder, "_site"), jobs=1)
            warmed = True
        print(json.dumps(_in_a_child(order)), flush=True)


def _in_a_child(order: Mapping[str, Any]) -> dict[str, Any]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.setpgid(0, 0)
        _carry_out(order, writing)
    os.close(writing)
    if "kill_after" in order:
        with suppress(PermissionError, ProcessLookupError):
            os.setpgid(child, child)
        time.sleep(order["kill_after"])
        os.killpg(child, signal.SIGKILL)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    answer: dict[str, Any] = json.loads(said) if said else {"ended": "killed"}
    return answer


def _carry_out(order: Mapping[str, Any], writing: int) -> NoReturn:
    counted, forks = [0], [0]
    sys.addaudithook(_hook(order, counted, forks))
    if order.get("in_two"):
        swap.exchanged = lambda *_: False
    if order.get("large"):
        publishing._LARGE = 1  # noqa: SLF001 - a site of so many folders would make a test long
    if "largest" in order:
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["largest"], hard))
    crew._FEWEST = editions._MOST = 1  # noqa: SLF001 - likewise
    try:
        _publish(order)
        ended, said = "ok", ""
    except CannotPublish as error:
        ended, said = "refused", str(error)
    except BaseException as error:  # noqa: BLE001 - told to the test, which knows what may come
        ended, said = type(error).__name__, str(error)
    answer = {"ended": ended, "said": said, "steps": counted[0], "forks": forks[0]}
    os.write(writing, json.dumps(answer).encode())
    os._exit(0)


def _publish(order: Mapping[str, Any]) -> None:
    place = Path(order["place"])
    if "site" in order:
        build(Path(order["site"]), place, today=date.fromisoformat(order["today"]), jobs=2)
        return
    with claimed(place) as claim:
        publish({path: text.encode() for path, text in order["files"].items()}, claim)


def _hook(
    order: Mapping[str, Any], counted: list[int], forks: list[int]
) -> Callable[[str, tuple[Any, ...]], None]:
    fail_at, fail_from, kill_at, deny = (
        order.get(name) for name in ("fail_at", "fail_from", "kill_at", "deny")
    )

    whole = CHANGES if "site" in order else STEPS
    counting = {order["counting"]} if "counting" in order else whole

    def hook(event: str, about: tuple[Any, ...]) -> None:
        forks[0] += event == "os.fork"
        if event not in counting:
            return
        if event == "open" and "site" in order and not _writes_a_file(*about):
            return
        step = counted[0]
        counted[0] += 1
        if step == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        if step == fail_at or (fail_from is not None and step >= fail_from):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if event == deny:
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    return hook


def _writes_a_file(path: object, _: object, flags: int) -> bool:
    return not isinstance(path, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))


if __name__ == "__main__":
    _serve()
