"""The evidence packet: everything that vouches for an article on one page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pypdf
import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser

from tests.sites import TODAY, written
from vouch.building import Built, build

CHECKOUT = Path(__file__).parent.parent
COPY = "The contract says: up to 160 million shares of common stock."
CLAIMS: Mapping[str, object] = {
    "claims": [
        {
            "id": "parts",
            "quote": "160 millions d’actions",
            "also": [{"quote": "cent soixante millions"}],
            "claimant": {"name": "Une société", "url": "https://societe.example/"},
            "said": "2025-10",
            "appearance": "https://societe.example/annonce",
            "verdict": "accurate",
            "summary": "Le contrat le dit.",
            "explanation": "Un *plafond*.",
            "figure": {"value": 160, "unit": "million shares", "modality": "up-to"},
            "sources": [
                {"id": "contrat", "excerpt": "up to 160 million shares", "locator": "art. 1"},
                {"id": "contrat", "excerpt": "two billion shares", "stance": "contradicts"},
                {"id": "lettre", "excerpt": "nous confirmons"},
            ],
            "checked": "2026-11-20",
            "checked_by": "Une lectrice",
            "recheck": "2027-01-01",
            "corrections": [
                {"date": "2026-11-21", "kind": "correction", "was": "150", "now": "160"}
            ],
        },
        {"id": "rien", "quote": "demain", "verdict": "pending"},
    ],
    "sources": {
        "contrat": {
            "title": "Contrat",
            "url": "https://societe.example/contrat",
            "archive": "https://archive.example/contrat",
            "kind": "primary",
            "published": "2025-10-06",
            "capture": "evidence/contrat.txt",
            "capture_sha256": sha256(COPY.encode()).hexdigest(),
        },
        "lettre": {"title": "Lettre", "locator": "reçue le 3 mai", "kind": "primary"},
    },
    "timeline": [{"date": "2026-12", "title": "Livraison", "claims": ["parts"]}],
    "waivers": [
        {"text": "cent soixante millions", "why": "redite"},
        {"check": "excerpt-absent", "claim": "parts", "why": "cité de mémoire"},
    ],
}
TEXT = "On promet 160 millions d’actions, soit cent soixante millions, pour demain."


def _built(folder: Path, claims: Mapping[str, object] = CLAIMS, **more: str) -> Built:
    formats = more.get("formats", "{cards: false, search: false}")
    written(folder, TEXT, json.dumps(claims, ensure_ascii=False), formats=formats)
    copy = folder / "content/evidence/contrat.txt"
    copy.parent.mkdir(exist_ok=True)
    copy.write_text(more.get("copy", COPY), "utf-8")
    return build(folder, folder / "_site", today=TODAY)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packet")
    assert _built(folder).files
    return folder


@pytest.fixture(scope="module")
def packet(folder: Path) -> BeautifulSoup:
    return BeautifulSoup((folder / "_site/a/packet.html").read_text("utf-8"), "html.parser")


def _line(element: Tag) -> str:
    return " ".join(element.get_text().split())


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("160 millions d’actions", id="words"),
        pytest.param("On promet", id="context before"),
        pytest.param("pour demain", id="context after"),
        pytest.param("cent soixante millions", id="said otherwise"),
        pytest.param("Une société", id="claimant"),
        pytest.param("octobre 2025", id="when it was said"),
        pytest.param("https://societe.example/annonce", id="where it was said"),
        pytest.param("Conforme aux documents", id="what the verdict means"),
        pytest.param("Le contrat le dit.", id="summary"),
        pytest.param("Un plafond.", id="explanation"),
        pytest.param("jusqu’à 160 millions d’actions", id="figure"),
        pytest.param("up to 160 million shares", id="excerpt"),
        pytest.param("mot pour mot dans notre copie", id="excerpt that was found"),
        pytest.param("absent de notre copie", id="excerpt that was not"),
        pytest.param("contredit", id="stance"),
        pytest.param("art. 1", id="locator"),
        pytest.param("Vérifié le 20 novembre 2026 par Une lectrice", id="sign-off"),
        pytest.param("À revérifier à partir du 1er janvier 2027", id="recheck"),
        pytest.param("150", id="correction"),
    ],
)
def test_a_claim_is_there_with_all_that_vouches_for_it(packet: BeautifulSoup, words: str) -> None:
    (claim,) = packet.select('[data-claim-card="parts"]')
    assert words in _line(claim)


def test_what_is_neither_dated_nor_signed_says_so(packet: BeautifulSoup) -> None:
    (claim,) = packet.select('[data-claim-card="rien"]')
    assert "Ni date ni signature." in _line(claim)
    assert "Aucune source" in _line(claim)


def test_sources_stand_with_their_copies_and_digests(packet: BeautifulSoup) -> None:
    (contract,) = packet.select("#packet-src-contrat")
    for words in (
        "evidence/contrat.txt",
        sha256(COPY.encode()).hexdigest(),
        "https://societe.example/contrat",
        "https://archive.example/contrat",
        "publié le 6 octobre 2025",
    ):
        assert words in _line(contract)
    (letter,) = packet.select("#packet-src-lettre")
    assert "Aucune copie conservée." in _line(letter)


def test_the_packet_is_tied_to_the_files_it_was_made_from(
    folder: Path, packet: BeautifulSoup
) -> None:
    told = {
        _line(row.select("dt")[0]): _line(row.select("dd")[0])
        for row in packet.select(".hashes > div")
    }
    assert told == {
        f"content/{name}": sha256((folder / "content" / name).read_bytes()).hexdigest()
        for name in ("a.md", "a.claims.yaml")
    }


def test_waivers_and_counts_of_checks_are_told(packet: BeautifulSoup) -> None:
    text = " ".join(packet.get_text(" ").split())
    assert "cent soixante millions redite" in text
    assert "excerpt-absent parts cité de mémoire" in text
    counts = {
        _line(row.select("th")[0]): [int(_line(cell)) for cell in row.select("td")]
        for row in packet.select("tbody tr")
        if row.select_one("th code")
    }
    assert counts["excerpt-absent"] == [2, 1, 0, 1]
    assert counts["hash-mismatch"][:2] == [1, 0]
    assert "Livraison" in text


def test_another_copy_makes_another_packet_as_a_clean_build_does(tmp_path: Path) -> None:
    claims = json.loads(json.dumps(CLAIMS))
    claims["sources"]["contrat"].pop("capture_sha256")
    _built(tmp_path, claims)
    before = (tmp_path / "_site/a/packet.html").read_bytes()
    (tmp_path / "content/evidence/contrat.txt").write_text(COPY + " Signed.", "utf-8")
    build(tmp_path, tmp_path / "_site", today=TODAY)
    after = (tmp_path / "_site/a/packet.html").read_bytes()
    assert before != after
    build(tmp_path, tmp_path / "clean", today=TODAY, clean=True)
    assert after == (tmp_path / "clean/a/packet.html").read_bytes()
    assert sha256((COPY + " Signed.").encode()).hexdigest().encode() in after


def test_a_copy_that_no_excerpt_is_looked_up_in_counts_too(tmp_path: Path) -> None:
    claims = json.loads(json.dumps(CLAIMS))
    claims["claims"][0]["sources"] = ["contrat"]
    del claims["waivers"]
    claims["sources"]["contrat"].pop("capture_sha256")
    _built(tmp_path, claims)
    (tmp_path / "content/evidence/contrat.txt").write_text("Autre chose.", "utf-8")
    build(tmp_path, tmp_path / "_site", today=TODAY)
    page = (tmp_path / "_site/a/packet.html").read_text("utf-8")
    assert sha256(b"Autre chose.").hexdigest() in page


def test_the_article_leads_to_its_packet_and_no_search_engine_does(
    folder: Path, packet: BeautifulSoup
) -> None:
    article = (folder / "_site/a/index.html").read_text("utf-8")
    assert article.count('href="../a/packet.html"') + article.count('href="packet.html"') == 1
    assert packet.select_one("meta[name=robots][content=noindex]")
    assert "packet" not in (folder / "_site/sitemap.xml").read_text("utf-8")


def test_a_packet_that_is_turned_off_leaves_no_link_behind(tmp_path: Path) -> None:
    files = _built(tmp_path, formats="{packet: false}").files
    assert "a/packet.html" not in files
    assert not re.search(b"packet", files["a/index.html"])


def test_it_is_printed_whole_from_the_disk(
    browser: Browser, folder: Path, packet: BeautifulSoup, tmp_path: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "_site/a/packet.html").as_uri())
    page.pdf(path=tmp_path / "packet.pdf", format="A4")
    context.close()
    sheets = pypdf.PdfReader(tmp_path / "packet.pdf").pages
    printed = "".join("".join(sheet.extract_text() for sheet in sheets).split())
    wanted = [e.get_text() for e in packet.select("h1, h2, h3 q, code, .packet .address")]
    assert len(wanted) > 20
    for words in wanted:
        assert "".join(words.split()) in printed, words
