"""The documentation does what it says: its examples run, its tables are the code's.

A comment right before a block of code tells what the block is, in the order of the document:
`file: PATH` is written, `change: PATH` is a diff of single lines, `run: STATUS` are commands with
their output; the last ends with that status, those before it with 0. Repositories at a host are
bare ones on the disk. A comment right before a table names what the table lists.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import vouch
from vouch import annotate, dates, prose, typography, units, yamldoc
from vouch.anchor import Selector
from vouch.anchoring import Ground
from vouch.diagnostics import Diagnostic, SourceText
from vouch.frontmatter import split
from vouch.markup import ALLOWED, read
from vouch.model import claims, reading, sections, site
from vouch.model.base import ErrorDetails, Record, ValidationError
from vouch.model.fields import Vocabulary
from vouch.model.site import DEFAULT_SCALE
from vouch.options import COMMANDS
from vouch.quantity import Modality, parse_quantity
from vouch.wording import wording

CHECKOUT = Path(__file__).parent.parent
DOCUMENTS = sorted(
    path.relative_to(CHECKOUT).as_posix()
    for path in (*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/*.md"))
)
MODELS = {
    model.__name__: model
    for module in (claims, sections, site)
    for model in vars(module).values()
    if isinstance(model, type) and issubclass(model, Record) and model is not Record
}
NO_BREAK = str.maketrans("\u00a0\u202f", "⍽⍽")


# --- Reading a document ------------------------------------------------------------------------


@dataclass(frozen=True)
class Block:
    """A block of code. `kind` and `what` are the comment before it, cut at its first colon."""

    place: str
    kind: str
    what: str
    language: str
    text: str


_BLOCK = re.compile(
    r"(?:^<!-- (?P<kind>[a-z]+): (?P<what>[^\n]+) -->\n)?"
    r"^(?P<fence>`{3,})(?P<language>[a-z]*)\n(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)


def text_of(document: str) -> str:
    return (CHECKOUT / document).read_text(encoding="utf-8")


def blocks(document: str) -> Iterator[Block]:
    text = text_of(document)
    for found in _BLOCK.finditer(text):
        place = f"{document}:{text.count(chr(10), 0, found.start()) + 1}"
        yield Block(
            place, found["kind"] or "", found["what"] or "", found["language"], found["text"]
        )


def table(document: str, name: str) -> list[list[str]]:
    """The rows of the table after the comment `name`, without its head."""
    found = re.search(rf"(?m)^<!-- {re.escape(name)} -->\n((?:\|.*\n)+)", text_of(document))
    assert found, f"{document} has no table “{name}”"
    lines = found[1].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def code(cell: str) -> list[str]:
    """The texts between backticks."""
    return re.findall(r"`([^`]+)`", cell)


def prose_of(document: str) -> str:
    """The document without its code."""
    return re.sub(r"`[^`]+`", "", _BLOCK.sub("", text_of(document)))


# --- Examples ----------------------------------------------------------------------------------


HOST = "https://github.com/"


def vouch_run(command: str, folder: Path) -> tuple[int, str]:
    """Exit status and output of `python3 vouch/build.py …` or `git …`, run from `folder`.

    Vouch is the clone in `folder` where there is one.
    """
    program, *arguments = shlex.split(command)
    line: list[str | Path] = [program, *arguments]
    if program != "git":
        assert (program, arguments[0]) == ("python3", "vouch/build.py")
        cloned = folder / "vouch/build.py"
        script = cloned if cloned.is_file() else CHECKOUT / "build.py"
        line = [sys.executable, "-W", "error", script, *arguments[1:]]
    told = {
        f"url.{folder / 'hosted'}/.insteadOf": HOST,
        "user.name": "A newcomer",
        "user.email": "newcomer@site.example",
    }
    configured = {"GIT_CONFIG_COUNT": str(len(told)), "GIT_CONFIG_GLOBAL": os.devnull}
    for number, (key, value) in enumerate(told.items()):
        configured |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    quiet = {"VOUCH_NO_SETUP": "1", "COLUMNS": "250", "NO_COLOR": "1"}
    done = subprocess.run(
        line,
        cwd=folder,
        env={**os.environ, **configured, **quiet},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def host(folder: Path, *names: str) -> None:
    """Bare repositories at the host, in `folder`; the one called `…/vouch` holds this project."""
    for name in names:
        bare = folder / "hosted" / name
        assert vouch_run(f"git init -q --bare -b main {bare}", folder)[0] == 0
        if name.endswith("/vouch"):
            work = f"git --git-dir={bare} --work-tree={CHECKOUT} -C {CHECKOUT} -c core.bare=false"
            assert vouch_run(f"{work} add -A .", folder)[0] == 0
            assert vouch_run(f"{work} commit -q -m Project", folder)[0] == 0


def changed(text: str, diff: str, place: str) -> str:
    """`text` with each run of lines that the diff takes away replaced by those that follow it."""
    for gone, come in re.findall(r"(?m)((?:^-.*\n)+)((?:^\+.*\n)+)", diff):
        before, after = (re.sub(r"(?m)^.", "", lines) for lines in (gone, come))
        assert text.count(before) == 1, f"{place}: {before!r} has to stand in the file once"
        text = text.replace(before, after)
    return text


def runs_as_shown(shown: str, wanted: int, folder: Path, place: str) -> None:
    """Run a command and compare what it prints with the lines below it."""
    command, _, output = shown.partition("\n")
    status, printed = vouch_run(command, folder)
    before, cut, after = f"\n{output.rstrip()}".partition("\n…\n")
    assert status == wanted, f"{place}: {printed}"
    if cut:  # a lone ellipsis stands for lines that are left out
        assert f"\n{printed}".startswith(f"{before}\n"), place
        assert printed.rstrip().endswith(f"\n{after}"), place
    else:
        assert printed.rstrip() == output.rstrip(), place


@pytest.mark.parametrize("document", DOCUMENTS)
def test_examples_do_what_the_text_says(document: str, tmp_path: Path) -> None:
    hosted = sorted({*re.findall(rf"{HOST}([\w/-]+)", text_of(document))})
    if any(block.text.startswith("$ git clone") for block in blocks(document)):
        host(tmp_path, *hosted)
    for block in blocks(document):
        path = tmp_path / block.what
        if block.kind == "file":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        elif block.kind == "change":
            text = path.read_text(encoding="utf-8")
            path.write_text(changed(text, block.text, block.place), encoding="utf-8")
        elif block.kind == "run":
            *early, last = re.split(r"(?m)^\$ ", block.text)[1:]
            for shown in early:
                runs_as_shown(shown, 0, tmp_path, block.place)
            runs_as_shown(last, int(block.what), tmp_path, block.place)
        else:
            assert not block.kind, f"{block.place}: nothing is known of “{block.kind}”"


def yaml_faults(source: SourceText) -> list[Diagnostic]:
    """What is wrong with a part of a file, less the required keys that it leaves out."""
    document, problems = yamldoc.parse(source)
    assert document, problems
    keys = {name.text for name, _ in document.root.entries}
    model = next(
        m
        for m in (claims.Sidecar, site.Site, claims.Claim, site.Article)
        if keys <= {*m.model_fields}
    )
    found = reading.read(model, document, Vocabulary(tuple(DEFAULT_SCALE))).diagnostics
    return [problem for problem in (*problems, *found) if problem.code != "missing-key"]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_fragments_can_be_read(document: str) -> None:
    """Examples that are no whole files: YAML without a fault, Markdown without a fault."""
    for block in blocks(document):
        source = SourceText(block.place, block.text)
        if block.language == "yaml" and not block.kind:
            assert yaml_faults(source) == []
        elif block.language == "markdown":
            body = split(source, needed=True)[0].body if block.text.startswith("---\n") else source
            assert prose.body(body.text, "en", "Back").faults == (), block.place


# --- Links -------------------------------------------------------------------------------------


def anchors(document: str) -> set[str]:
    """The names that GitHub gives the headings of a document."""
    heads = re.findall(r"(?m)^#+ (.+)$", _BLOCK.sub("", text_of(document)))
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", prose_of(document)):
        if target.startswith(("http://", "https://")):
            continue
        name, _, fragment = target.partition("#")
        path = (CHECKOUT / document).parent / name if name else CHECKOUT / document
        assert path.exists(), f"{document}: {target}"
        if fragment:
            there = path.resolve().relative_to(CHECKOUT).as_posix()
            assert fragment in anchors(there), f"{document}: {target}"


# --- Fields ------------------------------------------------------------------------------------


def described(model: type[Record], base: type[Record] | None = None) -> str:
    """The table of a model's fields, less those of `base`; the required ones first."""
    required = {fault["loc"][0] for fault in _faults(model, {}) if fault["type"] == "missing"}
    rows = ["| Field | Default | What it holds |", "|---|---|---|"]
    for name in sorted(model.model_fields, key=lambda name: name not in required):
        field = model.model_fields[name]
        assert field.description, f"{model.__name__}.{name} has no description"
        choices = _choices(model, name)
        listed = ", ".join(f"`{word}`" for word in choices)
        known = all(word in field.description for word in choices)
        said = field.description if known else f"{field.description} {listed}"
        default = "required" if name in required else _default(field.default)
        if base is None or name not in base.model_fields:
            rows.append(f"| `{name}` | {default} | {said} |".replace("|  |", "| |"))
    return "\n".join(rows) + "\n"


def _default(value: object) -> str:
    """A default as it is written in YAML; empty for what is merely absent or empty."""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value}`" if isinstance(value, str | int) and value != "" else ""


def _faults(model: type[Record], value: dict[str, object]) -> list[ErrorDetails]:
    try:
        model.model_validate(value)
    except ValidationError as error:
        return error.errors()
    return []


def _choices(model: type[Record], name: str) -> list[str]:
    """The words that a field takes, where it takes no others: its own message lists them."""
    for fault in _faults(model, {name: "§"}):
        listed = re.search(r"is not one of (.+)$", str(fault["msg"]))
        if fault["loc"] == (name,) and listed:
            return listed[1].split(", ")
    return []


FIELD_TABLES = re.findall(r"(?m)^<!-- fields: (\w+)(?: without (\w+))? -->$", text_of("README.md"))


def test_each_model_has_a_table() -> None:
    assert sorted(name for name, _ in FIELD_TABLES) == sorted(MODELS)


@pytest.mark.parametrize(("name", "base"), FIELD_TABLES)
def test_fields_are_those_of_the_model(name: str, base: str) -> None:
    """With VOUCH_WRITE_EXPECTED set, the table is written anew."""
    text = text_of("README.md")
    marker = f"<!-- fields: {name} without {base} -->\n" if base else f"<!-- fields: {name} -->\n"
    before, _, after = text.partition(marker)
    shown = re.match(r"(?:\|.*\n)*", after)
    wanted = described(MODELS[name], MODELS[base] if base else None)
    if os.environ.get("VOUCH_WRITE_EXPECTED") and shown:
        (CHECKOUT / "README.md").write_text(
            before + marker + wanted + after[shown.end() :], encoding="utf-8"
        )
    assert shown
    assert shown[0] == wanted


# --- Commands ----------------------------------------------------------------------------------


def test_commands_and_options_are_those_of_the_parser(tmp_path: Path) -> None:
    status, shown = vouch_run("python3 vouch/build.py --help", tmp_path)
    assert status == 0
    options, _, commands = shown.partition("commands:\n")
    listed = re.findall(r"(?m)^  (\w+) +(.+)$", commands.partition("\n\n")[0])
    assert [(code(row[0])[0], row[1]) for row in table("README.md", "commands")] == listed
    found = re.findall(r"(?m)^  (-\S.*?)(?:  +|\n {10,})(\S.*(?:\n {10,}\S.*)*)$", options)
    parsed = {
        (frozenset(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", names)), " ".join(said.split()))
        for names, said in found
    }
    documented = {
        (frozenset(option.split()[0] for option in code(names)), said)
        for names, said in table("README.md", "options")
    }
    assert documented == parsed


def test_options_of_other_commands_are_those_of_the_parser(tmp_path: Path) -> None:
    usual = {(code(row[0])[-1].split()[0], row[1]) for row in table("README.md", "options")}
    wanted: dict[tuple[str, str], list[str]] = {}
    for command in COMMANDS:
        if command == "test":
            continue
        shown = vouch_run(f"python3 vouch/build.py {command} --help", tmp_path)[1]
        rows = re.findall(r"(?m)^  (-\S.*?)(?:  +|\n {10,})(\S.*(?:\n {10,}\S.*)*)$", shown)
        for names, said in rows:
            longest = re.findall(r"--[a-z][a-z-]*", names)[-1]
            option = (longest, " ".join(said.split()))
            if option not in usual:
                wanted.setdefault(option, []).append(command)
    rows = table("README.md", "options of other commands")
    listed = {(code(names)[-1].split()[0], said): code(whose) for names, whose, said in rows}
    assert {key: sorted(whose) for key, whose in listed.items()} == {
        key: sorted(whose) for key, whose in wanted.items()
    }


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ("--version", 0),
        ("check --site site", 1),
        ("chekc", 2),
        ("--jobs x", 2),
        ("--today 2026", 2),
    ],
)
def test_exit_statuses(arguments: str, status: int, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    assert vouch_run(f"python3 vouch/build.py {arguments}", tmp_path)[0] == status
    assert [str(status)] in [code(row[0]) for row in table("README.md", "exit statuses")]


# --- How an article is read --------------------------------------------------------------------


def test_html_is_the_allow_list() -> None:
    rows = table("docs/writing.md", "html")
    shown = {name: set(code(row[1])) for row in rows for name in code(row[0])}
    assert shown == {name: set(own) for name, own in ALLOWED.items()}


# HTML Living Standard, section 3.2.6, and some that other standards add.
GLOBAL_ATTRIBUTES = """
    accesskey autocapitalize autocorrect autofocus class contenteditable data-x dir draggable
    enterkeyhint hidden id inert inputmode is itemid itemprop itemref itemscope itemtype lang nonce
    onclick popover role slot spellcheck style tabindex title translate writingsuggestions
""".split()


def test_attributes_allowed_on_every_element() -> None:
    said = re.search(r"(?m)^Every element may have ([^.]+)\.$", text_of("docs/writing.md"))
    assert said
    every = {*(own for attributes in ALLOWED.values() for own in attributes), *GLOBAL_ATTRIBUTES}
    allowed = {name for name in every if not read(f'<p {name}="x">y</p>')[1]}
    assert allowed == set(code(said[1]))


@pytest.mark.parametrize("row", table("docs/writing.md", "anchoring"), ids=" / ".join)
def test_anchoring(row: list[str]) -> None:
    article, quote, context, result = row
    source = code(article)[0].replace("⏎", "\n")
    given = dict(re.findall(r'(prefix|suffix) `"([^"]*)"`', context))
    body = annotate.body_text(prose.body(source, "en", "Back").tokens)
    found = Ground.of(body, SourceText("article.md", source)).find(
        Selector(code(quote)[0], given.get("prefix", ""), given.get("suffix", ""))
    )
    assert len(found) == {"no": 0, "yes": 1, "twice": 2}[result.partition(":")[0]]


@pytest.mark.parametrize("row", table("docs/writing.md", "typography"), ids=" ".join)
def test_typography(row: list[str]) -> None:
    lang, typed, set_ = row[0], code(row[1])[0], code(row[2])[0]
    done = typography.apply(typed, typography.typeset(typed, lang))
    assert done.translate(NO_BREAK) == set_


@pytest.mark.parametrize("row", table("docs/writing.md", "dates"), ids=" ".join)
def test_dates(row: list[str]) -> None:
    written, said = code(row[0])[0], row[1]
    assert wording("en").date(dates.parse(written)).translate(NO_BREAK).replace("⍽", " ") == said


def test_modalities() -> None:
    unit = units.parse_unit("GW")
    said = {
        modality.value: wording("en").with_modality(Decimal(6), unit, modality, {})
        for modality in Modality
    }
    shown = {code(key)[0]: words for key, words in table("docs/writing.md", "modalities")}
    assert shown == {key: words.replace("\u00a0", " ") for key, words in said.items()}


@pytest.mark.parametrize("row", table("docs/writing.md", "figures"), ids=" ".join)
def test_figures(row: list[str]) -> None:
    value, unit = code(row[0])
    quantity = parse_quantity(f"{value} {unit}")
    for lang, said in zip(("en", "fr"), row[1:], strict=True):
        shown = wording(lang).figure(quantity.value, quantity.unit)
        assert shown.translate(NO_BREAK).replace("⍽", " ") == said


def test_units() -> None:
    shown = {name for row in table("docs/writing.md", "units") for name in code(row[1])}
    assert {units.parse_unit(name).scale for name in shown} == {1}
    known = {name: units.parse_unit(name) for name in units.known_names()}
    currencies = {name for name in known if re.fullmatch(r"[A-Z]{3}", name)}
    canonical = {u.numerator for name, u in known.items() if name not in currencies}
    assert canonical - {units.parse_unit(name).numerator for name in shown} == {()}
    scales = {name for name, unit in known.items() if not unit.numerator}
    said = re.search(
        r"(?m)^A scale word may stand before it: ([^.]+)\.$", text_of("docs/writing.md")
    )
    assert said
    assert {word for name in code(said[1]) for word in (name, f"{name}s")} == scales


def test_verdict_scale() -> None:
    text = wording("en").text
    wanted = [
        [
            f"`{key}`",
            text(f"verdict.{key}"),
            str(verdict.rating or ""),
            f"`{verdict.sign}`",
            f"`{verdict.hue}`",
            f"`{verdict.line}`",
            text(f"verdict.{key}.meaning"),
        ]
        for key, verdict in DEFAULT_SCALE.items()
    ]
    assert table("docs/writing.md", "verdicts") == wanted


# --- The code and its history ------------------------------------------------------------------


def test_each_module_stands_in_the_architecture() -> None:
    folder = CHECKOUT / "vouch"
    paths = [path.relative_to(folder).with_suffix("").parts for path in folder.rglob("*.py")]
    modules = {".".join(part for part in parts if part != "__init__") for parts in paths}
    shown = [module for row in table("docs/architecture.md", "modules") for module in code(row[0])]
    assert sorted(shown) == sorted(modules - {""})


def test_hooks_are_on_an_article(tmp_path: Path) -> None:
    assert vouch_run(f"python3 vouch/build.py -o {tmp_path / 'site'}", tmp_path)[0] == 0
    page = (tmp_path / "site/openai-amd/index.html").read_text(encoding="utf-8")
    soup = BeautifulSoup(page, "html.parser")
    for row in table("docs/architecture.md", "hooks"):
        selector = re.sub(r'~?="(ID|KEY)"', "", code(row[0])[0])
        selector = re.sub(r"#(\w+-)ID", r'[id^="\1"]', selector)
        assert soup.select(selector), row[0]


def test_the_changelog_has_this_version() -> None:
    assert f"## [{vouch.__version__}]" in text_of("CHANGELOG.md")
