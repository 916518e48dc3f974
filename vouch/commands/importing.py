"""`import`: an article as a desk receives it."""

from __future__ import annotations

import argparse
from pathlib import Path

from vouch.commands.usage import IS_DRAFT, say, shown, today


def import_(options: argparse.Namespace, site: Path) -> int:
    """Write the article in a file, and a sidecar of claims to be checked."""
    from vouch.commands.starting import slug_meant
    from vouch.desk import desk
    from vouch.importing.drafting import imported
    from vouch.importing.received import LARGEST, CannotImport
    from vouch.newfiles import CannotWrite, write_new

    path = Path(options.operand)
    slug = slug_meant(options.slug) if options.slug else ""
    try:
        where = desk(site, today(options))
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        made = imported(path.name, content, where, slug=slug, lang=options.lang or "")
        files = {f"{made.slug}.md": made.article, f"{made.slug}.claims.yaml": made.sidecar}
        write_new(site / "content", files)
    except CannotImport as error:
        return say(f"vouch: {path} cannot be imported: {error}; nothing was written", 1)
    except CannotWrite as error:
        return say(f"vouch: {error}", 1)
    except OSError as error:
        return say(f"vouch: {path} cannot be read: {error.strerror or error}", 1)
    if options.quiet:
        return 0
    print(f"Read {path}: {made.format}, {made.encoding}; {made.told}.")
    for note in made.notes:
        print(f"Note: {note}.")
    print(f"Wrote {shown(site / 'content' / made.slug)}.md and its {made.slug}.claims.yaml.")
    print(IS_DRAFT)
    figures = sum(bool(claim.figure) for claim in made.claims)
    print(f"Claims to be checked, all pending: {len(made.claims)}; with a figure: {figures}.")
    for sentence in made.unquoted:
        print(f"Not quoted, because nothing tells it from another like it: {sentence}")
    if made.asides:
        print("Set aside, and kept in comments at the head of the article:")
        for each in made.asides:
            print(f"  {each.kind}: {' '.join(each.text.split())}")
    return 0
