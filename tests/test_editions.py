"""An article with many claims: its pages are made by several processes, and are the same."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.newsroom import Article, Newsroom, newsroom
from vouch import crew, editions
from vouch.building import Built, build
from vouch.outputs.articlefiles import beside_claims, register

_FORMATS = {"cards": False, "search": True, "packet": True, "embeds": True}


@pytest.fixture(autouse=True)
def _small_quires(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editions, "_MOST", 2)


def _room(claims: int) -> Newsroom:
    """One article alone."""
    room = newsroom()
    items: list[list[object]] = [[f"w{k}", k + 1, "GW"] for k in range(claims)]
    room.articles = {"long": Article("Long", "en", items=items)}
    room.settings["formats"] = _FORMATS
    return room


def _held(folder: Path) -> Mapping[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _built(room: Newsroom, folder: Path, jobs: int) -> Built:
    room.write(folder / "in")
    return build(folder / "in", folder / f"out-{jobs}", today=room.today, jobs=jobs)


@pytest.fixture
def forks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an entry for each process that started others."""
    folder, fork = tmp_path / "forks", os.fork
    folder.mkdir()

    def noted() -> int:
        (folder / str(os.getpid())).touch()
        return fork()

    monkeypatch.setattr(os, "fork", noted)
    return folder


@pytest.mark.parametrize("claims", [45, 46, 47])
def test_the_number_of_processes_changes_no_byte(tmp_path: Path, forks: Path, claims: int) -> None:
    """The last quire has one claim or two."""
    found = []
    for jobs in (1, 2, 3):
        built = _built(_room(claims), tmp_path, jobs)
        assert len(built.published.written) > 2 * claims
        assert bool([*forks.iterdir()]) == (jobs > 1)
        found.append(_held(tmp_path / f"out-{jobs}"))
    assert found[0] == found[1] == found[2]


def test_one_quire_or_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _built(_room(9), tmp_path / "many", 1)
    monkeypatch.setattr(editions, "_MOST", 100)
    _built(_room(9), tmp_path / "one", 1)
    assert _held(tmp_path / "many" / "out-1") == _held(tmp_path / "one" / "out-1")


def test_processes_start_none_in_turn(tmp_path: Path, forks: Path) -> None:
    room = _room(40)
    room.articles |= {f"more-{n}": Article("More", "en") for n in range(20)}
    _built(room, tmp_path, 2)
    assert [path.name for path in forks.iterdir()] == [str(os.getpid())]


_UNMADE, _PARTED = "template-fault", "markup-differs"
_REPLACED: Mapping[str, tuple[str, str, str]] = {
    "pages cannot be made": (
        "claim.html",
        "{% if claim.number > 30 %}{{ claim.no }}{% endif %}",
        _UNMADE,
    ),
    "no page of a claim can be made": ("claim.html", "{{ claim.no }}", _UNMADE),
    "the first page cannot be made": ("article.html", "{{ article.no }}", _UNMADE),
    "a page cannot be made, others lack something": (
        "claim.html",
        "{% if claim.number == 30 %}{{ claim.no }}{% endif %}",
        _UNMADE,
    ),
    "pages lack something": ("claim.html", "<p>{{ claim.number }}</p>", _PARTED),
    "the article lacks its body": ("article.html", "{{ article.title }}", "text-changed"),
}


@pytest.mark.parametrize(("template", "text", "code"), _REPLACED.values(), ids=_REPLACED)
def test_the_number_of_processes_changes_no_fault(
    tmp_path: Path, template: str, text: str, code: str
) -> None:
    room = _room(50)
    room.files[f"templates/{template}"] = text.encode()
    found = []
    for jobs in (1, 2, 3):
        built = _built(room, tmp_path, jobs)
        assert not built.files
        found.append(built.checked.diagnostics)
    assert found[0] == found[1] == found[2]
    assert {problem.code for problem in found[0]} == {code}


def test_a_fault_of_a_template_is_told_once(tmp_path: Path) -> None:
    room = _room(50)
    room.files["templates/claim.html"] = b"{% if claim.number > 1 %}{{ claim.no }}{% endif %}"
    (problem,) = _built(room, tmp_path, 2).checked.diagnostics
    (note,) = problem.notes
    assert note.message == "49 pages cannot be made, such as long/claims/c2/index.html"


def test_what_is_told_of_more_claims_than_there_are_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def more(*asked: object) -> object:
        known = register(*asked)  # type: ignore[arg-type]
        known.told.records["claims"].append({**known.told.records["claims"][0], "id": "c99"})
        return known

    monkeypatch.setattr(editions, "register", more)
    problems = _built(_room(4), tmp_path, 1).checked.diagnostics
    assert any("the cards of `c99`" in problem.message for problem in problems)


def test_a_process_that_is_killed_is_one_clear_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = os.getpid()

    def killed(*asked: object) -> object:
        if os.getpid() != parent:
            os._exit(9)
        return beside_claims(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(editions, "beside_claims", killed)
    with pytest.raises(crew.Died):
        _built(_room(40), tmp_path, 2)
