"""A process that publishes small sites in children of its own, and makes them fail as it is told.

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
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from vouch import publish as publishing
from vouch import swap
from vouch.publish import CannotPublish, claimed, publish

CHECKOUT = Path(__file__).parent.parent
STEPS = frozenset(
    "open os.link os.mkdir os.rename os.remove os.rmdir os.utime os.scandir shutil.rmtree"
    " ctypes.dlsym".split()
)
"""The events that count as steps; that of the exchange of folders is the look-up of its name."""


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
        assert self._process.stdin and self._process.stdout
        order = {"place": str(place), "files": dict(files), **fault}
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
    for line in sys.stdin:
        print(json.dumps(_in_a_child(json.loads(line))), flush=True)


def _in_a_child(order: Mapping[str, Any]) -> dict[str, Any]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _carry_out(order, writing)
    os.close(writing)
    if "kill_after" in order:
        time.sleep(order["kill_after"])
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    answer: dict[str, Any] = json.loads(said) if said else {"ended": "killed"}
    return answer


def _carry_out(order: Mapping[str, Any], writing: int) -> NoReturn:
    counted = [0]
    sys.addaudithook(_hook(order, counted))
    if order.get("in_two"):
        swap.exchanged = lambda *_: False
    if order.get("large"):
        publishing._LARGE = 1  # noqa: SLF001 - a site of so many folders would make a test long
    if "largest" in order:
        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["largest"], hard))
    files = {path: text.encode() for path, text in order["files"].items()}
    try:
        with claimed(Path(order["place"])) as place:
            publish(files, place)
        ended, said = "ok", ""
    except CannotPublish as error:
        ended, said = "refused", str(error)
    except BaseException as error:  # noqa: BLE001 - told to the test, which knows what may come
        ended, said = type(error).__name__, str(error)
    os.write(writing, json.dumps({"ended": ended, "said": said, "steps": counted[0]}).encode())
    os._exit(0)


def _hook(order: Mapping[str, Any], counted: list[int]) -> Callable[[str, tuple[Any, ...]], None]:
    fail_at, fail_from, kill_at, deny = (
        order.get(name) for name in ("fail_at", "fail_from", "kill_at", "deny")
    )

    counting = {order["counting"]} if "counting" in order else STEPS

    def hook(event: str, _: tuple[Any, ...]) -> None:
        if event not in counting:
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


if __name__ == "__main__":
    _serve()
