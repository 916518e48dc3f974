"""What holds for any text, any quote, any article."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import combinations, pairwise, product

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from vouch import prose
from vouch.anchor import Range, Selector, find, find_folded, fold
from vouch.anchoring import Ground
from vouch.annotate import Mark, Slot, annotate, body_text
from vouch.diagnostics import SourceText
from vouch.markup import Close, Open, Text, Token, Tokens, read, visible, write
from vouch.passages import settling
from vouch.readtext import Body
from vouch.wordindex import WordIndex, once_in

TEXTS = st.text(
    st.one_of(
        st.sampled_from(
            "aeé6 0,.'’\"“”«»-−\u00a0\u202f\u2009\n\t\u00ad\u200b\u200d\u0301\u0302\u0323"
        ),
        st.characters(exclude_categories=["Cs", "Cc"]),
    ),
    max_size=40,
)
REPETITIVE = st.lists(st.sampled_from(["a", "b", "6", "a,", "b\n"]), min_size=2, max_size=12)


def _without_stars(words: str, wrap: str) -> str:
    """No emphasis within emphasis: Markdown pairs stars across raw tags, and the tags cross."""
    return words.replace("*", "") if "*" in wrap else words


INLINE = st.recursive(
    st.sampled_from(["un", "deux", "6 GW", "l'an", "trois.", "10 %", '"oui"', "a<br>b", "`c`"]),
    lambda inner: st.builds(
        lambda wrap, parts: wrap.format(_without_stars(" ".join(parts), wrap)),
        st.sampled_from(["*{}*", "**{}**", "<i>{}</i>", "<q>{}</q>"]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=4,
)
LINKS = INLINE.map("[{}](https://amd.example/)".format)
LINES = st.lists(INLINE | LINKS | st.just("x[^1]"), min_size=1, max_size=5).map(" ".join)
BLOCKS = st.one_of(
    LINES,
    LINES.map(lambda line: f"## {line}"),
    LINES.map(lambda line: f"> {line}"),
    st.lists(LINES, min_size=1, max_size=3).map(lambda ls: "\n".join(f"- {x}" for x in ls)),
    st.lists(LINES, min_size=2, max_size=2).map(
        lambda cells: "| {} | {} |\n|---|---|\n| {} | 6 |".format(*cells, cells[0])
    ),
    LINES.map(lambda line: f"terme\n:   {line}"),
    LINES.map(lambda line: f"<details markdown>\n<summary>plus</summary>\n\n{line}\n\n</details>"),
)
ARTICLES = st.lists(BLOCKS, min_size=1, max_size=4).map(
    lambda blocks: "\n\n".join([*blocks, "[^1]: une note\n"])
)


def tokens_of(source: str) -> Tokens:
    return prose.body(source, "fr", "Retour").tokens


@given(TEXTS)
@example("’1\n“ \n")
def test_a_fold_does_not_depend_on_rare_spaces_elsewhere(text: str) -> None:
    assert fold(f"\u30001{text}").joined == f" 1{fold(text).joined}"


@given(TEXTS)
@example("e\u00ad\u0301")
@example("\u1112\u200b\u1161")
@example("\u0301 \u0301")
def test_a_fold_of_a_fold_is_the_fold(text: str) -> None:
    folded = fold(text).text
    assert fold(folded).text == folded
    assert folded == unicodedata.normalize("NFC", folded)
    assert not re.search(r"  |[\u00ad\u200b\u00a0\u202f\n\t’“”]", folded)


@given(TEXTS)
def test_a_sign_that_is_not_seen_changes_nothing_before_it(text: str) -> None:
    without, folded = fold(f"{text}x"), fold(f"{text}x\u200b")
    assert (folded.text, folded.joined) == (without.text, without.joined)
    for at in range(len(without.text) - 1):
        assert folded.to_original(at, at + 1) == without.to_original(at, at + 1)


@given(TEXTS)
def test_every_stretch_of_a_fold_leads_back_to_what_it_is_made_of(text: str) -> None:
    folded = fold(text)
    assume(folded.text)
    whole = folded.to_original(0, len(folded.text))
    assert fold(text[whole.start : whole.end]).text.strip() == folded.text.strip()
    ends = [folded.to_original(at, at + 1) for at in range(len(folded.text))]
    assert all(a.start <= b.start and a.end <= b.end for a, b in pairwise(ends))


@given(TEXTS, TEXTS, TEXTS)
def test_a_match_is_the_quote_and_nothing_else(before: str, quote: str, after: str) -> None:
    text = before + quote + after
    wanted = fold(quote).text.strip(" ")
    for place in find(fold(text), Selector(quote)):
        assert fold(text[place.start : place.end]).text == wanted


@given(TEXTS, TEXTS, TEXTS)
def test_a_quote_between_spaces_is_found(before: str, quote: str, after: str) -> None:
    wanted = fold(quote).text.strip(" ")
    assume(wanted and not wanted[0].isdigit() and not wanted[-1].isdigit())
    assume(not unicodedata.combining(wanted[0]) and wanted[0].isalpha())
    text = f"{before}\n\n{quote}\n\n{after}"
    assert find(fold(text), Selector(quote))


_CLOSE_WORDS = st.lists(
    st.sampled_from(["6", "16", "GW", "GWh", "des", "de", "é", "\u0301", "中", "文", *" .,-'(_"]),
    max_size=24,
).map("".join)


@given(_CLOSE_WORDS, st.data())
def test_an_index_of_the_words_leads_to_the_same_places(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    cut = st.integers(0, len(text))
    ends = sorted(data.draw(cut) for _ in range(4))
    prefix, exact, suffix = (text[a:b] for a, b in pairwise(ends))
    index = WordIndex(folded.text)
    for selector in (
        Selector(exact),
        Selector(exact, prefix),
        Selector(exact, "", suffix),
        Selector(exact, prefix, suffix),
    ):
        assert find_folded(folded, selector, index) == find_folded(folded, selector)


@given(REPETITIVE, st.data())
def test_what_is_offered_settles(words: list[str], data: st.DataObject) -> None:
    folded = fold(" ".join(words))
    first = data.draw(st.integers(0, len(words) - 1))
    quote = " ".join(words[first : first + data.draw(st.integers(1, 3))]).rstrip(",\n")
    places = find_folded(folded, Selector(quote))
    for place in places if len(places) > 1 else ():
        pairs = dict(settling(folded, quote, place))
        assert pairs and find_folded(folded, Selector(quote, **pairs)) == (place,)


def selectors(source: str) -> st.SearchStrategy[list[Range]]:
    """Places in the text of an article that a quote can name."""
    text = body_text(tokens_of(source)).text
    words = [match.span() for match in re.finditer(r"\S+", text)]
    index = st.integers(0, len(words) - 1)
    return st.lists(
        st.tuples(index, index).map(lambda pair: Range(words[min(pair)][0], words[max(pair)][1])),
        min_size=1,
        max_size=4,
    )


def annotated(tokens: Tokens, ranges: Sequence[Range]) -> tuple[Token | Slot, ...]:
    in_order = sorted(ranges, key=lambda r: r.start)
    marks = [Mark(f"k{n}", n, (place,), "s", "l") for n, place in enumerate(in_order, start=1)]
    return annotate(tokens, marks)


def html_of(items: Sequence[Token | Slot]) -> str:
    return write(item for item in items if not isinstance(item, Slot))


def without_marks(items: Sequence[Token | Slot], tokens: Tokens) -> str:
    """The HTML without marks, numbers and cards; what was generated before stays."""
    own = sum(isinstance(t, Open) and t.get("data-generated") is not None for t in tokens)
    left: list[Token] = []
    hidden = 0
    for item in items:
        if isinstance(item, Slot) or (not isinstance(item, Text) and item.name == "mark"):
            continue
        starts = isinstance(item, Open) and item.get("class") == "claim-ref"
        if starts or hidden:
            hidden += isinstance(item, Open) - isinstance(item, Close)
            continue
        left.append(item)
    assert own == sum(isinstance(t, Open) and t.get("data-generated") is not None for t in left)
    return write(left)


@settings(max_examples=150, deadline=None)
@given(ARTICLES, st.data())
def test_annotating_changes_nothing(source: str, data: st.DataObject) -> None:
    tokens = tokens_of(source)
    items = annotated(tokens, data.draw(selectors(source)))
    assert without_marks(items, tokens) == write(tokens)
    made = tuple(item for item in items if not isinstance(item, Slot))
    assert body_text(made).text == body_text(tokens).text


@settings(max_examples=150, deadline=None)
@given(ARTICLES, st.data())
def test_marks_cover_their_quotes(source: str, data: st.DataObject) -> None:
    tokens = tokens_of(source)
    ranges = sorted(data.draw(selectors(source)), key=lambda r: r.start)
    items = annotated(tokens, ranges)
    text = body_text(tokens).text
    for number, place in enumerate(ranges, start=1):
        claim = f"k{number}"
        marked, ids = [], []
        inside = False
        for _, item in visible([item for item in items if not isinstance(item, Slot)]):
            if isinstance(item, Open) and item.name == "mark":
                inside = claim in (item.get("data-claim") or "").split()
                ids += [item.get("id")] if inside else []
            elif isinstance(item, Close) and item.name == "mark":
                inside = False
            elif isinstance(item, Text) and inside:
                marked.append(item.text)
        assert "".join("".join(marked).split()) == "".join(text[place.start : place.end].split())
        assert ids[0] == f"c-{claim}" and f"c-{claim}" not in ids[1:]
    assert sorted(c for i in items if isinstance(i, Slot) for c in i.claims) == [
        f"k{number}" for number in range(1, len(ranges) + 1)
    ]


@settings(max_examples=150, deadline=None)
@given(ARTICLES, st.data())
def test_what_is_written_is_well_formed(source: str, data: st.DataObject) -> None:
    """Read again as an author's HTML, nothing is misplaced but what only the build may write."""
    items = annotated(tokens_of(source), data.draw(selectors(source)))
    _, faults = read(html_of(items))
    assert {fault.code for fault in faults} <= {"html-not-allowed"}
    own = ("mark", "data-generated", "aria", "role", "tabindex")
    assert all(any(word in fault.message for word in own) for fault in faults)


@settings(max_examples=150, deadline=None)
@given(ARTICLES, st.data())
def test_a_passage_of_the_page_is_found(source: str, data: st.DataObject) -> None:
    ground = Ground.of(body_text(tokens_of(source)), SourceText("a.md", source))
    for place in data.draw(selectors(source)):
        quote = ground.body.text[place.start : place.end]
        found = ground.find(Selector(quote))
        assert place in found
        assert ground.span(find_folded(ground.folded, Selector(quote))[0], ground.folded).line >= 1


@given(TEXTS, st.integers(0, 40), st.integers(1, 40))
@example("1\n000 GW", 2, 3)
@example("1\n\u200b000 GW", 3, 3)
@example("a\n1 000 GW", 4, 3)
def test_a_body_is_compared_as_if_folded_by_itself(shown: str, start: int, length: int) -> None:
    """The line ends within its paragraphs are spaces."""
    own = re.sub(r"(?<!\n)\n(?!\n)", " ", shown)
    body = Body(own, shown, SourceText("a.md", shown), ())
    selector = Selector(own[start : start + length])
    assert find(body.folded, selector) == find(fold(own), selector)


@settings(max_examples=150, deadline=None)
@given(ARTICLES)
def test_no_word_of_an_article_is_lost(source: str) -> None:
    from vouch.fidelity import lost_words

    rendered = prose.body(source, "fr", "Retour")
    assert rendered.faults == () and list(lost_words(source, rendered.tokens)) == []


def test_words_stand_once_by_search_and_by_an_index_alike() -> None:
    """In every short text of few letters, and for every stretch of it."""
    for text in map("".join, product("ab -ก", repeat=5)):
        found = [once_in(text, times) for times in (1, 10_000)]
        for start, end in combinations(range(6), 2):
            wanted = text[start:end]
            places = [at for at in range(6) if text.startswith(wanted, at)]
            assert [is_once(wanted) for is_once in found] == [len(places) == 1] * 2
        assert not any(is_once("ab ab") for is_once in found if text != "ab ab")
