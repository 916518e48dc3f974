"""YAML as it was meant, with the place of everything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vouch.diagnostics import SourceText
from vouch.yamldoc import Document, Scalar, Sequence, parse, plain


def _read(text: str, first_line: int = 1) -> Document:
    document, problems = parse(SourceText("x.yaml", text, first_line))
    assert problems == ()
    assert document is not None
    return document


def _codes(text: str) -> list[tuple[str, int, int]]:
    _, problems = parse(SourceText("x.yaml", text))
    return [(problem.code, problem.span.line, problem.span.column) for problem in problems]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("True", "True"),
        ("true", True),
        ("false", False),
        ('"true"', "true"),
        ("12:30", "12:30"),
        ("0123", "0123"),
        ("1.10", "1.10"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("2026-11-23", "2026-11-23"),
        ("null", None),
        ("~", None),
        ("", None),
        ("'~'", "~"),
        ("=", "="),
        ("[a, 'b', {c: 1}]", ["a", "b", {"c": "1"}]),
        ("|\n  one\n  two", "one\ntwo"),
        (">\n  one\n  two\n", "one two\n"),
        ("one\n  two", "one two"),
        ("text # comment", "text"),
        ("a#b", "a#b"),
    ],
)
def test_a_value_is_what_was_written(written: str, read: object) -> None:
    assert plain(_read(f"key: {written}").root) == {"key": read}


@pytest.mark.parametrize("text", ["", "\n\n", "# a comment\n", "---\n", "~"])
def test_an_empty_file_is_an_empty_mapping(text: str) -> None:
    assert plain(_read(text).root) == {}


PLACES = """claims:
  - id: été
    also: [{quote: "a b", prefix: ''}, {quote: c}]
  - {id: two, 'verdict': "x"}
empty:
"""


@pytest.mark.parametrize(
    ("path", "line", "column", "width"),
    [
        (("claims",), 1, 1, 6),
        (("claims", 0, "id"), 2, 9, 3),
        (("claims", 0, "also"), 3, 5, 4),
        (("claims", 0, "also", 0), 3, 13, 5),
        (("claims", 0, "also", 0, "quote"), 3, 20, 5),
        (("claims", 0, "also", 1, "quote"), 3, 48, 1),
        (("claims", 1, "verdict"), 4, 26, 3),
        (("claims", 1, "missing"), 4, 6, 2),
        (("empty",), 5, 1, 5),
        (("claims", 0, "also", 0, "some_tag", "quote"), 3, 20, 5),
    ],
)
def test_a_place_is_found(path: tuple[str | int, ...], line: int, column: int, width: int) -> None:
    span = _read(PLACES).span(*path)
    assert (span.line, span.column, span.width) == (line, column, width)
    assert span.text == PLACES.split("\n")[line - 1]


def test_places_count_from_the_first_line_of_the_part() -> None:
    assert _read("a: 1\nb: 2\n", first_line=2).span("b").line == 3


def test_the_place_of_a_key_is_not_that_of_its_value() -> None:
    assert _read(PLACES).key_span("claims", 1, "verdict").column == 15


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: b: c", [("yaml-syntax", 1, 5)]),
        ('a: 1\nb: "x\nc: 2', [("yaml-syntax", 2, 4)]),
        ("a:\n\tb: 1", [("yaml-tab", 2, 1)]),
        ("a:\tb", [("yaml-tab", 1, 3)]),
        ("a: |\n\tb", [("yaml-tab", 2, 1)]),
        ("a: |\n  b\n  \tc\n", []),
        ("a: 'b\tc'\n# d\te\nf: g\t\n", []),
        ("a: 1\nb: 2\na: 3\na: 4", [("duplicate-key", 3, 1), ("duplicate-key", 4, 1)]),
        (
            "a: &x 1\nb: *x\nc: !t 2",
            [("yaml-anchor", 1, 4), ("yaml-alias", 2, 4), ("yaml-tag", 3, 4)],
        ),
        ("a: 1\n---\nb: 2", [("yaml-syntax", 2, 1)]),
        ("- a", [("wrong-type", 1, 1)]),
        ("? [a]\n: b", [("wrong-type", 1, 3)]),
        ('a: "x\\u0007"', [("control-character", 1, 6)]),
        ('a: "x\\\\u0007"', []),
        ("a: " + "[" * 40, [("nesting-too-deep", 1, 27)]),
        ("a: " + "[" * 23 + "]" * 23, []),
        ("a: " + "{b: " * 30, [("nesting-too-deep", 1, 96)]),
        ("a: b #1", [("cut-by-comment", 1, 6)]),
        ("a: #1", [("cut-by-comment", 1, 4)]),
        ("a: b  #1\nc: d # 1\ne: [f] #1\ng: 'h' #1\ni:  #1", []),
        ("%YAML 2.0\n---\na: 1", [("yaml-syntax", 1, 1)]),
    ],
)
def test_what_is_refused_has_its_place(text: str, found: list[tuple[str, int, int]]) -> None:
    assert _codes(text) == found


def test_what_stands_around_a_refused_value_is_read() -> None:
    document, problems = parse(SourceText("x", "a: *b\nc: d\nc: e\nf: !g h"))
    assert document is not None
    assert plain(document.root) == {"a": None, "c": "d", "f": "h"}
    assert len(problems) == 3


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t:-[]{}#'\"&*!|> "),
        max_size=60,
    )
)
def test_any_text_is_read_or_refused_at_a_place_within_it(text: str) -> None:
    source = SourceText("x", text)
    document, problems = parse(source)
    assert document is not None or problems
    for problem in problems:
        assert 1 <= problem.span.line <= len(source.lines)
        assert 1 <= problem.span.column <= len(source.lines[problem.span.line - 1]) + 1


_VALUES = st.recursive(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3)
    ),
    max_leaves=12,
)


def _written(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_written(k)}: {_written(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_written, value)) + "]"
    return "'" + str(value).replace("'", "''") + "'"


@given(st.dictionaries(st.text("abc", min_size=1), _VALUES, max_size=4))
def test_what_is_written_between_quotes_is_read_back(value: dict[str, object]) -> None:
    assert plain(_read(_written(value)).root) == value


def test_offsets_cover_what_was_written() -> None:
    text = "été: 'où' # là\nb: [c, d]\n"
    document = _read(text)
    key, value = document.root.entries[0]
    assert isinstance(value, Scalar)
    assert text[value.start : value.end] == "'où'"
    assert text[key.start : key.end] == "été"
    listed = document.root.get("b")
    assert isinstance(listed, Sequence)
    assert text[listed.start : listed.end] == "[c, d]"
    assert document.root.get("nothing") is None
