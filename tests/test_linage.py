"""How far a card rises to the line of its passage."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import CHECKOUT
from tests.sites import articles_of, written
from vouch import prose
from vouch.anchor import Range
from vouch.annotate import Mark, Slot, annotate, body_text
from vouch.linage import LINE, MOST, classes, measured, width
from vouch.markup import Token

FULL = f"{'abcdeghko ' * 6}a "
"""A line of text."""
assert width(FULL) == LINE


def items(markdown: str, *quotes: str) -> list[Token | Slot]:
    """The annotated tokens of an article with a claim for each quote."""
    tokens = prose.body(markdown, "fr", "Retour").tokens
    text = body_text(tokens).text
    marks = []
    for number, quote in enumerate(quotes, start=1):
        at = text.index(quote)
        marks.append(Mark(f"k{number}", number, (Range(at, at + len(quote)),), "s", "l"))
    return list(annotate(tokens, marks))


def rises(markdown: str, *quotes: str) -> str:
    """The rises slot by slot, as in `k1 2, k2 0 | k3 5`; in a slot by the names of claims."""
    slots = (item for item in measured(items(markdown, *quotes)) if isinstance(item, Slot))
    rising = (sorted(zip(slot.claims, slot.rises, strict=True)) for slot in slots)
    return " | ".join(", ".join(f"{claim} {rise:g}" for claim, rise in slot) for slot in rising)


@given(st.text(alphabet="ailI’'—mW%? é½œ\u202f\n中😀()", max_size=40))
def test_the_width_of_a_text_is_that_of_its_letters(text: str) -> None:
    narrow = sum(letter in "iljtfrI.,;:!'’|()[]" for letter in text)
    wide = sum(letter in "mwMWGOQDHNUA%—" for letter in text)
    assert width(text) == len(text) - 0.45 * narrow + 0.4 * wide


# A card stands below the space after its paragraph: a line of text is 1.7 lines to rise.
RISES = {
    "no-claim": ("un", (), ""),
    "one-line": ("un", ("un",), "k1 1.7"),
    "end-of-a-line": (f"{FULL[:-3]}un", ("un",), "k1 1.7"),
    "begin-of-two-lines": (f"un {FULL}", ("un",), "k1 1.7"),
    "second-of-two-lines": (f"{FULL}un", ("un",), "k1 1.7"),
    "from-the-first-line-to-the-second": (f"{FULL[:-4]}un deux", ("un deux",), "k1 1.7"),
    "begin-of-ten-lines": (f"un {FULL * 9}", ("un",), "k1 9.7"),
    "last-of-ten-lines": (f"{FULL * 9}un", ("un",), "k1 1.7"),
    "two-in-a-line": ("un deux", ("un", "deux"), "k1 1.7, k2 1.7"),
    "two-far-apart": (f"un {FULL * 3}deux", ("un", "deux"), "k1 3.7, k2 1.7"),
    "one-within-another": (f"un {FULL * 3}deux", (f"un {FULL * 3}deux", "deux"), "k1 3.7, k2 1.7"),
    "the-paragraph-before-does-not-count": (f"{FULL * 9}\n\nun", ("un",), "k1 1.7"),
    "the-paragraph-after-does-not-count": (f"un\n\n{FULL * 9}", ("un",), "k1 1.7"),
    "each-in-its-paragraph": ("un\n\ndeux", ("un", "deux"), "k1 1.7 | k2 1.7"),
    "across-two-paragraphs": ("un\n\ndeux", ("un\n\n\ndeux",), "k1 3.4"),
    "line-breaks": ("un<br>b<br>c<br>deux", ("un", "deux"), "k1 4.7, k2 1.7"),
    "rows-of-a-table": (
        "| a | b |\n|---|---|\n| un | c |\n| d | e |\n| deux | g |",
        ("un", "deux"),
        "k1 3.8, k2 1.2",
    ),
    "cells-of-a-row-stand-beside-each-other": (
        "| a | b | c |\n|---|---|---|\n| un | deux | trois |",
        ("un", "trois"),
        "k1 1.2, k2 1.2",
    ),
    "items-of-a-list": ("- un\n- b\n- deux", ("un", "deux"), "k1 0 | k2 0"),
    "before-a-list-within": ("- un\n    - b\n    - c", ("un",), "k1 0"),
    "quotation": (f"> un {FULL * 3}\n\nb", ("un",), "k1 3.7"),
    "heading": (f"## un\n\n{FULL * 3}", ("un",), "k1 1.7"),
    "marks-of-notes-do-not-count": (
        "un " + "b[^1]" * 40 + " deux\n\n[^1]: note",
        ("un", "deux"),
        "k1 1.7, k2 1.7",
    ),
    "narrow-letters": ("il " + "illicit, il fit. " * 36 + "un", ("il",), "k1 6.7"),
    "long-table-first": (
        "| a | b |\n|---|---|\n" + f"| un {FULL} | {FULL} |\n" + f"| b | {FULL} |\n" * 59,
        ("un",),
        "k1 75",
    ),
    "many-items-first": ("- un\n" + "- b\n" * 40, ("un",), "k1 0"),
    "emphasis-does-not-end-a-line": ("*un* **b** *c* deux", ("un", "deux"), "k1 1.7, k2 1.7"),
}


@pytest.mark.parametrize(("markdown", "quotes", "expected"), RISES.values(), ids=RISES)
def test_rises(markdown: str, quotes: tuple[str, ...], expected: str) -> None:
    assert rises(markdown, *quotes) == expected


def test_a_claim_said_earlier_as_well_has_its_card_beside_its_quote(tmp_path: Path) -> None:
    """`also` may name a passage paragraphs above the quote; the card stands after the quote."""
    claim = {"quote": "deux fois", "also": [{"quote": "une fois"}]}
    site = written(tmp_path, f"Dit une fois.\n\n{FULL * 40}\n\nDit deux fois.\n", [claim])
    (article,) = articles_of(site)
    assert [item.rises for item in article.body if isinstance(item, Slot)] == [(1.7,)]


def test_a_claim_said_later_as_well_has_its_card_beside_its_quote(tmp_path: Path) -> None:
    claim = {"quote": "une fois", "also": [{"quote": "deux fois"}]}
    site = written(tmp_path, f"Dit une fois.\n\n{FULL * 40}\n\nDit deux fois.\n", [claim])
    (article,) = articles_of(site)
    assert [item.rises for item in article.body if isinstance(item, Slot)] == [(1.7,)]


PARAGRAPHS = st.lists(
    st.lists(st.sampled_from(["a", "mot", "abcdefghij", "*b*", "x<br>y"]), min_size=1, max_size=60),
    min_size=1,
    max_size=5,
)


@st.composite
def annotated(draw: st.DrawFn) -> tuple[list[Token | Slot], dict[str, Range]]:
    """Annotated tokens, and where each claim stands in the text."""
    source = "\n\n".join(" ".join(words) for words in draw(PARAGRAPHS))
    tokens = prose.body(source, "fr", "Retour").tokens
    text = body_text(tokens).text
    words = [match.span() for match in re.finditer(r"\S+", text)]
    places = {}
    for number in range(1, draw(st.integers(1, 5)) + 1):
        first = draw(st.integers(0, len(words) - 1))
        last = min(first + draw(st.integers(0, 30)), len(words) - 1)
        places[f"k{number}"] = Range(words[first][0], words[last][1])
    marks = [Mark(claim, int(claim[1:]), (place,), "s", "l") for claim, place in places.items()]
    return list(annotate(tokens, marks)), places


@settings(deadline=None)
@given(annotated())
def test_measuring_adds_rises_and_nothing_else(
    made: tuple[list[Token | Slot], dict[str, Range]],
) -> None:
    before, places = made
    after = list(measured(before))
    bare = [Slot(item.claims) if isinstance(item, Slot) else item for item in after]
    assert bare == before
    slots = [item for item in after if isinstance(item, Slot)]
    assert sorted(claim for slot in slots for claim in slot.claims) == sorted(places)
    assert all(len(slot.claims) == len(slot.rises) for slot in slots)


def test_claims_that_begin_together_end_none_that_began_before() -> None:
    tokens = prose.body("a a\n\na a", "fr", "Retour").tokens
    places = {"k1": (1, 10), "k2": (3, 8), "k3": (9, 10), "k4": (9, 10)}
    marks = [Mark(k, int(k[1:]), (Range(*place),), "s", "l") for k, place in places.items()]
    slots = [item for item in measured(annotate(tokens, marks)) if isinstance(item, Slot)]
    rises = {c: rise for slot in slots for c, rise in zip(slot.claims, slot.rises, strict=True)}
    assert rises["k1"] == rises["k2"] > rises["k3"] == rises["k4"]


@settings(deadline=None)
@given(annotated())
def test_what_begins_later_never_rises_more(
    made: tuple[list[Token | Slot], dict[str, Range]],
) -> None:
    before, places = made
    for slot in measured(before):
        if isinstance(slot, Slot):
            by_place = sorted(
                zip(slot.claims, slot.rises, strict=True), key=lambda pair: places[pair[0]].start
            )
            in_order = [rise for _, rise in by_place]
            assert in_order == sorted(in_order, reverse=True)
            assert all(rise >= 0 for rise in in_order)


@settings(deadline=None)
@given(st.integers(0, 2000), st.integers(0, 2000))
def test_in_one_paragraph_a_rise_is_the_lines_from_the_passage_to_its_end(
    before: int, after: int
) -> None:
    """Whatever stands before the line of the passage is no part of it."""
    text = f"{'x' * before} mot {'y' * after}"
    (slot,) = [item for item in measured(items(text, "mot")) if isinstance(item, Slot)]
    lines = (len("mot ") + after) / MOST
    assert lines <= slot.rises[0] <= lines * MOST / LINE + 3


@pytest.mark.parametrize(
    ("rise", "next_rise", "written"),
    [
        (0.0, 0.0, ""),
        (0.4, 0.0, ""),
        (0.5, 0.0, "rise-1"),
        (2.7, 8.0, "rise-4 rise-1 next-16"),
        (0.0, 127.5, " ".join(f"next-{2**bit}" for bit in reversed(range(8)))),
        (4000.0, 0.0, " ".join(f"rise-{2**bit}" for bit in reversed(range(8)))),
    ],
    ids=str,
)
def test_a_rise_is_written_as_classes(rise: float, next_rise: float, written: str) -> None:
    assert classes(rise, next_rise) == written


def test_the_style_sheet_gives_each_class_its_lines() -> None:
    style = (CHECKOUT / "static/vouch.css").read_text("utf-8")
    rules = re.findall(r"\.(rise|next)-(\d+) \{ --([rn]\d): ([\d.]+); \}", style)
    assert {(name, power) for name, power, *_ in rules} == {
        tuple(each.split("-")) for each in classes(1000, 1000).split()
    }
    for name, power, placed, lines in rules:
        assert float(lines) * 2 == int(power)
        (total,) = re.findall(rf"--{name}: calc\((.*)\);", style)
        assert f"var(--{placed}, 0)" in total.split(" + ")
