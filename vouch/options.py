"""What may stand on the command line: the commands, what each of them takes, and what it means.

A command's name comes first or after options; without one it is `build`.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from vouch import __version__


class WrongUsage(Exception):
    """What was asked for cannot be meant; the message says what would do."""


class Command(NamedTuple):
    """A command: what it does, the names of its options, what it takes and how that is called.

    ``meanings`` are those of options that mean something else here than elsewhere.
    """

    meaning: str
    options: tuple[str, ...] = ()
    operand: str = ""
    operand_meaning: str = ""
    meanings: Mapping[str, str] = {}


_WHAT_IS_BUILT = (
    *("--site", "--output", "--base-url", "--today", "--strict", "--drafts", "--clean", "--jobs"),
    *("--quiet", "--verbose", "--format"),
)
COMMANDS: Mapping[str, Command] = {
    "build": Command(
        "check everything and write the site (the default)", (*_WHAT_IS_BUILT, "--profile")
    ),
    "check": Command("check everything and write nothing", _WHAT_IS_BUILT),
    "serve": Command(
        "show the site in a browser, drafts too, and anew with every save",
        (
            *("--site", "--output", "--base-url", "--today", "--strict", "--host", "--port"),
            *("--open", "--quiet", "--verbose"),
        ),
        meanings={"--output": "where the preview is built (default: .vouch-preview)"},
    ),
    "new": Command(
        "write an article and its sidecar to begin with",
        ("--site", "--lang", "--today", "--quiet", "--verbose"),
        "SLUG",
        "the name of its file and its address",
        {
            "--today": "the date of the article, as 2026-12-31 (default: today)",
            "--lang": "the language (default: the site's)",
        },
    ),
    "init": Command(
        "write a whole site to begin with",
        ("--lang", "--today", "--quiet", "--verbose"),
        "DIR",
        "where it goes; what stands there already stays as it is",
        {
            "--today": "the date of the first article, as 2026-12-31 (default: today)",
            "--lang": "the language (default: en)",
        },
    ),
    "import": Command(
        "write an article that was received, and a sidecar of claims to check",
        ("--site", "--lang", "--slug", "--today", "--quiet", "--verbose"),
        "FILE",
        "plain text, HTML or Markdown",
        {
            "--today": "the date of the article where the text tells none, as 2026-12-31"
            " (default: today)",
            "--lang": "the language (default: the text's, or else the site's)",
        },
    ),
    "release": Command(
        "build, and record what was published in content/released.json",
        (*_WHAT_IS_BUILT, "--profile"),
    ),
    "deploy": Command(
        "build, and push the site to a branch of its own",
        (*_WHAT_IS_BUILT, "--profile", "--remote", "--branch", "--message"),
    ),
    "test": Command("run the tests of a checkout; what follows goes to pytest"),
}
DEFAULT = "build"


def _processes(written: str) -> int:
    if not (written.isascii() and written.isdigit() and int(written)):
        raise argparse.ArgumentTypeError("takes a number of processes, 1 or more")
    return int(written)


def _port(written: str) -> int:
    if not (written.isascii() and written.isdigit() and int(written) < 1 << 16):
        raise argparse.ArgumentTypeError("takes a number from 0, any free port, to 65535")
    return int(written)


_OPTIONS: Mapping[str, tuple[tuple[str, ...], Mapping[str, Any]]] = {
    "--site": ((), {"type": Path, "metavar": "DIR", "help": "the folder that holds content/"}),
    "--output": (
        ("-o",),
        {"type": Path, "metavar": "DIR", "help": "where the site goes (default: _site)"},
    ),
    "--base-url": (
        (),
        {"metavar": "URL", "help": "the canonical address, over the one in site.yaml"},
    ),
    "--today": (
        (),
        {"metavar": "DATE", "help": "the day that due dates are held against, as 2026-12-31"},
    ),
    "--lang": (
        (),
        {
            "choices": ("en", "fr"),
            "help": "the language",
        },
    ),
    "--slug": ((), {"metavar": "SLUG", "help": "its address (default: made of its title)"}),
    "--remote": (
        (),
        {"default": "origin", "metavar": "NAME", "help": "the remote to push to (default: origin)"},
    ),
    "--branch": (
        (),
        {
            "default": "gh-pages",
            "metavar": "NAME",
            "help": "the branch that holds the site and nothing else (default: gh-pages)",
        },
    ),
    "--message": (
        ("-m",),
        {"default": "Publish the site", "metavar": "TEXT", "help": "what the commit says"},
    ),
    "--strict": ((), {"action": "store_true", "help": "warnings are errors"}),
    "--drafts": ((), {"action": "store_true", "help": "build drafts too"}),
    "--clean": (
        (),
        {"action": "store_true", "help": "use nothing that earlier builds remembered"},
    ),
    "--jobs": (
        (),
        {
            "type": _processes,
            "default": 0,
            "metavar": "N",
            "help": "most processes to use (default: one for each core)",
        },
    ),
    "--profile": ((), {"action": "store_true", "help": "say where the time of a build goes"}),
    "--host": (
        (),
        {
            "default": "127.0.0.1",
            "metavar": "NAME",
            "help": "who may reach the preview (default: this computer alone)",
        },
    ),
    "--port": (
        (),
        {"type": _port, "default": 8000, "metavar": "N", "help": "its port (default: 8000)"},
    ),
    "--open": ((), {"action": "store_true", "help": "open a browser"}),
    "--quiet": (("-q",), {"action": "store_true", "help": "say nothing but problems"}),
    "--verbose": (("-v",), {"action": "store_true", "help": "say more"}),
    "--format": (
        (),
        {
            "choices": ("text", "json", "github"),
            "default": "text",
            "help": "how problems are printed",
        },
    ),
}
"""Every option by its long name: its short names, and what argparse is told of it."""


_NAMES = {name: long for long, (short, _) in _OPTIONS.items() for name in (long, *short)}
_FLAGS = ("-h", "--help", "--version")


def read(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of one command line, with the name of the command as ``command``.

    Raises WrongUsage. `--help` and `--version` end the process with status 0.
    """
    at = _place_of_command(arguments)
    given = None if at is None else arguments[at]
    if given is not None and given not in COMMANDS:
        from vouch.spelling import nearest

        near = nearest(given, COMMANDS)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(COMMANDS)}"
        raise WrongUsage(f"there is no command `{given}`; {hint}")
    rest = [argument for index, argument in enumerate(arguments) if index != at]
    options = _parser(given).parse_intermixed_args(rest)
    options.command = given or DEFAULT
    return options


def _place_of_command(arguments: Sequence[str]) -> int | None:
    """Where the command stands: the first argument that is no option, nor the value of one.

    None where there is none, or where an option before it is not known: nobody can tell then
    whether a value follows.
    """
    is_value = False
    for index, argument in enumerate(arguments):
        if is_value:
            is_value = False
        elif not argument.startswith("-"):
            return index
        else:
            name, is_whole = _named(argument)
            if name not in _NAMES and name not in _FLAGS:
                return None
            is_value = is_whole and _takes_value(name)
    return None


def _named(argument: str) -> tuple[str, bool]:
    """The last option that an argument names, and whether its value is not in the argument."""
    if argument.startswith("--"):
        name, equals, _ = argument.partition("=")
        return name, not equals
    letters = [f"-{letter}" for letter in argument[1:]] or ["-"]
    last = next((at for at, name in enumerate(letters) if _takes_value(name)), len(letters) - 1)
    return letters[last], last == len(letters) - 1


def _takes_value(name: str) -> bool:
    return name in _NAMES and "action" not in _OPTIONS[_NAMES[name]][1]


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line, and leaves the status to its caller."""

    def error(self, message: str) -> NoReturn:
        raise WrongUsage(f"{message} (`{self.prog} --help` tells what there is)")


def _parser(command: str | None) -> argparse.ArgumentParser:
    """The parser of one command; that of a command line without one tells of all of them."""
    wanted = COMMANDS[command or DEFAULT]
    if command is None:
        listed = "\n".join(f"  {name:<8} {each.meaning}" for name, each in COMMANDS.items())
        parser = _Parser(
            prog="vouch",
            usage="vouch [COMMAND] [OPTIONS]",
            description="Compile articles and the claims in them into a site where every figure"
            " leads to its evidence.",
            epilog=f"commands:\n{listed}\n\n`vouch COMMAND --help` tells what a command takes;"
            " the options above are those of `build`.",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
    else:
        meaning = wanted.meaning.removesuffix(" (the default)")
        parser = _Parser(
            prog=f"vouch {command}",
            description=f"{meaning[0].upper()}{meaning[1:]}.",
            allow_abbrev=False,
        )
    if wanted.operand:
        parser.add_argument("operand", metavar=wanted.operand, help=wanted.operand_meaning)
    for name in wanted.options:
        short, told = _OPTIONS[name]
        meaning = wanted.meanings.get(name, told["help"])
        parser.add_argument(*short, name, **{**told, "help": meaning})
    parser.add_argument("--version", action="version", version=f"vouch {__version__}")
    return parser
