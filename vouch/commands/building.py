"""`build`, `check` and `release`: the whole site, and what there is to say of it."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from vouch.commands.usage import base_url, say, shown, today
from vouch.findings import NEW
from vouch.options import WrongUsage

if TYPE_CHECKING:
    from vouch.building import Built
    from vouch.findings import Findings

_FEWER = "where memory is short, fewer processes may do: --jobs 1"
_FEW = 5
"""So many new groups of pages are named one by one."""
_SELDOM = (10_000, 1_000)
"""New objects before a search among them for garbage, and such searches before one among those
that were left: there is little of it where nearly all is kept.
"""


def check(options: argparse.Namespace, site: Path) -> int:
    """Check everything and write nothing."""
    _load()
    from vouch import building, crew, texts

    try:
        checked = building.check(
            site,
            today=today(options),
            base_url=base_url(options),
            drafts=options.drafts,
            strict=options.strict,
            jobs=options.jobs,
        )
    except crew.Died as error:
        return say(f"vouch: {error}; {_FEWER}", 1)
    except texts.Changed as error:
        return say(f"vouch: {error}", 1)
    return _report(options, site, checked.findings, None)


def build(options: argparse.Namespace, site: Path) -> int:
    """Check everything and write the site."""
    return made(options, site, output_of(options, site))[0]


def release(options: argparse.Namespace, site: Path) -> int:
    """Build, and record what was published."""
    if options.drafts:
        raise WrongUsage("a release publishes no drafts; leave out --drafts")
    status, built = made(options, site, output_of(options, site))
    return _recorded(options, site, built) if built and not status else status


def _load() -> None:
    """Import what builds, and have garbage searched for seldom, and never among what it is of."""
    gc.set_threshold(*_SELDOM)
    if "vouch.building" in sys.modules:
        return
    gc.disable()
    try:
        import_module("vouch.building")
    finally:
        gc.freeze()
        gc.enable()


def output_of(options: argparse.Namespace, site: Path) -> Path:
    """Where the site goes. Raises WrongUsage for a folder that holds what it is made from."""
    output = Path(options.output) if options.output else site / "_site"
    _refuse_input_folder(output, site)
    return output


def made(options: argparse.Namespace, site: Path, output: Path) -> tuple[int, Built | None]:
    """Build, and say what came of it: the exit status, and what was built if anything could be."""
    from vouch.crew import Died
    from vouch.publish import CannotPublish, ForeignFolder

    try:
        found = _as_it_stands(options, site, output)
        if found is not None:
            return _report(options, site, found, output), None
        _load()
        from vouch import building

        built = building.build(
            site,
            output,
            today=today(options),
            base_url=base_url(options),
            drafts=options.drafts,
            strict=options.strict,
            jobs=options.jobs,
            clean=options.clean,
            record=options.command == "release",
        )
    except ForeignFolder as error:
        raise WrongUsage(str(error)) from None
    except Died as error:
        return say(f"vouch: {error}; {_FEWER}", 1), None
    except CannotPublish as error:
        return say(f"vouch: {error}", 1), None
    _tell(options, built)
    return _report(options, site, built.checked.findings, output), built


def _tell(options: argparse.Namespace, built: Built) -> None:
    """What was done, and why, as far as it is asked for."""
    if built.note and not options.quiet:
        say(f"vouch: {built.note}; all is built anew", 0)
    if options.profile:
        from vouch.stages import table

        for line in [*table(built.stages), *filter(None, [built.done])]:
            say(line, 0)
    if options.verbose and options.format == "text":
        for line in _why(built.reasons):
            print(line)
        for path in built.published.written:
            print(f"wrote {path}")
        for path in built.published.removed:
            print(f"removed {path}")
        for path in built.published.carried:
            print(f"kept {path}, which Vouch did not make")


def _why(reasons: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Why pages were made again, a line for each group; of what is new only how much it is."""
    new = [group for group, why in reasons.items() if why == (NEW,)]
    if new:
        shown_here = ", ".join(sorted(new)) if len(new) <= _FEW else f"{len(new)} groups of pages"
        yield f"made for the first time: {shown_here}"
    for group, why in sorted(reasons.items()):
        if why != (NEW,):
            yield f"made {group} again: {', '.join(why)}"


def _as_it_stands(options: argparse.Namespace, site: Path, output: Path) -> Findings | None:
    """What the last build found, where this one would do nothing else and nobody wants more."""
    from vouch.unchanged import Request, recalled

    more = options.clean or options.profile or options.verbose or options.format == "json"
    if more or options.command != "build":
        return None
    request = Request(today(options), base_url(options), options.drafts, options.strict)
    return recalled(site, output, request, options.jobs)


def _recorded(options: argparse.Namespace, site: Path, built: Built) -> int:
    """Record what was built. The day of a release is not before that of the last."""
    from vouch.publish import CannotPublish
    from vouch.releasing import account, release_of, write_release

    before, day = built.checked.release, built.checked.today
    if before and day < before.day:
        raise WrongUsage(f"--today: the last release was of {before.day}; this one cannot be older")
    recorded = release_of(built.checked, day)
    try:
        write_release(site, recorded)
    except CannotPublish as error:
        return say(f"vouch: {error}", 1)
    if not options.quiet:
        for line in account(before, recorded):
            print(line, file=sys.stderr if options.format == "json" else sys.stdout)
    return 0


def _report(options: argparse.Namespace, site: Path, found: Findings, output: Path | None) -> int:
    from vouch import countings, report
    from vouch.diagnostics import has_errors

    failed = has_errors(found.diagnostics)
    if options.format == "json":
        print(report.as_json(found.diagnostics, found.ledger, found.reviews))
    elif options.format == "github":
        if found.diagnostics:
            print(report.github(found.diagnostics, folder=_from_repository(site)))
    elif found.diagnostics:
        color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        width = os.get_terminal_size().columns if sys.stdout.isatty() else 100
        print(report.text(found.diagnostics, color=color, width=width), end="\n\n")
    if not options.quiet:
        line = report.summary(
            found.diagnostics,
            articles=found.articles,
            claims=found.claims,
            output=shown(output) if output else None,
        )
        if found.excerpts:
            line += f"\n{report.excerpts(found.excerpts)}"
        if not failed and (reviewed := report.reviews(found.reviews)):
            line += f"\n{reviewed}"
        if found.drafts_left_out:
            line += f"\nDrafts left out: {found.drafts_left_out} (--drafts builds them)."
        counted = countings.line(found.ledger)
        if options.format == "text" and (options.command == "check" or options.verbose):
            counted = f"{countings.table(found.ledger, everything=options.verbose)}\n"
        print(counted, line, sep="\n", file=sys.stderr if options.format == "json" else sys.stdout)
    return 1 if failed else 0


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
