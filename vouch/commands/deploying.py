"""`deploy`: the site, built and pushed to a branch of its own."""

from __future__ import annotations

import argparse
from pathlib import Path

from vouch.commands.building import made, output_of
from vouch.commands.usage import say
from vouch.options import WrongUsage


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
    return 0
