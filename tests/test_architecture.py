"""The shape of the code: who may import whom, who imports a package, how long a module may be.

The table of levels is the one in docs/architecture.md.
"""

import __future__

import ast
import graphlib
import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from vouch.model.base import Record

CHECKOUT = Path(__file__).parent.parent
PACKAGE = CHECKOUT / "vouch"
LONGEST = 300
ONE_IMPORTER = {
    "PIL": "canvas pictures",  # one draws, the other reads and encodes what others made
    "babel": "cldr",
    "bs4": "htmltext",
    "jinja2": "templating",
    "livereload": "preview.web",
    "markupsafe": "templating",
    "markdown": "prose",
    "pint": "units",
    "pydantic": "model.base",
    "pydantic_core": "model.base",
    "pypdf": "evidence.pdf",
    "tornado": "preview.web",
    "warcio": "evidence.warc",
    "watchfiles": "preview.watching",
    "yaml": "yamldoc",
}
VAGUE = re.compile(r"utils?|helpers?|managers?|data|info|misc|common")


def _name(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def _imports(name: str) -> Iterator[tuple[str, bool]]:
    """The modules that a module imports, and whether at its top level."""
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    top = set(map(id, tree.body))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, id(node) in top
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                is_module = full.removeprefix("vouch.") in MODULES and full.startswith("vouch.")
                yield (full if is_module else node.module), id(node) in top


def _own(name: str) -> set[str]:
    found = {
        module.partition(".")[2] for module, _ in _imports(name) if module.startswith("vouch.")
    }
    return {module for module in found if module in MODULES}


def _levels() -> list[set[str]]:
    text = (CHECKOUT / "docs/architecture.md").read_text(encoding="utf-8")
    table = re.search(r"^\| level \|.*\n\|[-| ]+\n((?:\|.*\n)+)", text, re.MULTILINE)
    assert table, "docs/architecture.md has no table that begins with | level |"
    rows = [row.split("|")[2] for row in table[1].splitlines()]
    return [set(re.findall(r"`([\w.]+)`", row)) for row in rows]


def test_the_table_of_levels_names_every_module_once() -> None:
    named = [name for level in _levels() for name in level]
    assert sorted(named) == sorted(name for name in MODULES if name)


@pytest.mark.parametrize("name", [name for name in MODULES if name])
def test_a_module_imports_from_its_level_or_below(name: str) -> None:
    levels = _levels()
    height = {module: row for row, level in enumerate(levels) for module in level}
    above = {module for module in _own(name) if height[module] > height[name]}
    assert not above


def test_no_module_imports_itself_by_a_detour() -> None:
    graphlib.TopologicalSorter({name: _own(name) for name in MODULES}).prepare()


@pytest.mark.parametrize(("package", "importer"), ONE_IMPORTER.items())
def test_a_package_has_one_importer(package: str, importer: str) -> None:
    importers = {
        importer if name.startswith(f"{importer}.") else name  # a package counts as one
        for name in MODULES
        if any(module.partition(".")[0] == package for module, _ in _imports(name))
    }
    assert importers == {*importer.split()}


def _models(of: type[Record]) -> Iterator[type[Record]]:
    for kind in of.__subclasses__():
        yield kind
        yield from _models(kind)


def test_where_models_stand_types_are_no_texts() -> None:
    """As texts pydantic would compile them whenever a command starts."""
    for name in filter(None, MODULES):
        if name != "__main__":
            importlib.import_module(f"vouch.{name}")
    homes = {kind.__module__ for kind in _models(Record) if kind.__module__.startswith("vouch.")}
    late = {
        home
        for home in homes
        if getattr(sys.modules[home], "annotations", None) is __future__.annotations
    }
    assert "vouch.model.claims" in homes
    assert not late


def test_a_program_of_a_package_has_one_starter() -> None:
    texts = {name: path.read_text(encoding="utf-8") for name, path in MODULES.items()}
    naming = {name for name, text in texts.items() if '"ghp_import"' in text}
    assert naming == {"deploy", "environment"}


@pytest.mark.parametrize(
    "name",
    ["__main__", "cli", "commands.usage", "environment", "options", "spelling", "diagnostics"],
)
def test_the_way_in_imports_nothing_slow(name: str) -> None:
    top = {module.partition(".")[0] for module, at_top in _imports(name) if at_top}
    assert top <= set(sys.stdlib_module_names) | {"vouch"}


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_short(name: str) -> None:
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("name", MODULES)
def test_a_module_has_a_name_that_says_something(name: str) -> None:
    assert not any(VAGUE.fullmatch(part) for part in name.split("."))


@pytest.mark.parametrize("name", MODULES)
def test_a_module_says_what_it_is(name: str) -> None:
    assert ast.get_docstring(ast.parse(MODULES[name].read_text(encoding="utf-8")))
