"""Text set into a box, with letters of which each is as wide as is told here."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vouch.lettering import ELLIPSIS, Box, drawable, fitted

_NARROW = " .,:;'’il\u202f"
WORDS = "un deux trois quatre cinq six sept huit neuf dix"


def measure(text: str, size: int) -> float:
    """Half of the size a character, a quarter for narrow ones."""
    return sum(size / 4 if character in _NARROW else size / 2 for character in text)


@pytest.mark.parametrize(
    ("text", "box", "marks", "size", "lines"),
    [
        pytest.param("", Box(100, 100, (20,)), ("", ""), 20, [], id="nothing"),
        pytest.param("un", Box(100, 100, (20, 10)), ("", ""), 20, ["un"], id="one word"),
        pytest.param(
            WORDS, Box(200, 25, (20, 10)), ("", ""), 10, [WORDS[:25], WORDS[26:]], id="smaller"
        ),
        pytest.param(
            "aaaa bbbb cc", Box(100, 50, (20,)), ("", ""), 20, ["aaaa", "bbbb cc"], id="balanced"
        ),
        pytest.param(
            "aaaa bbbb\u00a0cc", Box(70, 50, (20,)), ("", ""), 20, ["aaaa", "bbbb\u00a0cc"],
            id="a no-break space is kept",
        ),
        pytest.param(
            "6\u202f000 euros", Box(60, 50, (20,)), ("", ""), 20, ["6\u202f000", "euros"],
            id="a narrow one too",
        ),
        pytest.param("a\u2009b", Box(10, 50, (20,)), ("", ""), 20, ["a", "b"], id="a thin space"),
        pytest.param(
            "aa bb cc, dd ee", Box(80, 25, (20,)), ("", ""), 20, ["aa bb cc…"], id="cut at a word"
        ),
        pytest.param(
            "aa bb cc dd ee", Box(115, 25, (20,)), ("«\u00a0", "\u00a0»"), 20,
            ["«\u00a0aa bb…\u00a0»"], id="marks stand around what is cut",
        ),
        pytest.param(
            "aa « bb", Box(55, 25, (20,)), ("", ""), 20, ["aa…"], id="no mark is left open"
        ),
        pytest.param("a" * 12, Box(60, 50, (20,)), ("", ""), 20, ["aaaaaa"] * 2, id="a long word"),
        pytest.param(
            "b " + "a" * 13, Box(60, 50, (20,)), ("", ""), 20, ["b…"], id="a word too long to begin"
        ),
        pytest.param(
            "a" * 13, Box(60, 50, (20,)), ("", ""), 20, ["aaaaaa", "aaaaa…"], id="a word cut"
        ),
        pytest.param("a b", Box(100, 5, (20,)), ("", ""), 20, ["a b"], id="one line at least"),
    ],
)  # fmt: skip
def test_a_text_is_set(
    text: str, box: Box, marks: tuple[str, str], size: int, lines: list[str]
) -> None:
    found = fitted(text, box, measure, marks)
    assert (found.size, [*found.lines]) == (size, lines)


@given(
    st.text(st.sampled_from("abÉ ’\u00a0\u202f…»-"), max_size=120),
    st.integers(60, 400),
    st.integers(20, 200),
)
@example("a\u00a0" * 40, 60, 20)
def test_lines_are_no_wider_and_no_more_than_the_box_has_room_for(
    text: str, width: int, height: int
) -> None:
    box = Box(width, height, (40, 20, 12))
    found = fitted(text, box, measure)
    assert all(measure(line, found.size) <= width for line in found.lines)
    assert len(found.lines) <= box.lines(found.size)
    whole, kept = "".join(text.split(" ")), "".join(found.lines).replace(" ", "")
    if kept != whole:
        assert found.size == box.sizes[-1]
        assert kept.endswith(ELLIPSIS)
        assert whole.startswith(kept.removesuffix(ELLIPSIS))


def _latin(character: str) -> bool:
    return unicodedata.name(character, "").startswith(("LATIN", "SPACE")) or character in ELLIPSIS


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("e\u0301te\u0301", "été", id="composed"),
        pytest.param("ａ\u00a0ｂ", "a b", id="another form of a letter, another space"),
        pytest.param("a\u200b\ufe0f\u00adb", "ab", id="hidden"),
        pytest.param("a 你好 b", "a … b", id="a run of others"),
        pytest.param("你 好", "… …", id="and another"),
        pytest.param("\U0001f600a", "…a", id="emoji"),
    ],
)
def test_what_a_font_lacks_is_spelled_or_left_out(text: str, wanted: str) -> None:
    letter = "LATIN SMALL LETTER E"
    shown = drawable(text, lambda c: c.isascii() or letter in unicodedata.name(c, ""))
    assert shown == wanted


@given(st.text(max_size=40))
def test_only_what_a_font_has_is_drawn(text: str) -> None:
    assert all(map(_latin, drawable(text, _latin)))
