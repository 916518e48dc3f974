"""`new` and `init`: what they write builds as it is, and they write over nothing."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from vouch import schema, starter
from vouch.cli import main
from vouch.diagnostics import SourceText
from vouch.newfiles import CannotWrite, write_new
from vouch.origin import of_direct_url, public_address
from vouch.settings import read_settings

CHECKOUT = Path(__file__).parent.parent
DAY = ("--today", "2026-11-23")


def bytes_of(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site's folder with a page, an article that lies elsewhere and a former address."""
    content = tmp_path / "site" / "content"
    (content / "pages").mkdir(parents=True)
    (content / "site.yaml").write_text("title: Site\nurl: https://site.example/\nlang: fr\n")
    (content / "pages" / "about.md").write_text("---\ntitle: About\n---\nWe.\n")
    (content / "deal.md").write_text(
        "---\ntitle: A deal\ndate: 2026-11-02\nslug: the-deal\naliases: [old/deal]\n---\nWords.\n"
    )
    return tmp_path / "site"


# --- new ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", [None, *starter.LANGUAGES])
@pytest.mark.parametrize("own", starter.LANGUAGES)
def test_a_new_article_builds_as_it_is(
    site: Path, own: str, lang: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = f"title: Site\nurl: https://site.example/\nlang: {own}\n"
    (site / "content/site.yaml").write_text(settings)
    asked = ("--lang", lang) if lang else ()
    assert main(["new", "harbour-budget", "--site", str(site), *DAY, *asked]) == 0
    wrote, draft = capsys.readouterr().out.splitlines()
    assert wrote.endswith("harbour-budget.md and its harbour-budget.claims.yaml.")
    assert draft.startswith("It is a draft: `serve` shows it")
    assert main(["build", "--strict", "-q", "--site", str(site), *DAY]) == 0
    assert capsys.readouterr().out == ""
    assert not (site / "_site/harbour-budget").exists()
    assert main(["build", "--strict", "-q", "--drafts", "--site", str(site), *DAY]) == 0
    assert capsys.readouterr().out == ""
    page = (site / "_site/harbour-budget/index.html").read_text(encoding="utf-8")
    assert f'<html lang="{lang or own}"' in page
    assert "Harbour budget" in page
    assert page.count("<mark ") >= 1


def test_the_sidecar_names_the_schema_where_the_site_has_one(site: Path) -> None:
    main(["new", "one", "--site", str(site), "-q"])
    (site / "schema").mkdir()
    (site / "schema/claims.schema.json").write_text("{}")
    main(["new", "two", "--site", str(site), "-q"])
    first = [
        (site / "content" / f"{name}.claims.yaml").read_text(encoding="utf-8").splitlines()[0]
        for name in ("one", "two")
    ]
    assert "$schema" not in first[0]
    assert first[1] == "# yaml-language-server: $schema=../schema/claims.schema.json"


@pytest.mark.parametrize("lang", starter.LANGUAGES)
def test_what_stands_in_comments_may_be_used(
    site: Path, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["new", "one", "--site", str(site), *DAY, "--lang", lang, "-q"])
    path = site / "content/one.claims.yaml"
    text = path.read_text(encoding="utf-8")
    used = re.sub(r"(?m)^( *)# ((?:\w+: ?[\"{|\dh]|\w+:$|  ?[-…\w ]).*)$", r"\1\2", text)
    used = re.sub(r"(?m)^ *(?:prefix|suffix): .*\n", "", used)
    used = used.replace("https://…", "https://source.example/").replace("…", "words")
    path.write_text(used, encoding="utf-8")
    assert used.count("#") < text.count("#") - 15
    main(["check", "--drafts", "--site", str(site), *DAY])
    problems = set(re.findall(r"(?:error|warning)\[[\w-]+\]", capsys.readouterr().out))
    assert problems == {"warning[unused-waiver]", "warning[unknown-claim]"} & problems


TAKEN = {
    "by an article of that name": ("deal", "content/deal.md"),
    "by the file's own ending": ("content/deal.md", "content/deal.md"),
    "by an article at that address": ("the-deal", "content/deal.md"),
    "in other letters": ("The-Deal", "content/deal.md"),
    "by a former address": ("old", "an alias in content/deal.md"),
    "by a page": ("about", "content/pages/about.md"),
    "by an index": ("claims", "the site itself"),
    "by a sidecar left alone": ("left", "content/left.claims.yaml"),
    "by a link to nowhere": ("gone", "content/gone.md"),
}


@pytest.mark.parametrize(("slug", "owner"), TAKEN.values(), ids=TAKEN)
def test_what_exists_is_never_written_over(
    site: Path, slug: str, owner: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "content/left.claims.yaml").write_text("claims: []\n")
    (site / "content/gone.md").symlink_to("nowhere.md")
    before = bytes_of(site)
    assert main(["new", slug, "--site", str(site)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert owner in line and "nothing was written" in line
    assert bytes_of(site) == before


@pytest.mark.parametrize("slug", ["é", "a b", "a/b", "../a", ".a", "a--b", "", "x" * 101, "a:b"])
def test_what_cannot_be_an_address_is_wrong_usage(
    site: Path, slug: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = bytes_of(site)
    assert main(["new", slug, "--site", str(site)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert bytes_of(site) == before


@pytest.mark.parametrize(
    ("settings", "said"),
    [(None, "there is no folder"), ("title: [\n", "site.yaml cannot be read")],
)
def test_a_site_that_cannot_be_read_gets_nothing(
    tmp_path: Path, settings: str | None, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if settings is not None:
        (tmp_path / "content").mkdir()
        (tmp_path / "content/site.yaml").write_text(settings)
    before = bytes_of(tmp_path)
    assert main(["new", "one", "--site", str(tmp_path)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert bytes_of(tmp_path) == before


# --- init --------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", starter.LANGUAGES)
def test_a_new_site_builds_without_a_warning(
    tmp_path: Path, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "mine" / "site"
    assert main(["init", str(root), "--lang", lang, *DAY, "-q"]) == 0
    assert main(["build", "--strict", "-q", "--site", str(root), *DAY]) == 0
    assert capsys.readouterr() == ("", "")
    written = bytes_of(root)
    assert {".gitignore", ".github/workflows/pages.yml", ".github/workflows/check.yml"} <= {
        *written
    }
    pages = [way for way in written if way.startswith("content/pages/")]
    assert len(pages) == 5
    for way, content in written.items():
        if not way.startswith(("_site/", "schema/")):
            assert not re.search(rb"%[A-Z]+%", content), way
    settings = SourceText("site.yaml", written["content/site.yaml"].decode())
    schemas = schema.files(read_settings(settings, None)[0].site)
    assert {f"schema/{n}": t.encode() for n, t in schemas.items()}.items() <= written.items()


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://host.example/you/vouch.git", "https://host.example/you/vouch.git"),
        ("https://name:secret@host.example/you/vouch", "https://host.example/you/vouch"),
        ("git@host.example:you/vouch.git", "https://host.example/you/vouch.git"),
        ("ssh://git@host.example/you/vouch", "https://host.example/you/vouch"),
        ("/home/you/vouch", ""),
        ("../vouch.git", ""),
        ("file:///home/you/vouch", ""),
        ("http://host.example/vouch", ""),
        ("https://host.example/a b", ""),
        ("", ""),
    ],
)
def test_a_new_site_asks_for_the_vouch_that_made_it(remote: str, address: str) -> None:
    assert public_address(remote) == address


INSTALLED = {
    "a repository": (
        '{"url": "https://host.example/you/vouch.git", "vcs_info": {"vcs": "git"}}',
        "vouch-press @ git+https://host.example/you/vouch.git",
    ),
    "a revision": (
        '{"url": "https://host.example/v", "vcs_info": {"vcs": "git", "requested_revision": "v1"}}',
        "vouch-press @ git+https://host.example/v@v1",
    ),
    "a wheel at an address": (
        '{"url": "https://host.example/v.whl", "archive_info": {}}',
        "vouch-press @ https://host.example/v.whl",
    ),
    "a wheel on the disk": ('{"url": "file:///home/you/v.whl", "archive_info": {}}', ""),
    "a folder": ('{"url": "file:///home/you/vouch", "dir_info": {"editable": true}}', ""),
    "a repository on the disk": ('{"url": "file:///home/you/vouch", "vcs_info": {}}', ""),
    "nothing that can be read": ("{", ""),
    "something else": ("[]", ""),
}


@pytest.mark.parametrize(("told", "wanted"), INSTALLED.values(), ids=INSTALLED)
def test_an_installed_vouch_is_asked_for_where_it_was_had(told: str, wanted: str) -> None:
    assert of_direct_url(told) == wanted


def test_a_new_site_keeps_what_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "README.md").write_text("mine\n")
    (tmp_path / ".gitignore").symlink_to("nowhere")
    assert main(["init", str(tmp_path), "-q"]) == 0
    said = capsys.readouterr().err.splitlines()
    assert [line.split()[2] for line in said] == [".gitignore,", "README.md,"]
    assert (tmp_path / "README.md").read_text() == "mine\n"
    assert (tmp_path / ".gitignore").readlink() == Path("nowhere")
    assert (tmp_path / "content/site.yaml").is_file()


def test_a_site_is_not_made_over_another(
    site: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    before = bytes_of(site)
    (tmp_path / "file").write_text("x")
    for place, said in ((site, "exists already"), (tmp_path / "file", "is no folder")):
        assert main(["init", str(place)]) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert said in line and "nothing was written" in line
    assert bytes_of(site) == before


def test_files_are_written_all_or_none(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("mine")
    with pytest.raises(CannotWrite, match="exists already"):
        write_new(tmp_path, {"new/a": "x", "b": "y", "c": "z"})
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
    assert (tmp_path / "b").read_text() == "mine"


def test_half_a_site_is_no_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "schema").write_text("a file where a folder has to be")
    before = bytes_of(tmp_path)
    assert main(["init", str(tmp_path)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "cannot be written" in line
    assert bytes_of(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["schema"]


def test_an_installed_vouch_brings_all_that_a_new_site_needs(tmp_path: Path) -> None:
    """The wheel is unpacked and run from elsewhere: no file of the checkout is in reach."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=CHECKOUT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")

    def vouch(*arguments: str) -> str:
        """What Vouch prints in the folder of the site."""
        done = subprocess.run(
            [sys.executable, "-P", "-W", "error", "-m", "vouch", *arguments],
            cwd=tmp_path / "site",
            env={**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "VOUCH_NO_SETUP": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        return done.stdout

    (tmp_path / "site").mkdir()
    assert "requirements.txt" not in vouch("init", ".")  # as an index has it
    vouch("new", "one")
    assert "Built 1 article, 1 claim" in vouch("--strict")
    assert "Built 2 articles, 2 claims" in vouch("--strict", "--drafts")
    assert (tmp_path / "site/_site/static/vouch.css").is_file()
    (noted,) = (tmp_path / "installed").glob("*.dist-info")
    (noted / "direct_url.json").write_text('{"url": "file:///v.whl", "archive_info": {}}')
    told = vouch("init", "other").splitlines()
    assert "set in other/requirements.txt where pip finds Vouch" in told[-1]
    asked = (tmp_path / "site/other/requirements.txt").read_text().splitlines()[-1]
    assert asked.startswith("vouch-press~=")
