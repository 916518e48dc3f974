"""`new` and `init`: an article and a site to begin with."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from vouch.commands.usage import IS_DRAFT, say, shown, today
from vouch.options import WrongUsage


def new(options: argparse.Namespace, site: Path) -> int:
    """Write an article and its sidecar that build as they are: a draft, until its author says."""
    from vouch import starter
    from vouch.desk import desk
    from vouch.newfiles import CannotWrite, write_new

    slug = slug_meant(options.operand)
    try:
        where = desk(site, today(options))
        if owner := where.owner(slug):
            return say(f"vouch: the address `{slug}` is taken, by {owner}; nothing was written", 1)
        lang = options.lang or where.lang.partition("-")[0]
        article, sidecar = starter.article(
            lang,
            slug=slug,
            title=" ".join(slug.replace("-", " ").replace("_", " ").split()).capitalize(),
            date=where.today.isoformat(),
            language="" if lang == where.lang.partition("-")[0] else f"lang: {lang}\n",
            schema=where.schema,
        )
        write_new(site / "content", {f"{slug}.md": article, f"{slug}.claims.yaml": sidecar})
    except CannotWrite as error:
        return say(f"vouch: {error}", 1)
    if not options.quiet:
        print(f"Wrote {shown(site / 'content' / slug)}.md and its {slug}.claims.yaml.")
        print(IS_DRAFT)
    return 0


def slug_meant(written: str) -> str:
    """The slug that was typed; the name of its file will do. Raises WrongUsage."""
    from vouch.model.fields import ID_LIMIT, is_id

    slug = written.removeprefix("content/").removesuffix(".md")
    if not is_id(slug):
        raise WrongUsage(
            f"`{written}` cannot be a part of an address: use letters without accents and digits,"
            f" with single - _ or . between, {ID_LIMIT} at most, as in harbour-budget"
        )
    return slug


def init(options: argparse.Namespace) -> int:
    """Write a whole site into a folder; what stands there already stays as it is."""
    from vouch import schema, starter
    from vouch.diagnostics import SourceText
    from vouch.newfiles import CannotWrite, write_new
    from vouch.origin import of_version, requirement
    from vouch.settings import read_settings

    root = Path(options.operand)
    if (root / "content").exists() or (root / "content").is_symlink():
        return say(f"vouch: {root / 'content'} exists already; nothing was written", 1)
    if root.exists() and not root.is_dir():
        return say(f"vouch: {root} is no folder; nothing was written", 1)
    day = today(options) or datetime.now(UTC).date()
    lang = options.lang or "en"
    known = requirement()
    files = dict(starter.site(lang, date=day.isoformat(), requirement=known or of_version()))
    settings = SourceText("content/site.yaml", files["content/site.yaml"])
    schemas = schema.files(read_settings(settings, None)[0].site)
    files |= {f"schema/{name}": text for name, text in schemas.items()}
    kept = [way for way in files if (root / way).exists() or (root / way).is_symlink()]
    try:
        write_new(root, {way: text for way, text in files.items() if way not in kept})
    except CannotWrite as error:
        return say(f"vouch: {error}", 1)
    for way in kept:
        print(f"vouch: kept {way}, which was there; look whether it serves", file=sys.stderr)
    if not options.quiet:
        print(f"Wrote a site of {len(files) - len(kept)} files into {shown(root)}.")
        print(f"Next: set title and url in {shown(root / 'content' / 'site.yaml')}, and build it.")
        if not known:
            asked = shown(root / "requirements.txt")
            print(f"Then set in {asked} where pip finds Vouch: this copy of it cannot tell.")
    return 0
