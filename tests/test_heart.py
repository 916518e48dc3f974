"""The heart: whatever an article and its quotes are, nothing is lost, moved or marked beside.

2,000 articles with their quotes are made up; where the variable VOUCH_LONG is set, 100,000.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.documents import ARTICLES, NAMED, PLAIN_ARTICLES, TYPINGS, Seen, quotes, seen
from vouch import fidelity, plainprose, prose, yamldoc
from vouch.anchor import Range, Selector, find_folded, fold
from vouch.anchoring import Ground, anchor_claims
from vouch.annotate import BodyText, Mark, Slot, annotate, body_text
from vouch.diagnostics import Diagnostic, SourceText, Span
from vouch.markup import Text, Tokens, text, write
from vouch.model.claims import Sidecar
from vouch.model.fields import Vocabulary
from vouch.model.reading import read
from vouch.passages import settling
from vouch.surroundings import placed
from vouch.written import WORD, written_words

EXAMPLES = 100_000 if os.environ.get("VOUCH_LONG") else 2_000
_ADDED = re.compile(
    r'<mark [^>]*>|</mark>|<sup class="claim-ref" data-generated><a [^>]*>\d+</a></sup>'
)
_VANISHING = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def _rendered(source: str) -> Tokens:
    """The tokens of an article, the same whether its plain parts are read by Markdown or not."""
    quick = prose.body(source, "fr", "Retour")
    if plainprose.parted(source).plain:
        with patch.object(plainprose, "parted", lambda whole: plainprose.Parted(whole, ())):
            assert quick == prose.body(source, "fr", "Retour")
    assert quick.faults == ()
    return quick.tokens


def _keeps_every_word(source: str, tokens: Tokens, page: Seen) -> None:
    assert list(fidelity.lost_words(source, tokens)) == []
    assert Counter(NAMED.findall(page.letters)) == Counter(NAMED.findall(source))


def _has_the_text_of_the_page(body: BodyText, page: Seen) -> None:
    assert _letters(body.text) == page.letters
    folded = fold(body.text).text
    plain = re.sub(r"\s+", " ", _VANISHING.sub("", body.text))
    plain = unicodedata.normalize("NFC", plain.translate(str.maketrans("’“”", '\'""')))
    assert folded == plain


def _letters(shown: str) -> str:
    return "".join(letter for letter in shown if not letter.isspace())


def _found(ground: Ground, quote: str, place: Range) -> tuple[Range, ...]:
    """Every place of a quote that was cut at ``place``, the same with an index and without."""
    indexed = replace(ground, quotes=1_000)
    found = ground.find(Selector(quote))
    assert place in found and found == indexed.find(Selector(quote))
    for other in found:
        assert _folded(ground.body.text[other.start : other.end]) == _folded(quote)
    if len(found) > 1:
        text = ground.text_with(Selector(quote))
        at = find_folded(text, Selector(quote))[found.index(place)]
        selector = Selector(quote, **dict(settling(text, quote, at)))
        assert ground.find(selector) == indexed.find(selector) == (place,)
    return found


def _is_found_as_typed(ground: Ground, quote: str) -> None:
    """A quote with the quotation marks of the Markdown is found where it is, marks apart."""
    found = ground.find(Selector(quote))
    assert found
    for place in found:
        shown = ground.body.text[place.start : place.end]
        assert _bare(shown) == _bare(quote)


def _bare(shown: str) -> str:
    return re.sub(r'[«»“”"’\'\s]', "", fold(shown).text)


def _folded(shown: str) -> str:
    return fold(shown).text.strip(" ")


def _marks_cover(tokens: Tokens, body: BodyText, places: Sequence[Range], page: Seen) -> None:
    """Marked is what was quoted, to the letter, and without its marks the page is what it was."""
    in_order = sorted(places, key=lambda place: place.start)
    marks = [Mark(f"k{n}", n, (place,), "s", "l") for n, place in enumerate(in_order, start=1)]
    items = annotate(tokens, marks)
    html = write(item for item in items if not isinstance(item, Slot))
    assert _ADDED.sub("", html) == write(tokens)
    marked = seen(html)
    assert marked.letters == page.letters
    for mark in marks:
        first, last = (
            len(_letters(body.text[:at])) for at in (mark.ranges[0].start, mark.ranges[0].end)
        )
        there = [at for at, claims in enumerate(marked.claims) if mark.claim in claims]
        assert there == list(range(first, last))
    assert sorted(marked.ids) == sorted(f"c-{mark.claim}" for mark in marks)
    slots = [claim for item in items if isinstance(item, Slot) for claim in item.claims]
    assert sorted(slots) == sorted(mark.claim for mark in marks)


def _told(ground: Ground, rows: Sequence[dict[str, str]]) -> tuple[Diagnostic, ...]:
    """What is told of a sidecar with these claims; each problem stands at its own quote."""
    lines = [
        json.dumps({"id": f"k{n}", "verdict": "pending", **row}, ensure_ascii=False)
        for n, row in enumerate(rows, start=1)
    ]
    document, faults = yamldoc.parse(
        SourceText("a.claims.yaml", "claims:\n" + "".join(f"- {x}\n" for x in lines))
    )
    assert document is not None and faults == ()
    reading = read(Sidecar, document, Vocabulary(("pending",)))
    assert reading.diagnostics == ()
    told = anchor_claims(reading, ground).diagnostics
    for problem in told:
        row = rows[problem.span.line - 2]
        written = json.dumps(row["quote"], ensure_ascii=False)
        assert problem.span.text[problem.span.column - 1 :].startswith(written)
    return told


def _word_at(source: str, span: Span) -> str:
    """The first word that a span points at, composed, comments and references read."""
    assert span.text == source.split("\n")[span.line - 1]
    read = unescape(re.sub("<!--.*?-->", "", span.text[span.column - 1 :]))
    found = WORD.search(unicodedata.normalize("NFC", read))
    return found[0] if found else ""


def _offset(source: str, span: Span) -> int:
    return sum(len(line) + 1 for line in source.split("\n")[: span.line - 1]) + span.column - 1


def _told_at_the_place(ground: Ground, places: Sequence[Range]) -> None:
    """A quote that is not there is told where its passage is written, a repeated one at each."""
    source, shown = ground.source.text, ground.body.text
    shown_words = Counter(WORD.findall(unicodedata.normalize("NFC", shown)))
    written = Counter(word.text for word in written_words(source) if not word.aside)
    rows = []
    for place in places:
        quote = shown[place.start : place.end]
        rows.append({"quote": quote})
        names = NAMED.findall(quote)
        if len(names) > 2:
            changed = quote[quote.index(names[0]) :].replace(names[1], "q0q")
            rows.append({"quote": changed[: changed.rindex(names[-1]) + len(names[-1])]})
    for problem in _told(ground, rows):
        quote = rows[problem.span.line - 2]["quote"]
        if "q0q" in quote:
            assert problem.code == "quote-not-found"
            (note,) = problem.notes
            assert note.span is not None
            assert NAMED.findall(quote)[0] == _word_at(source, note.span)
        else:
            assert problem.code == "quote-ambiguous"
            spans = [note.span for note in problem.notes if note.span]
            assert len(spans) == len(ground.find(Selector(quote))) > 1
            first = WORD.findall(unicodedata.normalize("NFC", quote))[:1]
            # A word that markup parts, or that is spelled with marks of their own, is not found
            # again, and its place is not told; or it is found where it is spelled otherwise.
            if first and shown_words[first[0]] == written[first[0]] >= len(spans):
                assert len({*spans}) == len(spans)
                assert all(first[0] == _word_at(source, span) for span in spans)


def _loss_is_told(source: str, tokens: Tokens, which: int) -> None:
    """A word that the page has not is told at the very word."""
    holders = [
        at
        for at, token in enumerate(tokens)
        if isinstance(token, Text) and NAMED.search(token.text)
    ]
    if not holders:
        return
    at = holders[which % len(holders)]
    token = tokens[at]
    assert isinstance(token, Text)
    names = NAMED.findall(token.text)
    kept = (*tokens[:at], text(NAMED.sub("", token.text)), *tokens[at + 1 :])
    lost = dict(fidelity.lost_words(source, kept))
    assert set(names) <= set(lost)
    assert all(lost[name] == source.index(name) for name in names)


def _fault_is_told(source: str, which: int) -> None:
    """HTML that has no place in an article is told where it is written."""
    names = [m for m in NAMED.finditer(source) if m.start() == 0 or source[m.start() - 1] == " "]
    if not names:
        return
    name = names[which % len(names)]
    faulty = f"{source[: name.start()]}<blink>{name[0]}</blink>{source[name.end() :]}"
    for problem in placed(prose.body(faulty, "fr", "Retour").faults, SourceText("a.md", faulty)):
        assert problem.code == "html-not-allowed"
        assert _offset(faulty, problem.span) == name.start()


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(ARTICLES | PLAIN_ARTICLES, st.data())
def test_the_heart(source: str, data: st.DataObject) -> None:
    tokens = _rendered(source)
    body, page = body_text(tokens), seen(write(tokens))
    _keeps_every_word(source, tokens, page)
    _has_the_text_of_the_page(body, page)
    ground = Ground.of(body, SourceText("a.md", source))
    places = data.draw(quotes(body.text))
    for place in places:
        _found(
            ground, data.draw(st.sampled_from(TYPINGS))(body.text[place.start : place.end]), place
        )
    for place in data.draw(quotes(body.typed)) if body.typed != body.text else ():
        _is_found_as_typed(ground, body.typed[place.start : place.end])
    _marks_cover(tokens, body, places, page)
    which = data.draw(st.integers(0, 99))
    _loss_is_told(source, tokens, which)
    if which % 2:
        _told_at_the_place(ground, places)
    else:
        _fault_is_told(source, which)
