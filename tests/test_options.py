"""The command line as it is typed: which command is meant, what it takes, what is refused."""

from pathlib import Path

import pytest

from vouch.cli import main
from vouch.options import COMMANDS, WrongUsage, read

TYPED = {
    "nothing": ("", "build", {"site": None, "quiet": False}),
    "a command alone": ("check", "check", {}),
    "options before the command": (
        "--site s -q check",
        "check",
        {"site": Path("s"), "quiet": True},
    ),
    "options behind it": ("check --site s -q", "check", {"site": Path("s"), "quiet": True}),
    "an option of its own, glued": ("-os check", "check", {"output": Path("s")}),
    "flags in one, the last with a value": (
        "-qvo s check",
        "check",
        {"output": Path("s"), "quiet": True, "verbose": True},
    ),
    "a value behind a sign": ("--output=s check", "check", {"output": Path("s")}),
    "a value that is a command's name": ("--site check", "build", {"site": Path("check")}),
}


@pytest.mark.parametrize(("typed", "command", "values"), TYPED.values(), ids=TYPED)
def test_what_is_typed_is_understood(typed: str, command: str, values: dict[str, object]) -> None:
    given = vars(read(typed.split()))
    assert given["command"] == command
    assert values.items() <= given.items()


REFUSED = {
    "a command that there is not": ("chekc", "there is no command `chekc`; did you mean check?"),
    "a value without an option": ("check more", "unrecognized arguments: more"),
    "an option that there is not": ("--sit s", "unrecognized arguments: --sit s"),
    "an option cut short": ("--dra", "unrecognized arguments: --dra"),
    "an option without its value": ("check --site", "argument --site: expected one argument"),
    "no number of processes": ("--jobs -1", "takes a number of processes, 1 or more"),
    "no process at all": ("--jobs 0", "takes a number of processes, 1 or more"),
    "drafts in a release": ("release --drafts", "a release publishes no drafts"),
    "drafts in a deployment": ("deploy --drafts", "a deployment publishes no drafts"),
    "a lone hyphen": ("-", "unrecognized arguments: -"),
}


@pytest.mark.parametrize(("typed", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_meant_is_refused(
    typed: str, said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(typed.split(), default_site=tmp_path) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "test"])
def test_each_command_tells_what_it_takes(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        read([command, "--help"])
    assert left.value.code == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"usage: vouch {command} ")
    assert all(option in shown for option in COMMANDS[command].options)


MEANT = {
    "a build's output": ("build", "--output", "(default: _site)"),
    "a preview's output": ("serve", "--output", "(default: .vouch-preview)"),
    "a build's day": ("build", "--today", "the day that due dates are held against"),
    "a preview's day": ("serve", "--today", "the day that due dates are held against"),
    "a new article's day": ("new", "--today", "the date of the article, "),
    "a new site's day": ("init", "--today", "the date of the first article, "),
    "a received article's day": ("import", "--today", "where the text tells none"),
    "a new article's language": ("new", "--lang", "(default: the site's)"),
    "a new site's language": ("init", "--lang", "(default: en)"),
    "a received article's language": ("import", "--lang", "the text's, or else the site's)"),
}


@pytest.mark.parametrize(("command", "option", "said"), MEANT.values(), ids=MEANT)
def test_an_option_is_told_as_its_command_takes_it(
    command: str, option: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        read([command, "--help"])
    shown = " ".join(capsys.readouterr().out.partition("options:")[2].split())
    told = next(part for part in shown.split(" -") if part.startswith(f"-{option[2:]} "))
    assert said in told


def test_a_near_miss_of_a_command_is_no_command() -> None:
    with pytest.raises(WrongUsage):
        read(["--site", "s", "relase"])
