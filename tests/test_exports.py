"""The claims of a site for machines: records, their schema, the table, annotations, settings."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from tests.sites import TODAY, written
from vouch.building import build
from vouch.dates import parse
from vouch.outputs import exportschema
from vouch.outputs.spreadsheet import COLUMNS, inert

CHECKOUT = Path(__file__).parent.parent
SCHEMA = CHECKOUT / "schema/claims-export.schema.json"
URL = "https://site.example/"
SITES = {"own": CHECKOUT, "golden": CHECKOUT / "tests/golden/site"}
SIDECAR = """
sources:
  act: {title: "=The act", url: "https://acts.example/a?b=1&c=2", kind: primary, origin: wire}
  shelf: {title: A file, locator: "shelf 4, box 2"}
claims:
  - id: full
    quote: le déficit est de -9,10 %
    claimant: {name: "@Qui", url: "https://qui.example/", kind: person}
    said: 2026-Q4
    appearance: https://elsewhere.example/said
    verdict: accurate
    summary: "-9,10 %, c’est exact."
    explanation: >-
      Voir [l’article](a.md), [le passage](a.md#c-full) et [là](https://there.example/?a=1&b=2).
    figure: {value: -9.10, unit: "%", label: déficit, as_of: 2025-10~, fact: def}
    check:
      expression: a - b
      where: {a: full, b: {value: 1, unit: "%", source: act}}
      gives: "-10.10 %"
    sources:
      - {id: act, excerpt: "le déficit", locator: p. 4}
      - {id: shelf, stance: context}
    checked: 2026-11-20
    checked_by: Une lectrice
    recheck: 2027
    corrections:
      - {date: 2026-11-22, kind: update, was: "8 %", now: "9 %", why: nouveau}
  - id: bare
    quote: Rien d’autre
    verdict: pending
    checked: 2026-11
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Sites that were built, by name."""
    folder = tmp_path_factory.mktemp("exports")
    small = written(folder / "small", "Ici le déficit est de -9,10 %.\n\nRien d’autre.", SIDECAR)
    (small / "content" / "empty.md").write_text("---\ntitle: Sans\ndate: 2026-11-01\n---\nMots.\n")
    found = {}
    for name, site in {**SITES, "small": small}.items():
        found[name] = folder / f"{name}-site"
        day = parse("2026-11-23").earliest if name != "small" else TODAY
        made = build(site, found[name], today=day)
        assert made.files, made.checked.diagnostics
    return found


def _json(path: Path) -> Any:
    return json.loads(path.read_bytes().decode("utf-8"))


@pytest.fixture(scope="module")
def record(built: Mapping[str, Path]) -> Any:
    """What is exported of the article of the small site."""
    return _json(built["small"] / "a/claims.json")


# --- The schema ----------------------------------------------------------------------------------


def test_the_schema_in_the_repository_is_that_of_the_code() -> None:
    """With VOUCH_WRITE_EXPECTED set, it is written anew."""
    if os.environ.get("VOUCH_WRITE_EXPECTED"):
        SCHEMA.write_text(exportschema.text(), encoding="utf-8")
    Draft202012Validator.check_schema(json.loads(exportschema.text()))
    assert SCHEMA.read_text("utf-8") == exportschema.text()


@pytest.mark.parametrize("site", [*SITES, "small"])
def test_every_export_is_valid_and_names_its_schema(built: Mapping[str, Path], site: str) -> None:
    folder = built[site]
    assert (folder / "claims.schema.json").read_text("utf-8") == exportschema.text()
    validator = Draft202012Validator(
        json.loads(exportschema.text()), format_checker=FormatChecker()
    )
    files = [folder / "claims.json", *sorted(folder.glob("*/claims.json"))]
    assert len(files) > 1
    for path in files:
        export = _json(path)
        assert [f"{e.json_path}: {e.message}" for e in validator.iter_errors(export)] == []
        assert export["$schema"].endswith("/claims.schema.json")


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("claims", 0, "figure", "value"), -9.1),
        (("claims", 0, "review"), "yes"),
        (("claims", 0, "said"), "autumn"),
        (("claims", 0, "passages", 0, "start"), -1),
        (("claims", 0, "further"), 1),
        (("article", "url"), "a/index.html"),
    ],
    ids=lambda v: ".".join(map(str, v)) if isinstance(v, tuple) else str(v),
)
def test_the_schema_refuses_what_is_no_export(
    record: Any, place: tuple[str | int, ...], value: object
) -> None:
    spoilt = json.loads(json.dumps(record))
    held = spoilt
    for step in place[:-1]:
        held = held[step]
    held[place[-1]] = value
    assert list(Draft202012Validator(json.loads(exportschema.text())).iter_errors(spoilt))


# --- Records -------------------------------------------------------------------------------------


def test_a_claim_is_exported_whole(record: Any) -> None:
    claim = record["claims"][0]
    words = claim.pop("textFragment")
    assert words.startswith(f"{URL}a/#c-full:~:text=Ici-,le%20d%C3%A9ficit")
    assert claim.pop("explanation") == (
        f'<p>Voir <a href="{URL}a/">l’article</a>, <a href="{URL}a/#c-full">le passage</a> et'
        ' <a href="https://there.example/?a=1&amp;b=2">là</a>.</p>'
    )
    figure, calculations, sources = (
        claim.pop(key) for key in ("figure", "calculations", "sources")
    )
    text = figure.pop("text")
    assert "9,10" in text
    assert figure == {
        "value": "-9.10",
        "unit": "%",
        "modality": "exact",
        "label": "déficit",
        "asOf": "2025-10~",
        "fact": "def",
    }
    (calculation,) = calculations
    assert calculation["stated"]["value"] == "-10.10"
    assert calculation["computed"] == "-10.1"
    assert [
        (o["name"], o["value"], o["unit"], o["from"]["url"]) for o in calculation["operands"]
    ] == [
        ("a", "-9.10", "%", f"{URL}a/claims/full/"),
        ("b", "1", "%", f"{URL}a/#src-act"),
    ]
    assert sources[0] | {"place": None} == {
        "id": "act",
        "title": "=The act",
        "publisher": None,
        "url": "https://acts.example/a?b=1&c=2",
        "place": None,
        "archive": None,
        "kind": "primary",
        "seen": None,
        "published": None,
        "accessed": None,
        "origin": "wire",
        "excerpt": "le déficit",
        "locator": "p.\N{NO-BREAK SPACE}4",
        "stance": "supports",
        "state": "none",
    }
    assert (sources[1]["url"], sources[1]["place"]) == (None, "shelf 4, box 2")
    review = claim.pop("review")
    assert (review["@type"], review["claimReviewed"]) == ("ClaimReview", claim["text"])
    assert claim == {
        "id": "full",
        "url": f"{URL}a/claims/full/",
        "number": 1,
        "lang": "fr",
        "text": claim["text"],
        "passages": claim["passages"],
        "passage": f"{URL}a/#c-full",
        "claimant": {"name": "@Qui", "url": "https://qui.example/", "kind": "person"},
        "said": "2026-Q4",
        "appearance": "https://elsewhere.example/said",
        "verdict": {"key": "accurate", "label": "vrai", "rating": 5},
        "summary": claim["summary"],
        "checked": "2026-11-20",
        "checkedBy": "Une lectrice",
        "awaitsReader": False,
        "recheck": "2027",
        "corrections": [
            {
                "date": "2026-11-22",
                "kind": "update",
                "was": claim["corrections"][0]["was"],
                "now": claim["corrections"][0]["now"],
                "why": "nouveau",
            }
        ],
    }
    assert claim["passages"][0]["exact"] == claim["text"]


def test_what_is_not_there_is_null(record: Any) -> None:
    bare = record["claims"][1]
    keys = ("claimant", "said", "appearance", "summary", "explanation", "figure", "checkedBy")
    assert [bare[key] for key in keys] == [None] * len(keys)
    assert bare["verdict"]["rating"] is None
    assert (bare["sources"], bare["calculations"], bare["corrections"]) == ([], [], [])


def test_the_export_of_the_site_is_those_of_its_articles_by_their_slugs(
    built: Mapping[str, Path],
) -> None:
    for folder in built.values():
        paths = sorted(folder.glob("*/claims.json"))
        export = _json(folder / "claims.json")
        assert export["articles"] == [_json(path) for path in paths]
        claims = [c["url"] for a in export["articles"] for c in a["claims"]]
        assert len(claims) == len(set(claims)) == len(list(folder.glob("*/claims/*/index.html")))


def test_an_article_without_claims_is_exported_too_and_has_no_annotations(
    built: Mapping[str, Path],
) -> None:
    folder = built["small"] / "empty"
    assert _json(folder / "claims.json")["claims"] == []
    assert not (folder / "annotations.jsonld").exists()
    assert "jsonld" not in (folder / "index.html").read_text("utf-8")


# --- The table -----------------------------------------------------------------------------------


@pytest.mark.parametrize("site", [*SITES, "small"])
def test_the_table_has_a_row_for_each_claim(built: Mapping[str, Path], site: str) -> None:
    content = (built[site] / "claims.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert not re.search(rb"(?<!\r)\n", content)
    reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    rows = list(reader)
    assert reader.fieldnames == [*COLUMNS]
    export = _json(built[site] / "claims.json")
    claims = [(a, c) for a in export["articles"] for c in a["claims"]]
    assert len(rows) == len(claims)
    for row, (article, claim) in zip(rows, claims, strict=True):
        assert row["article"] == article["article"]["url"]
        assert row["url"] == claim["url"]
        assert row["text"].removeprefix("'") == claim["text"]
        assert row["verdict"] == claim["verdict"]["key"]
        assert row["value"] == ((claim["figure"] or {}).get("value") or "")
        assert int(row["sources"]) == len(claim["sources"])


def test_numbers_stay_numbers_and_words_are_no_formulas(built: Mapping[str, Path]) -> None:
    table = (built["small"] / "claims.csv").read_text("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(table, newline="")))
    assert row["value"] == "-9.10"
    assert row["claimant"] == "'@Qui"
    assert row["summary"].startswith("'-9,10")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        (" =1", "' =1"),
        ("\N{NO-BREAK SPACE}=1", "'\N{NO-BREAK SPACE}=1"),
        ("\N{FULLWIDTH EQUALS SIGN}1", "'\N{FULLWIDTH EQUALS SIGN}1"),
        ("\N{FULLWIDTH PLUS SIGN}1", "'\N{FULLWIDTH PLUS SIGN}1"),
        ("\N{FULLWIDTH HYPHEN-MINUS}1", "'\N{FULLWIDTH HYPHEN-MINUS}1"),
        ("\N{FULLWIDTH COMMERCIAL AT}A", "'\N{FULLWIDTH COMMERCIAL AT}A"),
        ('a";=1', "a\";'=1"),
        ("a\n=1", "a\n'=1"),
        ("1 = 1, a-b, c@d, e+f", "1 = 1, a-b, c@d, e+f"),
        ("« Oui » ; non", "« Oui » ; non"),
        ("2026-11", "2026-11"),
        ("", ""),
    ],
)
def test_text_begins_no_formula(text: str, shown: str) -> None:
    assert inert(text) == shown


@given(st.text("=+-@\t\r\n; a1\uff1d\N{NO-BREAK SPACE}", max_size=12))
def test_nothing_is_left_that_begins_a_formula_and_no_character_is_lost(text: str) -> None:
    made = inert(text)
    assert not re.search(r"(?:^|[;\t\r\n])\s*[=+@\uff1d-]", made)
    assert made.replace("'", "") == text


# --- Annotations ---------------------------------------------------------------------------------


def test_an_annotation_says_verdict_explanation_and_sources(built: Mapping[str, Path]) -> None:
    page = _json(built["small"] / "a/annotations.jsonld")
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (page["type"], page["partOf"]["total"]) == ("AnnotationPage", 2)
    full, bare = page["items"]
    assert full["id"] == f"{URL}a/annotations.jsonld#claim-full"
    assert full["creator"] == {"id": URL, "type": "Organization", "name": "Un site"}
    assert (full["created"], full["modified"]) == ("2026-11-20T00:00:00Z", "2026-11-22T00:00:00Z")
    by_purpose = {body["purpose"]: body for body in full["body"]}
    assert by_purpose["assessing"]["value"] == "vrai"
    assert by_purpose["tagging"]["value"] == "accurate"
    assert by_purpose["describing"]["format"] == "text/html"
    links = [body for body in full["body"] if body["purpose"] == "linking"]
    assert [(link["source"], link.get("selector")) for link in links] == [
        (
            "https://acts.example/a?b=1&c=2",
            {"type": "TextQuoteSelector", "exact": "le déficit"},
        ),
        (f"{URL}a/#src-shelf", None),
    ]
    assert {target["source"] for target in full["target"]} == {f"{URL}a/"}
    assert "created" not in bare  # 2026-11 is no day, and none is made up


# --- What leads there, and what turns it off -----------------------------------------------------


def test_pages_lead_to_the_formats(built: Mapping[str, Path]) -> None:
    folder = built["small"]
    article = BeautifulSoup((folder / "a/index.html").read_bytes(), "html.parser")
    links = article.select("link[rel=alternate][type]:not([title])")
    found = {link["type"]: link["href"] for link in links}
    assert found == {"application/ld+json": "annotations.jsonld", "application/json": "claims.json"}
    index = BeautifulSoup((folder / "claims/index.html").read_bytes(), "html.parser")
    assert {"../claims.json", "../claims.csv"} <= {
        str(link["href"]) for link in index.select("main a")
    }
    claim = BeautifulSoup((folder / "a/claims/full/index.html").read_bytes(), "html.parser")
    words = _json(folder / "a/claims.json")["claims"][0]["textFragment"]
    assert words in {link["href"] for link in claim.select(".permanent a")}


EXPORTS = {"a/claims.json", "claims.json", "claims.csv", "claims.schema.json", "claimreviews.json"}


@pytest.mark.parametrize(
    ("setting", "gone"),
    [
        ("annotations", {"a/annotations.jsonld"}),
        ("exports", EXPORTS),
    ],
)
def test_a_format_that_is_turned_off_is_neither_made_nor_named(
    tmp_path: Path, setting: str, gone: set[str]
) -> None:
    site = written(tmp_path, "Ici une affirmation.", ["une affirmation"])
    every = set(build(site, tmp_path / "_site", today=TODAY).files)
    settings = site / "content/site.yaml"
    settings.write_text(settings.read_text().replace("{cards", f"{{{setting}: false, cards"))
    files = build(site, tmp_path / "_site", today=TODAY).files
    assert every - set(files) == gone
    pages = b"".join(content for path, content in files.items() if path.endswith(".html"))
    assert [path for path in gone if path.rpartition("/")[2].encode() in pages] == []
    assert (b":~:text=" in pages) == (setting != "annotations")
