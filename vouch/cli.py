"""The command line: options in, an exit status out (contract, section 5).

Status 0: done. 1: the content has errors, or the site cannot be written; what stood before is
untouched. 2: wrong usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vouch import __version__

if TYPE_CHECKING:
    from datetime import date

    from vouch.building import Built, Checked

COMMANDS = {
    "build": "check everything and write the site (the default)",
    "check": "check everything and write nothing",
    "release": "build, and record what was published in content/released.json",
    "test": "run the tests of a checkout; what follows goes to pytest",
}


class WrongUsage(Exception):
    """What was asked for cannot be meant; the message says what would do."""


def main(argv: Sequence[str] | None = None, *, default_site: Path | None = None) -> int:
    """Carry out one command and return its exit status.

    ``default_site`` is the folder that holds ``content/`` where ``--site`` is not given; the
    current one if None.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["test"]:
        from vouch.testing import run_tests

        return run_tests(arguments[1:])
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_intermixed_args(arguments)
    try:
        return _carry_out(options, default_site or Path.cwd())
    except WrongUsage as error:
        return _say(f"vouch: {error}", 2)
    except KeyboardInterrupt:
        return _say("vouch: interrupted; the site that stands is whole", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if options.verbose:
            raise
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return _say(
            f"vouch: this is a fault in Vouch, not in your content: {what}"
            " (-v shows where; please report it)",
            1,
        )


def _parser() -> argparse.ArgumentParser:
    listed = "\n".join(f"  {name:<8}{meaning}" for name, meaning in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="vouch",
        description="Compile articles and the claims in them into a site where every figure"
        " leads to its evidence.",
        epilog=f"commands:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("command", nargs="?", default="build", metavar="COMMAND", help="see below")
    add("--site", type=Path, metavar="DIR", help="the folder that holds content/")
    add("-o", "--output", type=Path, metavar="DIR", help="where the site goes (default: _site)")
    add("--base-url", metavar="URL", help="the canonical address, over the one in site.yaml")
    add("--today", metavar="DATE", help="the day that due dates are held against, as 2026-12-31")
    add("--strict", action="store_true", help="warnings are errors")
    add("--drafts", action="store_true", help="build drafts too")
    add("--clean", action="store_true", help="forget what earlier builds remember (today, nothing)")
    add("--jobs", type=int, default=0, metavar="N", help="most processes to use (today: one)")
    add("-q", "--quiet", action="store_true", help="say nothing but problems")
    add("-v", "--verbose", action="store_true", help="say more")
    add(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="how problems are printed",
    )
    add("--version", action="version", version=f"vouch {__version__}")
    return parser


def _carry_out(options: argparse.Namespace, default_site: Path) -> int:
    if options.command not in COMMANDS:
        from vouch.spelling import nearest

        near = nearest(options.command, COMMANDS)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(COMMANDS)}"
        raise WrongUsage(f"there is no command `{options.command}`; {hint}")
    site = Path(options.site) if options.site else default_site
    if not site.is_dir():
        raise WrongUsage(f"--site: there is no folder {site}")
    if options.jobs < 0:
        raise WrongUsage("--jobs takes a number of processes, as in 2")
    if options.command == "release" and options.drafts:
        raise WrongUsage("a release publishes no drafts; leave out --drafts")
    if options.command == "check":
        return _check(options, site)
    return _build(options, site)


def _check(options: argparse.Namespace, site: Path) -> int:
    from vouch.building import check

    checked = check(
        site,
        today=_today(options),
        base_url=_base_url(options),
        drafts=options.drafts,
        strict=options.strict,
    )
    return _report(options, site, checked, None)


def _build(options: argparse.Namespace, site: Path) -> int:
    from vouch.building import build
    from vouch.publish import CannotPublish, ForeignFolder

    output = Path(options.output) if options.output else site / "_site"
    _refuse_input_folder(output, site)
    today = _today(options)
    try:
        built = build(
            site,
            output,
            today=today,
            base_url=_base_url(options),
            drafts=options.drafts,
            strict=options.strict,
        )
    except ForeignFolder as error:
        raise WrongUsage(str(error)) from None
    except CannotPublish as error:
        return _say(f"vouch: {error}", 1)
    if options.verbose and options.format == "text":
        for path in built.published.written:
            print(f"wrote {path}")
        for path in built.published.removed:
            print(f"removed {path}")
        for path in built.published.carried:
            print(f"kept {path}, which Vouch did not make")
    status = _report(options, site, built.checked, output)
    return status or (_release(options, site, built) if options.command == "release" else 0)


def _release(options: argparse.Namespace, site: Path, built: Built) -> int:
    """Record what was built. The day of a release is not before that of the last."""
    from vouch.publish import CannotPublish
    from vouch.releasing import account, release_of, write_release

    before, today = built.checked.release, built.checked.today
    if before and today < before.day:
        raise WrongUsage(f"--today: the last release was of {before.day}; this one cannot be older")
    release = release_of(built.checked, today)
    try:
        write_release(site, release)
    except CannotPublish as error:
        return _say(f"vouch: {error}", 1)
    if not options.quiet:
        for line in account(before, release):
            print(line, file=sys.stderr if options.format == "json" else sys.stdout)
    return 0


def _report(options: argparse.Namespace, site: Path, checked: Checked, output: Path | None) -> int:
    from vouch import countings, report
    from vouch.diagnostics import has_errors

    failed = has_errors(checked.diagnostics)
    if options.format == "json":
        print(report.as_json(checked.diagnostics, checked.ledger))
    elif options.format == "github":
        if checked.diagnostics:
            print(report.github(checked.diagnostics, folder=_from_repository(site)))
    elif checked.diagnostics:
        color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        width = os.get_terminal_size().columns if sys.stdout.isatty() else 100
        print(report.text(checked.diagnostics, color=color, width=width), end="\n\n")
    if not options.quiet:
        line = report.summary(
            checked.diagnostics,
            articles=len(checked.articles),
            claims=checked.claims,
            output=_shown(output) if output else None,
        )
        if checked.excerpts:
            line += f"\n{report.excerpts(checked.excerpts)}"
        if checked.drafts_left_out:
            line += f"\nDrafts left out: {checked.drafts_left_out} (--drafts builds them)."
        counted = countings.line(checked.ledger)
        if options.format == "text" and (options.command == "check" or options.verbose):
            counted = f"{countings.table(checked.ledger, everything=options.verbose)}\n"
        print(counted, line, sep="\n", file=sys.stderr if options.format == "json" else sys.stdout)
    return 1 if failed else 0


def _base_url(options: argparse.Namespace) -> str | None:
    if options.base_url is None:
        return None
    from vouch.model.reading import site_address

    try:
        return site_address(options.base_url)
    except ValueError as error:
        raise WrongUsage(f"--base-url: {error}") from None


def _today(options: argparse.Namespace) -> date | None:
    if options.today is None:
        return None
    from vouch.dates import Precision, parse

    try:
        day = parse(options.today)
    except ValueError as error:
        raise WrongUsage(f"--today: {error}") from None
    if day.precision is not Precision.DAY or day.approximate or day.uncertain:
        raise WrongUsage(f"--today: {options.today} is no single day; write it as 2026-12-31")
    return day.earliest


def _refuse_input_folder(output: Path, site: Path) -> None:
    """The site must not be written over what it is made from."""
    there, home = output.resolve(), site.resolve()
    inputs = [home / name for name in ("content", "templates", "static", "vouch", "tests")]
    if (
        home == there
        or there in home.parents
        or any(there == folder or folder in there.parents for folder in inputs)
    ):
        raise WrongUsage(
            f"--output: {output} holds what the site is made from; name another folder"
        )


def _from_repository(site: Path) -> str:
    """The way from the repository's root to the site's folder, for annotations on GitHub."""
    workspace = os.environ.get("GITHUB_WORKSPACE")
    if not workspace or not site.resolve().is_relative_to(workspace):
        return ""
    way = site.resolve().relative_to(workspace).as_posix()
    return "" if way == "." else way


def _shown(path: Path) -> str:
    """The path as a person types it: from the current folder where it lies under it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _say(line: str, status: int) -> int:
    print(line, file=sys.stderr)
    return status
