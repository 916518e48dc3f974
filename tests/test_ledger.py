"""What checks looked at: findings counted by subject, levels, waivers, required checks."""

import json
from datetime import date
from pathlib import Path

import pytest

from vouch import countings
from vouch.building import Checked, check
from vouch.checks.across import levels
from vouch.cli import main
from vouch.diagnostics import Diagnostic, Severity, Span
from vouch.outcomes import HELD, Left, Level, Outcome

TODAY = date(2026, 11, 23)
SITE = "title: The Ledger\nurl: https://ledger.example/\n"
ARTICLE = """---
title: The deal
date: 2026-11-02
---

AMD issued a warrant for about 10 % of its capital, up to 160 million shares of 72 and 73.

It is one of five [deals](article.md), or of <a href="#end">six</a>.

<span id="end">Nothing</span> more.
"""
SIDECAR = """claims:
  - id: stake
    quote: about 10 % of its capital
    verdict: accurate
    figure: {value: 9.86, unit: "%", modality: about}
    check: {expression: a / b, where: {a: 160, b: 1622.8}, gives: 10 %, within: 0.5 %}
    sources: [{id: release, excerpt: up to 160 million shares}]
    recheck: 2026-12-31
  - id: shares
    quote: up to 160 million shares
    verdict: pending
    check: {expression: a / b, where: {a: {figure: nowhere}, b: 2}, gives: 10 %}
sources:
  release: {title: AMD and OpenAI announce, url: "https://amd.example/release"}
  spare: {title: Another, url: "https://amd.example/other"}
waivers:
  - {text: 72, why: a product}
"""


def problem(code: str = "c", line: int = 1) -> Diagnostic:
    return Diagnostic(code, "m", Span("p", line))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    content.mkdir()
    (content / "site.yaml").write_text(SITE, encoding="utf-8")
    (content / "article.md").write_text(ARTICLE, encoding="utf-8")
    (content / "article.claims.yaml").write_text(SIDECAR, encoding="utf-8")
    return tmp_path


def changed(site: Path, name: str, *pairs: tuple[str, str]) -> Checked:
    path = site / "content" / name
    text = path.read_text("utf-8")
    for before, after in pairs:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")
    return check(site, today=TODAY)


def counted(checked: Checked, code: str, article: str = "article") -> tuple[int, int, int, int]:
    outcome = checked.findings.ledger[article][code]
    return outcome.checked, len(outcome.failed), outcome.skipped, outcome.uncheckable


def said(checked: Checked, code: str) -> list[Severity]:
    return [problem.severity for problem in checked.diagnostics if problem.code == code]


# --- Findings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("findings", "wanted"),
    [
        ([], (0, 0, 0, 0)),
        ([HELD, HELD], (2, 0, 0, 0)),
        ([HELD, (problem(),)], (2, 1, 0, 0)),
        ([(problem(line=1), problem(line=2))], (1, 1, 0, 0)),
        ([Left.SKIPPED, Left.UNCHECKABLE, Left.UNCHECKABLE], (0, 0, 1, 2)),
    ],
    ids=["nothing", "held", "failed", "two-problems-of-one-subject", "left"],
)
def test_findings_are_counted_by_subject(
    findings: list[tuple[Diagnostic, ...] | Left], wanted: tuple[int, int, int, int]
) -> None:
    found = Outcome.of(findings)
    assert (found.checked, len(found.failed), found.skipped, found.uncheckable) == wanted
    assert found.subjects == found.checked + found.skipped + found.uncheckable == len(findings)


def test_a_problem_that_two_subjects_share_is_told_once() -> None:
    shared = problem()
    assert Outcome.of([(shared,), (shared,), (problem(line=2),)]).problems == (
        shared,
        problem(line=2),
    )


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("quote-not-found", (2, 0, 0, 0)),
        ("broken-link", (2, 0, 0, 0)),
        ("uncovered-figure", (3, 1, 1, 2)),  # in claims: 10 % and 160 million; 73; five, six
        ("wrong-result", (1, 0, 0, 1)),
        ("unknown-claim", (1, 1, 0, 0)),
        ("missing-source", (2, 0, 0, 0)),
        ("excerpt-absent", (0, 0, 0, 1)),
        ("unused-source", (2, 1, 0, 0)),
        ("due-claim", (1, 0, 0, 0)),
        ("silent-change", (0, 0, 0, 0)),
    ],
)
def test_each_check_counts_what_it_looks_at(
    site: Path, code: str, wanted: tuple[int, int, int, int]
) -> None:
    assert counted(check(site, today=TODAY), code) == wanted


def test_every_check_is_in_the_ledger(site: Path) -> None:
    ledger = changed(site, "article.claims.yaml", ("figure: nowhere", "value: 0.2")).findings.ledger
    assert {code for outcomes in ledger.values() for code in outcomes} == set(levels())


def test_links_that_lead_nowhere_are_counted_as_failed(site: Path) -> None:
    found = changed(site, "article.md", ('"#end', '"#edn'), ("(article.md)", "(articel.md)"))
    assert counted(found, "broken-link") == (2, 2, 0, 0)


def test_two_quotes_that_stand_nowhere_are_two_failures(site: Path) -> None:
    found = changed(
        site,
        "article.claims.yaml",
        ("about 10 % of", "about 11 % of"),
        ("quote: up to 160", "quote: up to 161"),
    )
    assert counted(found, "quote-not-found") == (2, 2, 0, 0)


# --- Levels --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ruling", "wanted"),
    [
        ("{}", Severity.WARNING),
        ("{unused-source: error}", Severity.ERROR),
        ("{unused-source: {level: error}}", Severity.ERROR),
        ("{unused-source: {why: as before}}", Severity.WARNING),
        ("{unused-source: {level: warning, why: as before}}", Severity.WARNING),
        ("{same-source: error}", Severity.WARNING),
    ],
)
def test_a_warning_is_raised(site: Path, ruling: str, wanted: Severity) -> None:
    (site / "content" / "site.yaml").write_text(f"{SITE}checks: {ruling}\n", encoding="utf-8")
    assert said(check(site, today=TODAY), "unused-source") == [wanted]


@pytest.mark.parametrize(
    ("ruling", "wanted"),
    [
        ("{}", Severity.ERROR),
        ("{wrong-result: {level: warning, why: rounded in public}}", Severity.WARNING),
        ("{wrong-result: {level: warning}}", Severity.ERROR),
        ('{wrong-result: {level: warning, why: ""}}', Severity.ERROR),
        ("{wrong-result: warning}", Severity.ERROR),
    ],
)
def test_an_error_is_lowered_only_with_a_reason(site: Path, ruling: str, wanted: Severity) -> None:
    (site / "content" / "site.yaml").write_text(f"{SITE}checks: {ruling}\n", encoding="utf-8")
    found = changed(site, "article.claims.yaml", ("within: 0.5 %", "within: 0.1 %"))
    assert said(found, "wrong-result") == [wanted]


def test_what_is_lowered_is_an_error_again_when_strict(site: Path) -> None:
    ruling = "checks: {wrong-result: {level: warning, why: rounded in public}}\n"
    (site / "content" / "site.yaml").write_text(SITE + ruling, encoding="utf-8")
    changed(site, "article.claims.yaml", ("within: 0.5 %", "within: 0.1 %"))
    found = check(site, today=TODAY, strict=True)
    assert said(found, "wrong-result") == [Severity.ERROR]


@pytest.mark.parametrize("code", [c for c, level in levels().items() if level is Level.BINDING])
def test_what_is_binding_is_not_lowered(site: Path, code: str) -> None:
    ruling = f"checks: {{{code}: {{level: warning, why: no}}}}\n"
    (site / "content" / "site.yaml").write_text(SITE + ruling, encoding="utf-8")
    assert said(check(site, today=TODAY), "binding-check") == [Severity.ERROR]


# --- Waivers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("waiver", "is_told"),
    [
        ("{check: due-claim, claim: stake, why: on leave}", False),
        ("{check: due-claim, why: on leave}", False),
        ("{check: due-claim, claim: shares, why: on leave}", True),
        ("{check: due-claim, claim: nobody, why: on leave}", True),
        ("{check: due-claim, claim: stake}", True),
        ("{check: long-excerpt, claim: stake, why: on leave}", True),
    ],
)
def test_a_problem_is_waived_where_it_is_found(site: Path, waiver: str, is_told: bool) -> None:
    path = site / "content" / "article.claims.yaml"
    path.write_text(f"{SIDECAR}  - {waiver}\n", encoding="utf-8")
    found = check(site, today=date(2027, 1, 1))
    assert bool(said(found, "due-claim")) == is_told
    assert counted(found, "due-claim") == ((1, 1, 0, 0) if is_told else (0, 0, 1, 0))
    unused = [p for p in found.diagnostics if p.code == "unused-waiver"]
    assert bool(unused) == (is_told and "why" in waiver)


def test_a_waiver_of_one_article_holds_for_no_other(site: Path) -> None:
    content = site / "content"
    second = SIDECAR.replace("waivers:\n", "waivers:\n  - {check: unused-source, why: later}\n")
    (content / "second.md").write_text(ARTICLE.replace("article.md", "second.md"), "utf-8")
    (content / "second.claims.yaml").write_text(second, encoding="utf-8")
    found = check(site, today=TODAY)
    assert counted(found, "unused-source", "second") == (1, 0, 1, 0)
    assert counted(found, "unused-source") == (2, 1, 0, 0)


def test_a_conflict_across_articles_is_waived_where_it_is_told(site: Path) -> None:
    content = site / "content"
    stated = ("modality: about", "modality: about, fact: part")
    changed(site, "article.claims.yaml", stated)
    second = SIDECAR.replace(*stated).replace("9.86", "9.20")
    (content / "second.md").write_text(ARTICLE.replace("article.md", "second.md"), "utf-8")
    (content / "second.claims.yaml").write_text(second, encoding="utf-8")
    assert said(check(site, today=TODAY), "conflicting-figures") == [Severity.ERROR]
    waiver = "  - {check: conflicting-figures, claim: stake, why: two counts}\n"
    (content / "second.claims.yaml").write_text(second + waiver, encoding="utf-8")
    found = check(site, today=TODAY)
    assert not said(found, "conflicting-figures")
    assert not said(found, "unused-waiver")
    assert counted(found, "conflicting-figures", "") == (0, 0, 1, 0)


# --- What is shown -------------------------------------------------------------------------------


def test_the_table_has_each_article_and_each_check(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--site", str(site), "--today", "2026-11-23"]) == 1
    lines = capsys.readouterr().out.split("\n")
    rows = {line.split()[0]: line.split()[1:] for line in lines if line.startswith("  ")}
    assert rows["uncovered-figure"] == ["3", "1", "1", "2"]
    assert rows["wrong-result"] == ["1", "0", "0", "1"]
    idle = " ".join(lines[next(i for i, x in enumerate(lines) if "nothing to check" in x) :])
    assert "silent-change" in idle


def test_quiet_says_no_counts_and_changes_no_status(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for repaired in (False, True):
        if repaired:
            changed(site, "article.claims.yaml", ("figure: nowhere", "value: 0.2"))
            capsys.readouterr()
        loud = main(["check", "--site", str(site), "--today", "2026-11-23"])
        assert "checked" in capsys.readouterr().out
        assert main(["check", "--site", str(site), "--today", "2026-11-23", "--quiet"]) == loud
        assert "checked" not in capsys.readouterr().out
        assert loud == (0 if repaired else 1)


def test_the_records_for_programs_are_those_of_the_table(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "--site", str(site), "--today", "2026-11-23", "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    found = {(r["article"], r["check"]): r for r in report["checks"]}
    assert found["article", "uncovered-figure"] == {
        "article": "article",
        "check": "uncovered-figure",
        "checked": 3,
        "failed": 1,
        "skipped": 1,
        "not_checkable": 2,
    }
    idle = [r["check"] for r in report["summary"]["checks"] if not any([*r.values()][1:])]
    assert "silent-change" in idle


def test_of_many_articles_those_are_shown_in_which_something_failed() -> None:
    failed = Outcome.of([(problem("bad"),)])
    ledger = {f"a{n}": {"bad": failed if n == 3 else Outcome(1)} for n in range(20)} | {"": {}}
    table = countings.table(ledger)
    assert "a3 " in table
    assert "a4 " not in table
    assert "19 more articles, in which nothing failed" in table
    assert "a4 " in countings.table(ledger, everything=True)
    assert table.split("\n")[-1].split() == ["bad", "20", "1", "0", "0"]
