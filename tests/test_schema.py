"""The schemas for editors: those of the models, allowing what the build reads, and no other key."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from tests.test_cases import DEFAULT, SILENT, SPEAKING
from vouch import frontmatter, schema, units, yamldoc
from vouch.diagnostics import SourceText
from vouch.document import Mapping, Node, Scalar, Sequence
from vouch.model.site import Site
from vouch.settings import read_settings

CHECKOUT = Path(__file__).parent.parent
CONTENT = CHECKOUT / "content"
SCHEMAS = CHECKOUT / "schema"
NUMBER = re.compile(r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?")
"""YAML 1.2, core schema, section 10.3.2, less octal and hexadecimal."""


def as_editors_read(node: Node) -> object:
    """The node as YAML 1.2 has it, where `2026` is a number and `true` no text."""
    if isinstance(node, Mapping):
        return {key.text: as_editors_read(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [as_editors_read(item) for item in node.items]
    assert isinstance(node, Scalar)
    if node.is_null:
        return None
    if node.plain and node.text in ("true", "false"):
        return node.text == "true"
    if node.plain and NUMBER.fullmatch(node.text):
        return float(node.text) if set(".eE") & set(node.text) else int(node.text)
    return node.text


def site_of(content: Path) -> Site:
    path = content / "site.yaml"
    return read_settings(SourceText("content/site.yaml", path.read_text("utf-8-sig")), None)[0].site


def documents(content: Path) -> Iterator[tuple[str, SourceText]]:
    """The YAML of a folder, each with the name of its schema."""
    for path in sorted(content.rglob("*")):
        name = path.relative_to(content).as_posix()
        if not path.is_file() or path.suffix not in (".md", ".yaml"):
            continue
        source = SourceText(f"content/{name}", path.read_text("utf-8-sig"))
        if path.suffix == ".md":
            head = frontmatter.split(source, needed=False)[0].head
            if head is not None:
                yield ("page" if name.startswith("pages/") else "article"), head
        else:
            known = {"site.yaml": "site", "sources.yaml": "sources"}
            yield known.get(name, "claims"), source


def faults(content: Path, site: Site) -> dict[str, list[str]]:
    """What the schemas find wrong in a folder, by the path of the file."""
    made = {name: json.loads(text) for name, text in schema.files(site).items()}
    found = {}
    for kind, source in documents(content):
        document, _ = yamldoc.parse(source)
        assert document is not None
        validator = Draft7Validator(made[f"{kind}.schema.json"])
        value = as_editors_read(document.root)
        wrong = [f"{e.json_path}: {e.message[:200]}" for e in validator.iter_errors(value)]
        if wrong:
            found[source.path] = wrong
    return found


def laid_out(case: Path, folder: Path) -> Path:
    """The content of a case over that of the default one."""
    content = folder / "content"
    shutil.copytree(DEFAULT / "content", content)
    shutil.copytree(case / "content", content, symlinks=True, dirs_exist_ok=True)
    return content


def case_id(case: Path) -> str:
    return f"{case.parent.name}/{case.name}"


# --- In step with the models ---------------------------------------------------------------------

FILES = schema.files(site_of(CONTENT))


@pytest.mark.parametrize("name", FILES)
def test_a_schema_is_that_of_the_models(name: str) -> None:
    """With VOUCH_WRITE_EXPECTED set, it is written anew, with the words of content/site.yaml."""
    path = SCHEMAS / name
    if os.environ.get("VOUCH_WRITE_EXPECTED"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(FILES[name], encoding="utf-8")
    Draft7Validator.check_schema(json.loads(FILES[name]))
    assert path.read_text("utf-8") == FILES[name]


def test_no_other_schema_lies_beside_them() -> None:
    assert {path.name for path in SCHEMAS.iterdir()} == {*FILES, "claims-export.schema.json"}


@pytest.mark.parametrize("path", sorted(CONTENT.glob("*.yaml")), ids=lambda path: path.name)
def test_a_file_of_the_site_names_its_schema_first(path: Path) -> None:
    kind = path.stem if path.stem in ("site", "sources") else "claims"
    first = path.read_text("utf-8").partition("\n")[0]
    assert first == f"# yaml-language-server: $schema=../schema/{kind}.schema.json"


# --- What is allowed -----------------------------------------------------------------------------


def test_the_site_is_valid() -> None:
    assert faults(CONTENT, site_of(CONTENT)) == {}


@pytest.mark.parametrize("case", [c for c in SILENT if (c / "content").exists()], ids=case_id)
def test_what_the_build_takes_is_valid(case: Path, tmp_path: Path) -> None:
    content = laid_out(case, tmp_path)
    assert faults(content, site_of(content)) == {}


SEEN_BY_A_SCHEMA = """
    missing-key unknown-callout unknown-chart unknown-correction unknown-hue unknown-key
    unknown-kind unknown-line unknown-modality unknown-seen unknown-sign unknown-stance
    unknown-status unknown-unit unknown-verdict wrong-type
""".split()
BEYOND_A_SCHEMA = {
    "missing-key/claimant",  # a name or an address
    "missing-key/source-in-place",  # an address or a locator: which is missing, no schema can say
    "missing-key/source-without-a-place",
    "wrong-type/operand-with-nothing",  # likewise a figure or a value
    "wrong-type/the-file-is-a-list",
}


@pytest.mark.parametrize(
    "case",
    [
        case
        for case in SPEAKING
        if case.parent.name in SEEN_BY_A_SCHEMA and case_id(case) not in BEYOND_A_SCHEMA
    ],
    ids=case_id,
)
def test_what_the_build_refuses_for_its_form_is_not_valid(case: Path, tmp_path: Path) -> None:
    content = laid_out(case, tmp_path)
    assert faults(content, site_of(content))


# --- Units ---------------------------------------------------------------------------------------

UNIT = Draft7Validator(json.loads(FILES["claims.schema.json"])["definitions"]["unit"])
RIGHT = [
    *(
        "",
        "million",
        "million shares",
        "milliards d'euros",
        "milliards d’euros",
        "millions de puces",
    ),
    *("billion USD", "M€", "Md€", "k$/share", "USD/share", "kW*hour/year", "1/year", "trillions $"),
]
WRONG = [
    *("gigawat", "GWW", "milion shares", "racks of chips", "USD/shre", "share million", "GW GW"),
    *("B$", "EUR/", "*GW"),
]


@pytest.mark.parametrize("unit", RIGHT)
def test_a_unit_that_the_build_reads_is_valid(unit: str) -> None:
    units.parse_unit(unit)
    assert UNIT.is_valid(unit)


def test_every_name_of_a_unit_is_one_and_is_valid() -> None:
    for name in (*units.known_names(), *schema.FURTHER_UNITS):
        units.parse_unit(name)
        assert UNIT.is_valid(name)


@pytest.mark.parametrize("unit", WRONG)
def test_a_unit_that_the_build_refuses_is_not_valid(unit: str) -> None:
    with pytest.raises(ValueError, match="unit"):
        units.parse_unit(unit)
    assert not UNIT.is_valid(unit)
