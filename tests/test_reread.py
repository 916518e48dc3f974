"""The quick reading of our own pages against a parser's, and when it says that it cannot tell."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vouch.anchor import fold
from vouch.htmltext import content_of, marks_of, parsed, text_of
from vouch.reread import Reread, reread

GOLDEN = Path(__file__).parent / "golden"
BODY = '<div class="prose" data-article-body lang="fr">%s</div>'


def by_parser(page: str) -> Reread | None:
    bodies = parsed(page).select("[data-article-body]")
    if len(bodies) != 1:
        return None
    return Reread(text_of(bodies[0]), marks_of(bodies[0]), content_of(bodies[0]))


def folded(body: Reread | None) -> tuple[str, dict[str, str]]:
    """Parsers differ in white space between elements, which is folded before it is compared."""
    assert body is not None
    marked = {name: "".join(text.split()) for name, text in body.marked.items()}
    return fold(body.text).text.strip(), marked


TOLD = {
    "words": "<p>Un <em>mot</em> &amp; l’autre.</p>",
    "blocks": "<ul><li>un</li><li>deux<br>trois</li></ul><hr>",
    "marks": '<p><mark data-claim="a b">6 GW</mark> de <mark data-claim="b">puces</mark></p>',
    "marks-across-elements": '<p><mark data-claim="a">un <em>vrai</em></mark> pacte</p>',
    "marks-in-marks": '<p><mark data-claim="a">un <mark data-claim="b">vrai</mark></mark></p>',
    "generated": '<p>un<sup data-generated><a href="#x">1</a></sup> deux</p>',
    "generated-with-its-own-kind-inside": (
        '<p>un</p><div class="card" data-generated><div>2</div><div>3</div></div><p>quatre</p>'
    ),
    "generated-void": '<p>un<img data-generated alt="">deux</p>',
    "an-attribute-like-it": '<p data-generated-by="x">un</p>',
    "a-sign-in-an-attribute": '<p title="a > b">un</p><p title=\'c > "d"\'>deux</p>',
    "a-word-like-the-attribute": "<p>data-generated</p>",
    "entities": "<p>a &lt;b&gt; &quot;c&quot; &#39;d&#39; &nbsp;e</p>",
    "nested": "<div><div>un</div></div>deux",
    "nothing": "",
}


@pytest.mark.parametrize("html", TOLD.values(), ids=TOLD)
def test_it_reads_what_a_parser_reads(html: str) -> None:
    page = f"<!doctype html><title>a</title><main>{BODY % html}</main><p>after</p>"
    quick = reread(page)
    assert quick is not None
    assert folded(quick) == folded(by_parser(page))


CANNOT_TELL = {
    "no-body": "<main><p>un</p></main>",
    "two-bodies": f"{BODY % 'un'}{BODY % 'deux'}",
    "a-word-of-that-name": f"<p>data-article-body</p>{BODY % 'un'}",
    "a-sign-in-an-attribute-of-the-body": '<div title="<" data-article-body>un</div>',
    "a-comment": BODY % "un<!-- <p> -->deux",
    "a-script": BODY % "un<script>if (a<b) {}</script>",
    "a-style": BODY % "<style>p>em{}</style>un",
    "a-text-area": BODY % "<textarea><p></textarea>",
    "not-closed": BODY % "<p><em>un</p>",
    "closed-twice": BODY % "<p>un</p></p>",
    "the-body-not-closed": "<div data-article-body><p>un</p>",
    "a-sign-in-the-text": BODY % "<p>un < deux</p>",
    "a-sign-behind-the-last-tag": BODY % "<p>un</p> < deux",
    "generated-not-closed": BODY % "<p>un<sup data-generated>1</p>",
}


@pytest.mark.parametrize("page", CANNOT_TELL.values(), ids=CANNOT_TELL)
def test_it_says_when_it_cannot_tell(page: str) -> None:
    assert reread(page) is None


def test_it_reads_every_golden_page_as_a_parser_does() -> None:
    pages = [path.read_text("utf-8") for path in sorted(GOLDEN.rglob("*.html"))]
    with_body = [page for page in pages if "data-article-body" in page]
    assert with_body
    for page in with_body:
        assert folded(reread(page)) == folded(by_parser(page))


NAMES = st.sampled_from(["p", "em", "div", "li", "mark", "sup", "span", "h2"])
ATTRIBUTES = st.sampled_from(
    ["", " data-generated", ' data-claim="a"', ' data-claim="a b"', ' title="x > y"', ' class="c"']
)
TEXTS = st.text("ab <>&\"'6,\u00a0é\n", max_size=6).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
)
TREES = st.recursive(
    TEXTS,
    lambda inner: st.tuples(NAMES, ATTRIBUTES, st.lists(inner, max_size=3)).map(
        lambda node: f"<{node[0]}{node[1]}>{''.join(node[2])}</{node[0]}>"
    ),
    max_leaves=12,
)


@given(st.lists(TREES, max_size=4).map("".join))
def test_it_reads_any_tree_as_a_parser_does(html: str) -> None:
    """Marks in marks of one claim are told in another order; ours do not nest."""
    page = BODY % html
    for body in (reread(page), by_parser(page)):
        assert body is not None
        assert "".join(body.content.split()) == "".join(body.text.split())
    quick, parser = folded(reread(page)), folded(by_parser(page))
    assert quick[0] == parser[0]
    assert {n: sorted(t) for n, t in quick[1].items()} == {
        n: sorted(t) for n, t in parser[1].items()
    }


_TEXTS = st.text("ab1é’'\u0301 \u00a0\u202f\u2009\n\x85\u200b\u00ad\u3000", max_size=12)


@given(st.lists(_TEXTS, max_size=4), _TEXTS, _TEXTS)
def test_texts_with_the_same_words_are_the_same_when_folded(
    words: list[str], first: str, second: str
) -> None:
    gaps = [" ".join(gap for gap in spaces if gap.isspace()) or " " for spaces in (first, second)]
    one, other = (gap.join(words) for gap in gaps)
    if one.split() == other.split():
        assert fold(one).text.strip() == fold(other).text.strip()


def test_white_space_is_the_same_to_the_quick_comparison_and_to_folding() -> None:
    signs = map(chr, range(sys.maxunicode + 1))
    assert not [sign for sign in signs if sign.isspace() != (fold(f"a{sign}b").text == "a b")]
