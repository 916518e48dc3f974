"""Marks on tokens: the text that is searched, and what annotating leaves in it."""

import re

import pytest

from vouch import prose
from vouch.anchor import Range
from vouch.annotate import BodyText, Mark, Slot, annotate, body_text
from vouch.markup import Token, write


def text_of(source: str, lang: str = "fr") -> BodyText:
    return body_text(prose.body(source, lang, "Retour").tokens)


def marked(source: str, *ranges: tuple[int, int]) -> str:
    """The HTML of a source with a claim for each range, in the notation of `shown`."""
    marks = [
        Mark(f"k{number}", number, (Range(*place),), "s", "l")
        for number, place in enumerate(ranges, start=1)
    ]
    return shown(annotate(prose.body(source, "fr", "Retour").tokens, marks))


def shown(items: tuple[Token | Slot, ...]) -> str:
    """The HTML with marks as `⟦#id ids|…⟧`, numbers as `¹`, places of cards as `‹ids›`."""
    made = "".join(
        f"‹{' '.join(item.claims)}›" if isinstance(item, Slot) else write((item,)) for item in items
    )
    for number in range(1, 10):
        link = (
            f'<sup class="claim-ref" data-generated><a id="ref-k{number}" href="#card-k{number}"'
            f' aria-label="l">{number}</a></sup>'
        )
        made = made.replace(link, "⁰¹²³⁴⁵⁶⁷⁸⁹"[number])
    made = re.sub(r' class="hl s(?: hl-deep)?"', "", made)
    made = re.sub(r'<mark id="c-(\w+)" data-claim="(.*?)">', r"⟦#\1 \2|", made)
    return re.sub(r'<mark data-claim="(.*?)">', r"⟦\1|", made).replace("</mark>", "⟧")


TEXTS = {
    "paragraphs": ("un\n\ndeux", "\nun\n\n\ndeux\n"),
    "emphasis": ("un*deux*", "\nundeux\n"),
    "line-break": ("un<br>deux", "\nun\ndeux\n"),
    "image": ("un![x](media/a.png)deux", "\nundeux\n"),
    "generated": ("un[^1] deux\n\n[^1]: n", "un deux"),
    "no-text": ("", ""),
}


@pytest.mark.parametrize(("source", "text"), TEXTS.values(), ids=TEXTS)
def test_the_text_of_a_body(source: str, text: str) -> None:
    assert text in text_of(source).text


def test_quotation_marks_as_typed_lead_back() -> None:
    body = text_of('Il dit "oui" : l\'an')
    assert body.typed == '\nIl dit "oui"\u00a0: l\'an\n'
    assert body.text == "\nIl dit «\u00a0oui\u00a0»\u00a0: l’an\n"

    def back(typed: str) -> str:
        at = body.typed.index(typed)
        place = body.from_typed(Range(at, at + len(typed)))
        return body.text[place.start : place.end]

    assert back('"oui"') == "«\u00a0oui\u00a0»"
    assert back('dit "o') == "dit «\u00a0o"
    assert back("ui") == "ui"
    assert back("l'an") == "l’an"
    assert back("'a") == "’a"
    assert back("\"\u00a0: l'") == "\u00a0»\u00a0: l’"


MARKS = {
    "one": ("<p>un ⟦#k1 k1|deux⟧¹</p>‹k1›", "un deux", [(4, 8)]),
    "whole": ("<p>⟦#k1 k1|un⟧¹</p>‹k1›", "un", [(1, 3)]),
    "together": ("<p>⟦#k1 k1|⟧⟦#k2 k1 k2|un⟧¹²</p>‹k1 k2›", "un", [(1, 3), (1, 3)]),
    "emphasis": ("<p>⟦#k1 k1|un⟧<em>⟦k1|deux⟧¹</em></p>‹k1›", "un*deux*", [(1, 7)]),
    "paragraphs": ("<p>⟦#k1 k1|un⟧</p>\n<p>⟦k1|deux⟧¹</p>‹k1›", "un\n\ndeux", [(1, 10)]),
    "white-space-in-a-line": (
        "<p><em>⟦#k1 k1|a⟧</em>⟦k1| ⟧<em>⟦k1|b⟧¹</em></p>‹k1›",
        "*a* *b*",
        [(1, 4)],
    ),
    "line-break": ("<p>⟦#k1 k1|a⟧<br>⟦k1|b⟧¹</p>‹k1›", "a<br>b", [(1, 4)]),
    "card-before-a-list-within": (
        "<ul>\n<li>⟦#k1 k1|a⟧¹‹k1›<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>",
        "- a\n    - b",
        [(3, 4)],
    ),
}


@pytest.mark.parametrize(("html", "source", "ranges"), MARKS.values(), ids=MARKS)
def test_marks(html: str, source: str, ranges: list[tuple[int, int]]) -> None:
    assert marked(source, *ranges).replace("\n‹", "‹").replace("¹\n", "¹") == html


def test_nothing_to_mark_leaves_everything() -> None:
    tokens = prose.body("# un\n\n- *deux*\n\n> `trois`", "fr", "Retour").tokens
    assert shown(annotate(tokens, [])) == write(tokens)


def test_cards_of_one_block_stand_together() -> None:
    assert marked("un deux", (1, 3), (4, 8)).endswith("</p>‹k1 k2›")
    assert marked("un deux", (4, 8), (1, 3)).endswith("</p>‹k2 k1›")


def test_a_claim_with_two_passages_is_numbered_at_each() -> None:
    mark = Mark("k1", 1, (Range(4, 8), Range(1, 3)), "s", "l")
    made = shown(annotate(prose.body("un deux", "fr", "Retour").tokens, [mark]))
    assert made.count('href="#card-k1"') + made.count("¹") == 2
    assert "⟦#k1 k1|un⟧<sup" in made and "⟦k1|deux⟧¹" in made
