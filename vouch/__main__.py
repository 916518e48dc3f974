"""`python -m vouch`: the same commands as build.py, for the site in the current folder."""

import sys

if __name__ == "__main__":
    from vouch.environment import set_up

    set_up(sys.argv[1:])

    from vouch.cli import main

    sys.exit(main(sys.argv[1:]))
