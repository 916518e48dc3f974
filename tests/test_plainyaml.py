"""What is read without a parser of all of YAML is what libyaml makes of it."""

from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vouch import plainyaml
from vouch.diagnostics import SourceText
from vouch.yamldoc import parse_any

CONTENT = Path(__file__).parents[1] / "content"
PLAIN = {
    "key": "a: b\n",
    "keys": "a: b\nc-1: d\n2.x: 12.5\n",
    "lines-between": "\n\na: b\n\n\nc: d\n\n",
    "comments": "# one\na: b\n  # two\n\n#three\nc:\n    # four\n  d: e\n# five\n",
    "nothing": "a:\nb: c\nd:\n",
    "words-for-nothing": "a: null\nb: ~\n",
    "truth": "a: true\nb: no\n",
    "quotes": "a: \"b: 'c' # d\"\nb: 'c \"d\" \\e'\nc: \"\"\nd: ''\n",
    "signs-in-a-text": "a: b, [c] {d} 'e' \"f\" & * ! | > % @ ` - ?\n",
    "numbers": "a: -5.2\nb: +3\nc: 2026-11-29\nd: 12:30\n",
    "address": "a: https://example.org/b?c=d#e\n",
    "spaces-that-do-not-break": "a: 6\u00a0GW et 1\u202f000\nb: c\u00a0\n",
    "beyond-the-basic-plane": "a: 𝄞\nb: c\n",
    "mapping": "a:\n  b: c\n  d:\n      e: f\ng: h\n",
    "list": "a:\n  - b\n  - 'c'\n  - [d]\nb: c\n",
    "list-of-mappings": "a:\n  - b: c\n    d: e\n\n  -  b: c\n     d: e\n",
    "list-under-its-key": "a:\n- b\n- c: d\n  e: f\ng: h\n",
    "list-that-ends-the-file": "a:\n- b\n",
    "literal": "a: |\n  b: c # d\n    e\n\n  'f'\n\ng: |\n  h\n",
    "literal-in-a-list": "a:\n  - |\n   b\n  - b: |\n      c\n",
    "literal-before-a-comment": "a:\n  b: |\n    c\n  # d\n# e\nf: g\n",
    "brackets": "a: [b, 'c, d', \"e\"]\nb: {c: d, e: 'f', g: \"h\"}\n",
    "brackets-in-brackets": "a: {b: {c: d}, e: [f, [g], {h: i}]}\n",
    "room-in-brackets": "a: { b: c , d: e }\nb: [ c,d ]\n",
}
OTHER = {
    "empty": "",
    "empty-line": "\n",
    "comment": "# a\n",
    "no-line-end": "a: b",
    "text": "a\n",
    "list": "- a\n",
    "brackets": "{a: b}\n",
    "start-of-document": "---\na: b\n",
    "second-document": "a: b\n---\nc: d\n",
    "end-of-document": "a: b\n...\n",
    "directive": "%YAML 1.2\n---\na: b\n",
    "same-key-twice": "a: b\na: c\n",
    "same-key-twice-in-brackets": "a: {b: c, b: d}\n",
    "key-between-quotes": "'a': b\n",
    "key-of-two-words": "a b: c\n",
    "key-with-a-question-mark": "? a\n: b\n",
    "anchor": "a: &b c\n",
    "alias": "a: *b\n",
    "tag": "a: !!str b\n",
    "merge": "<<: {a: b}\n",
    "folded": "a: >\n  b\n",
    "literal-that-is-stripped": "a: |-\n  b\n",
    "literal-without-lines": "a: |\nb: c\n",
    "literal-that-begins-with-an-empty-line": "a: |\n\n  b\n",
    "literal-with-a-line-of-spaces": "a: |\n  b\n   \n  c\n",
    "literal-that-goes-further-in": "a: |\n    b\n  c\n",
    "text-of-two-lines": "a: b\n  c\n",
    "quote-of-two-lines": 'a: "b\n  c"\n',
    "text-on-the-next-line": "a:\n  b\n",
    "brackets-of-two-lines": "a: [b,\n  c]\n",
    "escape": 'a: "b\\n"\n',
    "quote-within-quotes": "a: 'b''c'\n",
    "words-behind-a-quote": 'a: "b" c\n',
    "comment-behind-a-value": "a: b # c\n",
    "comment-behind-a-key": "a: # b\n",
    "no-comment": "a: b #c\n",
    "colon-in-a-text": "a: b: c\n",
    "colon-at-the-end": "a: b:\n",
    "no-space-behind-the-colon": "a:b\n",
    "space-at-the-end": "a: b \n",
    "tab": "a:\tb\n",
    "line-end-of-old": "a: b\x85c\n",
    "line-separator": "a: b\u2028c\n",
    "byte-order-mark": "\ufeffa: b\n",
    "control-character": "a: 'b\x07'\n",
    "indented-too-far": "a:\n    b: c\n      d: e\n",
    "indented-too-little": "a:\n    b: c\n  d: e\n",
    "key-among-items": "a:\n  - b\n  c: d\n",
    "list-in-a-list": "a:\n  - - b\n",
    "dash-alone": "a:\n  -\n    b: c\n",
    "brackets-without-anything": "a: []\nb: {}\n",
    "brackets-that-do-not-match": "a: [b}\n",
    "brackets-not-closed": "a: [b\n",
    "comma-at-the-end": "a: [b, ]\n",
    "pair-in-a-list": "a: [b: c]\n",
    "colon-in-brackets": "a: {b: c:d}\n",
    "nested-deep": f"a: {'[' * 13}b{']' * 13}\n",
    "nested-deep-in-blocks": "".join(f"{' ' * depth}a:\n" for depth in range(14)),
}


@pytest.mark.parametrize("written", PLAIN.values(), ids=PLAIN)
def test_what_is_plain_is_read_as_libyaml_reads_it(written: str) -> None:
    assert plainyaml.read(written) == _root(written) is not None


@pytest.mark.parametrize("written", OTHER.values(), ids=OTHER)
def test_whatever_may_be_something_else_is_left_to_libyaml(written: str) -> None:
    assert plainyaml.read(written) is None


def test_a_sidecar_is_plain() -> None:
    sidecars = [path.read_text(encoding="utf-8") for path in CONTENT.glob("*.claims.yaml")]
    assert sidecars
    assert all(plainyaml.read(text) for text in sidecars)


_SIGNS = [*":-#|>[]{},\"'&*!?%@`~ \n\\\t", ": ", " #", "- ", "\n  ", "\n- ", "''", "|\n", "b", "é"]
_NESTED = st.builds(
    lambda key, text, depth: f"{key}:\n{indent(text, ' ' * depth)}",
    st.sampled_from(["x", "y-1", "_z"]),
    st.sampled_from([*PLAIN.values()]),
    st.integers(1, 4),
)
_WRITTEN = st.builds(
    "".join, st.lists(_NESTED, min_size=1, max_size=3, unique_by=lambda text: text[0])
)
_CHANGES = st.lists(
    st.tuples(st.integers(0, 999), st.integers(0, 2), st.sampled_from(["", *_SIGNS])), max_size=3
)


@given(_WRITTEN, _CHANGES)
@example("a: b\n", [(4, 0, "\n  c")])
def test_what_is_read_is_what_libyaml_reads(
    written: str, changes: list[tuple[int, int, str]]
) -> None:
    for place, width, put in changes:
        at = place % len(written)
        written = written[:at] + put + written[at + width :]
    read = plainyaml.read(written)
    assert read is None or read == _root(written)


def _root(written: str) -> object:
    """What libyaml makes of a file without a fault."""
    document, problems = parse_any(SourceText("x.yaml", written))
    assert problems == ()
    assert document is not None
    assert not document.refused
    return document.root
