"""A checkout of its own for each test: the project's way in, with stand-ins for the rest."""

import hashlib
import json
import subprocess
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

PYPROJECT = """\
[project]
dependencies = ["run-imports>=1"]

[project.optional-dependencies]
test = ["Test_Imports>=1"]

[tool.some]
line-length = 100
"""

CLI = """\
import json, sys, yaml
from vouch.testing import run_tests

def main(argv, *, default_site=None):
    if argv[:1] == ["test"]:
        return run_tests(argv[1:])
    print(json.dumps({
        "prefix": sys.prefix, "site": default_site and str(default_site), "argv": argv,
        "yaml": yaml.VERSION, "dev": sys.flags.dev_mode,
    }))
    return 1 if argv == ["fail"] else 0
"""

PYTEST_MAIN = """\
import json, os, sys
print(json.dumps({"prefix": sys.prefix, "argv": sys.argv[1:], "cwd": os.getcwd()}))
sys.exit(3)
"""


@dataclass(frozen=True)
class Checkout:
    """A copy of the project's way in, and the Python and the variables to run it with."""

    folder: Path
    python: Path
    variables: dict[str, str]

    @property
    def venv(self) -> Path:
        return self.folder / ".venv"

    def having(self, **variables: str) -> "Checkout":
        return replace(self, variables={**self.variables, **variables})

    def run(
        self, *arguments: str, way_in: Iterable[str] = ("build.py",), cwd: Path | None = None
    ) -> "Outcome":
        done = subprocess.run(
            [self.python, *way_in, *arguments],
            cwd=cwd or self.folder,
            env=self.variables,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class Outcome:
    status: int
    stdout: str
    stderr: str

    def said(self) -> dict[str, object]:
        """What the stand-in for `vouch.cli` or pytest reports of its surroundings."""
        assert self.stdout, self.stderr
        return dict(json.loads(self.stdout))

    def lines(self) -> list[str]:
        assert "Traceback" not in self.stderr
        return self.stderr.splitlines()


def write_wheel(folder: Path, name: str, version: str, packages: Iterable[str]) -> None:
    wheel_info = f"{name}-{version}.dist-info"
    files = {f"{package}/__init__.py": f"VERSION = '{version}'\n" for package in packages}
    if "pytest/__init__.py" in files:
        files["pytest/__main__.py"] = PYTEST_MAIN
    title = name.replace("_", "-")
    files[f"{wheel_info}/METADATA"] = f"Metadata-Version: 2.1\nName: {title}\nVersion: {version}\n"
    files[f"{wheel_info}/WHEEL"] = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = f"{wheel_info}/RECORD"
    files[record] = "".join(f"{path},,\n" for path in [*files, record])
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
        for path, content in files.items():
            wheel.writestr(path, content)


def locked(wheels: Path, *names: str) -> str:
    """A list that pins each of these packages to version 1 and knows the files of every version."""
    return "".join(
        " ".join([f"{name}==1", *_hashes(wheels, name.replace("-", "_"))]) + "\n" for name in names
    )


def _hashes(wheels: Path, name: str) -> Iterable[str]:
    for wheel in sorted(wheels.glob(f"{name}-*.whl")):
        yield f"--hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"


def edit(old: str, new: str, *paths: str) -> Callable[[Checkout], None]:
    def change(checkout: Checkout) -> None:
        for path in (checkout.folder / name for name in paths or ("pyproject.toml",)):
            assert old in path.read_text()
            path.write_text(path.read_text().replace(old, new))

    return change


LISTS = ("locked/run.txt", "locked/test.txt")
