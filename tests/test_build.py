"""The build as a whole: what it does, what it says, and what of the old site it leaves alone."""

import re
import shutil
from pathlib import Path

import pytest

from vouch import report
from vouch.building import build
from vouch.cli import main
from vouch.dates import parse
from vouch.diagnostics import Diagnostic, Note, Span
from vouch.templatefaults import once_each

CHECKOUT = Path(__file__).parent.parent
DAY = "2026-11-23"

SETTINGS = "title: Petit site\nurl: https://site.example/a/b/\nlang: fr\ncoverage: {report: []}\n"
ARTICLE = """---
title: Un "titre"
date: 2026-11-23
---
Le récit parle de 6 GW de puces, et de 10 % du capital.
"""
SIDECAR = """claims:
  - id: six
    quote: 6 GW de puces
    verdict: inaccurate
    summary: Rien ne le dit.
    figure: {value: 6, unit: GW, modality: up-to, label: volume, callout: lead}
    sources: [{title: Rapport, kind: primary, url: "https://example.org/r"}]
    recheck: 2026-12-31
timeline:
  - {date: 2026-H2, title: Première tranche}
  - {date: 2026-12, title: Bilan}
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of one article with one claim."""
    content = tmp_path / "site" / "content"
    content.mkdir(parents=True)
    (content / "site.yaml").write_text(SETTINGS, encoding="utf-8")
    (content / "essai.md").write_text(ARTICLE, encoding="utf-8")
    (content / "essai.claims.yaml").write_text(SIDECAR, encoding="utf-8")
    return tmp_path / "site"


def _held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_real_site_builds_without_a_problem_but_what_the_day_brings(tmp_path: Path) -> None:
    built = build(CHECKOUT, tmp_path / "_site", today=parse(DAY).earliest)
    assert {problem.code for problem in built.checked.diagnostics} <= {"closed-window"}
    assert built.checked.findings.claims == 29 + 29 + 12
    assert set(_held(tmp_path / "_site")) > set(built.files)


def test_the_day_decides_alone_what_is_due(site: Path, tmp_path: Path) -> None:
    eve = build(site, tmp_path / "eve", today=parse("2026-12-30").earliest).files
    day = build(site, tmp_path / "day", today=parse("2026-12-31").earliest).files
    after = build(site, tmp_path / "after", today=parse("2027-01-01").earliest).files
    page = "essai/index.html"
    assert b"depuis le 31" not in eve[page]
    assert b"depuis le 31" in day[page]
    assert day[page].count(b'data-status="due"') == 0
    assert after[page].count(b'data-status="due"') == 2


def test_an_error_leaves_the_old_site_untouched(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--site", str(site), "--today", DAY]) == 0
    before = _held(site / "_site")
    article = site / "content/essai.md"
    article.write_text(ARTICLE.replace("6 GW", "8 GW"), encoding="utf-8")
    assert main(["--site", str(site), "--today", DAY]) == 1
    said = capsys.readouterr().out
    assert "content/essai.claims.yaml:3:12: error[quote-not-found]" in said
    assert "`6` → `8`" in said
    assert "nothing was written" in said
    assert _held(site / "_site") == before
    assert sorted(path.name for path in site.iterdir()) == [
        ".vouch-memory-_site",
        "_site",
        "content",
    ]


def test_check_writes_nothing(site: Path) -> None:
    assert main(["check", "--site", str(site)]) == 0
    assert sorted(path.name for path in site.iterdir()) == ["content"]


def test_a_build_in_which_nothing_changed_writes_nothing(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(site, site / "_site").published.written
    before = (site / "_site").stat()
    built = build(site, site / "_site")
    assert built.published.written == built.published.removed == ()
    assert built.published.linked == len(built.files)
    assert (site / "_site").stat().st_ino == before.st_ino
    assert main(["--site", str(site), "-v"]) == 0
    assert "wrote" not in capsys.readouterr().out


def test_verbose_says_what_was_written_removed_and_kept(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--site", str(site), "-q"]) == 0
    (site / "_site/CNAME").write_text("site.example", encoding="utf-8")
    (site / "content/essai.md").rename(site / "content/autre.md")
    (site / "content/essai.claims.yaml").rename(site / "content/autre.claims.yaml")
    assert main(["--site", str(site), "-v"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert {"wrote autre/index.html", "removed essai/index.html"} <= {*said}
    assert "kept CNAME, which Vouch did not make" in said
    assert "wrote static/vouch.css" not in said


def test_a_draft_is_built_only_on_demand(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = ARTICLE.replace("---\nLe", "draft: true\n---\nLe")
    (site / "content/essai.md").write_text(draft, encoding="utf-8")
    assert main(["--site", str(site)]) == 0
    assert "Drafts left out: 1" in capsys.readouterr().out
    assert not (site / "_site/essai").exists()
    assert main(["--site", str(site), "--drafts"]) == 0
    assert (site / "_site/essai/index.html").is_file()


def test_a_warning_is_an_error_only_when_strict(site: Path) -> None:
    (site / "content/stray.txt").write_text("x", encoding="utf-8")
    assert main(["check", "--site", str(site)]) == 0
    assert main(["check", "--site", str(site), "--strict"]) == 1
    assert main(["check", "--site", str(site), "--strict", "--quiet"]) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bild"], "did you mean build?"),
        (["--today", "2026-13-01"], "--today"),
        (["--today", "2026-12"], "no single day"),
        (["--base-url", "ftp://x"], "--base-url"),
        (["--site", "nowhere"], "no folder nowhere"),
        (["-o", "."], "what the site is made from"),
        (["-o", "content/out"], "what the site is made from"),
        (["-o", ".."], "what the site is made from"),
        (["--jobs", "-1"], "--jobs"),
    ],
    ids=lambda value: "_".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_one_line_and_status_2(
    site: Path,
    arguments: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(site)
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
    assert sorted(path.name for path in site.iterdir()) == ["content"]


def test_an_unknown_option_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--nonsense"]) == 2
    assert "--nonsense" in capsys.readouterr().err


def test_options_may_stand_before_and_after_the_command(site: Path) -> None:
    assert main(["--site", str(site), "check", "--strict"]) == 0
    assert main(["check", "--strict", "--site", str(site)]) == 0


def test_a_page_of_the_site_overrides_the_template_that_vouch_brings(
    site: Path, tmp_path: Path
) -> None:
    (site / "templates").mkdir()
    (site / "templates/missing.html").write_text("{{ home }} rien ici", encoding="utf-8")
    (site / "static").mkdir()
    (site / "static/vouch.css").write_text("/* mine */", encoding="utf-8")
    files = build(site, tmp_path / "out").files
    assert files["404.html"] == b"https://site.example/a/b/ rien ici"
    assert files["static/vouch.css"] == b"/* mine */"


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{% if %}", 1),
        ("one\n  {{ nobody.knows }}", 2),
        ("one\ntwo\n{% include 'nowhere.html' %}", 3),
        ("{% from '_macros.html' import nothing with context %}\n{{ nothing() }}", 2),
    ],
    ids=["syntax", "undefined", "missing include", "missing macro"],
)
def test_a_fault_in_a_template_is_a_located_problem(
    site: Path, tmp_path: Path, template: str, line: int
) -> None:
    (site / "templates").mkdir()
    (site / "templates/article.html").write_text(template, encoding="utf-8")
    built = build(site, tmp_path / "out")
    [problem] = built.checked.diagnostics
    assert problem.code == "template-fault"
    assert problem.span.line == line
    assert problem.span.text == template.split("\n")[line - 1]
    assert [note.message for note in problem.notes] == ["the page essai/index.html cannot be made"]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("template", "text", "place"),
    [
        ("article.html", "{% if %}", "templates/article.html:1:1"),
        ("article.html", "a\n b {{ nobody }}", "templates/article.html:2:2"),
        ("base.html", "{{ nobody }}", "templates/base.html:1:1"),
        ("_nav.html", "{{ page.nobody }}", "templates/_nav.html:1:1"),
    ],
    ids=["syntax", "unknown name", "what it extends", "what it includes"],
)
def test_the_same_fault_on_several_pages_is_one_problem(
    site: Path, tmp_path: Path, template: str, text: str, place: str
) -> None:
    for name in ("a", "b", "c"):
        shutil.copy(site / "content/essai.md", site / f"content/{name}.md")
    (site / "templates").mkdir()
    (site / "templates" / template).write_text(text, encoding="utf-8")
    found = build(site, tmp_path / "out").checked.diagnostics
    first = next(problem for problem in found if report.text([problem]).startswith(f"{place}: "))
    [note] = first.notes
    assert re.fullmatch(r"\d pages cannot be made, such as a/index\.html", note.message)
    assert len({(each.span, each.message) for each in found}) == len(found)


def test_other_faults_stay_apart() -> None:
    def fault(message: str, page: str) -> Diagnostic:
        note = Note(f"the page {page} cannot be made")
        return Diagnostic("template-fault", message, Span("templates/a.html"), notes=(note,))

    other = Diagnostic("bad-slug", "m", Span("a.md"), notes=(Note("n"),))
    found = [fault("x", "1"), fault("y", "1"), fault("x", "2"), other, fault("x", "2"), other]
    assert [(each.message, *(n.message for n in each.notes)) for each in once_each(found)] == [
        ("x", "2 pages cannot be made, such as 1"),
        ("y", "the page 1 cannot be made"),
        ("m", "n"),
    ]


@pytest.mark.parametrize(
    ("find", "put", "told"),
    [
        ("10", "100", "is not the text of the article"),
        ("</mark>", "</mark> en trop", "is not the text of the article"),
        ("6", "</mark>6<mark>", "do not cover its quote"),
        ("é", "e\u0301", "is spelled otherwise"),
        ("data-article-body", "data-body", "has 0 elements"),
    ],
    ids=["a word changed", "a word more", "a mark", "a letter", "no body"],
)
def test_a_template_that_changes_the_text_is_found_out(
    site: Path, tmp_path: Path, find: str, put: str, told: str
) -> None:
    (site / "templates").mkdir()
    template = (
        "<div data-article-body>{% for part in article.parts %}{{ part.html }}{% endfor %}</div>"
    )
    changed = f"{{% filter replace({find!r}, {put!r}) %}}{template}{{% endfilter %}}"
    (site / "templates/article.html").write_text(template, encoding="utf-8")
    assert build(site, tmp_path / "out").files
    (site / "templates/article.html").write_text(changed, encoding="utf-8")
    built = build(site, tmp_path / "out")
    assert not built.files
    assert {problem.code for problem in built.checked.diagnostics} == {"text-changed"}
    assert any(told in problem.message for problem in built.checked.diagnostics)


def test_machine_formats_of_problems(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "content/essai.md").write_text(ARTICLE.replace("6 GW", "8 GW"), encoding="utf-8")
    assert main(["check", "--site", str(site), "--format", "json"]) == 1
    captured = capsys.readouterr()
    assert captured.out.startswith("{")
    assert "1 error" in captured.err
    assert main(["check", "--site", str(site), "--format", "github"]) == 1
    assert "::error file=content/essai.claims.yaml,line=3,col=12" in capsys.readouterr().out
