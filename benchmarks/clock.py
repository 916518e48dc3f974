"""Runs one program and prints what it took: its status, seconds, seconds of all cores, KB at most.

A small process of its own, because Linux counts the memory of the process that starts a program as
used by the program: what a benchmark holds would be taken for the largest process of what it times.
What the program says goes where errors go. First argument: seconds after which it is ended.
"""

from __future__ import annotations

import os
import signal
import sys
import time


def main(limit: float, command: list[str]) -> None:
    """Run ``command`` here, with the environment and the input of this process."""
    began = time.perf_counter()
    said = [(os.POSIX_SPAWN_DUP2, 2, 1)]
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=said)
    signal.signal(signal.SIGALRM, lambda *_: os.kill(process, signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, limit)
    _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - began
    ended = os.waitstatus_to_exitcode(status)
    print(ended, wall, used.ru_utime + used.ru_stime, used.ru_maxrss)


if __name__ == "__main__":
    main(float(sys.argv[1]), sys.argv[2:])
