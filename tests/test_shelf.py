"""Large pages: what they list lies on the disk, they are made in parts, and are the same bytes."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from weakref import ref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.newsroom import Article, Newsroom, newsroom
from vouch import across, links
from vouch.building import build
from vouch.render import Renderer
from vouch.shelf import Kept, Opened, Shelf, as_held, taken
from vouch.spill import Spill
from vouch.templating import running


@dataclass(frozen=True)
class Book:
    """A value that may hold others."""

    title: str
    date: int
    others: tuple[Any, ...] = ()

    def said(self, word: str) -> str:
        return f"{word} {self.title}"


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    with Shelf() as made:
        yield made


def test_what_stands_for_a_value_has_its_attributes(shelf: Shelf) -> None:
    one = shelf.put(Book("One", 1), "date")
    two = shelf.put(Book("Two", 2, (one, one)))
    assert isinstance(one, Kept)
    assert (one.date, one.title, one.said("It is")) == (1, "One", "It is One")
    assert [each.date for each in two.others] == [1, 1]
    assert two.others[0] is one
    assert taken(one) == Book("One", 1)
    assert taken(Book("Three", 3)) == Book("Three", 3)
    assert replace(taken(two), others=()) == Book("Two", 2)
    with pytest.raises(AttributeError, match="author"):
        _ = one.author


def test_what_is_opened_is_read_when_its_turn_comes(shelf: Shelf) -> None:
    one, two = shelf.put(Book("One", 1)), Book("Two", 2)
    opened = Opened((one, two))
    assert [type(each) for each in opened] == [Book, Book]
    assert [*opened] == [Book("One", 1), Book("Two", 2)]
    assert [*as_held(opened)] == [one, two]
    holding = taken(shelf.put(Book("All", 3, opened)))
    assert isinstance(holding.others, Opened)
    assert [*as_held(holding.others)] == [one, two]


def test_more_values_than_are_kept_at_hand(shelf: Shelf) -> None:
    books = [shelf.put(Book(f"No. {number}", number)) for number in range(1_000)]
    assert [book.title for book in books] == [f"No. {number}" for number in range(1_000)]
    assert books[0].date == 0


def test_where_there_is_no_room_values_stay_in_memory(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = shelf.put(Book("One", 1))

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "pwrite", full)
    two = shelf.put(Book("Two", 2, (one,)))
    monkeypatch.undo()
    three = shelf.put(Book("Three", 3, (two,)))
    assert two == Book("Two", 2, (one,))
    assert (one.title, three.others[0].title) == ("One", "Two")


def test_nothing_of_a_shelf_is_left_for_a_search_for_garbage() -> None:
    gc.disable()
    try:
        with Shelf() as made:
            book = made.put(Book("All", 2, (made.put(Book("One", 1)),)))
            assert book.others[0].title == "One"
        gone = ref(made)
        del made, book
        assert gone() is None
    finally:
        gc.enable()


PARTS = st.lists(st.text(alphabet="aé’ \n\x00", max_size=5), max_size=6)


@given(PARTS, st.lists(st.booleans(), min_size=6, max_size=6))
def test_a_page_in_parts_is_the_page(parts: Sequence[str], hands: Sequence[bool]) -> None:
    with Spill("../") as spill:
        made = ""
        for part, is_handed in zip(parts, hands, strict=False):
            made += part
            made = spill.take(made) if is_handed else made
        page = spill.close_with(made.replace(links.ROOT, "../"))
        assert b"".join(page) == b"".join(page) == "".join(parts).replace("\x00", "../").encode()


@pytest.fixture
def room() -> Newsroom:
    room = newsroom()
    for number in range(12):
        room.articles[f"a{number}"] = Article(f"A{number}", "en", items=[["rho", 5, "GWh"]])
    return room


def test_large_pages_are_the_same_bytes(
    room: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.write(tmp_path)
    whole = build(tmp_path, tmp_path / "whole", today=room.today, jobs=1).files
    shelves, handed = [], []

    def shelf(*common: type) -> Shelf:
        shelves.append(Shelf(*common))
        return shelves[-1]

    def take(self: Spill, text: str) -> str:
        handed.append(text)
        return original(self, text)

    original = Spill.take
    monkeypatch.setattr(across, "_MANY_CLAIMS", 0)
    monkeypatch.setattr(across, "Shelf", shelf)
    monkeypatch.setattr(running, "MANY", 7)
    monkeypatch.setattr(Spill, "take", take)
    parts = build(tmp_path, tmp_path / "parts", today=room.today, jobs=1).files
    assert len(shelves) == 1
    with pytest.raises(ValueError, match="closed"):
        shelves[0].value(0)
    assert len(handed) > 30
    assert parts == whole


def test_equal_values_at_hand_are_held_once(shelf: Shelf) -> None:
    held = [shelf.put(Book(f"{n}", 1000 + n % 2), "date") for n in range(6)]
    assert [one.date for one in held] == [1000, 1001] * 3
    assert len({id(one.date) for one in held}) == 2


@dataclass(frozen=True)
class Shop:
    """A value that many books have."""

    name: str


def test_of_equal_common_values_a_single_one_is_read_back() -> None:
    books = [Book(f"{n}", n, (Shop("here"), (Shop(f"there {n % 2}"),))) for n in range(600)]
    with Shelf(Shop) as shelf:
        kept = [shelf.put(book) for book in books]
        assert [taken(each) for each in kept] == books
        assert len({id(each.others[0]) for each in kept}) == 1
        assert len({id(each.others[1][0]) for each in kept}) == 2
        assert kept[0].others[0] is not books[599].others[0]


def test_no_list_of_all_is_left_in_what_is_held_of_a_page(
    room: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.write(tmp_path)
    left: list[str] = []

    def close_with(self: Spill, page: str) -> Spill:
        left.append(page)
        return original(self, page)

    original = Spill.close_with
    monkeypatch.setattr(running, "MANY", 0)
    monkeypatch.setattr(Spill, "close_with", close_with)
    files = build(tmp_path, tmp_path / "parts", today=room.today, jobs=1).files
    listed = {"claims": b'class="judged"', "sources": b'id="src-', "timeline": b"data-event"}
    for name, hook in listed.items():
        assert hook in files[f"{name}/index.html"]
        assert not any(hook.decode() in page for page in left)


def test_what_is_made_in_a_macro_is_not_handed_over(tmp_path: Path) -> None:
    (tmp_path / "m").write_text(
        "{% macro all(n) %}{% for i in range(n) %}{{ i }},{% endfor %}{% endmacro %}"
    )
    (tmp_path / "page").write_text(
        "{% from 'm' import all with context %}{{ all(9)|replace('1', 'one') }}"
        "{% for i in range(9) %}{{ i }};{% endfor %}"
    )
    environment = Renderer([tmp_path]).environment
    quick = environment.quick
    plain = environment.render("page", {})
    quick.most = 2
    with Spill("") as spill:
        quick.sink = spill.take
        made = environment.render("page", {})
        page = b"".join(spill.close_with(made)).decode()
    assert page == plain != made
