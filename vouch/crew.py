"""Work spread over processes, in an order and with results that do not depend on their number.

Processes are forked: they begin with all that was read, and hand back what they made. Where a
system cannot fork, or one process will do, the work is done here.
"""

from __future__ import annotations

import gc
import os
import pickle
import selectors
import signal
import struct
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import BinaryIO, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_FRAME = struct.Struct("<II")
"""Before each result: the place of its unit, and how many bytes follow."""
_FAILED = 0xFFFFFFFF
"""Instead of a place: what follows is an exception."""
_FEWEST = 8
"""So many units a process at least: to start one for less is no gain."""
_TURN = struct.Struct("<H")
_TURNS = 1024
"""So many turns at most: a pipe holds that much, even where the system is short of memory."""


class Died(Exception):
    """A process ended without a word; the message says how."""


def processes(wanted: int, units: int) -> int:
    """How many processes to use for so many units; ``wanted`` is 0 for as many as have a core."""
    return max(1, min(_most(wanted), units // _FEWEST))


def left(wanted: int, units: int) -> int:
    """How many processes each unit may have to itself: more than one where one has all units."""
    return _most(wanted) if processes(wanted, units) == 1 else 1


def spread(units: Sequence[T], work: Callable[[T], R], jobs: int) -> list[R]:
    """What ``work`` gives for each unit, in their order, made by ``jobs`` processes.

    Raises what ``work`` raises, the first of it that arrives, and Died where a process is killed.
    """
    with begun(units, work, jobs) as made:
        return made()


@contextmanager
def begun(units: Sequence[T], work: Callable[[T], R], jobs: int) -> Iterator[Callable[[], list[R]]]:
    """What gives the results of :func:`spread`, on which processes are at work within the block.

    They are asked for once at most. Where no process could be started the work is done when they
    are; where fewer could, these do all of it. None is left behind the block.
    """
    if jobs < 2:
        yield lambda: [work(unit) for unit in units]
        return
    sys.stdout.flush()
    sys.stderr.flush()
    started: dict[int, int] = {}
    waiting = _waiting(len(units))
    try:
        with suppress(OSError):
            for _ in range(min(jobs, len(units))):
                with _undisturbed():
                    process, pipe = _started(units, work, waiting, [*started.values()])
                    started[process] = pipe
        is_here = not started
        yield lambda: [*map(work, units)] if is_here else _results(len(units), started)
    finally:
        os.close(waiting)
        for process in started:  # those whose results were not waited for
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        _ended(started)


@contextmanager
def beside(work: Callable[[], R]) -> Iterator[Callable[[], R]]:
    """What gives the result of ``work``, at which another process is within the block.

    As :func:`begun` has it; raises what that raises.
    """
    with begun([work], lambda each: each(), 2) as made:
        yield lambda: made()[0]


def _results(units: int, started: dict[int, int]) -> list[R]:
    """What the processes hand back, in the order of the units; they have ended then."""
    assert started, "they are asked for once"
    found: dict[int, R] = _gathered(started)
    ends = _ended(started)
    if len(found) < units:
        raise Died(_how(ends))
    return [found[place] for place in range(units)]


def _ended(started: dict[int, int]) -> list[int]:
    """How the processes end, which are waited for and are no longer among those started."""
    ends = []
    for process in [*started]:
        os.close(started.pop(process))
        with suppress(ChildProcessError):
            ends.append(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
    return ends


def _how(ends: Sequence[int]) -> str:
    """Why results are missing, by how the processes ended."""
    signals = [signal.Signals(-end).name for end in ends if end < 0]
    how = f"was ended from outside ({signals[0]})" if signals else "ended before its work was done"
    return f"a process of this build {how}"


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep an interrupt waiting.

    One that came right after a fork would be raised in both processes, and the new one would go on
    as if it were the old; or the old one would not know yet of the new.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    came: list[int] = []
    handler = signal.getsignal(signal.SIGINT)
    answers = threading.current_thread() is threading.main_thread()
    if answers:  # another thread may receive it all the same, and this one has to answer
        signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        if answers:
            signal.signal(signal.SIGINT, handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    if came:
        signal.raise_signal(signal.SIGINT)


def _waiting(units: int) -> int:
    """The end of a pipe that holds a turn for each unit, or for several where there are very many.

    Processes take them from there, so that none has nothing to do while another has much left.
    """
    receiving, sending = os.pipe()
    os.write(sending, b"".join(map(_TURN.pack, range(min(units, _TURNS)))))
    os.close(sending)
    return receiving


def _taken(waiting: int, units: int) -> Iterator[int]:
    """The places of the units that fall to this process, until all are taken."""
    while taken := os.read(waiting, _TURN.size):
        (turn,) = _TURN.unpack(taken)
        yield from range(turn, units, _TURNS)


def _started(
    units: Sequence[T], work: Callable[[T], R], waiting: int, others: Sequence[int]
) -> tuple[int, int]:
    """A process that does units of those that are ``waiting``, and the end of a pipe with results.

    ``others`` are such ends of the processes before it. Raises OSError where none can be started.
    """
    receiving, sending = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(receiving)
        os.close(sending)
        raise
    if process:
        os.close(sending)
        return process, receiving
    status = 1
    try:
        gc.freeze()  # to search it for garbage would be to copy all that is shared
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        for pipe in (receiving, *others):
            os.close(pipe)
        with os.fdopen(sending, "wb") as out:
            _work(units, work, _taken(waiting, len(units)), out)
        status = 0
    except BrokenPipeError:
        pass  # whoever waits for the results is gone
    finally:
        os._exit(status)


def _work(units: Sequence[T], work: Callable[[T], R], places: Iterable[int], out: BinaryIO) -> None:
    try:
        for place in places:
            _send(out, place, work(units[place]))
    except Exception as error:  # noqa: BLE001 - raised again by who waits for it
        _send(out, _FAILED, _portable(error))


def _portable(error: Exception) -> Exception:
    """The exception, or its words where it cannot be handed to another process."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - made a line before
    except Exception:  # noqa: BLE001 - whatever it is that cannot be handed over
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _send(out: BinaryIO, place: int, what: object) -> None:
    content = pickle.dumps(what, pickle.HIGHEST_PROTOCOL)
    out.write(_FRAME.pack(place, len(content)))
    out.write(content)
    out.flush()  # a process of which nobody waits for the results ends here


def _gathered(started: dict[int, int]) -> dict[int, R]:
    """Everything that the processes hand back, by the places of the units."""
    found: dict[int, R] = {}
    held = {pipe: bytearray() for pipe in started.values()}
    with selectors.DefaultSelector() as selector:
        for pipe in held:
            selector.register(pipe, selectors.EVENT_READ)
        while selector.get_map():
            for key, _ in selector.select():
                read = os.read(key.fd, 1 << 20)
                if not read:
                    selector.unregister(key.fd)
                    continue
                held[key.fd] += read
                _unpack(held[key.fd], found)
    return found


def _unpack(held: bytearray, found: dict[int, R]) -> None:
    """Take the whole frames off what has arrived."""
    at = 0
    while len(held) - at >= _FRAME.size:
        place, size = _FRAME.unpack_from(held, at)
        if len(held) - at - _FRAME.size < size:
            break
        at += _FRAME.size
        result = pickle.loads(memoryview(held)[at : at + size])  # noqa: S301 - from our own process
        at += size
        if place == _FAILED:
            raise result
        found[place] = result
    del held[:at]


def _most(wanted: int) -> int:
    """How many processes there may be at a time."""
    return (wanted or _cores()) if hasattr(os, "fork") else 1


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
