"""See to it that what Vouch imports can be imported: the set-up of a checkout.

Where the imports are missing, `.venv` is made in the checkout and the run starts again in there.
What goes into it stands in `locked/`: every package that pyproject.toml asks for and all that these
ask for, each in one version and held to the SHA-256 of its files. Stamps in `.venv` tell from which
list it was installed and for which Python, so that later runs only compare. Where the imports work
nothing is made; the environment variable VOUCH_NO_SETUP, if not empty, forbids making anything.

Python 3.6 has to be able to read this, to say that it is too old. Modules that are slow to load
are imported where they are used: a later run is to pay for a comparison and no more.
"""

import os
import sys
from contextlib import ExitStack

OLDEST_PYTHON = (3, 11)
WINDOWS = os.name == "nt"
CHECKOUT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PYPROJECT = os.path.join(CHECKOUT, "pyproject.toml")
LOCKED = "locked/{}.txt"
VENV = os.path.join(CHECKOUT, ".venv")
MADE_HERE = os.path.join(VENV, "made-by-vouch.txt")
SETTING_UP = os.path.join(CHECKOUT, ".vouch-setting-up")
VENV_PYTHON = os.path.join(VENV, "Scripts/python.exe" if WINDOWS else "bin/python")

# The names under which the requirements in pyproject.toml are imported; a test compares the two.
RUN_IMPORTS = (
    "PIL",
    "babel",
    "bs4",
    "ghp_import",
    "jinja2",
    "livereload",
    "markdown",
    "pint",
    "pydantic",
    "pypdf",
    "tornado",
    "tzdata",
    "warcio",
    "watchfiles",
    "yaml",
)
TEST_IMPORTS = (
    "axe_playwright_python",
    "check_jsonschema",
    "feedparser",
    "hatchling",
    "hypothesis",
    "jsonschema",
    "mypy",
    "packaging",
    "playwright",
    "pytest",
    "ruff",
    "xdist",
)
# Options with which nothing is done, and nothing but Python needed.
TELL_AND_END = frozenset(["-h", "--help", "--version"])
IMPORTS = {"run": RUN_IMPORTS, "test": RUN_IMPORTS + TEST_IMPORTS}


class SetupError(Exception):
    """There is no environment to run in; the message says why, and what to do."""


def set_up(arguments: "list[str]") -> None:
    """Return if all that the command in `arguments` imports is there; else start again in `.venv`.

    Where that cannot be done, exits with status 2 and the reason on standard error.
    """
    purpose = "test" if arguments[:1] == ["test"] else "run"
    try:
        refuse_old_python(sys.version_info[:3])
        if purpose == "run" and not TELL_AND_END.isdisjoint(arguments):
            return
        absent = missing(IMPORTS[purpose])
        if not absent or not os.path.isfile(PYPROJECT):  # what is no checkout came with its imports
            return
        if os.environ.get("VOUCH_NO_SETUP"):
            project = CHECKOUT + "[test]" if purpose == "test" else CHECKOUT
            raise SetupError(
                f"cannot import {', '.join(absent)}, and VOUCH_NO_SETUP forbids the set-up;"
                f" by hand it is: python3 -m pip install -e '{project}'"
            )
        if os.path.realpath(sys.prefix) == os.path.realpath(VENV):
            # This is `.venv`, which has no pip: the Python that it was made from goes on.
            sys.exit(become([sys._base_executable, *sys.orig_argv[1:]]))  # type: ignore[attr-defined]
        make_ready(purpose)
        os.environ["VOUCH_NO_SETUP"] = "1"  # whatever may be amiss in there: no endless circle
        sys.exit(become([VENV_PYTHON, *sys.orig_argv[1:]]))
    except (SetupError, OSError) as error:
        print(f"vouch: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("vouch: interrupted; the next run begins the set-up again", file=sys.stderr)
        sys.exit(130)


def refuse_old_python(version: "tuple[int, ...]") -> None:
    """Raise SetupError for a version of Python on which Vouch does not run."""
    if version < OLDEST_PYTHON:
        oldest, found = (".".join(str(part) for part in each) for each in (OLDEST_PYTHON, version))
        raise SetupError(f"Python {oldest} or newer is needed; {sys.executable} is {found}")


def missing(names: "tuple[str, ...]", folders: "list[str] | None" = None) -> "list[str]":
    """The packages among `names` that are not in `folders` (default: anywhere Python looks)."""
    finders = sys.meta_path
    if folders is not None:
        from importlib.machinery import PathFinder

        finders = [PathFinder]
    absent = []
    for name in names:
        if folders is None and name in sys.modules:  # what is barred from import is None there
            spec = getattr(sys.modules[name], "__spec__", None)
        else:
            specs = (finder.find_spec(name, folders) for finder in finders)
            spec = next((spec for spec in specs if spec is not None), None)
        # A mere folder, as an uninstalled package may leave behind, is found too: without origin.
        if spec is None or spec.origin is None:
            absent.append(name)
    return absent


def become(command: "list[str]") -> int:
    """Go on as `command`; where a process cannot, run it to its end and return its exit status."""
    if not WINDOWS:
        os.execv(command[0], command)
    import subprocess  # on Windows exec would give the prompt back before the work is done

    return subprocess.call(command)


def make_ready(purpose: str) -> None:
    """Bring `.venv` to hold what `purpose` needs. As a rule it does, and this only compares."""
    if installed_from().get(purpose) == locked(purpose):
        return
    with ExitStack() as at_the_end:
        lock = locked_by_us(at_the_end)
        installed = installed_from()
        if installed.get(purpose) == locked(purpose):  # another set-up did it
            return
        install(purpose, anew=not installed, lock=lock)
        for served in {"run", purpose}:
            with open(stamp(served), "w", encoding="utf-8") as file:
                file.write(stamp_head() + locked(served))


def locked_by_us(at_the_end: ExitStack) -> "int | None":
    """The descriptor of the lock on the set-up, freed at the end; None where there can be none.

    While another set-up is at work, or a pip that one left behind, it is waited for, which is said.
    """
    import time

    from vouch import lock

    told = False
    while True:
        try:
            return at_the_end.enter_context(lock.held(SETTING_UP))
        except lock.Held as error:
            if not told:
                who = f" ({error})" if str(error) else ""
                print(f"vouch: waiting for another set-up{who} to end", file=sys.stderr)
            told = True
            time.sleep(0.2)
        except OSError:  # whether anything can be written here is for the set-up to say
            return None


def locked(purpose: str) -> str:
    """The text of the list from which `purpose` is installed."""
    with open(os.path.join(CHECKOUT, LOCKED.format(purpose)), encoding="utf-8") as file:
        return file.read()


def installed_from() -> "dict[str, str]":
    """Each purpose that `.venv` serves, with its list of then; {} if it is not whole."""
    # Access is denied as well where the Python that the one in `.venv` links to is gone.
    if not (os.access(VENV_PYTHON, os.X_OK) and os.path.isfile(os.path.join(VENV, "pyvenv.cfg"))):
        return {}
    texts = {}
    for purpose, names in IMPORTS.items():
        if os.path.isfile(stamp(purpose)):
            with open(stamp(purpose), encoding="utf-8", errors="replace") as file:
                head, text = file.readline(), file.read()
            if head != stamp_head() or missing(names, venv_packages()):
                return {}
            texts[purpose] = text
    return texts


def stamp(purpose: str) -> str:
    """The file that tells that all of `purpose` is installed, and from which list."""
    return os.path.join(VENV, f"installed-for-{purpose}.txt")


def stamp_head() -> str:
    """A stamp's first line, another one for another Python or where `.venv` leads to another."""
    return f"# {sys.implementation.cache_tag} {os.path.realpath(VENV_PYTHON)}\n"


def venv_packages() -> "list[str]":
    """The folders in which `.venv` keeps its packages."""
    if WINDOWS:
        return [os.path.join(VENV, "Lib", "site-packages")]
    lib = os.path.join(VENV, "lib")
    versions = os.listdir(lib) if os.path.isdir(lib) else []
    return [os.path.join(lib, version, "site-packages") for version in versions]


def is_foreign() -> bool:
    """Whether `.venv` is a working environment of somebody else, to be added to and not lost."""
    import subprocess

    if not os.path.isfile(VENV_PYTHON) or os.path.isfile(MADE_HERE):
        return False
    question = (
        f"import sys; sys.exit(sys.version_info < {OLDEST_PYTHON} or sys.prefix == sys.base_prefix)"
    )
    try:
        return subprocess.call([VENV_PYTHON, "-c", question], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def unlocked(purpose: str) -> "list[str]":
    """What pyproject.toml asks for, for `purpose`, and its list does not have."""
    import re
    import tomllib

    def canonical(requirement: str) -> str:
        return re.sub("[-_.]+", "-", re.split(r"[^\w.-]", requirement)[0]).lower()

    try:
        with open(PYPROJECT, "rb") as file:
            table = tomllib.load(file)["project"]
        extra = table["optional-dependencies"]["test"] if purpose == "test" else []
        asked = map(canonical, (*table["dependencies"], *extra))
    except (KeyError, ValueError) as error:
        raise SetupError(f"{PYPROJECT} cannot be read: {error}") from None
    pins = set(map(canonical, re.findall("^.+==", locked(purpose), re.MULTILINE)))
    return [name for name in asked if name not in pins]


def install(purpose: str, *, anew: bool, lock: "int | None") -> None:
    """Install the list of `purpose` into `.venv`, made anew if so asked, and say so in one line.

    pip holds the `lock` too: it goes on where this process is killed.
    """
    listed = LOCKED.format(purpose)
    absent = unlocked(purpose)
    if absent:
        raise SetupError(
            f"{listed} lacks {', '.join(absent)}, for which pyproject.toml asks;"
            " CONTRIBUTING.md says how the list is made anew"
        )
    bring_pip = bool(missing(("pip",)))
    if missing(("venv",)) or (bring_pip and missing(("ensurepip",))):
        raise SetupError("the set-up needs pip, which is missing: sudo apt install python3-pip")
    import subprocess
    import venv

    anew = anew and not is_foreign()
    verb = "making" if anew else "updating"
    print(f"vouch: {verb} {VENV} from {listed} (up to a minute)", file=sys.stderr)
    for served in IMPORTS:  # first of all: should this be cut short, the next run starts anew
        if os.path.exists(stamp(served)):
            os.remove(stamp(served))
    try:
        if anew:
            venv.create(VENV, clear=True, symlinks=not WINDOWS, with_pip=bring_pip)
            with open(MADE_HERE, "w", encoding="utf-8") as file:
                file.write("Made by build.py, which makes it anew where it is broken.\n")
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise SetupError(f"{VENV} cannot be made: {error}") from None
    run_pip = [VENV_PYTHON, "-m", "pip"]
    if not bring_pip:
        run_pip = [sys.executable, "-m", "pip", "--python", VENV_PYTHON]
    quietly = ["--quiet", "--no-input", "--no-user", "--disable-pip-version-check"]
    done = subprocess.run(
        [*run_pip, "install", *quietly, "--require-hashes", "-r", os.path.join(CHECKOUT, listed)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
        pass_fds=() if WINDOWS or lock is None else (lock,),
    )
    if done.returncode:
        lines = [line for line in done.stdout.splitlines() if line.strip()]
        last_lines = "\n".join("  " + line for line in lines[-3:])
        raise SetupError(f"pip could not install {listed}:\n{last_lines}")
