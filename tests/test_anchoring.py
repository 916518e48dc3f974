"""Anchoring on whole sites: quotes of a sidecar in an article's rendered text, or why not."""

import re
from pathlib import Path

import pytest

from tests.sites import FIRST_LINE, Outcome, Written, built, compiled
from vouch.anchor import fold


def letters(text: str) -> str:
    """The text, folded, without white space: none of it stands in marks between blocks."""
    return "".join(fold(text).text.split())


def assert_marked(outcome: Outcome, claim: str, text: str) -> None:
    """The claim's stretches hold this text, and the first of them its id."""
    first, *others = outcome.marks(claim)
    assert letters(outcome.marked(claim)) == letters(text)
    assert first.get("id") == f"c-{claim}"
    assert all(mark.get("id") != f"c-{claim}" for mark in others)
    assert len(outcome.body.select(f'[id="c-{claim}"]')) == 1


# --- One place ----------------------------------------------------------------------------------

FRENCH = {
    "plain": ("Il livre 6 GW de puces.", "6 GW de puces"),
    "start-of-article": ("Il livre 6 GW.", "Il livre"),
    "end-of-article": ("Il livre 6 GW", "6 GW"),
    "whole-article": ("Il livre 6 GW.", "Il livre 6 GW."),
    "typography-of-text": ("Il dit : « 6 GW ; 10 % ! »", "Il dit : « 6 GW ; 10 % ! »"),
    "no-break-in-quote": ("Environ 10 % du capital", "10\u00a0% du"),
    "apostrophes": ("l'accord d'AMD", "l’accord d’AMD"),
    "apostrophe-straight-in-quote": ("l’accord d’AMD", "l'accord d'AMD"),
    "straight-quotes-copied-from-source": ('Il dit "un pacte" hier.', 'dit "un pacte" hier'),
    "straight-quotes-copied-from-page": ('Il dit "un pacte" hier.', "dit « un pacte » hier"),
    "guillemets-typed": ("Il dit « un pacte » hier.", "« un pacte »"),
    "guillemets-without-spaces": ("Il dit «un pacte» hier.", "«un pacte»"),
    "curly-quotes-typed": ("Il dit “un pacte” hier.", '"un pacte"'),
    "thousands": ("Soit 160 000 actions.", "160 000 actions"),
    "thousands-no-break": ("Soit 160\u202f000 actions.", "160 000 actions"),
    "soft-hyphen-reference": ("giga&shy;watts fermes", "gigawatts fermes"),
    "reference-named": ("R&amp;D chez AMD", "R&D chez"),
    "reference-number": ("l&#8217;accord", "l'accord"),
    "reference-no-break": ("10&nbsp;% du capital", "10 % du"),
    "reference-accent": ("annonc&eacute; hier", "annoncé hier"),
    "ampersand": ("R&D chez AMD", "R&D"),
    "less-than": ("soit 3 < 4 ici", "3 < 4"),
    "escaped-star": (r"un \*vrai\* accord", "*vrai*"),
    "escaped-bracket": (r"un \[vrai\] accord", "[vrai]"),
    "year-at-line-start": ("2025. Texte de la phrase.", "2025. Texte"),
    "decomposed-text": ("l’annonce\u0301 faite", "l’annoncé faite"),
    "decomposed-quote": ("l’annoncé faite", "l’annonce\u0301 faite"),
    "emphasis": ("un *vrai* **accord ferme** ici", "vrai accord ferme"),
    "emphasis-in-a-word": ("**6**GW de puces", "6GW de"),
    "part-of-emphasis": ("un **accord ferme** ici", "accord"),
    "link": ("un [accord](https://amd.example/) ferme", "un accord ferme"),
    "reference-link": ("un [accord][a] ferme\n\n[a]: https://amd.example/", "un accord ferme"),
    "automatic-link": ("voir <https://amd.example/x> ici", "https://amd.example/x ici"),
    "code": ("la clé `a b` ici", "clé a b ici"),
    "abbreviation": ("La SEC publie.\n\n*[SEC]: Gendarme", "La SEC publie"),
    "image-between": ("un ![oui](media/a.png) accord", "un accord"),
    "image-in-a-word": ("gigawatts![x](media/a.png) ici", "gigawatts ici"),
    "line-break": ("un accord  \nferme", "accord ferme"),
    "line-break-raw": ("un accord<br>ferme", "accord ferme"),
    "line-end": ("un accord\nferme", "accord ferme"),
    "word-break-opportunity": ("giga<wbr>watts", "gigawatts"),
    "comment-between": ("un <!-- non --> accord", "un accord"),
    "comment-in-a-word": ("giga<!-- non -->watts", "gigawatts"),
    "span": ("un <span>accord</span> ferme", "accord ferme"),
    "subscript": ("du CO<sub>2</sub> émis", "CO2 émis"),
    "superscript-element": ("10 m<sup>2</sup> ici", "10 m2 ici"),
    "footnote-reference": ("6 GW[^1] de puces\n\n[^1]: Note.", "6 GW de puces"),
    "footnote-reference-at-end": ("de 6 GW[^1].\n\n[^1]: Note.", "6 GW."),
    "footnote-text": ("6 GW[^1].\n\n[^1]: Selon l’acte remis.", "Selon l’acte"),
    "footnote-text-end": ("6 GW[^1].\n\n[^1]: Selon l’acte remis.", "l’acte remis."),
    "footnote-twice": ("un[^1] deux[^1] trois\n\n[^1]: Note.", "un deux trois"),
    "heading": ("## Six gigawatts\n\nTexte.", "Six gigawatts"),
    "heading-and-paragraph": ("## Six gigawatts\n\nTexte suit.", "gigawatts Texte"),
    "paragraphs": ("Un accord.\n\nIl est ferme.", "accord. Il est"),
    "three-paragraphs": ("Un.\n\nDeux.\n\nTrois.", "Un. Deux. Trois."),
    "list-items": ("- six\n- sept\n- huit", "six sept huit"),
    "list-item": ("- six puces\n- sept", "six puces"),
    "loose-list": ("- six\n\n- sept", "six sept"),
    "nested-list": ("- six\n    - sept\n- huit", "six sept huit"),
    "ordered-list": ("1. six\n2. sept", "six sept"),
    "table-cells": ("| a | b |\n|---|---|\n| un | deux |", "un deux"),
    "table-rows": ("| a | b |\n|---|---|\n| un | deux |\n| trois | six |", "deux trois"),
    "table-header": ("| a | b |\n|---|---|\n| un | deux |", "a b un"),
    "table-escaped-pipe": ("| a | b |\n|---|---|\n| x \\| y | z |", "x | y"),
    "block-quote": ("> Un accord\n> ferme.", "accord ferme"),
    "block-quote-and-after": ("> Un accord.\n\nIl dit.", "accord. Il"),
    "definition": ("Accord\n:   Un texte signé.", "Accord Un texte"),
    "caption": ('![Carte](media/a.png "Le site"){credit="AMD"}', "Le site AMD"),
    "caption-and-after": ('![Carte](media/a.png "Le site")\n\nIci.', "Le site Ici"),
    "details": (
        "<details markdown>\n<summary>Plus</summary>\n\nUn accord.\n\n</details>",
        "Plus Un",
    ),
    "division": ('<div markdown="1">\n\nUn accord.\n\n</div>', "Un accord"),
    "code-block": ("    a  b\n    c", "a b c"),
    "fenced-code": ("```\nx = 6\n```", "x = 6"),
    "horizontal-rule-between": ("Un.\n\n---\n\nDeux.", "Un. Deux."),
    "straight-quotes-in-code": ('`"x"` ici', '"x" ici'),
    "sign": ("soit −6 % en un an", "−6 %"),
    "range": ("de 4-6 GW", "6 GW"),
    "cells-of-numbers": ("| a | b |\n|---|---|\n| 12 | 300 |", "300"),
    "list-of-numbers": ("- 12\n- 300", "300"),
    "quotes-before-a-footnote": ('dit "oui"[^1] ici\n\n[^1]: Note.', "« oui » ici"),
    "upper-case-id-like": ("MI450 et MI4500", "MI450"),
    "spaces-in-quote": ("Il livre 6 GW.", "  Il\n livre  "),
}
ENGLISH = {
    "curly-quotes-made": ('He said "a pact" then.', "said “a pact” then"),
    "curly-quotes-straight-in-quote": ('He said "a pact" then.', '"a pact"'),
    "single-quotes-from-source": ("He said 'a pact' then.", "said 'a pact' then"),
    "single-quotes-from-page": ("He said 'a pact' then.", "said ‘a pact’ then"),
    "possessive": ("OpenAI's stake", "OpenAI’s stake"),
    "possessive-less": ("OpenAI's stake", "OpenAI"),
    "thousands": ("some 160,000 shares", "160,000 shares"),
    "decimal": ("about 9.9 % of it", "9.9 %"),
    "currency": ("for $0.01 each", "$0.01"),
}


@pytest.mark.parametrize(("markdown", "quote"), FRENCH.values(), ids=FRENCH)
def test_a_french_quote_is_marked(tmp_path: Path, markdown: str, quote: str) -> None:
    _is_marked(tmp_path, markdown, quote, "fr")


@pytest.mark.parametrize(("markdown", "quote"), ENGLISH.values(), ids=ENGLISH)
def test_an_english_quote_is_marked(tmp_path: Path, markdown: str, quote: str) -> None:
    _is_marked(tmp_path, markdown, quote, "en")


def _is_marked(folder: Path, markdown: str, quote: str, lang: str) -> None:
    plain = compiled(folder, markdown, lang=lang)
    outcome = compiled(folder, markdown, [quote], lang)
    made = outcome.marked("k1")
    as_typed = letters(made).translate(str.maketrans("«»‘", '""\''))
    assert_marked(outcome, "k1", quote if letters(made) == letters(quote) else made)
    assert letters(quote).translate(str.maketrans("«»‘", '""\'')) == as_typed
    assert outcome.text == plain.text


# --- No place -----------------------------------------------------------------------------------

REFUSED = {
    "another-number": ("Il livre 8 GW.", "6 GW"),
    "part-of-a-number": ("Il livre 16 GW.", "6 GW"),
    "part-of-a-unit": ("Il livre 6 GWh.", "6 GW"),
    "part-of-decimals": ("Il livre 1,6 GW.", "6 GW"),
    "cut-decimals": ("Il livre 6,5 GW.", "Il livre 6"),
    "cut-sign": ("soit −6 % en un an", "6 % en"),
    "cut-thousands": ("Soit 160 000 actions.", "000 actions"),
    "part-of-a-name": ("la puce MI4500", "MI450"),
    "case": ("Environ 10 %", "environ 10 %"),
    "accent": ("l’accord annoncé", "l’accord annonce"),
    "decimal-sign": ("soit 9,9 %", "9.9 %"),
    "space-missing": ("Il livre 6 GW.", "6GW"),
    "space-too-many": ("Il livre 6GW.", "6 GW"),
    "superscript": ("10 m² ici", "10 m2"),
    "ligature": ("l’accord ﬁnal", "accord final"),
    "straight-quotes-for-typed-guillemets": ("Il dit « oui ».", '"oui"'),
    "guillemets-for-typed-curly-quotes": ("Il dit “oui”.", "« oui »"),
    "guillemets-unspaced": ('Il dit "oui" hier.', "«oui»"),
    "alternative-text": ("![Carte du site](media/a.png)", "Carte du site"),
    "title-of-a-link": ('un [lien](https://amd.example/ "Le titre")', "Le titre"),
    "address-of-a-link": ("un [lien](https://amd.example/)", "amd.example"),
    "comment": ("un <!-- accord --> ferme", "accord"),
    "class": ('un <span class="accord">x</span>', "accord"),
    "abbreviation-s-title": ("La SEC.\n\n*[SEC]: Gendarme", "Gendarme"),
    "footnote-number": ("6 GW[^1] de\n\n[^1]: Note.", "6 GW1 de"),
    "way-back-of-a-footnote": ("6 GW[^1].\n\n[^1]: Note.", "Note.↩"),
    "markdown-of-the-source": ("un **accord** ferme", "**accord**"),
    "reference-of-the-source": ("R&amp;D chez AMD", "R&amp;D"),
    "definition-of-a-link": ("[a]\n\n[a]: https://amd.example/", "amd.example"),
    "front-matter": ("Texte.", "Un article"),
    "blocks-without-space": ("Un.\n\nDeux.", "Un.Deux."),
    "cells-without-space": ("| a | b |\n|---|---|\n| un | deux |", "undeux"),
    "line-break-without-space": ("un<br>deux", "undeux"),
    "omission": ("un accord très ferme", "un accord ferme"),
    "omission-with-dots": ("un accord très ferme", "un accord […] ferme"),
    "other-order": ("A[^1].\n\n[^1]: Note.\n\nSuite.", "A. Note."),
}


@pytest.mark.parametrize(("markdown", "quote"), REFUSED.values(), ids=REFUSED)
def test_a_quote_is_refused(tmp_path: Path, markdown: str, quote: str) -> None:
    outcome = compiled(tmp_path, markdown, [quote])
    assert outcome.codes == ["quote-not-found"]
    (problem,) = outcome.diagnostics
    assert problem.span.path == "content/a.claims.yaml"
    assert problem.span.text[problem.span.column - 1 :].startswith('"')


@pytest.mark.parametrize("quote", ["", " ", "\n\n", "\u00a0", "\u200b", "\u00ad"])
def test_a_quote_has_words(tmp_path: Path, quote: str) -> None:
    assert compiled(tmp_path, "Texte.", [quote]).codes == ["missing-value"]


# --- Several places -----------------------------------------------------------------------------

REPEATED = {
    "twice": ("de 6 GW, puis de 6 GW encore", "6 GW", 2),
    "overlapping": ("aa aa aa", "aa aa", 2),
    "overlapping-long": ("aa aa aa aa", "aa", 4),
    "in-blocks": ("Un accord.\n\n- Un accord.\n- Un accord.", "Un accord", 3),
    "in-cells": ("| a | b |\n|---|---|\n| oui | oui |\n| oui | non |", "oui", 3),
    "with-punctuation": ("« oui », « oui » ; « oui »", "oui", 3),
    "in-heading-and-text": ("## Six gigawatts\n\nSix gigawatts, donc.", "Six gigawatts", 2),
    "in-footnote": ("Selon l’acte[^1].\n\n[^1]: Selon l’acte.", "Selon l’acte", 2),
    "typed-quotes": ('dit "oui" ; redit "oui"', '"oui"', 2),
    "start-and-end": ("oui et non, oui", "oui", 2),
    "across-emphasis": ("un *vrai* accord, un vrai *accord*", "vrai accord", 2),
    "more-than-a-message-lists": (" ".join(f"{n} mot" for n in range(70)), "mot", 20),
    "long-common-context": (f"{'le même mot ' * 30}6 GW, {'le même mot ' * 30}6 GW", "6 GW", 2),
}


@pytest.mark.parametrize(("markdown", "quote", "count"), REPEATED.values(), ids=REPEATED)
def test_each_place_comes_with_what_settles_it(
    tmp_path: Path, markdown: str, quote: str, count: int
) -> None:
    (problem,) = compiled(tmp_path, markdown, [quote]).diagnostics
    assert problem.code == "quote-ambiguous" and len(problem.notes) == count
    settled = []
    for note in problem.notes:
        pasted = "".join(f"    {line}\n" for line in note.message.split("\n"))
        claim = f"  - id: k1\n    verdict: pending\n    quote: {_yaml(quote)}\n{pasted}"
        outcome = compiled(tmp_path, markdown, f"claims:\n{claim}")
        before = str(outcome.body).partition("<mark")[0]
        settled.append(len(before))
        assert note.span is not None and note.span.path == "content/a.md"
    assert settled == sorted(set(settled)), "each note settles on a place of its own, in order"


def _yaml(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def test_among_repetitions_of_repetitions_it_takes_both(tmp_path: Path) -> None:
    (problem,) = compiled(tmp_path, "aa aa aa aa", ["aa aa"]).diagnostics
    messages = [note.message for note in problem.notes]
    assert messages[1] == 'prefix: "aa "\nsuffix: " aa"'
    written: Written = {"quote": "aa aa", "prefix": "aa ", "suffix": " aa"}
    assert_marked(compiled(tmp_path, "aa aa aa aa", [written]), "k1", "aa aa")


WRITTEN = {
    "emphasis and the address of a link": (
        "Texte de **6 GW** et\n\n- puis [de](https://amd.example/6) 6 GW\n",
        "6 GW",
        [(0, 12, 4), (2, 36, 4)],
    ),
    "a caption": (
        'Soit 6 GW\n\n![6 GW](media/a.png "Elle : 6 GW")',
        "6 GW",
        [(0, 6, 4), (2, 29, 4)],
    ),
    "a caption of many words": (
        'Le site de 6 GW. Un autre.\n\n![a](media/a.png "Le site de 6 GW")',
        "Le site de 6 GW",
        [(0, 1, 15), (2, 19, 15)],
    ),
    "a caption and words that are not shown": (
        '6 GW ![6 GW](media/a.png) 6 GW\n\n![a](media/a.png "Site : 6 GW")',
        "6 GW",
        [(0, 1, 4), (0, 27, 4), (2, 26, 4)],
    ),
}


@pytest.mark.parametrize(("markdown", "quote", "expected"), WRITTEN.values(), ids=WRITTEN)
def test_places_point_into_the_markdown(
    tmp_path: Path, markdown: str, quote: str, expected: list[tuple[int, int, int]]
) -> None:
    (problem,) = compiled(tmp_path, markdown, [quote]).diagnostics
    spans = [note.span for note in problem.notes]
    assert [(s.line - FIRST_LINE, s.column, s.width) for s in spans if s] == expected


# --- Prefix and suffix --------------------------------------------------------------------------

SETTLED = {
    "prefix": ("de 6 GW, puis 6 GW", {"quote": "6 GW", "prefix": "puis "}),
    "suffix": ("de 6 GW, puis 6 GW", {"quote": "6 GW", "suffix": ", puis"}),
    "both": ("a 6 b, a 6 c, d 6 b", {"quote": "6", "prefix": "a ", "suffix": " b"}),
    "over-a-block": ("Un.\n\n6 GW.\n\nDeux.\n\n6 GW.", {"quote": "6 GW", "prefix": "Deux. "}),
    "over-emphasis": ("**de** 6 GW, 6 GW", {"quote": "6 GW", "prefix": "de "}),
    "no-break-space": ("Soit : 6 GW, 6 GW", {"quote": "6 GW", "prefix": "Soit : "}),
    "completes-a-word": ("16 GW", {"quote": "6 GW", "prefix": "1"}),
    "completes-a-unit": ("6 GWh", {"quote": "6 GW", "suffix": "h"}),
    "typed-quotes-in-prefix": ('"de" 6 GW, 6 GW', {"quote": "6 GW", "prefix": '"de" '}),
    "needless": ("de 6 GW", {"quote": "6 GW", "prefix": "de "}),
    "white-space-in-quote": ("de 6 GW", {"quote": " 6 GW", "prefix": "de"}),
}


@pytest.mark.parametrize(("markdown", "claim"), SETTLED.values(), ids=SETTLED)
def test_context_settles(tmp_path: Path, markdown: str, claim: Written) -> None:
    assert isinstance(claim, dict)
    assert_marked(compiled(tmp_path, markdown, [claim]), "k1", claim["quote"])


MISSING = {
    "prefix": ("de 6 GW", {"prefix": "à "}, ["prefix"], "delete the prefix"),
    "suffix": ("6 GW de", {"suffix": " à"}, ["suffix"], "delete the suffix"),
    "prefix-without-its-space": ("de 6 GW", {"prefix": "de"}, ["prefix"], "stands “de ”"),
    "suffix-without-its-space": ("6 GW de", {"suffix": "de"}, ["suffix"], "delete"),
    "prefix-with-a-space": ("(6 GW)", {"prefix": "( "}, ["prefix"], "delete"),
    "both": ("de 6 GW de", {"prefix": "à ", "suffix": " à"}, ["prefix", "suffix"], "delete"),
    "one-of-both": ("de 6 GW de", {"prefix": "de ", "suffix": " à"}, ["suffix"], "delete"),
    "not-together": (
        "a 6 GW b, c 6 GW d",
        {"prefix": "a ", "suffix": " d"},
        ["suffix"],
        "the prefix is enough: delete the suffix",
    ),
    "on-the-other-side": ("de 6 GW", {"suffix": "de "}, ["suffix"], "delete"),
    "another-case": ("De 6 GW", {"prefix": "de "}, ["prefix"], "delete"),
    "repeated-quote": ("6 GW et 6 GW", {"prefix": "à "}, ["prefix"], "paste the prefix"),
}


@pytest.mark.parametrize(("markdown", "context", "keys", "help_"), MISSING.values(), ids=MISSING)
def test_context_that_is_not_there_is_an_error(
    tmp_path: Path, markdown: str, context: dict[str, str], keys: list[str], help_: str
) -> None:
    outcome = compiled(tmp_path, markdown, [{"quote": "6 GW", **context}])
    assert outcome.codes == ["context-not-found"] * len(keys)
    for problem, key in zip(outcome.diagnostics, keys, strict=True):
        assert problem.message.startswith(f"the {key} “{context[key].strip()}")
        assert help_ in problem.help


def test_wrong_context_of_a_repeated_quote_comes_with_the_right_one(tmp_path: Path) -> None:
    claim = {"quote": "6 GW", "suffix": " à"}
    markdown = "de 6 GW fermes, puis 6 GW promis"
    (problem,) = compiled(tmp_path, markdown, [claim]).diagnostics
    assert [note.message for note in problem.notes] == ['suffix: " fermes,"', 'suffix: " promis"']
    for note in problem.notes:
        suffix = note.message.removeprefix('suffix: "').removesuffix('"')
        assert_marked(compiled(tmp_path, markdown, [claim | {"suffix": suffix}]), "k1", "6 GW")


# --- Several claims -----------------------------------------------------------------------------

TOGETHER: dict[str, tuple[str, list[str], list[str]]] = {
    "apart": ("un deux trois", ["un", "trois"], ["k1", "k2"]),
    "touching": ("un deux trois", ["un deux", "trois"], ["k1", "k2"]),
    "nested": ("un deux trois", ["un deux trois", "deux"], ["k1", "k1 k2", "k1"]),
    "overlapping": ("un deux trois", ["un deux", "deux trois"], ["k1", "k1 k2", "k2"]),
    "same-start": ("un deux trois", ["un deux", "un"], ["k1", "k1 k2", "k1"]),
    "same-end": ("un deux trois", ["un deux", "deux"], ["k1", "k1 k2"]),
    "identical": ("un deux trois", ["deux", "deux"], ["k1", "k1 k2"]),
    "three-deep": (
        "a b c d e",
        ["a b c d e", "b c d", "c"],
        ["k1", "k1 k2", "k1 k2 k3", "k1 k2", "k1"],
    ),
    "three-same-start": ("a b c", ["a b c", "a b", "a"], ["k1", "k2", "k1 k2 k3", "k1 k2", "k1"]),
    "other-order": ("un deux", ["deux", "un"], ["k2", "k1"]),
    "over-blocks": ("un.\n\ndeux.", ["un. deux.", "deux"], ["k1", "k1 k2", "k1"]),
}


@pytest.mark.parametrize(("markdown", "quotes", "lists"), TOGETHER.values(), ids=TOGETHER)
def test_claims_share_stretches(
    tmp_path: Path, markdown: str, quotes: list[str], lists: list[str]
) -> None:
    outcome = compiled(tmp_path, markdown, quotes)
    found = [re.sub(r"\s+", " ", str(mark["data-claim"])) for mark in outcome.body.select("mark")]
    assert found == lists
    for number, quote in enumerate(quotes, start=1):
        assert_marked(outcome, f"k{number}", quote)
    assert not outcome.body.select("mark mark")


def test_also_marks_every_passage(tmp_path: Path) -> None:
    claim = {"quote": "6 GW", "also": [{"quote": "six gigawatts"}, {"quote": "le volume"}]}
    outcome = compiled(tmp_path, "De 6 GW.\n\nSoit six gigawatts : le volume.", [claim])
    assert_marked(outcome, "k1", "6 GWsix gigawattsle volume")
    assert len(outcome.body.select("sup.claim-ref a[href='#card-k1']")) == 3
    assert len(outcome.body.select("#ref-k1")) == 1


def test_also_may_repeat_or_overlap_the_quote(tmp_path: Path) -> None:
    claim = {"quote": "un deux", "also": [{"quote": "deux trois"}, {"quote": "un deux"}]}
    outcome = compiled(tmp_path, "un deux trois", [claim])
    assert_marked(outcome, "k1", "un deux trois")
    assert outcome.marks("k1")[0]["data-claim"] == "k1"


def test_also_is_held_to_the_same_rules(tmp_path: Path) -> None:
    also = [{"quote": "7 GW"}, {"quote": "de"}, {"quote": "6", "prefix": "x"}, {"quote": " "}]
    outcome = compiled(tmp_path, "de 6 GW de", [{"quote": "6 GW", "also": also}])
    assert sorted(outcome.codes) == [
        "context-not-found",
        "missing-value",
        "quote-ambiguous",
        "quote-not-found",
    ]


# --- Where things stand in the page -------------------------------------------------------------

HOLDERS = {
    "paragraph": ("Un accord.\n\nSuite.", "p"),
    "list-item": ("- un accord\n- suite", None),
    "nested-list": ("- un accord\n    - suite", None),
    "table": ("| a |\n|---|\n| un accord |\n\nSuite.", "div"),
    "figure": ('![x](media/a.png "un accord")\n\nSuite.', "figure"),
    "block-quote": ("> un accord\n>\n> et plus\n\nSuite.", "blockquote"),
    "definition": ("Terme\n:   un accord\n\nSuite.", "dl"),
    "heading": ("## un accord\n\nSuite.", "h2"),
    "code-block": ("    un accord\n\nSuite.", "pre"),
}


@pytest.mark.parametrize(("markdown", "before"), HOLDERS.values(), ids=HOLDERS)
def test_the_card_follows_the_block_that_holds_the_quote(
    tmp_path: Path, markdown: str, before: str | None
) -> None:
    quote = "Un accord" if markdown.startswith("Un") else "un accord"
    (card,) = compiled(tmp_path, markdown, [quote]).body.select("[data-claim-card]")
    assert card.parent is not None
    if before is None:
        assert card.parent.name == "li" and "accord" in card.parent.get_text()
        assert "suite" not in "".join(map(str, card.previous_siblings))
    else:
        assert card.parent.has_attr("data-article-body")
        previous = card.find_previous_sibling(lambda tag: not tag.has_attr("data-generated"))
        assert previous is not None and previous.name == before


def test_cards_follow_the_quote_and_not_its_repetition(tmp_path: Path) -> None:
    claim = {"quote": "6 GW", "also": [{"quote": "six"}]}
    outcome = compiled(tmp_path, "Soit six.\n\nDe 6 GW.\n\nFin.", [claim])
    (card,) = outcome.body.select("[data-claim-card]")
    previous = card.find_previous_sibling()
    assert previous is not None and fold(previous.get_text()).text.startswith("De 6 GW")


LINKS = {
    "link": "un [accord ferme](https://amd.example/) ici",
    "code": "un `accord ferme` ici",
    "abbreviation": "un accord ferme ici\n\n*[ferme]: signé",
    "superscript": "un accord<sup>ferme</sup> ici",
    "code-block": "    un accord ferme ici",
    "summary": "<details><summary>un accord ferme</summary>ici</details>",
}


@pytest.mark.parametrize("markdown", LINKS.values(), ids=LINKS)
def test_no_number_stands_in_a_link_or_in_code(tmp_path: Path, markdown: str) -> None:
    quote = "ferme" if "<sup>" not in markdown else "accordferme"
    outcome = compiled(tmp_path, markdown, [quote])
    (number,) = outcome.body.select("sup.claim-ref")
    inside = {parent.name for parent in number.parents}
    assert not inside & {"a", "code", "pre", "abbr", "summary", "sup"}
    assert number.has_attr("data-generated")


MARKUP = {
    "list": "- un\n- deux\n    - trois\n\n1. quatre\n",
    "table": "| un | deux |\n|---|---|\n| trois | quatre |\n",
    "definition": "un\n:   deux\n\ntrois\n:   quatre\n",
    "paragraphs": "un *deux*\n\n> trois\n\n## quatre\n",
}


@pytest.mark.parametrize("markdown", MARKUP.values(), ids=MARKUP)
def test_marks_stand_around_text_alone(tmp_path: Path, markdown: str) -> None:
    outcome = compiled(tmp_path, markdown, ["un deux trois quatre"])
    for mark in outcome.body.select("mark"):
        assert mark.parent is not None
        assert mark.parent.name not in {"ul", "ol", "dl", "table", "thead", "tbody", "tr", "figure"}
        assert mark.find(True) is None and mark.get_text().strip()


# --- Messages -----------------------------------------------------------------------------------

SAID = {
    "another-number": ("Il livre 6 GW de puces.", "Il livre 8 GW de puces", "`8` → `6`"),
    "another-word": (
        "Il promet un accord ferme.",
        "Il promet un accord vague",
        "`vague` → `ferme`",
    ),
    "a-word-too-many": ("Il promet un accord.", "Il promet un bon accord", "without `bon`"),
    "a-word-missing": ("Il promet un bon accord.", "Il promet un accord", "with `bon`"),
    "case": ("Environ 10 % du capital", "environ 10 % du capital", "`environ` → `Environ`"),
    "decimal-sign": ("soit 9,9 % en tout", "soit 9.9 % en tout", "`9.9` → `9,9`"),
    "spelling": ("le gigawatt", "gigavatt", "`gigavatt` → `gigawatt`"),
    "space": ("soit 6GW en tout", "soit 6 GW en tout", "the spaces differ"),
    "space-before-mark": ("quoi ? rien", "quoi? rien", "the spaces differ"),
    "sign-that-is-no-word": ("Il livre ~6 GW de puces", "Il livre ≈6 GW de puces", "`≈` → `~`"),
    "part-of-a-number": ("Il livre 16 GW.", "6 GW", "only as a part of “16 GW”"),
    "part-of-a-word": ("un désaccord", "accord", "only as a part of “désaccord”"),
    "nothing-near": ("un accord", "zzz", "copy the words"),
    "typed-guillemets": ("Il dit « oui » hier", 'dit "oui" hier', '`"` → `«`'),
}


@pytest.mark.parametrize(("markdown", "quote", "help_"), SAID.values(), ids=SAID)
def test_the_nearest_passage_is_shown_with_what_differs(
    tmp_path: Path, markdown: str, quote: str, help_: str
) -> None:
    (problem,) = compiled(tmp_path, markdown, [quote]).diagnostics
    assert problem.code == "quote-not-found"
    assert help_ in problem.help


def test_every_quote_of_a_file_is_looked_up_in_one_run(tmp_path: Path) -> None:
    quotes: list[Written] = ["nulle part", "de", {"quote": "6 GW", "prefix": "à "}, ""]
    codes = compiled(tmp_path, "de 6 GW de", quotes).codes
    assert codes == ["quote-not-found", "quote-ambiguous", "context-not-found", "missing-value"]


def test_block_scalars(tmp_path: Path) -> None:
    claims = (
        "claims:\n"
        "  - id: k1\n    verdict: pending\n    quote: |\n      Il livre\n      6 GW\n"
        "  - id: k2\n    verdict: pending\n    quote: >\n      de puces\n      en un an\n"
        "  - id: k3\n    verdict: pending\n    quote: de\n      puces\n    suffix: >\n      ⏎\n"
    ).replace("    suffix: >\n      ⏎\n", "")
    outcome = compiled(tmp_path, "Il livre 6 GW de puces en un an.", claims)
    assert_marked(outcome, "k1", "Il livre 6 GW")
    assert_marked(outcome, "k2", "de puces en un an")
    assert_marked(outcome, "k3", "de puces")


# --- The page -----------------------------------------------------------------------------------


def test_the_page_keeps_the_promises(tmp_path: Path) -> None:
    markdown = (
        '# Six gigawatts\n\nIl dit "un *vrai* pacte"[^1] de [6 GW](https://amd.example/).\n\n'
        "L'un.\n\n"
        "- un\n- deux\n\n| a | b |\n|---|---|\n| trois | quatre |\n\n[^1]: Note.\n"
    )
    quotes: list[Written] = ["vrai pacte » de 6 GW", "6 GW", "deux a b trois", "L’un. un"]
    outcome = built(tmp_path, markdown, quotes)
    plain = compiled(tmp_path, markdown)
    for number, quote in enumerate(quotes, start=1):
        assert_marked(outcome, f"k{number}", str(quote))
    assert letters(outcome.text) == letters(plain.text)
    assert [str(c["data-claim-card"]) for c in outcome.body.select("[data-claim-card]")] == [
        "k1",
        "k2",
        "k4",
        "k3",
    ]
    assert outcome.body.h1 is None and outcome.body.h2 is not None
