"""What is made again after a change, and what becomes of a memory that is not as it was written."""

from __future__ import annotations

import os
import pickle
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from tests.newsroom import Article, Newsroom, newsroom
from vouch import articles
from vouch.building import Built, build
from vouch.cli import main
from vouch.codebase import digest as code_digest
from vouch.compile import compile_article
from vouch.memory import Memory, Store
from vouch.unchanged import Request, recalled

PLACES = {
    "front": {"index.html"},
    **{name: {f"{name}/index.html"} for name in ("claims", "sources", "timeline", "corrections")},
    "claimants": {"claimants/index.html"},
    "tags": {"tags/index.html"},
    "search page": {"search/index.html"},
    "others": {"about/index.html", "404.html"},
    "feeds": {"feed.xml", "feed.json", "corrections.xml"},
    "what hosts ask for": {"sitemap.xml", "robots.txt"},
    "exports": {"claims.json", "claims.csv", "claims.schema.json", "claimreviews.json"},
    "one.md": {"one/index.html", "one/claims/c1/index.html", "one/claims/c2/index.html"},
    "un.md": {"un/index.html", "un/claims/c1/index.html"},
    "two.md": {"two/index.html", "two/claims/c1/index.html"},
    "three.md": {"three/index.html"},
}
"""The pages of the site by the groups in which they are made."""
READ = {"exports", "feeds"}
"""What is made from the files of articles, or held to them."""
INDEXES = {"front", "claims", "sources", "timeline", "corrections", "others", "exports"}
INDEXES |= {"claimants", "tags", "search page", "feeds", "what hosts ask for"}
EVERY = {*PLACES}
_PAGE = b'{% extends "base.html" %}{% block content %}<main>{{ title }}</main>{% endblock %}'


@dataclass
class Desk:
    """A site, its values, and the articles that were compiled since it was asked last."""

    room: Newsroom
    site: Path
    compiled: list[str]

    @property
    def output(self) -> Path:
        return self.site / "_site"

    @property
    def memory(self) -> Path:
        return self.site / ".vouch-memory-_site"

    def built(self, **options: object) -> Built:
        """Write what changed, and build."""
        self.room.write(self.site / "in")
        self.compiled.clear()
        asked: dict[str, object] = {"today": self.room.today, "jobs": 1, **options}
        return build(self.site / "in", self.output, **asked)  # type: ignore[arg-type]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A site that was built once; what is compiled is counted."""
    compiled: list[str] = []

    def counted(parsed: object, *rest: object, **more: object) -> object:
        compiled.append(parsed.name)  # type: ignore[attr-defined]
        return compile_article(parsed, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(articles, "compile_article", counted)
    desk = Desk(newsroom(), tmp_path, compiled)
    desk.room.files["templates/page.html"] = _PAGE
    built = desk.built()
    assert not built.note
    assert {*built.reasons} == EVERY
    assert sorted(compiled) == ["one", "three", "two", "un"]
    return desk


def _held(folder: Path) -> Mapping[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _equals_clean(desk: Desk) -> None:
    fresh = desk.site / "fresh"
    build(desk.site / "in", fresh, today=desk.room.today)
    assert _held(desk.output) == _held(fresh)


def _body(room: Newsroom) -> None:
    room.articles["two"].links.append("pages/about.md")


def _title(room: Newsroom) -> None:
    room.articles["two"].title = "Deux picture"


def _tied_title(room: Newsroom) -> None:
    room.articles["un"].title = "Une"


def _template(room: Newsroom) -> None:
    room.files["templates/page.html"] = _PAGE + b"{# other #}"


def _style(room: Newsroom) -> None:
    room.files["static/own.css"] = b"p { color: red }"


def _day(room: Newsroom) -> None:
    room.today = date(2026, 11, 24)


def _unrelated(room: Newsroom) -> None:
    room.articles["new"] = Article("New", "en")


def _linked(room: Newsroom) -> None:
    room.articles["two"].front["slug"] = "zwei"
    room.articles["three"].links = ["two.md"]


def _asked_for(room: Newsroom) -> None:
    room.files["content/evidence/shared.txt"] = b"Here the item holds, still."


def _shared(room: Newsroom) -> None:
    room.sources["shared"]["title"] = "Shared anew"


@pytest.mark.parametrize(
    ("change", "compiled", "made"),
    [
        pytest.param(lambda _: None, [], set(), id="nothing"),
        pytest.param(_body, ["two"], {"two.md", *READ}, id="the body of an article"),
        pytest.param(_title, ["two"], {"two.md", *INDEXES}, id="its title"),
        pytest.param(_tied_title, ["un"], {"un.md", *INDEXES}, id="that of a translation"),
        pytest.param(_template, [], {"others"}, id="a template of one kind of page"),
        pytest.param(_style, [], set(), id="a style sheet"),
        pytest.param(_day, [], EVERY, id="the day"),
        pytest.param(_unrelated, ["new"], {"new.md", *INDEXES}, id="an article that nobody names"),
        pytest.param(
            _linked, ["three", "two"], {"two.md", "three.md", *INDEXES}, id="an address in a link"
        ),
        pytest.param(
            _asked_for,
            ["one", "two", "un"],
            {"one.md", "two.md", "un.md", *READ},
            id="a capture, whose digest the packets show",
        ),
        pytest.param(_shared, ["one", "three", "two", "un"], None, id="a shared source"),
    ],
)
def test_no_more_is_made_again_than_changed(
    desk: Desk,
    change: Callable[[Newsroom], None],
    compiled: list[str],
    made: set[str] | None,
) -> None:
    before = _held(desk.output)
    change(desk.room)
    built = desk.built()
    assert sorted(desk.compiled) == compiled
    if made is not None:
        assert {*built.reasons} == made
    differs = {p for p, content in _held(desk.output).items() if before.get(p) != content}
    assert {*built.published.written} == differs - {".vouch-site"}
    _equals_clean(desk)


def test_what_is_remembered_of_articles_knows_no_day(desk: Desk) -> None:
    store = Store(str(desk.memory), code_digest())
    first = store.read()[0]
    _day(desk.room)
    desk.built()
    assert store.read()[0].articles == first.articles
    desk.built(clean=True)
    assert store.read()[0].articles == first.articles


_TELL = """
import sys
from vouch.cli import main
status = main(sys.argv[1:])
heavy = {"jinja2", "markdown", "bs4", "pydantic", "babel", "pint", "PIL", "yaml"}
print(status, sorted(heavy & {name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def test_where_nothing_changed_nothing_is_loaded_and_nothing_written(desk: Desk) -> None:
    time.sleep(0.05)  # so that files can be told apart by their times
    desk.built()
    command = [sys.executable, "-c", _TELL, "--site", str(desk.site / "in")]
    asked = ["-o", str(desk.output), "--today", "2026-11-23"]
    times = []
    for _ in range(2):  # the first one may note in the marker that what it read is unchanged
        run = subprocess.run([*command, *asked], capture_output=True, text=True, check=True)
        assert run.stderr == "0 []\n"
        assert "4 articles" in run.stdout
        times.append({p: (p.stat().st_ino, p.stat().st_mtime_ns) for p in _every(desk)})
    assert times[0] == times[1]


def _every(desk: Desk) -> list[Path]:
    return [*desk.output.rglob("*"), *desk.memory.rglob("*")]


def test_verbose_says_why_and_profile_where_the_time_goes(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["--site", str(desk.site / "in"), "-o", str(desk.output), "--today", "2026-11-23"]
    _body(desk.room)
    desk.room.articles["new"] = Article("New", "en")
    desk.room.write(desk.site / "in")
    assert main([*command, "-v", "--profile"]) == 0
    said, told = capsys.readouterr()
    assert [line for line in said.splitlines() if line.startswith("made ")] == [
        "made for the first time: new.md",
        "made claimants again: the articles",
        "made claims again: the articles",
        "made corrections again: the articles",
        "made exports again: the articles",
        "made feeds again: the articles",
        "made front again: the articles",
        "made others again: the articles",
        "made search page again: the articles",
        "made sources again: the articles",
        "made tags again: the articles",
        "made timeline again: the articles",
        "made two.md again: the article",
        "made what hosts ask for again: the articles",
    ]
    names = ["reading", "compiling articles, making their pages", "checking across articles"]
    names += ["making pages across articles", "writing, with images", "remembering", "in all"]
    lines = told.splitlines()
    assert [re.split(r" {2,}", line)[0] for line in lines[1:-1]] == names
    assert lines[-1].startswith("articles: 2 compiled, 3 remembered; pages: ")
    assert lines[-1].endswith("left as they stand")


def test_what_cannot_be_used_is_told_in_one_line(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    _all(desk.memory, lambda content: content[:-9])
    assert main(["--site", str(desk.site / "in"), "-o", str(desk.output)]) == 0
    said = capsys.readouterr().err
    assert said == "vouch: what was remembered is damaged; all is built anew\n"


# --- A memory that is not as it was written -------------------------------------------------------


class _Runs:
    def __reduce__(self) -> tuple[object, ...]:
        return (os.mkdir, ("ran",))


def _all(memory: Path, change: Callable[[bytes], bytes]) -> None:
    for path in memory.iterdir():
        path.write_bytes(change(path.read_bytes()))


def _flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def _swapped(memory: Path) -> None:
    one, two, *_ = sorted(path for path in memory.iterdir() if len(path.name) == 32)
    content = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(content)


def _of_pickle(memory: Path) -> None:
    store = Store(str(memory), code_digest())
    for path in [*memory.iterdir()]:
        content = pickle.dumps(_Runs())
        digest = sha256(content).hexdigest()
        store._put(path.name, content, digest)  # noqa: SLF001 - as somebody could write it


def _of_folder(memory: Path) -> None:
    for path in [*memory.iterdir()]:
        path.unlink()
        path.mkdir()


def _a_file(memory: Path) -> None:
    shutil.rmtree(memory)
    memory.write_bytes(b"mine")


def _a_link(memory: Path) -> None:
    memory.rename(memory.parent / "elsewhere")
    (memory.parent / "elsewhere" / ("0" * 32)).write_bytes(b"mine")
    memory.symlink_to("elsewhere")


@pytest.mark.parametrize(
    ("damage", "note"),
    [
        pytest.param(lambda m: _all(m, lambda c: c[:-9]), "is damaged", id="truncated"),
        pytest.param(lambda m: _all(m, lambda _: b""), "of another version", id="emptied"),
        pytest.param(lambda m: _all(m, _flipped), "is damaged", id="a bit flipped"),
        pytest.param(
            lambda m: _all(m, lambda c: c.replace(b"memory 2", b"memory 0", 1)),
            "of another version",
            id="of another version",
        ),
        pytest.param(
            lambda m: _all(m, lambda c: c.replace(code_digest().encode(), b"0" * 32, 1)),
            "made by other code",
            id="of other code",
        ),
        pytest.param(_swapped, "", id="two articles swapped"),
        pytest.param(_of_pickle, "cannot be read: UnpicklingError", id="code in it"),
        pytest.param(_of_folder, "cannot be read: Is a directory", id="folders instead"),
        pytest.param(_a_file, "cannot be read: Not a directory", id="a file instead"),
        pytest.param(_a_link, "is a link", id="a link instead"),
        pytest.param(shutil.rmtree, "", id="gone"),
    ],
)
def test_a_memory_that_cannot_be_used_is_told_and_replaced(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, damage: Callable[[Path], None], note: str
) -> None:
    monkeypatch.chdir(desk.site)
    damage(desk.memory)
    _day(desk.room)  # so that folios are asked for
    built = desk.built()
    assert note in built.note
    assert bool(note) == bool(built.note)
    assert not (desk.site / "ran").exists()
    _equals_clean(desk)


def test_nothing_is_removed_behind_a_link(desk: Desk) -> None:
    _a_link(desk.memory)
    desk.built(clean=True)
    _title(desk.room)
    desk.built()
    assert (desk.site / "elsewhere" / ("0" * 32)).read_bytes() == b"mine"


def test_only_files_of_ours_are_removed(desk: Desk) -> None:
    (desk.memory / "notes.txt").write_bytes(b"mine")
    desk.built(clean=True)
    assert (desk.memory / "notes.txt").read_bytes() == b"mine"


def test_what_is_of_articles_that_are_gone_is_removed(desk: Desk) -> None:
    del desk.room.articles["one"]
    _title(desk.room)
    desk.built()
    entries = Store(str(desk.memory), code_digest()).read()[0].articles
    assert sorted(entries) == ["three", "two", "un"]
    named = {name for entry in entries.values() for name in (entry.folio, entry.listed)}
    assert {path.name for path in desk.memory.iterdir()} - {"last"} == {"index", *named}


def test_clean_uses_nothing(desk: Desk) -> None:
    built = desk.built(clean=True)
    assert sorted(desk.compiled) == ["one", "three", "two", "un"]
    assert {*built.reasons} == EVERY
    assert not built.published.written


def test_a_memory_that_may_not_be_written_is_of_another_site_then(desk: Desk) -> None:
    kept = _held(desk.memory)
    _title(desk.room)
    desk.built()
    for name, content in kept.items():  # as if the second build could not have written it
        (desk.memory / name).write_bytes(content)
    desk.room.articles["two"].title = "Two picture"
    built = desk.built()
    assert {*built.reasons} == EVERY
    assert not desk.compiled
    _equals_clean(desk)


def test_an_older_site_in_the_place_of_the_newer_is_built_anew(desk: Desk) -> None:
    older = desk.site / "older"
    shutil.copytree(desk.output, older)
    _title(desk.room)
    desk.built()
    time.sleep(0.05)  # so that files can be told apart by their times
    desk.built()
    request = Request(desk.room.today)
    assert recalled(desk.site / "in", desk.output, request) is not None
    shutil.rmtree(desk.output)
    older.rename(desk.output)
    assert recalled(desk.site / "in", desk.output, request) is None
    desk.built()
    _equals_clean(desk)


def test_two_outputs_do_not_disturb_each_other(desk: Desk) -> None:
    other = desk.site / "other"
    build(desk.site / "in", other, today=desk.room.today)
    _title(desk.room)
    desk.built()
    assert not build(desk.site / "in", desk.output, today=desk.room.today).reasons
    assert {*build(desk.site / "in", other, today=desk.room.today).reasons} == {"two.md", *INDEXES}
    assert _held(desk.output) == _held(other)


def test_an_output_that_was_moved_is_built_anew_and_stays_the_same(desk: Desk) -> None:
    moved = desk.site / "moved"
    desk.output.rename(moved)
    built = build(desk.site / "in", moved, today=desk.room.today)
    assert {*built.reasons} == EVERY
    assert not built.published.written
    assert {*desk.built().reasons} == EVERY
    assert _held(desk.output) == _held(moved)


def test_a_memory_is_the_same_with_any_number_of_processes(desk: Desk) -> None:
    for number in range(20):
        desk.room.articles[f"a{number}"] = Article(f"A{number}", "en", items=[["rho", 5, "GWh"]])
    read = []
    for jobs in (1, 2):
        desk.built(jobs=jobs, clean=True)
        held = Store(str(desk.memory), code_digest()).read()[0]
        read.append(replace(held, texts={}))  # which know when they were written
    assert read[0] == read[1] != Memory()
