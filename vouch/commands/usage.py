"""What options mean, and how commands speak: one line, and a status."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from vouch.options import WrongUsage

if TYPE_CHECKING:
    from datetime import date


def site_of(options: argparse.Namespace, default: Path) -> Path:
    """The site's folder. Raises WrongUsage where `--site` names none."""
    site = Path(options.site) if options.site else default
    if not site.is_dir():
        raise WrongUsage(f"--site: there is no folder {site}")
    return site


def base_url(options: argparse.Namespace) -> str | None:
    """The address in `--base-url`, or None without one. Raises WrongUsage."""
    if options.base_url is None:
        return None
    from vouch.model.reading import site_address

    try:
        return site_address(options.base_url)
    except ValueError as error:
        raise WrongUsage(f"--base-url: {error}") from None


def today(options: argparse.Namespace) -> date | None:
    """The day in `--today`, or None without one. Raises WrongUsage for what is no single day."""
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


def shown(path: Path) -> str:
    """The path as a person types it: from the current folder where it lies under it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


IS_DRAFT = "It is a draft: `serve` shows it; to publish it, remove `draft: true` from its head."
"""What is said of an article that was just begun."""


def say(line: str, status: int) -> int:
    """Print a line on standard error and return the status."""
    print(line, file=sys.stderr)
    return status
