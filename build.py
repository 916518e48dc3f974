#!/usr/bin/env python3
"""The way in: `python3 build.py [COMMAND]` builds the site, `python3 build.py test` runs the tests.

All it needs is Python 3.11 or newer with pip: `set_up` installs what is missing into `.venv`,
beside this file, and starts this file again in there. The commands are in `vouch/cli.py`.

An older Python has to get as far as the line that says so: no syntax here that 3.6 does not know.
"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

if __name__ == "__main__":
    sys.path.insert(0, HERE)  # `python3 -P` and `-I` leave it out

    from vouch.environment import set_up

    set_up(sys.argv[1:])

    from pathlib import Path

    from vouch.cli import main

    sys.exit(main(sys.argv[1:], default_site=Path(HERE)))
