"""A build after any edits gives what a build from nothing gives: the same bytes, the same words."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import pytest

from tests.newsroom import EDITS, Newsroom, newsroom
from vouch import countings
from vouch.building import build, check
from vouch.diagnostics import has_errors
from vouch.findings import Findings
from vouch.marker import MARKER
from vouch.releasing import release_of, write_release
from vouch.unchanged import Request, recalled

Step = tuple[str, int]
"""The name of an edit, and a seed for whatever it leaves to chance."""

_SEQUENCES, _STEPS = (2000, 6) if "VOUCH_LONG" in os.environ else (100, 4)
_NAMES = (
    *EDITS,
    *("file of the site deleted", "file of the site changed", "older site put back"),
    *("memory damaged", "memory mixed up", "memory lost", "released"),
    *("fault", "nothing", "text", "text"),
)


@pytest.mark.parametrize("seed", range(_SEQUENCES))
def test_incremental_equals_clean(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - the same for the same seed
    steps = [(chance.choice(_NAMES), chance.randrange(1 << 30)) for _ in range(_STEPS)]
    differs = _difference(tmp_path / "all", steps)
    if differs:
        pytest.fail(f"{differs}\nfewest edits: {_fewest(tmp_path, steps)}", pytrace=False)


def _fewest(folder: Path, steps: Sequence[Step]) -> Sequence[Step]:
    """The steps without those that the difference does not need."""
    for number in reversed(range(len(steps))):
        fewer = [*steps[:number], *steps[number + 1 :]]
        if _difference(folder / f"less-{number}-{len(steps)}", fewer):
            return _fewest(folder / f"{number}", fewer)
    return steps


def _difference(folder: Path, steps: Sequence[Step]) -> str:
    """Carry out the steps, each followed by a build; what differs from a build from nothing."""
    room, site, output = newsroom(), folder / "site", folder / "out" / "_site"
    room.write(site)
    for number, (name, seed) in enumerate([("begin", 0), *steps]):
        if name in EDITS:
            EDITS[name](room, site, Random(seed))  # noqa: S311
            room.write(site)
        elif name == "released":
            _release(room, site)
        elif name != "begin":
            _meddle(name, folder, Random(seed))  # noqa: S311
        stood = _held(output)
        time.sleep(0.025)  # from a tick of the clock on, files can be told apart by their times
        request = Request(room.today, room.base_url, room.drafts, room.strict)
        found = recalled(site, output, request)
        if found is None:
            found = build(site, output, **vars(request)).checked.findings
        fresh = folder / "fresh"
        clean = build(site, fresh, **vars(request), clean=True).checked.findings
        if _told(found) != _told(clean):
            return f"step {number}, {name}: told {_told(found)}\ninstead of {_told(clean)}"
        here, wanted = _held(output), stood if has_errors(clean.diagnostics) else _held(fresh)
        if here != wanted:
            paths = [p for p in {*here, *wanted} if here.get(p) != wanted.get(p)]
            return f"step {number}, {name}: other files {sorted(paths)}"
        shutil.rmtree(fresh, ignore_errors=True)
        if number == 0:
            shutil.copytree(output, folder / "older")
    return ""


def _held(folder: Path) -> Mapping[str, bytes]:
    """Every file of a site, its marker included."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _told(found: Findings) -> tuple[object, ...]:
    """What a run says at its end."""
    counts = {
        code: (o.held, len(o.failed), o.skipped, o.uncheckable)
        for code, o in countings.totals(found.ledger).items()
    }
    drafts, excerpts = found.drafts_left_out, dict(found.excerpts)
    return found.diagnostics, counts, found.articles, found.claims, excerpts, drafts


def _release(room: Newsroom, site: Path) -> None:
    """Record what stands in the site as released, where it may be."""
    checked = check(site, today=room.today, record=True)
    if not has_errors(checked.diagnostics):
        write_release(site, release_of(checked, room.today))
        room.files["content/released.json"] = (site / "content/released.json").read_bytes()


def _meddle(name: str, folder: Path, chance: Random) -> None:
    """Somebody does something to the output, or to what is remembered."""
    output, memory = folder / "out/_site", folder / "out/.vouch-memory-_site"
    match name:
        case "file of the site deleted":
            chance.choice([*_files(output)]).unlink()
        case "file of the site changed":
            path = chance.choice([*_files(output)])
            before = path.stat()
            path.write_bytes(path.read_bytes()[::-1])
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        case "older site put back":
            shutil.rmtree(output)
            shutil.copytree(folder / "older", output)
        case "memory damaged":
            for path in _files(memory):
                content = path.read_bytes()
                at = chance.randrange(len(content) + 1)
                path.write_bytes(chance.choice((content[:at], content[at:], content[::-1])))
        case "memory mixed up":
            paths = [*_files(memory)]
            contents = [path.read_bytes() for path in paths]
            chance.shuffle(contents)
            for path, content in zip(paths, contents, strict=True):
                path.write_bytes(content)
        case _:
            shutil.rmtree(memory)


def _files(folder: Path) -> Sequence[Path]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if path.name != MARKER)
