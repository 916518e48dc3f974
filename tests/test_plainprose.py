"""What is read without Markdown is what Markdown would have made of it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vouch import plainprose, prose
from vouch.markup import Fault, Tokens, write

PLAIN = {
    "paragraph": "Un mot.",
    "lines": "Un mot,\nun autre,\n« un troisième ».",
    "emphasis": "Un *mot* et **deux mots** : *l’un*.",
    "link": "Voir [le site](https://example.org/a_b?c=d#e), [ici](autre.md) ou [là](/claims/).",
    "headings": "# Un\n\nMot.\n\n## Deux\n\n###### Six",
    "more-lines-between": "\n\nUn.\n\n\nDeux.\n\n",
    "list": "- a\n- b *c*",
    "list-between": "Un.\n\n* a\n* [b](c.md)\n\n## Deux",
    "signs": "10 % ; 3/4, 2+2=4 ! ? (l'an) ~ $ £ € § … — – \" # : @",
    "word-for-word": "a!b",
    "spaces-that-do-not-break": "6\u00a0GW et 1\u202f000",
}
MARKDOWN = {
    "nothing": "",
    "line-of-dashes": "Un mot\n---",
    "list-in-parts": "- a\n\n- b",
    "list-that-goes-on": "- a\n\n    b",
    "list-in-a-list": "- a\n    - b",
    "list-of-lines": "- a\nb",
    "list-of-numbers": "- 1. a",
    "list-of-dashes": "- - a",
    "list-of-code": "-     a",
    "numbered-list": "1. a",
    "quote": "> a",
    "quote-on-a-later-line": "a\n> b",
    "heading-on-a-later-line": "a\n# b",
    "heading-with-hashes-behind": "## a ##",
    "code": "`a`",
    "indented": "    a",
    "underscores": "_a_",
    "stars-alone": "2 * 3 * 4",
    "star-within-a-word": "a*b*c",
    "three-stars": "***a***",
    "space-within-stars": "* a*",
    "image": "![a](media/b.png)",
    "link-with-a-title": '[a](b.md "c")',
    "link-in-pointed-brackets": "[a](<b.md>)",
    "link-by-reference": "[a][b]\n\n[b]: https://example.org/",
    "link-to-another-scheme": "[a](javascript:b)",
    "link-without-scheme": "[a](//example.org/)",
    "footnote": "a[^1]\n\n[^1]: b",
    "reference-to-a-character": "a &amp; b",
    "ampersand": "a & b",
    "escape": r"a \* b",
    "html": "a <b>c</b>",
    "table": "a | b\n--- | ---\nc | d",
    "attributes": "a {.b}",
    "line-break": "a  \nb",
    "trailing-space": "a \nb",
    "no-break-space-at-the-end": "a\u00a0\n\nb\u00a0",
    "definition": "a\n: b",
}


def quickly(source: str, backlink: str | None) -> tuple[Tokens, tuple[Fault, ...]] | None:
    """What plain blocks and Markdown make of a text; None where a block has no place."""
    parted = plainprose.parted(source)
    if parted.is_plain:
        return parted.plain[0], ()
    rest, faults = prose.converted(parted.rest, backlink)
    tokens = parted.joined(rest)
    return None if tokens is None else (tokens, faults)


@pytest.mark.parametrize("source", PLAIN.values(), ids=PLAIN)
def test_plain_text_needs_no_markdown(source: str) -> None:
    assert plainprose.parted(source).is_plain
    assert quickly(source, None) == prose.converted(source, None)


@pytest.mark.parametrize("source", MARKDOWN.values(), ids=MARKDOWN)
def test_what_may_be_something_else_is_left_to_markdown(source: str) -> None:
    assert not plainprose.parted(source).is_plain
    assert quickly(source, "Retour") == prose.converted(source, "Retour")


MIXED = {
    "list-after-list": ("Un.\n\n- a\n- b\n\n1. c\n\nTrois.", 2),
    "note-in-a-list": ("Un.\n\n- a[^1]\n- b\n\n[^1]: c\n\nDeux.", 2),
    "lists": ("- a\n- b\n\nUn.\n\n- c\n\n> d\n\nDeux.", 2),
    "loose-list-between": ("Un.\n\n- a\n\n- b\n\nDeux.", 2),
    "paragraph-in-a-list": ("- a\n\n    b\n\nUn.", 1),
    "paragraph-between-lists": ("- a[^1]\n\nUn.\n\n- b", 1),
    "note": ("Un[^1].\n\nDeux.\n\n[^1]: note\n\n    encore\n\nTrois.", 2),
    "table": ("Un.\n\n| a |\n|---|\n| b |\n\nDeux.", 2),
    "reference": ("[Un][a].\n\nDeux.\n\n[a]: b.md", 1),
    "quote": ("Un.\n\n> a\n\nDeux.\n\n> b", 2),
}


@pytest.mark.parametrize(("source", "runs"), MIXED.values(), ids=MIXED)
def test_plain_blocks_go_back_to_their_places(source: str, runs: int) -> None:
    assert len(plainprose.parted(source).plain) == runs
    assert quickly(source, "Retour") == prose.converted(source, "Retour")


FAR = {
    "html": "<div>\n\nUn.\n\n</div>",
    "fence": "```\n\nUn.\n\n```",
    "tildes": "~~~\n\nUn.\n\n~~~",
    "abbreviation": "La SEC.\n\n*[SEC]: Gendarme",
    "tab": "Un.\n\n\tDeux.\n\nTrois.",
}


@pytest.mark.parametrize("source", FAR.values(), ids=FAR)
def test_what_reaches_over_blocks_leaves_all_to_markdown(source: str) -> None:
    assert plainprose.parted(source) == plainprose.Parted(source, ())


def test_blocks_that_stand_in_others_have_no_places() -> None:
    assert quickly("Terme\n\n:   Sens", None) is None
    html = "<dl>\n<dt>Terme</dt>\n<dd>\n<p>Sens</p>\n</dd>\n</dl>"
    assert write(prose.passage("Terme\n\n:   Sens", "fr").tokens) == html


PIECES = (
    *("a", "b c", "Un mot", "é", "1", "12.", "2025", ".", ",", " ", "  ", "\n", "\n\n", "\n\n\n"),
    *("*", "**", "*a*", "**b c**", "_", "__", "`", "```", "~~~", "#", "## ", "- ", "+ ", "1. "),
    *("> ", "    ", "[", "]", "(", ")", "](", "[a](b.md)", "[a](https://b.example/c_d)", "[^1]"),
    *("[^1]: ", "[a]: b", "[a]", "![", "!", "<", ">", "<b>", "</b>", "<div>", "</div>", "&", ";"),
    *("&amp;", "|", "|---|", "---", "===", ":", ":   ", "{", "}", "{.a}", "\\", "\t", "\u00a0"),
    *("\u2028", "«\u202f", "»", "’", "'", '"', "—", "*[a]: b", "$", "%", "/", "=", "@", "~"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(TEXTS)
@example("*a*\n\n**b c**")
def test_markdown_makes_the_same_of_any_text(source: str) -> None:
    found = quickly(source, None)
    assert found is None or found == prose.converted(source, None)
