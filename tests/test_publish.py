"""Publishing: all or nothing, and never over what somebody else put there."""

import os
import stat
import time
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vouch import beside
from vouch.marker import MARKER, UNFINISHED, marker, noted
from vouch.publish import CannotPublish, ForeignFolder, Published, claimed
from vouch.publish import publish as publish_at
from vouch.standing import standing

OLD = {"index.html": b"old", "a/index.html": b"old a"}
NEW = {"index.html": b"new", "b/c/index.html": b"new c"}


def publish(files: Mapping[str, bytes], folder: Path, notes: str = "") -> Published:
    with claimed(folder) as place:
        return publish_at(files, place, notes=notes)


def _held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MARKER
    }


def test_a_new_site_is_written_whole(tmp_path: Path) -> None:
    publish(NEW, tmp_path / "deep" / "_site")
    assert _held(tmp_path / "deep" / "_site") == NEW


def test_the_next_site_replaces_the_one_before_and_nothing_of_it_stays(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "_site")
    publish(NEW, tmp_path / "_site")
    assert _held(tmp_path / "_site") == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["_site"]


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "_site").mkdir()
    publish(NEW, tmp_path / "_site")
    assert _held(tmp_path / "_site") == NEW


def test_a_folder_of_somebody_else_is_refused_and_stays(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ForeignFolder, match="did not make"):
        publish(NEW, tmp_path / "home")
    assert _held(tmp_path / "home") == {"letter.txt": b"mine"}
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_a_file_in_the_place_of_the_folder_is_refused_and_stays(tmp_path: Path) -> None:
    (tmp_path / "_site").write_text("mine", encoding="utf-8")
    with pytest.raises(ForeignFolder, match="is a file"):
        publish(NEW, tmp_path / "_site")
    assert (tmp_path / "_site").read_text(encoding="utf-8") == "mine"


def test_a_site_behind_a_link_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "disk")
    (tmp_path / "_site").symlink_to(tmp_path / "disk")
    publish(NEW, tmp_path / "_site")
    assert (tmp_path / "_site").is_symlink()
    assert _held(tmp_path / "disk") == NEW


def test_a_file_that_cannot_be_written_leaves_the_old_site(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "_site")
    impossible = {**NEW, "b": b"a file where a folder has to be"}
    with pytest.raises(CannotPublish, match="cannot be written"):
        publish(impossible, tmp_path / "_site")
    assert _held(tmp_path / "_site") == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["_site"]


def test_what_a_killed_build_left_behind_is_cleared(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "_site")
    half = tmp_path / ".vouch-new-_site"
    (half / "a").mkdir(parents=True)
    (half / MARKER).write_bytes(UNFINISHED)
    (half / "a" / "index.html").write_bytes(b"hal")
    publish(NEW, tmp_path / "_site")
    assert _held(tmp_path / "_site") == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["_site"]


def test_a_site_that_a_killed_swap_set_aside_comes_back_first(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "_site")
    (tmp_path / "_site").rename(tmp_path / ".vouch-old-_site")
    with pytest.raises(CannotPublish):
        publish({**NEW, "b": b"a file where a folder has to be"}, tmp_path / "_site")
    assert _held(tmp_path / "_site") == OLD


def test_a_place_that_may_not_be_written_gives_one_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)  # root may write anywhere
    try:
        with pytest.raises(CannotPublish, match="cannot be written"):
            publish(NEW, tmp_path / "_site")
    finally:
        if root:
            os.seteuid(0)
        tmp_path.chmod(0o700)


# --- What did not change -----------------------------------------------------------------------


def _identities(folder: Path) -> dict[str, tuple[int, int]]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in paths
    }


def test_where_nothing_changed_nothing_is_written(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "_site", "a note")
    before, folder = _identities(tmp_path / "_site"), (tmp_path / "_site").stat()
    for _ in range(2):
        assert publish(OLD, tmp_path / "_site", "a note") == Published(linked=len(OLD))
    assert {**_identities(tmp_path / "_site"), MARKER: before[MARKER]} == before
    assert (tmp_path / "_site").stat().st_ino == folder.st_ino
    assert publish(OLD, tmp_path / "_site", "another").linked == len(OLD)
    with claimed(tmp_path / "_site") as place:
        assert place.standing.notes == "another"


def test_what_did_not_change_is_the_same_file(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "_site")
    before = _identities(tmp_path / "_site")
    done = publish({"a/index.html": OLD["a/index.html"], "b": b"b"}, tmp_path / "_site")
    assert done == Published(("b",), 1, ("index.html",))
    after = _identities(tmp_path / "_site")
    assert after["a/index.html"] == before["a/index.html"]
    assert (tmp_path / "_site/a/index.html").stat().st_nlink == 1
    assert publish({"b": b"b"}, tmp_path / "_site") == Published((), 1, ("a/index.html",))
    assert sorted(path.name for path in (tmp_path / "_site").iterdir()) == [MARKER, "b"]


def _same_size(path: Path) -> None:
    path.write_bytes(path.read_bytes().swapcase())


def _same_size_and_time(path: Path) -> None:
    before = path.stat()
    _same_size(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _replaced_with_the_same_time(path: Path) -> None:
    before = path.stat()
    path.with_name("x").write_bytes(path.read_bytes().swapcase())
    os.utime(path.with_name("x"), ns=(before.st_atime_ns, before.st_mtime_ns))
    path.with_name("x").replace(path)


def _a_link(path: Path) -> None:
    path.rename(path.parent.parent.parent / "elsewhere")
    path.symlink_to("../../elsewhere")


PAUSE = 0.03
"""More than a tick of the clock by which files are stamped, in seconds."""

EDITS: dict[str, Callable[[Path], object]] = {
    "longer": lambda path: path.write_bytes(b"longer than it was"),
    "same size": _same_size,
    "same size and time": _same_size_and_time,
    "replaced": _replaced_with_the_same_time,
    "removed": lambda path: path.unlink(),
    "a link": _a_link,
    "other permissions": lambda path: path.chmod(0o600),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("files", [OLD, {**OLD, "b": b"b"}], ids=["as before", "one more"])
def test_a_file_that_somebody_changed_is_written_again(
    tmp_path: Path, edit: Callable[[Path], object], files: Mapping[str, bytes]
) -> None:
    publish(OLD, tmp_path / "_site")
    time.sleep(PAUSE)
    publish(OLD, tmp_path / "_site")  # finds all as it was, long after it was written
    time.sleep(PAUSE)
    edit(tmp_path / "_site/a/index.html")
    assert "a/index.html" in publish(files, tmp_path / "_site").written
    assert _held(tmp_path / "_site") == files
    assert stat.S_ISREG((tmp_path / "_site/a/index.html").lstat().st_mode)
    assert (tmp_path / "_site/a/index.html").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
def test_a_file_is_handed_over_without_its_bytes(tmp_path: Path, large: bool) -> None:
    more = {f"p{n}/index.html": b"p" for n in range(80 if large else 0)}
    publish(OLD | more, tmp_path / "_site")
    for content in (b"1", b"2", b"3"):
        with claimed(tmp_path / "_site") as place:
            known = [path for path in place.standing.intact if path != "index.html"]
            done = publish_at({"index.html": content}, place, keep=known)
        assert done == Published(("index.html",), 1 + len(more))
        assert _held(tmp_path / "_site") == OLD | more | {"index.html": content}


def test_a_kept_file_that_is_changed_during_the_build_stops_it(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "_site")
    with claimed(tmp_path / "_site") as place:
        assert "a/index.html" in place.standing.intact
        (tmp_path / "_site/a/index.html").write_bytes(b"old b")
        with pytest.raises(CannotPublish, match=r"a/index\.html was changed while"):
            publish_at({"index.html": b"1"}, place, keep=["a/index.html"])
    assert _held(tmp_path / "_site") == OLD | {"a/index.html": b"old b"}
    assert [path.name for path in tmp_path.iterdir()] == ["_site"]


def test_other_permissions_of_new_files_are_those_of_all_files(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        publish(OLD, tmp_path / "_site")
        os.umask(0o022)
        assert publish(OLD, tmp_path / "_site").written == tuple(OLD)
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o044 for path in (tmp_path / "_site").rglob("*")} == {0o044}


MARKERS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut short": lambda text: text[:-1],
    "cut at a line": lambda text: text[: text.rindex(b"\n", 0, -66) + 1],
    "of another form": lambda _: _signed(b"This folder is made by Vouch; \nformat 2\n"),
    "damaged": lambda text: text.replace(b" 5 ", b" 6 "),
    "bytes": lambda _: bytes(range(256)),
    "out of the folder": lambda _: marker({"../kept": noted(b"x")}, ""),
    "absolute": lambda _: marker({"/kept": noted(b"x")}, ""),
}


def _signed(text: bytes) -> bytes:
    return text + sha256(text).hexdigest().encode() + b"\n"


@pytest.mark.parametrize("change", MARKERS.values(), ids=MARKERS)
def test_a_marker_that_cannot_be_read_is_not_trusted(
    tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    (tmp_path / "kept").write_bytes(b"x")
    publish(OLD, tmp_path / "_site", "a note")
    path = tmp_path / "_site" / MARKER
    path.write_bytes(change(path.read_bytes()))
    with claimed(tmp_path / "_site") as place:
        assert (place.standing.files, place.standing.notes) == ({}, "")
    assert publish(OLD, tmp_path / "_site").written == tuple(OLD)
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(ForeignFolder, match=r"cannot be read: a/index\.html; move"):
        publish({"index.html": b"new"}, tmp_path / "_site")
    assert _held(tmp_path / "_site") == OLD
    assert (tmp_path / "kept").read_bytes() == b"x"


def test_a_marker_of_another_site_is_no_danger(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "_site")
    publish(NEW, tmp_path / "other")
    (tmp_path / "other" / MARKER).replace(tmp_path / "_site" / MARKER)
    with pytest.raises(ForeignFolder, match=r"a/index\.html"):
        publish({**OLD, "a/index.html": b"new a"}, tmp_path / "_site")
    assert _held(tmp_path / "_site") == OLD
    publish(OLD, tmp_path / "_site")
    assert _held(tmp_path / "_site") == OLD


NAMES = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1)


@given(st.dictionaries(NAMES.filter(lambda name: name != ".."), st.binary()), st.text())
def test_a_marker_is_read_as_it_was_written(files: dict[str, bytes], notes: str) -> None:
    given_files = {path: noted(content) for path, content in files.items()}
    with TemporaryDirectory() as folder:
        Path(folder, MARKER).write_bytes(marker(given_files, notes))
        read = standing(folder, Path(folder).stat())
    assert (read.files, read.notes, read.is_known) == (given_files, notes, True)


# --- What somebody else put there --------------------------------------------------------------

STRANGERS = {"CNAME": b"x", ".git/HEAD": b"ref", "a/notes.txt": b"mine", "own/deep/er": b"y"}


def _put(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
def test_what_somebody_put_into_a_site_moves_with_it(tmp_path: Path, large: bool) -> None:
    more = {f"p{n}/index.html": b"p" for n in range(80 if large else 0)}
    publish(OLD | more, tmp_path / "_site")
    _put(tmp_path / "_site", STRANGERS)
    (tmp_path / "_site/empty").mkdir()
    (tmp_path / "_site/nowhere").symlink_to("nowhere at all")
    before = _identities(tmp_path / "_site")
    done = publish(NEW | more, tmp_path / "_site")
    whole = {".git", "CNAME", "empty", "nowhere", "own"}
    assert set(done.carried) == whole | {"a/notes.txt" if large else "a"}
    for files in (OLD, NEW, OLD):
        publish(files | more, tmp_path / "_site")
        assert _held(tmp_path / "_site") == files | more | STRANGERS
        assert (tmp_path / "_site/empty").is_dir()
        assert (tmp_path / "_site/nowhere").readlink() == Path("nowhere at all")
    after = _identities(tmp_path / "_site")
    assert {path: after[path] for path in STRANGERS} == {path: before[path] for path in STRANGERS}


IN_THE_WAY: dict[str, tuple[dict[str, bytes], str]] = {
    "a file": ({"b/c/index.html": b"mine"}, "b/c/index.html"),
    "a file where a folder has to be": ({"b": b"mine"}, "b"),
    "a folder where a file has to be": ({"b/c/index.html/mine": b"x"}, "b/c/index.html"),
}


IN_A_FOLDER: dict[str, tuple[dict[str, bytes], str]] = {
    "a file in a folder where a file has to be": ({"a/mine": b"x"}, "a/mine"),
    "a folder in a folder where a file has to be": ({"a/my/own": b"x"}, "a/my"),
}


@pytest.mark.parametrize(("files", "named"), IN_A_FOLDER.values(), ids=IN_A_FOLDER)
def test_a_folder_that_becomes_a_file_has_to_be_ours(
    tmp_path: Path, files: dict[str, bytes], named: str
) -> None:
    publish(OLD, tmp_path / "_site")
    _put(tmp_path / "_site", files)
    with pytest.raises(ForeignFolder, match=f"something else: {named}; move"):
        publish({"a": b"1"}, tmp_path / "_site")
    assert _held(tmp_path / "_site") == OLD | files


@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
def test_files_and_folders_change_their_roles(tmp_path: Path, large: bool) -> None:
    more = {f"p{n}/index.html": b"p" for n in range(80 if large else 0)}
    for files in (OLD, {"a": b"1"}, OLD, {"index.html/x": b"1"}, {"index.html": b"2"}):
        publish(files | more, tmp_path / "_site")
        assert _held(tmp_path / "_site") == files | more


@pytest.mark.parametrize(("files", "named"), IN_THE_WAY.values(), ids=IN_THE_WAY)
def test_what_a_new_site_would_replace_stops_it(
    tmp_path: Path, files: dict[str, bytes], named: str
) -> None:
    publish(OLD, tmp_path / "_site")
    _put(tmp_path / "_site", files)
    with pytest.raises(ForeignFolder, match=f"has something else: {named}; move them elsewhere"):
        publish(NEW, tmp_path / "_site")
    assert _held(tmp_path / "_site") == OLD | files
    assert [path.name for path in tmp_path.iterdir()] == ["_site"]


def test_the_same_file_is_in_nobodys_way(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "_site")
    _put(tmp_path / "_site", {"b/c/index.html": NEW["b/c/index.html"]})
    publish(NEW, tmp_path / "_site")
    assert _held(tmp_path / "_site") == NEW


def test_a_folder_of_the_site_that_is_a_link_now_is_not_followed(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "_site")
    (tmp_path / "_site/a").rename(tmp_path / "disk")
    (tmp_path / "_site/a").symlink_to(tmp_path / "disk")
    with pytest.raises(ForeignFolder, match="something else: a; move"):
        publish({**OLD, "index.html": b"1"}, tmp_path / "_site")
    publish(NEW, tmp_path / "_site")
    assert (tmp_path / "disk/index.html").read_bytes() == OLD["a/index.html"]


def test_a_fresh_working_tree_of_git_may_be_filled_and_stays_one(tmp_path: Path) -> None:
    _put(tmp_path / "_site", {".git": b"gitdir: elsewhere"})
    publish(OLD, tmp_path / "_site")
    publish(NEW, tmp_path / "_site")
    assert _held(tmp_path / "_site") == NEW | {".git": b"gitdir: elsewhere"}


# --- Large sites -------------------------------------------------------------------------------


def _large(*changed: int, pages: int = 90) -> dict[str, bytes]:
    return {
        f"{n % 7}/{n}/index.html": f"{n}{'!' * changed.count(n)}".encode() for n in range(pages)
    }


SPARE = ".vouch-spare-_site"


def test_the_spare_of_a_large_site_is_brought_up_to_date(tmp_path: Path) -> None:
    sites = [_large(), _large(3), _large(3, 3, 4), _large(4, pages=70), _large(pages=91), OLD]
    for files in (*sites, *reversed(sites)):
        done = publish(files, tmp_path / "_site")
        assert _held(tmp_path / "_site") == files
        assert len(done.written) + done.linked == len(files)
        assert {path.name for path in tmp_path.iterdir()} <= {"_site", SPARE}
    assert publish(_large(), tmp_path / "_site") == Published(linked=90)
    assert publish(_large(5), tmp_path / "_site").written == ("5/5/index.html",)
    assert (tmp_path / "_site/0/0/index.html").stat().st_nlink == 2
    assert (tmp_path / SPARE / "5/5/index.html").read_bytes() == b"5"


SPARES: dict[str, Callable[[Path], object]] = {
    "gone": lambda spare: spare.rename(spare.with_name("x")),
    "without marker": lambda spare: (spare / MARKER).unlink(),
    "unfinished": lambda spare: (spare / MARKER).write_bytes(UNFINISHED),
    "a file less": lambda spare: (spare / "3/3/index.html").unlink(),
    "a file edited": lambda spare: (spare / "5/5/index.html").write_bytes(b"by hand"),
    "a file replaced": lambda spare: _replaced_with_the_same_time(spare / "3/3/index.html"),
}


@pytest.mark.parametrize("change", SPARES.values(), ids=SPARES)
def test_a_spare_that_was_meddled_with_is_no_danger(
    tmp_path: Path, change: Callable[[Path], object]
) -> None:
    publish(_large(), tmp_path / "_site")
    publish(_large(5), tmp_path / "_site")
    change(tmp_path / SPARE)
    for files in (_large(6), _large(), _large(5)):
        publish(files, tmp_path / "_site")
        assert _held(tmp_path / "_site") == files


# --- Several processes at a time -----------------------------------------------------------------

BEFORE = {
    "nothing": (),
    "a folder": ("a/",),
    "a file in the way": ("a/", "a/b"),
    "a file in the way of all": ("a",),
}


@pytest.mark.parametrize("moment", range(8))
@pytest.mark.parametrize("there", BEFORE.values(), ids=BEFORE)
def test_another_process_may_make_the_same_folders_at_any_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: tuple[str, ...], moment: int
) -> None:
    """Before one of the calls by which a file is put there, another process puts one beside it."""
    for path in there:
        if path.endswith("/"):
            (tmp_path / path).mkdir()
        else:
            (tmp_path / path).write_bytes(b"in the way")
    folder, calls = str(tmp_path), 0
    made: dict[str, Callable[..., object]] = {"mkdir": os.mkdir, "unlink": os.unlink}

    def first(name: str, *given: object) -> object:
        nonlocal calls
        calls += 1
        if calls == moment + 1:
            with monkeypatch.context() as undone:
                for each, call in made.items():
                    undone.setattr(os, each, call)
                beside.put(folder, "a/b/c/other.html", [b"other"], set())
        return made[name](*given)

    for name in made:
        monkeypatch.setattr(os, name, partial(first, name))
    beside.put(folder, "a/b/c/own.html", [b"own"], set())
    expected = {"a/b/c/own.html": b"own"}
    if calls > moment:
        expected["a/b/c/other.html"] = b"other"
    assert _held(tmp_path) == expected
