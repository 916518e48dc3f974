"""The command line: options in, an exit status out (contract, section 5).

Status 0: done. 1: the content has errors, or the site cannot be written; what stood before is
untouched. 2: wrong usage.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from vouch import options
from vouch.commands import usage
from vouch.options import WrongUsage


def main(argv: Sequence[str] | None = None, *, default_site: Path | None = None) -> int:
    """Carry out one command and return its exit status.

    ``default_site`` is the folder that holds ``content/`` where ``--site`` is not given; the
    current one if None.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["test"]:
        from vouch.testing import run_tests

        return run_tests(arguments[1:])
    atexit.register(gc.freeze)  # what is left goes with the process: no search for garbage in it
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    verbose = False
    try:
        given = options.read(arguments)
        verbose = given.verbose
        return _carry_out(given, default_site or Path.cwd())
    except WrongUsage as error:
        return usage.say(f"vouch: {error}", 2)
    except KeyboardInterrupt:
        return usage.say("vouch: interrupted; the site that stands is whole", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if verbose:
            raise
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return usage.say(
            f"vouch: this is a fault in Vouch, not in your content: {what}"
            " (-v shows where; please report it)",
            1,
        )


def _carry_out(given: argparse.Namespace, default_site: Path) -> int:
    """Run one command; what it needs is imported for it alone."""
    if given.command == "init":
        from vouch.commands.starting import init

        return init(given)
    site = usage.site_of(given, default_site)
    match given.command:
        case "check":
            from vouch.commands.building import check as run
        case "deploy":
            from vouch.commands.deploying import deploy as run
        case "import":
            from vouch.commands.importing import import_ as run
        case "new":
            from vouch.commands.starting import new as run
        case "release":
            from vouch.commands.building import release as run
        case "serve":
            from vouch.commands.preview import serve as run
        case _:
            from vouch.commands.building import build as run
    return run(given, site)
