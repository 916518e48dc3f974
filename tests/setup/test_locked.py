"""The lists in `locked/`: whole, within the bounds of pyproject.toml, and free to be passed on."""

from __future__ import annotations

import importlib.metadata
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.version import Version

from tests.conftest import CHECKOUT
from tests.setup.test_pyproject import PROJECT, canonical
from vouch import environment

PYTHONS = ("3.11.0", "3.11.9", "3.12.4", "3.13.2", "3.14.0")
SYSTEMS = {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}
_ENTRY = re.compile(
    r"(?P<name>[\w.-]+)==(?P<version>[\w.]+)(?: ; (?P<marker>[^\\]+?))? \\\n"
    r"(?P<hashes>(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)"
)


@dataclass(frozen=True)
class Pin:
    """One version of a package, and where it is installed."""

    name: str
    version: Version
    marker: Marker | None
    hashes: frozenset[str]

    def holds(self, place: Mapping[str, str]) -> bool:
        return self.marker is None or self.marker.evaluate(dict(place))


def pins(purpose: str) -> tuple[Pin, ...]:
    text = (CHECKOUT / environment.LOCKED.format(purpose)).read_text("utf-8")
    return tuple(
        Pin(
            canonical(found["name"]),
            Version(found["version"]),
            Marker(found["marker"]) if found["marker"] else None,
            frozenset(re.findall("[0-9a-f]{64}", found["hashes"])),
        )
        for found in _ENTRY.finditer(text)
    )


PINS = {purpose: pins(purpose) for purpose in environment.IMPORTS}
PLACES = [
    {
        **{name: str(value) for name, value in default_environment().items()},
        "python_version": python.rpartition(".")[0],
        "python_full_version": python,
        "sys_platform": system,
        "platform_system": SYSTEMS[system],
        "os_name": "nt" if system == "win32" else "posix",
        "extra": "",
    }
    for python in PYTHONS
    for system in SYSTEMS
]
HERE = {**{name: str(value) for name, value in default_environment().items()}, "extra": ""}


def asked(purpose: str) -> list[Requirement]:
    extra = PROJECT["optional-dependencies"]["test"] if purpose == "test" else []
    return [Requirement(text) for text in (*PROJECT["dependencies"], *extra)]


@pytest.mark.parametrize("purpose", PINS)
def test_a_list_holds_pins_with_their_digests_and_nothing_else(purpose: str) -> None:
    text = (CHECKOUT / environment.LOCKED.format(purpose)).read_text("utf-8")
    rest = re.sub("^ *#.*\n", "", _ENTRY.sub("", text), flags=re.MULTILINE)
    assert rest.strip() == ""
    assert "://" not in text
    assert len(PINS[purpose]) >= len(asked(purpose))


@pytest.mark.parametrize("purpose", PINS)
def test_every_requirement_is_pinned_once_within_its_bounds_wherever_vouch_runs(
    purpose: str,
) -> None:
    for place in PLACES:
        here = [pin for pin in PINS[purpose] if pin.holds(place)]
        names = [pin.name for pin in here]
        assert len(names) == len(set(names))
        for requirement in asked(purpose):
            (pin,) = [pin for pin in here if pin.name == canonical(requirement.name)]
            assert requirement.specifier.contains(pin.version), requirement


def test_the_tests_run_with_what_readers_of_the_list_for_running_get() -> None:
    assert set(PINS["run"]) <= set(PINS["test"])


def needed(name: str) -> Iterator[Requirement]:
    """What an installed package asks for in this place, without what is optional."""
    for text in importlib.metadata.requires(name) or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate(dict(HERE)):
            yield requirement


@pytest.mark.parametrize("purpose", PINS)
def test_all_that_is_pinned_is_needed_and_all_that_is_needed_is_pinned(purpose: str) -> None:
    here = {pin.name: pin for pin in PINS[purpose] if pin.holds(HERE)}
    reached: set[str] = set()
    ahead = asked(purpose)
    while ahead:
        requirement = ahead.pop()
        name = canonical(requirement.name)
        assert name in here, requirement
        assert requirement.specifier.contains(here[name].version), requirement
        if name not in reached:
            reached.add(name)
            ahead += needed(name)
    assert reached == set(here)


def test_the_environment_of_this_checkout_holds_what_is_pinned() -> None:
    made_here = Path(sys.prefix).resolve() == Path(environment.VENV).resolve()
    differing = {
        pin.name: importlib.metadata.version(pin.name)
        for pin in PINS["test"]
        if pin.holds(HERE) and Version(importlib.metadata.version(pin.name)) != pin.version
    }
    assert not (made_here and differing)


# --- Licences ---

MAY_BE_PASSED_ON = {
    "Apache-2.0": "with its notices",
    "BSD-2-Clause": "with its notice",
    "BSD-3-Clause": "with its notice, and no name used to advertise",
    "MIT": "with its notice",
    "MIT-CMU": "with its notice, and no name used to advertise",
    "MPL-2.0": "its own files under the same licence; what uses them is free",
    "PSF-2.0": "with its notice",
}
"""Licences (SPDX) of packages that may be installed by us and handed on, and on which condition."""
SPELLED = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""Older words for some of them; `BSD` was read up in the packages' licence files."""
READ_UP = {
    "axe-playwright-python": "MIT",  # its metadata names none; it brings axe-core, under MPL-2.0
    "colorama": "BSD-3-Clause",  # for Windows alone
}


def licences(name: str) -> set[str]:
    """The licences that an installed package names, each by its SPDX identifier."""
    about = importlib.metadata.metadata(name)
    if "License-Expression" in about:
        return set(re.split(" AND | OR ", about["License-Expression"]))
    kinds = [kind for kind in about.get_all("Classifier") or () if kind.startswith("License ::")]
    words = {kind.rpartition(" :: ")[2] for kind in kinds} or set(
        about.get_all("License") or ["none"]
    )
    return {SPELLED.get(word, word) for word in words}


@pytest.mark.parametrize("name", sorted({pin.name for pin in PINS["test"]}))
def test_a_package_may_be_passed_on(name: str) -> None:
    named = {READ_UP[name]} if name in READ_UP else licences(name)
    assert named
    assert named <= set(MAY_BE_PASSED_ON)
