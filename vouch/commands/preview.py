"""`serve`: the preview."""

from __future__ import annotations

import argparse
from pathlib import Path

from vouch.commands.building import output_of
from vouch.commands.usage import base_url, say, today


def serve(options: argparse.Namespace, site: Path) -> int:
    """Show the site until Ctrl-C, and anew with every save."""
    from vouch.preview import serving
    from vouch.preview.outcome import Order

    output = output_of(options, site) if options.output else None
    order = Order(site, output, today(options), base_url(options), options.strict)
    wish = serving.Wish(order, options.host, options.port, options.open, options.quiet)
    try:
        serving.serve(wish)
    except serving.CannotServe as error:
        return say(f"vouch: {error}", 1)
    return 0
