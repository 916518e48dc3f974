"""Where passages lie in the text of a page, held against a plain way to find them."""

from hypothesis import given
from hypothesis import strategies as st

from vouch.outputs.positions import CONTEXT, Position, positions

WORDS = st.lists(st.text("aé1%€𝟘’", min_size=1, max_size=4), min_size=1, max_size=9)
SPACES = st.sampled_from([" ", "\n", "\n\n", "\u00a0", " \n"])


@given(st.data())
def test_a_passage_is_the_same_letters_wherever_white_space_stands(data: st.DataObject) -> None:
    words = data.draw(WORDS)
    text, content = (
        "".join(part for word in words for part in (word, data.draw(SPACES))) for _ in range(2)
    )
    at = [(i, c) for i, c in enumerate(text) if not c.isspace()]
    first = data.draw(st.integers(0, len(at) - 1))
    last = data.draw(st.integers(first, len(at) - 1))
    start, end = at[first][0], at[last][0] + 1

    found = positions(text, content, {"claim": [(start, end)]})

    (place,) = found["claim"]
    letters = "".join(text.split())
    assert "".join(content[: place.start].split()) == letters[:first]
    assert "".join(place.exact.split()) == letters[first : last + 1]
    assert content[place.start : place.end] == place.exact == place.exact.strip()
    assert content[: place.start].endswith(place.prefix)
    assert content[place.end :].startswith(place.suffix)
    assert len(place.prefix) >= min(CONTEXT, place.start)
    assert content.count(place.prefix + place.exact + place.suffix) == 1


def test_code_points_are_counted_not_bytes_or_code_units() -> None:
    assert positions("𝟘 a", "𝟘 a", {"claim": [(2, 3)]}) == {
        "claim": (Position(2, 3, "a", "𝟘 ", ""),)
    }
