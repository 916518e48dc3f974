"""The command `test`: the tests of the checkout, with pytest's arguments and exit status."""

import importlib.util
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from vouch.environment import become

CHECKOUT = Path(__file__).resolve().parent.parent
WHOLE_SUITE = ("--numprocesses=auto", "--maxprocesses=4")  # each process may run a browser


def run_tests(arguments: Sequence[str]) -> int:
    """Go on as pytest in the checkout's folder, so that paths in `arguments` start from there.

    Without arguments the whole suite runs, in several processes.
    Returns 2, with a line on standard error, where there are no tests or there is no pytest.
    """
    if not (CHECKOUT / "tests" / "conftest.py").is_file():
        print("vouch: no tests here; they come with the source code", file=sys.stderr)
        return 2
    if importlib.util.find_spec("pytest") is None:
        print("vouch: no pytest here; build.py installs it: python3 build.py test", file=sys.stderr)
        return 2
    os.chdir(CHECKOUT)
    return become([sys.executable, "-m", "pytest", *(arguments or WHOLE_SUITE)])
