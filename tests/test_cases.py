"""Every diagnostic code: sites that it has to speak about, sites on which it has to be silent."""

import ast
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sites import TODAY, problems_of
from vouch.building import build
from vouch.checks.across import levels
from vouch.outcomes import Level
from vouch.report import text

CASES = Path(__file__).parent / "cases"
DEFAULT = CASES / "default"
PACKAGE = Path(__file__).parent.parent / "vouch"
REFERENCE = Path(__file__).parent.parent / "docs" / "diagnostics.md"
CODES = sorted(path.name for path in CASES.iterdir() if path.is_dir() and path != DEFAULT)
FOLDERS = [case for code in CODES for case in sorted((CASES / code).iterdir())]
SPEAKING = [case for case in FOLDERS if not case.name.startswith("ok-")]
SILENT = [case for case in FOLDERS if case.name.startswith("ok-")]
ABOUT_FIGURES = frozenset({"uncovered-figure", "unused-waiver"})

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_REPORTERS = frozenset(
    {
        "Diagnostic",
        "Fault",
        "_Refusal",
        "fault",
        "one_of",
        "_add",
        "_fault",
        "_in_units",
        "_problem",
    }
)
"""What takes a code as an argument; tables and constants of codes are found by their names."""


def _name(case: Path) -> str:
    return f"{case.parent.name}/{case.name}"


def _laid_out(case: Path, site: Path) -> None:
    shutil.copytree(DEFAULT, site)
    without = case / "without.txt"
    for name in without.read_text("utf-8").split("\n") if without.exists() else ():
        if name:
            (site / name).unlink()
    shutil.copytree(case, site, symlinks=True, dirs_exist_ok=True)
    if not any((site / "content").iterdir()):
        (site / "content").rmdir()


def _report(case: Path, folder: Path) -> str:
    """What the build says; articles are presented, pages made where the case has templates.

    Figures without a claim are the matter of their own cases: the others need not waive theirs.
    """
    site = folder / "site"
    _laid_out(case, site)
    if (case / "templates").is_dir():
        said = build(site, folder / "out", today=TODAY).checked.diagnostics
    else:
        said = problems_of(site, folder / "memory")
    if case.parent.name in ABOUT_FIGURES:
        return text(said)
    return text(tuple(problem for problem in said if problem.code not in ABOUT_FIGURES))


@pytest.mark.parametrize("case", SPEAKING, ids=_name)
def test_it_says_what_is_wrong(case: Path, tmp_path: Path) -> None:
    said = _report(case, tmp_path)
    expected = case / "expected.txt"
    if os.environ.get("VOUCH_WRITE_EXPECTED"):
        expected.write_text(f"{said}\n", encoding="utf-8")
    assert f"[{case.parent.name}]" in said
    assert f"{said}\n" == expected.read_text("utf-8")


@pytest.mark.parametrize("case", SILENT, ids=_name)
def test_it_is_silent(case: Path, tmp_path: Path) -> None:
    assert _report(case, tmp_path) == ""


def _reported() -> Iterator[str]:
    """The codes in the package: arguments of what reports, constants and tables named for it."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func
                name = called.attr if isinstance(called, ast.Attribute) else ast.unparse(called)
                found = [*node.args, *(k.value for k in node.keywords)]
                strings = [ast.unparse(item) for item in found if name in _REPORTERS]
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in _TABLES:
                strings = re.findall(r"'[^']*'", ast.unparse(node.value))
            else:
                continue
            for string in strings:
                if _CODE.fullmatch(string.strip("'")) and string.startswith("'"):
                    yield string.strip("'")


_TABLES = ("CODE", "_UNSEEN")
_NOT_CODES = frozenset({"up-to", "at-least", "check-dashed", "lost-text"})
_OF_NO_CONTENT = frozenset({"no-search"})
"""Told where a package of Vouch is missing, which no case can do without."""


def test_every_code_has_cases_that_speak_and_cases_that_are_silent() -> None:
    codes = set(_reported()) - _NOT_CODES - _OF_NO_CONTENT
    assert codes == {case.parent.name for case in SPEAKING}
    assert codes == {case.parent.name for case in SILENT}


def test_every_code_has_a_heading_in_the_reference() -> None:
    headings = re.findall(r"^### `([^`]+)`$", REFERENCE.read_text("utf-8"), re.MULTILINE)
    assert [code for code in headings if code not in _OF_NO_CONTENT] == CODES


@pytest.mark.parametrize("code", CODES)
def test_the_example_in_the_reference_is_what_the_build_says(code: str) -> None:
    section = REFERENCE.read_text("utf-8").partition(f"### `{code}`\n")[2].partition("\n### ")[0]
    example = section.partition("```text\n")[2].partition("\n```")[0]
    reports = [case / "expected.txt" for case in SPEAKING if case.parent.name == code]
    said = [report.read_text("utf-8").replace(" \n", "\n") for report in reports]
    assert example and any(example in text for text in said)


WORDS = {Level.BINDING: "error, binding", Level.ERROR: "error", Level.WARNING: "warning"}


def test_the_reference_has_the_level_of_each_check() -> None:
    """With VOUCH_WRITE_EXPECTED set, the table is written anew."""
    reference = REFERENCE.read_text("utf-8")
    before, _, after = reference.partition("<!-- levels of checks -->\n")
    shown = re.match(r"(?:\|.*\n)*", after)
    assert shown
    rows = [f"| [`{code}`](#{code}) | {WORDS[level]} |\n" for code, level in levels().items()]
    wanted = "".join(["| Check | Level |\n|---|---|\n", *rows])
    if os.environ.get("VOUCH_WRITE_EXPECTED"):
        marker = "<!-- levels of checks -->\n"
        REFERENCE.write_text(before + marker + wanted + after[shown.end() :], encoding="utf-8")
    assert shown[0] == wanted


@pytest.mark.parametrize("code", levels())
def test_each_check_says_how_it_is_waived(code: str) -> None:
    section = REFERENCE.read_text("utf-8").partition(f"### `{code}`\n")[2].partition("\n### ")[0]
    said = section.partition("*How to waive it:* ")[2].partition("\n")[0]
    assert said.startswith("It cannot") == (levels()[code] is Level.BINDING)
    assert said


@pytest.mark.parametrize("code", sorted(set(levels()) & set(CODES)))
def test_a_check_has_the_level_that_it_declares(code: str) -> None:
    """Where the site requires more, as `coverage.require` does, a warning may be an error."""
    reports = [case / "expected.txt" for case in SPEAKING if case.parent.name == code]
    said = re.findall(rf": (\w+)\[{code}\]", "".join(r.read_text("utf-8") for r in reports))
    assert levels()[code].severity.value in said
    assert levels()[code] is not Level.ERROR or set(said) == {"error"}
