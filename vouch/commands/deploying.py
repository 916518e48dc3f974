"""`deploy`: the site, built and pushed to a branch of its own."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from vouch.commands.building import made, output_of
from vouch.commands.usage import say
from vouch.options import WrongUsage

if TYPE_CHECKING:
    from vouch.deploy import Deployed


def deploy(options: argparse.Namespace, site: Path) -> int:
    """Build, and push what was built where it holds."""
    from vouch import deploy as deploying

    if options.drafts:
        raise WrongUsage("a deployment publishes no drafts; leave out --drafts")
    output = output_of(options, site)
    try:
        deploying.check_remote(site, options.remote, options.branch)
        status, built = made(options, site, output)
        if status or built is None:
            return status
        done = deploying.deploy(
            site,
            output,
            remote=options.remote,
            branch=options.branch,
            message=options.message,
            url=built.checked.site.url,
        )
    except deploying.CannotDeploy as error:
        return say(f"vouch: {error}", 1)
    if not options.quiet:
        where = f"{options.remote}/{options.branch}"
        at = f", to be served at {done.domain}" if done.domain else ""
        if done.commit:
            print(f"Deployed to {where} as {done.commit[:10]}{at}.")
        else:
            print(f"Nothing to deploy: {where} has this very site already{at}.")
    for line in _warnings(options, site, built.checked.site.url, done):
        say(f"vouch: warning: {line}", 0)
    return 0


def _warnings(options: argparse.Namespace, site: Path, url: str, done: Deployed) -> Iterator[str]:
    """What keeps readers from what was deployed, though it is no problem of the content."""
    from vouch.domains import unreachable

    place = "--base-url" if options.base_url else _place_of_url(site)
    if why := unreachable(url):
        yield (
            f"{place}: the host of {url} {why}: canonical links, feeds and cards lead nowhere;"
            " set `url` to where readers find the site"
        )
    if done.contradicts:
        yield (
            f"{place}: {options.remote}/{options.branch} has a CNAME that names {done.domain},"
            f" and the site says {url}: set `url` to https://{done.domain}/, or remove CNAME from"
            " the branch"
        )


def _place_of_url(site: Path) -> str:
    """Where the address of the site is written: its file and line."""
    from vouch.decoding import decoded
    from vouch.yamldoc import parse

    path = "content/site.yaml"
    source, _ = decoded(path, (site / path).read_bytes())
    document = parse(source)[0] if source else None
    return f"{path}:{document.key_span('url').line}" if document else path
