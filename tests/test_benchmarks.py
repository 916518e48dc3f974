"""The corpus that Vouch is measured with: the same everywhere, and without a fault."""

import hashlib
import json
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

CHECKOUT = Path(__file__).parent.parent
CORPUS = CHECKOUT / "benchmarks" / "corpus.py"
TAG = re.compile("<[^>]+>")


def _corpus(folder: Path, *options: str) -> dict[str, bytes]:
    """The files of a corpus, made by another process, by their paths."""
    subprocess.run(  # by its command, as its user does
        [sys.executable, str(CORPUS), "3", str(folder), *options], check=True, timeout=60
    )
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _digest(files: dict[str, bytes]) -> str:
    whole = hashlib.sha256()
    for path, content in files.items():
        whole.update(f"{path} {len(content)}\n".encode() + content)
    return whole.hexdigest()[:16]


def test_the_corpus_is_the_same_everywhere(tmp_path: Path) -> None:
    files = _corpus(tmp_path / "once")
    assert files == _corpus(tmp_path / "again")
    # Figures that were measured with another corpus do not compare: change it knowingly.
    assert _digest(files) == "0e9fc43cf085b1fa"


def test_the_corpus_has_the_size_that_figures_are_told_of(tmp_path: Path) -> None:
    files = _corpus(tmp_path / "site")
    articles = {path: text for path, text in files.items() if path.endswith(".md")}
    sidecars = {path: text for path, text in files.items() if path.endswith(".claims.yaml")}
    assert len(articles) == len(sidecars) == 3
    for text in articles.values():
        assert 850 <= len(text.decode().split()) <= 950
    for text in sidecars.values():
        assert text.count(b"\n  - id: ") == 12
        assert text.count(b"\n  - date: ") == 6
        assert 15_000 <= len(text) <= 18_000


def test_vouch_builds_the_corpus_without_a_word(tmp_path: Path) -> None:
    _corpus(tmp_path / "site")
    build = [sys.executable, "-m", "vouch", "build", "--site", str(tmp_path / "site")]
    ran = subprocess.run(
        [*build, "--today", "2026-11-24", "--strict", "--quiet"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert (tmp_path / "site" / "_site" / "index.html").is_file()


@pytest.mark.parametrize("kind", ["hugo", "hugo-json", "eleventy", "pelican"])
def test_every_generator_gets_the_same_highlights(tmp_path: Path, kind: str) -> None:
    plain = _corpus(tmp_path / "vouch")
    files = _corpus(tmp_path / kind, "--for", kind)
    articles = [path for path in plain if path.endswith(".md")]
    assert len(articles) == 3
    for path in articles:
        text = files[path].decode()
        assert text.count('<mark id="c-') == 12
        claims = next(f for p, f in files.items() if Path(path).stem in p and p != path).decode()
        for line in plain[path.removesuffix(".md") + ".claims.yaml"].decode().splitlines():
            if line.startswith("    quote: "):
                quote = line.removeprefix('    quote: "').removesuffix('"')
                assert quote in TAG.sub("", text).replace("**", "")
                assert quote in claims


def test_pages_of_claims_can_be_left_out(tmp_path: Path) -> None:
    with_pages = _corpus(tmp_path / "with", "--for", "hugo")
    without = _corpus(tmp_path / "without", "--for", "hugo", "--no-claim-pages")
    assert with_pages.keys() - without.keys() == {"content/claims/_content.gotmpl"}


def test_claims_are_the_same_in_yaml_and_in_json(tmp_path: Path) -> None:
    in_yaml = _corpus(tmp_path / "yaml", "--for", "hugo")
    in_json = _corpus(tmp_path / "json", "--for", "hugo-json")
    paths = [path for path in in_json if path.startswith("data/claims/")]
    assert len(paths) == 3
    for path in paths:
        text = in_yaml[path.removesuffix(".json") + ".yaml"]
        assert yaml.safe_load(text) == json.loads(in_json[path])


def test_pages_are_told_apart_by_what_they_have_in_them(tmp_path: Path) -> None:
    for site, items in (("ours", 20), ("theirs", 17)):
        for page in ("index.html", "a/index.html", "a/claims/b/index.html", "claims/index.html"):
            place = tmp_path / site / page
            place.parent.mkdir(parents=True, exist_ok=True)
            items_here = items if page.startswith("a/") else 20
            place.write_text("<ul><!-- x -->" + "<li>" * items_here + "</ul>", encoding="utf-8")
    sameness = runpy.run_path(str(CHECKOUT / "benchmarks" / "sameness.py"))
    ours, theirs = (sameness["weighed"](tmp_path / site) for site in ("ours", "theirs"))
    assert list(sameness["beside"](ours, theirs)) == [
        "| claim | 1/1 | 87/99 | li 17/20 |",
        "| article | 1/1 | 87/99 | li 17/20 |",
        "| claims | 1/1 | 99/99 | – |",
        "| front | 1/1 | 99/99 | – |",
    ]


CLOCK = CHECKOUT / "benchmarks" / "clock.py"


def _clocked(limit: str, *command: str) -> list[float]:
    told = subprocess.run(
        [sys.executable, "-I", "-S", str(CLOCK), limit, *command],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return [float(each) for each in told.stdout.split()]


def test_memory_is_counted_of_the_program_and_not_of_who_starts_it() -> None:
    held = bytearray(b"x") * 300_000_000
    small = _clocked("30", sys.executable, "-S", "-c", "pass")
    large = _clocked("30", sys.executable, "-S", "-c", "b'x' * 150_000_000")
    assert len(held) == 300_000_000
    assert small[0] == large[0] == 0
    assert small[3] < 60_000  # KB
    assert 140_000 < large[3] < 250_000


def test_a_program_that_fails_or_takes_too_long_is_told_apart() -> None:
    assert _clocked("30", sys.executable, "-S", "-c", "raise SystemExit(3)")[0] == 3
    assert _clocked("0.2", sys.executable, "-S", "-c", "import time; time.sleep(30)")[0] == -9
