"""Releases as an author makes them: the command run on real files, then what a change meets."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sites import FRONT_MATTER
from vouch import releasefile
from vouch.cli import main
from vouch.diagnostics import SourceText
from vouch.released import (
    Release,
    ReleasedArticle,
    ReleasedClaim,
    ReleasedEntry,
    ReleasedFigure,
)

SETTINGS = "title: Un site\nurl: https://site.example/\nlang: fr\ncoverage: {report: []}\n"
ARTICLE = """---
title: Le contrat
date: 2026-11-02
authors: [Une plume]
---
AMD cède environ 10 % du capital, soit 160 millions d’actions.

OpenAI promet 6 GW de puces.
"""
SIDECAR = """claims:
  - id: part
    quote: environ 10 % du capital
    verdict: mostly-accurate
    summary: Le calcul donne un peu moins.
    explanation: Le contrat le dit.
    figure: {value: 10, unit: "%", modality: about}
    sources:
      - {title: Rapport, kind: primary, url: "https://example.org/r", excerpt: up to 160 million}
    checked: 2026-11-02
    checked_by: Une plume
  - id: puces
    quote: 6 GW de puces
    verdict: pending
    figure: {value: 6, unit: GW}
"""
RELEASED, LATER = "2026-11-03", "2026-11-20"


@dataclass(frozen=True)
class Desk:
    """A site of one article in a folder, and the commands that are run on it."""

    folder: Path
    capture: pytest.CaptureFixture[str]

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def record(self) -> Path:
        return self.content / "released.json"

    def run(self, command: str, *options: str, today: str = LATER) -> tuple[int, str]:
        """Exit status and all that was printed."""
        self.capture.readouterr()
        status = main([command, "--site", str(self.folder), "--today", today, *options])
        out, err = self.capture.readouterr()
        return status, out + err

    def release(self, today: str = RELEASED) -> None:
        status, said = self.run("release", today=today)
        assert status == 0, said

    def problems(self) -> list[dict[str, object]]:
        """What `check` says, by its own JSON, but of a figure that is far from its quote."""
        out = self.run("check", "--format", "json")[1]
        found = json.JSONDecoder().raw_decode(out)[0]["diagnostics"]
        assert isinstance(found, list)
        far = ("false-friend", "unquoted-figure")
        return [problem for problem in found if problem["code"] not in far]

    def codes(self) -> list[object]:
        return [problem["code"] for problem in self.problems()]

    def change(self, *pairs: tuple[str, str], file: str = "a.claims.yaml") -> None:
        """Replace texts, each of which stands in the file once."""
        path = self.content / file
        text = path.read_text(encoding="utf-8")
        for before, after in pairs:
            assert text.count(before) == 1, before
            text = text.replace(before, after)
        path.write_text(text, encoding="utf-8")

    def page(self, path: str) -> BeautifulSoup:
        status, said = self.run("build")
        assert status == 0, said
        text = (self.folder / "_site" / path).read_text(encoding="utf-8")
        return BeautifulSoup(text, "html.parser")


def _written(folder: Path) -> Path:
    content = folder / "content"
    content.mkdir()
    (content / "site.yaml").write_text(SETTINGS, encoding="utf-8")
    (content / "a.md").write_text(ARTICLE, encoding="utf-8")
    (content / "a.claims.yaml").write_text(SIDECAR, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def first_release(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What the command writes for the site, which most tests start from."""
    folder = _written(tmp_path_factory.mktemp("released"))
    assert main(["release", "--site", str(folder), "--today", RELEASED, "-q"]) == 0
    return (folder / "content" / "released.json").read_bytes()


@pytest.fixture
def desk(tmp_path: Path, first_release: bytes, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A site that was released on the third of November."""
    made = Desk(_written(tmp_path), capsys)
    made.record.write_bytes(first_release)
    return made


def only(page: BeautifulSoup, selector: str) -> Tag:
    """The one element that the selector finds."""
    (found,) = page.select(selector)
    return found


def words(element: Tag) -> str:
    """The text of an element with plain single spaces."""
    return " ".join(element.get_text().split())


def entry(text: str, claim: str = "puces") -> tuple[str, str]:
    """A replacement that puts an entry of corrections before a claim's quote."""
    quote = {"part": "    quote: environ", "puces": "    quote: 6"}[claim]
    return quote, f"    corrections: [{{{text}}}]\n{quote}"


# --- What is recorded ---------------------------------------------------------------------------


def test_the_record(desk: Desk) -> None:
    held = json.loads(desk.record.read_text(encoding="utf-8"))
    claims = held["articles"]["a"].pop("claims")
    assert {**held, "digest": ""} == {
        "version": 1,
        "released": RELEASED,
        "digest": "",
        "withdrawn": {},
        "articles": {"a": {"title": "Le contrat", "date": "2026-11-02"}},
    }
    assert claims["puces"] == {
        "verdict": "pending",
        "quotes": ["6 GW de puces"],
        "figure": {"value": "6", "unit": "GW", "modality": "exact", "amount": "6 GW"},
    }
    assert claims["part"]["checked_by"] == "Une plume"


def test_the_same_input_gives_the_same_bytes(desk: Desk) -> None:
    first = desk.record.read_bytes()
    desk.release()
    assert desk.record.read_bytes() == first
    sidecar = desk.content / "a.claims.yaml"
    head, part, puces = re.split(r"(?m)^(?=  - id)", sidecar.read_text(encoding="utf-8"))
    sidecar.write_text(head + puces + part, encoding="utf-8")
    desk.release()
    assert desk.record.read_bytes() == first


def test_one_change_is_few_lines_of_difference(desk: Desk) -> None:
    first = desk.record.read_text(encoding="utf-8").splitlines()
    desk.change(("value: 6", "value: 8"), entry("date: 2026-11-03, was: 6 GW, now: 8 GW"))
    desk.release()
    second = desk.record.read_text(encoding="utf-8").splitlines()
    assert [line.strip() for line in first if line not in second] == [
        '"amount": "6 GW",',
        '"value": "6"',
        next(line.strip() for line in first if '"digest"' in line),
    ]


def test_it_says_what_it_recorded_and_what_changed(desk: Desk) -> None:
    assert "no change" in desk.run("release", today=RELEASED)[1]
    desk.change(("verdict: pending", "verdict: unverifiable"))
    desk.change(entry("date: 2026-11-20, was: pending, now: unverifiable"))
    (desk.content / "b.md").write_text(FRONT_MATTER + "Rien.\n", encoding="utf-8")
    said = desk.run("release")[1].splitlines()
    recorded = "2 articles, 2 claims → content/released.json"
    assert said[-3:] == [
        f"Released on 2026-11-20: {recorded} (the last one was of 2026-11-03)",
        "  a/puces: verdict “pending” → “unverifiable”",
        "  new article b: 0 claims",
    ]


def test_nothing_is_recorded_of_a_build_with_errors(desk: Desk) -> None:
    before = desk.record.read_bytes()
    desk.change(("quote: 6 GW", "quote: 7 GW"))
    assert desk.run("release")[0] == 1
    desk.change(("quote: 7 GW", "quote: 6 GW"), ("verdict: pending", "verdict: unverifiable"))
    status, said = desk.run("release")
    assert (status, desk.record.read_bytes()) == (1, before)
    assert "silent-change" in said


def test_a_release_is_no_older_than_the_last(desk: Desk) -> None:
    before = desk.record.read_bytes()
    status, said = desk.run("release", today="2026-11-02")
    assert (status, desk.record.read_bytes()) == (2, before)
    assert "2026-11-03" in said


def test_a_release_has_no_drafts(desk: Desk) -> None:
    assert desk.run("release", "--drafts")[0] == 2


def test_a_build_records_nothing(desk: Desk) -> None:
    desk.record.unlink()
    desk.run("build")
    assert not desk.record.exists()


def test_a_record_that_cannot_be_written_is_a_message(desk: Desk) -> None:
    desk.record.unlink()
    desk.record.with_name(".released.json.new").mkdir()
    status, said = desk.run("release")
    assert status == 1
    assert "content/released.json cannot be written" in said


# --- What is material ---------------------------------------------------------------------------


MATERIAL = {
    "verdict": [("mostly-accurate", "inaccurate")],
    "value": [("value: 10", "value: 9.88")],
    "sign": [("value: 10", "value: -10")],
    "a digit more": [("value: 10", "value: 100")],
    "unit": [('unit: "%"', "unit: shares")],
    "scale": [("unit: GW", "unit: million GW")],
    "modality": [("modality: about", "modality: exact")],
    "modality, unwritten": [(", modality: about", "")],
    "no figure": [("    figure: {value: 6, unit: GW}\n", "")],
}
QUOTES = {
    "digit": ("6 GW de puces", "8 GW de puces"),
    "unit": ("6 GW de puces", "6 MW de puces"),
    "word": ("6 GW de puces", "6 GW de cartes"),
    "hedge": ("environ 10 % du capital", "exactement 10 % du capital"),
    "sign": ("6 GW de puces", "−6 GW de puces"),
    "shorter": ("environ 10 % du capital", "10 % du capital"),
}


@pytest.mark.parametrize("pairs", MATERIAL.values(), ids=MATERIAL)
def test_a_material_change_is_an_error(desk: Desk, pairs: Sequence[tuple[str, str]]) -> None:
    desk.change(*pairs)
    (problem,) = desk.problems()
    assert (problem["code"], problem["severity"]) == ("silent-change", "error")


@pytest.mark.parametrize(("before", "after"), QUOTES.values(), ids=QUOTES)
def test_another_quote_is_an_error(desk: Desk, before: str, after: str) -> None:
    desk.change((before, after))
    desk.change((before, after), file="a.md")
    (problem,) = desk.problems()
    assert problem["code"] == "silent-change"
    assert before in str(problem["message"])
    assert after in str(problem["message"])


IMMATERIAL = {
    "value with a zero more": [("value: 10", "value: 10.0")],
    "the same amount": [("{value: 6, unit: GW}", "{value: 6.0, unit: GW, label: puissance}")],
    "summary": [("un peu moins", "à peu près cela")],
    "explanation": [("Le contrat le dit", "L’annexe le dit")],
    "source": [("Rapport", "Le rapport")],
    "a later check": [("checked: 2026-11-02", "checked: 2026-11-19")],
    "a callout": [("modality: about}", "modality: about, callout: lead}")],
    "a figure as of a day": [("unit: GW}", "unit: GW, as_of: 2026}")],
    "straight and curly": [("quote: environ 10 % du", "quote: environ 10\u00a0%  du")],
    "context": [("quote: 6 GW de puces", 'quote: 6 GW de puces\n    prefix: "promet "')],
    "a new passage": [("    verdict: pending", "    also: [OpenAI promet]\n    verdict: pending")],
    "a new claim": [
        ("  - id: puces", "  - {id: n, quote: AMD cède, verdict: pending}\n  - id: puces")
    ],
}


@pytest.mark.parametrize("pairs", IMMATERIAL.values(), ids=IMMATERIAL)
def test_anything_else_is_no_change(desk: Desk, pairs: Sequence[tuple[str, str]]) -> None:
    desk.change(*pairs)
    assert desk.codes() == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("capital", "captial"),
        ("10 % du", "10% du"),
        ("du capital", "du Capital"),
        ("environ", "énviron"),
    ],
)
def test_spelling_is_no_change(desk: Desk, before: str, after: str) -> None:
    desk.change((before, after))
    desk.change((before, after), file="a.md")
    assert desk.codes() == []


def test_the_message_shows_where_a_long_quote_changed(desk: Desk) -> None:
    long = "AMD cède environ 10 % du capital, soit 160 millions d’actions"
    desk.change(("quote: environ 10 % du capital", f"quote: {long}"))
    desk.record.unlink()
    desk.release()
    desk.change(("soit 160", "soit 170"))
    desk.change(("soit 160", "soit 170"), file="a.md")
    (problem,) = desk.problems()
    assert "160 millions" in str(problem["message"])
    assert "170 millions" in str(problem["message"])


def test_a_passage_that_is_dropped(desk: Desk) -> None:
    desk.change(("    verdict: pending", "    also: [OpenAI promet]\n    verdict: pending"))
    desk.release()
    desk.change(("    also: [OpenAI promet]\n", ""))
    assert desk.codes() == ["silent-change"]
    desk.change(entry("date: 2026-11-20, was: OpenAI promet, why: Une promesse ne se vérifie pas."))
    assert desk.codes() == []


def test_a_passage_that_changed_is_shown_at_its_place(desk: Desk) -> None:
    desk.change(("    verdict: pending", "    also: [OpenAI promet]\n    verdict: pending"))
    desk.release()
    desk.change(("also: [OpenAI promet]", "also: [OpenAI installe]"))
    desk.change(("OpenAI promet", "OpenAI installe"), file="a.md")
    (problem,) = desk.problems()
    line = (
        desk.content.joinpath("a.claims.yaml")
        .read_text("utf-8")
        .split("\n")
        .index("    also: [OpenAI installe]")
    )
    assert (problem["code"], problem["line"]) == ("silent-change", line + 1)


def test_a_claim_with_a_fault_is_compared_once_it_can_be_read(desk: Desk) -> None:
    desk.change(("verdict: pending", "verdict: pendign"), ("value: 6,", "value: six,"))
    assert sorted(map(str, desk.codes())) == ["bad-number", "unknown-verdict"]


# --- What an entry has to say -------------------------------------------------------------------


TOLD = {
    "as the help has it": "date: 2026-11-20, kind: correction, was: pending, now: inaccurate",
    "on the day of the release": "date: 2026-11-03, was: pending, now: inaccurate",
    "an update": "date: 2026-11-20, kind: update, was: pending, now: inaccurate",
    "in the words of the page": "date: 2026-11-20, was: En attente, now: Faux",
    "in a sentence": "date: 2026-11-20, now: Le verdict est désormais « inaccurate »",
    "by its reason": "date: 2026-11-20, why: Le contrat a paru.",
    "in the month": "date: 2026-11, was: pending, now: inaccurate",
}
UNTOLD = {
    "no word": "date: 2026-11-20",
    "before the release": "date: 2026-11-02, was: pending, now: inaccurate",
    "another verdict": "date: 2026-11-20, was: pending, now: accurate",
    "another matter": "date: 2026-11-20, was: 6 GW, now: 7 GW",
    "a typo": "date: 2026-11-20, kind: typo, was: pending, now: inaccurate",
}


SOURCE = "{title: R, kind: primary, url: 'https://example.org/'}"


@pytest.mark.parametrize("text", TOLD.values(), ids=TOLD)
def test_an_entry_that_tells(desk: Desk, text: str) -> None:
    source = f"    sources: [{SOURCE}]\n    verdict: inaccurate"
    desk.change(("    verdict: pending", source), entry(text))
    assert desk.codes() == []


@pytest.mark.parametrize("text", UNTOLD.values(), ids=UNTOLD)
def test_an_entry_that_does_not_tell(desk: Desk, text: str) -> None:
    source = f"    sources: [{SOURCE}]\n    verdict: inaccurate"
    desk.change(("    verdict: pending", source), entry(text))
    assert desk.codes() == ["silent-change"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("was: environ 10 %, now: environ 9.88 %", True),
        ("was: '10', now: '9,88'", True),
        ("was: '10', now: '9.8'", False),
        ("was: 10 %, now: 10 %", False),
        ("now: '988'", False),
    ],
)
def test_an_entry_names_the_number(desk: Desk, text: str, told: bool) -> None:
    desk.change(("value: 10", "value: 9.88"), entry(f"date: 2026-11-20, {text}", "part"))
    assert desk.codes() == ([] if told else ["silent-change"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kind: typo, was: capital, now: fonds", True),
        ("kind: typo, was: environ 10 % du capital, now: environ 10 % du fonds", True),
        ("was: capital, now: fonds", True),
        ("was: AMD cède environ 10 % du capital., now: AMD cède environ 10 % du fonds.", True),
        ("was: capital, now: groupe", False),
        ("was: puces, now: fonds", False),
    ],
)
def test_an_entry_names_the_words(desk: Desk, text: str, told: bool) -> None:
    desk.change(("du capital", "du fonds"), file="a.md")
    desk.change(("du capital", "du fonds"), entry(f"date: 2026-11-20, {text}", "part"))
    assert desk.codes() == ([] if told else ["silent-change"])


def test_an_entry_tells_of_one_release_alone(desk: Desk) -> None:
    first = "date: 2026-11-20, was: 6 GW, now: 8 GW"
    desk.change(("value: 6", "value: 8"), entry(first))
    desk.release(LATER)
    desk.change(("value: 8", "value: 6"))
    assert desk.codes() == ["silent-change"]
    desk.change((f"[{{{first}}}]", f"[{{{first}}}, {{date: 2026-11-20, was: 8 GW, now: 6 GW}}]"))
    assert desk.codes() == []


def test_what_readers_were_told_stays_told(desk: Desk) -> None:
    first = "date: 2026-11-20, was: 6 GW, now: 8 GW"
    desk.change(("value: 6", "value: 8"), entry(first))
    desk.release(LATER)
    desk.change((first, f"{first}, why: L’annexe"))
    assert desk.codes() == []
    desk.change((f"    corrections: [{{{first}, why: L’annexe}}]\n", ""))
    assert desk.codes() == ["silent-change"]


@pytest.mark.parametrize("pairs", MATERIAL.values(), ids=MATERIAL)
def test_the_entry_that_is_offered_mends_it(desk: Desk, pairs: Sequence[tuple[str, str]]) -> None:
    desk.change(*pairs)
    (problem,) = desk.problems()
    _, *lines = str(problem["help"]).splitlines()
    claim = "puces" if "`puces`" in str(problem["message"]) else "part"
    pasted = "".join(f"    {line}\n" for line in lines)
    start = {"part": "    quote: environ", "puces": "    quote: 6"}[claim]
    desk.change((start, pasted + start))
    assert desk.codes() == []


def test_the_entry_for_a_quote_with_marks_is_yaml(desk: Desk) -> None:
    text = 'a “b: c” \\ #d {e}, [f]: "g" – 5 %'
    desk.change(("promet 6 GW de puces", text), file="a.md")
    desk.change(("quote: 6 GW de puces", f"quote: '{text}'"))
    desk.change(("{value: 6, unit: GW}", "{value: 6, unit: GW, label: x}"))
    desk.record.unlink()
    desk.release()
    desk.change(("5 %", "7 %"), file="a.md")
    desk.change(("5 %", "7 %"))
    (problem,) = desk.problems()
    pasted = "".join(f"    {line}\n" for line in str(problem["help"]).splitlines()[1:])
    desk.change(("    verdict: pending", f"{pasted}    verdict: pending"))
    assert desk.codes() == []


# --- What readers see ---------------------------------------------------------------------------


def test_an_entry_is_on_the_article_the_claim_and_the_corrections(desk: Desk) -> None:
    desk.change(("value: 6", "value: 8"), entry("date: 2026-11-20, was: 6 GW, now: 8 GW, why: X."))
    for path in ("a/index.html", "a/claims/puces/index.html", "corrections/index.html"):
        shown = words(desk.page(path).select(".corrections .correction")[-1])
        assert "6 GW" in shown
        assert "8 GW" in shown
    assert "1 correction" in words(only(desk.page("a/index.html"), "article > header"))


def _without_chips(text: str) -> str:
    return text[: text.index("  - id: puces")]


def test_a_withdrawn_claim_is_told_and_its_address_leads_on(desk: Desk) -> None:
    sidecar = desk.content / "a.claims.yaml"
    sidecar.write_text(_without_chips(SIDECAR), encoding="utf-8")
    (problem,) = desk.problems()
    assert problem["code"] == "withdrawn-claim"
    pasted = "\n".join(str(problem["help"]).splitlines()[1:]) + "\n"
    sidecar.write_text(_without_chips(SIDECAR) + pasted, encoding="utf-8")
    assert desk.codes() == []
    for path in ("a/index.html", "corrections/index.html"):
        assert "6 GW de puces" in words(only(desk.page(path), "ol.corrections"))
    refresh = only(desk.page("a/claims/puces/index.html"), "meta[http-equiv=refresh]")
    assert refresh["content"] == "0; url=../../../a/index.html#corrections"
    desk.release(LATER)
    assert desk.codes() == []
    sidecar.write_text(_without_chips(SIDECAR), encoding="utf-8")
    assert desk.codes() == ["withdrawn-claim"]


def test_a_withdrawn_article_is_told_and_its_address_leads_on(desk: Desk) -> None:
    (desk.content / "a.md").unlink()
    (desk.content / "a.claims.yaml").unlink()
    (problem,) = desk.problems()
    assert problem["code"] == "withdrawn-article"
    pasted = "\n".join(str(problem["help"]).splitlines()[1:]) + "\n"
    (desk.content / "site.yaml").write_text(SETTINGS + pasted, encoding="utf-8")
    assert desk.codes() == []
    assert "Le contrat" in words(only(desk.page("corrections/index.html"), "ol.corrections"))
    refresh = only(desk.page("a/index.html"), "meta[http-equiv=refresh]")
    assert refresh["content"] == "0; url=../corrections/index.html"


def test_an_article_that_moved_is_compared_under_its_alias(desk: Desk) -> None:
    desk.change(("title: Le contrat", "title: Le contrat\nslug: b"), file="a.md")
    assert desk.codes() == ["withdrawn-article"]
    desk.change(("slug: b", "slug: b\naliases: [a]"), file="a.md")
    assert desk.codes() == []
    desk.change(("value: 6", "value: 8"))
    assert desk.codes() == ["silent-change"]


def test_a_withdrawn_article_keeps_its_address(desk: Desk) -> None:
    (desk.content / "site.yaml").write_text(
        SETTINGS + "withdrawn: {slug: a, date: 2026-11-20}\n", encoding="utf-8"
    )
    assert "slug-collision" in desk.codes()


# --- A second reader ----------------------------------------------------------------------------


SIGNED_BY = ("checked_by: Une plume", "checked_by: Une lectrice")
EDITS = {
    "quote": ("quote: environ 10 % du capital", "quote: 10 % du capital"),
    "verdict": ("mostly-accurate", "accurate"),
    "summary": ("un peu moins", "un peu plus"),
    "explanation": ("Le contrat le dit", "Le contrat ne le dit pas"),
    "figure": ("value: 10", "value: 9.9"),
    "excerpt": ("up to 160 million", "up to 160 billion"),
    "source": ("https://example.org/r", "https://example.org/s"),
    "claimant": ("    summary:", "    claimant: AMD\n    summary:"),
}
NO_EDITS = {
    "white space": ("summary: Le calcul", "summary:  Le  calcul"),
    "recheck": ("    summary:", "    recheck: 2027-01-01\n    summary:"),
    "callout": ("modality: about}", "modality: about, callout: lead}"),
    "accent": ("explanation: Le contrat", "explanation: Le Contrat"),
}


def _checked_line(desk: Desk) -> str:
    return words(only(desk.page("a/claims/part/index.html"), ".facts"))


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_an_edit_voids_the_sign_off(desk: Desk, edit: tuple[str, str]) -> None:
    desk.change(SIGNED_BY)
    desk.release()
    desk.change(entry("date: 2026-11-20, why: X.", "part"), edit)
    (problem,) = desk.problems()
    assert (problem["code"], problem["severity"]) == ("void-sign-off", "warning")
    assert _checked_line(desk) == "À faire relire"


@pytest.mark.parametrize("edit", NO_EDITS.values(), ids=NO_EDITS)
def test_what_a_reader_does_not_answer_for(desk: Desk, edit: tuple[str, str]) -> None:
    desk.change(SIGNED_BY)
    desk.release()
    desk.change(edit)
    assert desk.codes() == []
    assert "par Une lectrice" in _checked_line(desk)


def test_a_void_sign_off_stays_void_until_it_is_given_anew(desk: Desk) -> None:
    desk.change(SIGNED_BY)
    desk.release()
    desk.change(("un peu moins", "un peu plus"))
    desk.release(LATER)
    assert desk.codes() == ["void-sign-off"]
    desk.change(("checked: 2026-11-02", "checked: 2026-11-19"))
    assert desk.codes() == []
    desk.release(LATER)
    desk.change(("un peu plus", "un peu moins"))
    assert desk.codes() == ["void-sign-off"]


def test_an_author_checks_alone(desk: Desk) -> None:
    desk.change(("un peu moins", "un peu plus"))
    assert desk.codes() == []
    assert _checked_line(desk) == "Vérifié le 2 novembre 2026 par l’auteur de l’article"


# --- The file -----------------------------------------------------------------------------------


WHOLE = {
    "empty": "",
    "a list": "[]",
    "a number": "1",
    "other": '{"version": 1}',
    "nested": "[" * 100_000,
    "a huge number": '{"version": ' + "9" * 5000 + "}",
    "not a number": '{"version": NaN}',
    "half a character": '{"version": 1, "digest": "", "a": "\\ud800"}',
}
EDITED = {
    "cut": ('"articles": {', ""),
    "a conflict": ('  "articles"', '<<<<<<< ours\n  "articles"'),
    "a digit": ('"value": "6"', '"value": "8"'),
    "a day": (f'"released": "{RELEASED}"', '"released": "2026-11-30"'),
    "a claim less": ('"puces": {', '"cartes": {'),
    "another version": ('"version": 1', '"version": 99'),
    "no version": ('"version": 1', '"version": "1"'),
}


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE)
def test_a_foreign_record_is_one_clear_error(desk: Desk, text: str) -> None:
    desk.record.write_text(text, encoding="utf-8")
    _refused(desk)


@pytest.mark.parametrize("pair", EDITED.values(), ids=EDITED)
def test_an_edited_record_is_one_clear_error(desk: Desk, pair: tuple[str, str]) -> None:
    desk.change(pair, file="released.json")
    _refused(desk)


def _refused(desk: Desk) -> None:
    desk.change(("verdict: pending", "verdict: unverifiable"))
    before = desk.record.read_bytes()
    (problem,) = desk.problems()
    assert (problem["code"], problem["path"]) == ("bad-release", "content/released.json")
    assert desk.run("release")[0] == 1
    assert desk.record.read_bytes() == before


def test_a_record_that_is_laid_out_otherwise_is_the_same(desk: Desk) -> None:
    held = json.loads(desk.record.read_text(encoding="utf-8"))
    desk.record.write_text(json.dumps(held).replace("{", "{\r\n"), encoding="utf-8", newline="")
    assert desk.codes() == []


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
ENTRIES = st.builds(ReleasedEntry, DAYS.map(str), st.sampled_from(["typo", "update"]), TEXTS)
CLAIMS = st.builds(
    ReleasedClaim,
    TEXTS,
    st.lists(TEXTS, min_size=1, max_size=3).map(tuple),
    st.none() | st.builds(ReleasedFigure, TEXTS, st.just("") | TEXTS, TEXTS, TEXTS),
    st.lists(ENTRIES, max_size=2).map(tuple),
)
ARTICLES = st.builds(
    ReleasedArticle, TEXTS, TEXTS, st.just(""), st.dictionaries(TEXTS, CLAIMS, max_size=3)
)
RELEASES = st.builds(Release, DAYS, st.dictionaries(TEXTS, ARTICLES, max_size=3))


@settings(deadline=None)
@given(RELEASES)
def test_what_is_written_is_read_again(release: Release) -> None:
    source = SourceText(releasefile.PATH, releasefile.written(release))
    assert releasefile.read(source) == (release, ())


@settings(deadline=None)
@given(RELEASES)
def test_the_order_of_claims_does_not_matter(release: Release) -> None:
    turned = replace(release, articles=dict(reversed([*release.articles.items()])))
    assert releasefile.written(turned) == releasefile.written(release)
