"""Sources on the pages: none is lost, none takes another's place, each says what rests on it."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from vouch.building import Built, build
from vouch.dates import parse

ARTICLE = "---\ntitle: T\ndate: 2026-11-20\n---\nUn mot sûr. {link}\n"
CLAIM = "claims:\n  - {id: ID, quote: mot sûr, verdict: mostly-accurate, sources: [SOURCES]CHECK}\n"


def _built(tmp_path: Path, sidecar: str, link: str = "", **files: str) -> Built:
    content = tmp_path / "site/content"
    content.mkdir(parents=True)
    (content / "site.yaml").write_text("title: S\nurl: https://s.example/\nlang: fr\n", "utf-8")
    (content / "a.md").write_text(ARTICLE.format(link=link), "utf-8")
    (content / "a.claims.yaml").write_text(sidecar, "utf-8")
    for name, text in files.items():
        (content / name.replace("_", ".")).write_text(text, "utf-8")
    return build(tmp_path / "site", tmp_path / "out", today=parse("2026-11-20").earliest)


def _page(built: Built, path: str = "a/index.html") -> BeautifulSoup:
    assert [d.message for d in built.checked.diagnostics] == []
    return BeautifulSoup(built.files[path].decode("utf-8"), "html.parser")


def _claim(sources: str, name: str = "c", check: str = "") -> str:
    return CLAIM.replace("ID", name).replace("SOURCES", sources).replace("CHECK", check)


def test_sources_in_place_never_share_an_id(tmp_path: Path) -> None:
    sidecar = _claim("{title: Preuve, locator: x}", name="event-1")
    sidecar += "timeline:\n  - {date: 2026, title: Jalon, sources: [{title: Acte, locator: y}]}\n"
    titles = [
        e.get_text() for e in _page(_built(tmp_path, sidecar)).select("[data-sources] .title")
    ]
    assert titles == ["Preuve", "Acte"]


def test_a_declared_source_is_not_hidden_by_one_in_place(tmp_path: Path) -> None:
    sidecar = _claim("{title: En place, locator: x}, c.1")
    sidecar += "sources:\n  c.1: {title: Déclarée, locator: y}\n"
    titles = [
        e.get_text() for e in _page(_built(tmp_path, sidecar)).select("[data-sources] .title")
    ]
    assert titles == ["En place", "Déclarée"]


@pytest.mark.parametrize("shared", [True, False], ids=["shared", "own"])
def test_a_source_of_a_calculation_alone_is_cited_and_names_its_claim(
    tmp_path: Path, shared: bool
) -> None:
    check = ", check: {expression: a, where: {a: {value: 5, unit: '%', source: calc}}, gives: 5 %}"
    sidecar = _claim("{title: Preuve, locator: x}", check=check)
    source = "sources:\n  calc: {title: Table, locator: y}\n"
    built = (
        _built(tmp_path, sidecar, sources_yaml=source)
        if shared
        else _built(tmp_path, sidecar + source)
    )
    note = _page(built).select_one("#src-calc")
    assert note is not None
    assert "Table" in note.get_text()
    assert any("c" in str(a["href"]) and str(a["href"]).endswith("-c") for a in note.select("a"))


@pytest.mark.parametrize(
    "link", ["[x](/a/claims/c/)", "[x](a/claims/c/index.html)", "[x](/vieux/)", "[x](a.md)"]
)
def test_a_link_to_an_address_of_the_site_holds(tmp_path: Path, link: str) -> None:
    other = "---\ntitle: B\ndate: 2026-11-20\naliases: [vieux]\n---\nTexte.\n"
    built = _built(tmp_path, _claim("{title: P, locator: x}"), link, b_md=other)
    assert [d.message for d in built.checked.diagnostics] == []


@pytest.mark.parametrize(
    ("link", "said"),
    [("[x](/a/claims/d/)", "leads to no page"), ("[x](b.md)", "leads to a draft")],
)
def test_a_link_to_no_address_of_the_site_is_refused(tmp_path: Path, link: str, said: str) -> None:
    draft = "---\ntitle: B\ndate: 2026-11-20\ndraft: true\n---\nTexte.\n"
    built = _built(tmp_path, _claim("{title: P, locator: x}"), link, b_md=draft)
    [problem] = built.checked.diagnostics
    assert said in problem.message


@pytest.mark.parametrize("name", ["sources", "highlights", "event-1", "src-x", "c-c", "card-c"])
def test_an_id_that_the_page_has_itself_is_refused(tmp_path: Path, name: str) -> None:
    built = _built(tmp_path, _claim("{title: P, locator: x}"), f"\n\n## Titre {{#{name}}}")
    assert {d.code for d in built.checked.diagnostics} == {"repeated-id"}


@pytest.mark.parametrize(
    ("explanation", "code"),
    [
        ("## Un titre", None),
        ("[voir](a.md#claims)", None),
        ("[voir](#claims)", "broken-link"),
        ('<b id="x">gras</b>', "html-not-allowed"),
    ],
)
def test_an_explanation_has_no_places_of_its_own(
    tmp_path: Path, explanation: str, code: str | None
) -> None:
    sidecar = _claim("{title: P, locator: x}", check=f", explanation: '{explanation}'")
    built = _built(tmp_path, sidecar)
    assert [d.code for d in built.checked.diagnostics] == ([code] if code else [])
