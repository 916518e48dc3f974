"""Anchoring on strings: what a fold makes one, what it keeps apart, and where a match may end."""

import unicodedata

import pytest

from vouch.anchor import Folded, Range, Selector, find, fold, whole_words


def places(text: str, quote: str, prefix: str = "", suffix: str = "") -> list[str]:
    """What the matches of a selector cover in the text."""
    return [text[r.start : r.end] for r in find(fold(text), Selector(quote, prefix, suffix))]


# --- What is one -------------------------------------------------------------------------------

SAME = {
    "no-break-space": ("6\u00a0GW", "6 GW"),
    "narrow-no-break-space": ("6\u202fGW", "6 GW"),
    "thin-space": ("6\u2009GW", "6 GW"),
    "figure-space": ("6\u2007GW", "6 GW"),
    "hair-space": ("6\u200aGW", "6 GW"),
    "em-space": ("6\u2003GW", "6 GW"),
    "ideographic-space": ("6\u3000GW", "6 GW"),
    "mathematical-space": ("6\u205fGW", "6 GW"),
    "tab": ("6\tGW", "6 GW"),
    "line-end": ("six\ngigawatts", "six gigawatts"),
    "line-separator": ("six\u2028gigawatts", "six gigawatts"),
    "windows-line-end": ("six\r\ngigawatts", "six gigawatts"),
    "run-of-spaces": ("six   \n  gigawatts", "six gigawatts"),
    "run-of-mixed-spaces": ("six \u00a0\u202f gigawatts", "six gigawatts"),
    "spaces-in-the-quote": ("six gigawatts", "six \u00a0\n gigawatts"),
    "curly-apostrophe": ("l’accord", "l'accord"),
    "straight-apostrophe": ("l'accord", "l’accord"),
    "double-quotes-left": ("dit “oui”", 'dit "oui"'),
    "double-quotes-right": ('dit "oui"', "dit “oui”"),
    "double-quotes-turned": ("dit ”oui“", "dit “oui”"),
    "soft-hyphen-inside": ("giga\u00adwatts", "gigawatts"),
    "soft-hyphen-in-the-quote": ("gigawatts", "giga\u00adwatts"),
    "zero-width-space-inside": ("giga\u200bwatts", "gigawatts"),
    "zero-width-joiner": ("giga\u200dwatts", "gigawatts"),
    "word-joiner": ("6\u2060GW", "6GW"),
    "byte-order-mark": ("\ufeffgigawatts", "gigawatts"),
    "direction-mark": ("giga\u200ewatts", "gigawatts"),
    "zero-width-among-spaces": ("six \u200b gigawatts", "six gigawatts"),
    "decomposed-text": ("annonce\u0301", "annoncé"),
    "decomposed-quote": ("annoncé", "annonce\u0301"),
    "two-accents": ("a\u0323\u0302", "ậ"),
    "accents-in-another-order": ("a\u0302\u0323", "a\u0323\u0302"),
    "hangul-letters": ("\u1112\u1161\u11ab", "한"),
    "soft-hyphen-before-accent": ("e\u00ad\u0301", "é"),
    "angstrom-sign": ("\u212b", "Å"),
}


@pytest.mark.parametrize(("text", "quote"), SAME.values(), ids=SAME)
def test_is_found(text: str, quote: str) -> None:
    (found,) = places(text, quote)
    assert fold(found).text == fold(quote).text
    assert places(f"avant {text} après", quote) == [found]


# --- What is not one ----------------------------------------------------------------------------

APART = {
    "another-digit": ("6 GW", "8 GW"),
    "decimal-comma-and-point": ("9,9 %", "9.9 %"),
    "trailing-zero": ("9,90", "9,9"),
    "thousands-point": ("1.000", "1000"),
    "thousands-comma": ("1,000", "1000"),
    "thousands-space": ("1\u202f000", "1000"),
    "thousands-apostrophe": ("1’000", "1 000"),
    "minus-and-hyphen": ("\u22126 %", "-6 %"),
    "plus": ("+6 %", "6 %"),
    "minus": ("\u22126 %", "6 %"),
    "plus-or-minus": ("±6 %", "6 %"),
    "hyphen-minus": ("-6 %", "6 %"),
    "minus-in-brackets": ("(-6 %)", "6 %"),
    "minus-before-currency": ("-$5", "$5"),
    "en-dash-and-hyphen": ("4–6 GW", "4-6 GW"),
    "em-dash-and-en-dash": ("oui — non", "oui – non"),
    "unit": ("6 GW", "6 MW"),
    "unit-case": ("6 MW", "6 mW"),
    "upper-case": ("Environ", "environ"),
    "accent": ("annoncé", "annonce"),
    "accent-kind": ("où", "oû"),
    "cedilla": ("ça", "ca"),
    "ligature-fi": ("ﬁnal", "final"),
    "ligature-oe": ("œuvre", "oeuvre"),
    "superscript": ("m²", "m2"),
    "fraction": ("½", "1/2"),
    "full-width-digit": ("６ GW", "6 GW"),
    "roman-numeral": ("Ⅳ", "IV"),
    "micro-and-mu": ("\u00b5m", "\u03bcm"),
    "ellipsis": ("oui…", "oui..."),
    "guillemets-and-quotes": ("«oui»", '"oui"'),
    "guillemets-without-spaces": ("« oui »", "«oui»"),
    "single-quotation-mark": ("‘oui’", "'oui'"),
    "prime": ("6′", "6'"),
    "space-missing-in-quote": ("6 GW", "6GW"),
    "space-missing-in-text": ("6GW", "6 GW"),
    "space-before-mark": ("quoi ?", "quoi?"),
    "word-missing": ("un accord ferme", "un ferme"),
    "words-turned": ("un ferme accord", "un accord ferme"),
    "greek-letter": ("\u0391MD", "AMD"),
}


@pytest.mark.parametrize(("text", "quote"), APART.values(), ids=APART)
def test_is_not_found(text: str, quote: str) -> None:
    assert places(text, quote) == []
    assert places(f"avant {text} après", quote) == []


# --- A word's edge ------------------------------------------------------------------------------

EDGES = {
    "whole-text": ("6 GW", "6 GW"),
    "before-full-stop": ("de 6 GW.", "6 GW"),
    "before-comma": ("de 6 GW, puis", "6 GW"),
    "brackets": ("(6 GW)", "6 GW"),
    "guillemets": ("«6 GW»", "6 GW"),
    "after-elision": ("l’accord", "accord"),
    "before-elision": ("l’accord", "l"),
    "elision-with-apostrophe": ("l’accord", "l’"),
    "possessive": ("AMD’s chips", "AMD"),
    "after-hyphen": ("demi-heure", "heure"),
    "before-hyphen": ("demi-heure", "demi"),
    "slash": ("km/h", "km"),
    "range": ("4-6 GW", "6 GW"),
    "range-with-en-dash": ("4–6 GW", "6 GW"),
    "range-start": ("4-6 GW", "4"),
    "list-of-numbers": ("en 2025, 2026", "2026"),
    "sentence-end-then-number": ("fin. 6 GW", "6 GW"),
    "number-before-full-stop": ("en 2025. Puis", "2025"),
    "currency-after": ("6 $", "6"),
    "currency-before": ("$6", "6"),
    "percent-glued": ("6%", "6"),
    "times": ("3×6", "6"),
    "date-part": ("2025-10-06", "10"),
    "dash-of-a-list": ("- 6 GW", "6 GW"),
    "dash-before-word": ("(-oui)", "oui"),
    "quote-with-its-sign": ("de −6 %", "−6 %"),
    "quote-with-its-decimals": ("de 1,6 GW", "1,6 GW"),
    "year-then-count": ("en 2025 100 puces", "100 puces"),
    "no-spaces-between-words": ("協定は六月", "六月"),
    "zero-width-at-both-ends": ("de \u200b6 GW\u00ad.", "6 GW"),
}


@pytest.mark.parametrize(("text", "quote"), EDGES.values(), ids=EDGES)
def test_ends_at_an_edge(text: str, quote: str) -> None:
    assert [fold(found).text for found in places(text, quote)] == [fold(quote).text]


INSIDE = {
    "digit-before": ("16 GW", "6 GW"),
    "digit-after": ("MI4500", "MI450"),
    "letter-after": ("6 GWh", "6 GW"),
    "letter-before": ("désaccord", "accord"),
    "accented-letter-after": ("annoncé", "annonc"),
    "underscore": ("nom_long", "nom"),
    "decimal-comma-before": ("1,6 GW", "6 GW"),
    "decimal-point-before": ("1.6 GW", "6 GW"),
    "decimals-after": ("6,5 GW", "6"),
    "decimal-quote-cut": ("6,5 GW", "5 GW"),
    "separator-in-quote": ("1,6 GW", ",6 GW"),
    "no-whole-part": ("de .5 point", "5 point"),
    "no-whole-part-with-sign": ("de −.5 point", ".5 point"),
    "thousands-no-break": ("160\u202f000 actions", "000 actions"),
    "thousands-no-break-start": ("160\u00a0000 actions", "160"),
    "thousands-comma": ("160,000 shares", "000 shares"),
    "thousands-apostrophe": ("160’000 actions", "000 actions"),
    "millions": ("1\u202f160\u202f000 titres", "160\u202f000 titres"),
    "superscript-after": ("6 m²", "6 m"),
    "accent-that-does-not-compose": ("x\u0302 GW", "x"),
    "after-an-accent-that-does-not-compose": ("x\u0302y GW", "y GW"),
    "letter-and-digit": ("H100", "100"),
}


@pytest.mark.parametrize(("text", "quote"), INSIDE.values(), ids=INSIDE)
def test_no_match_inside_a_word_or_number(text: str, quote: str) -> None:
    assert places(text, quote) == []


# --- Prefix and suffix --------------------------------------------------------------------------

CONTEXT = {
    "prefix": ("de 6 GW et de 6 GW", "6 GW", "et de ", "", 1),
    "suffix": ("de 6 GW et de 6 GW", "6 GW", "", " et", 1),
    "both": ("a 6 b, a 6 c, d 6 b", "6", "a ", " b", 1),
    "still-ambiguous": ("de 6 GW et de 6 GW", "6 GW", "de ", "", 2),
    "folded": ("l’an\u00a02025 : 6 GW", "6 GW", "l'an 2025 : ", "", 1),
    "space-missing": ("de 6 GW", "6 GW", "de", "", 0),
    "space-too-many": ("(6 GW)", "6 GW", "( ", "", 0),
    "space-missing-after": ("6 GW de puces", "6 GW", "", "de", 0),
    "not-there": ("de 6 GW", "6 GW", "plus de ", "", 0),
    "on-the-wrong-side": ("de 6 GW", "6 GW", "", "de ", 0),
    "another-case": ("de 6 GW", "6 GW", "De ", "", 0),
    "completes-a-number": ("16 GW", "6 GW", "1", "", 1),
    "completes-a-number-in-part": ("216 GW", "6 GW", "1", "", 0),
    "completes-a-unit": ("6 GWh", "6 GW", "", "h", 1),
    "completes-a-unit-in-part": ("6 GWheures", "6 GW", "", "h", 0),
    "completes-a-sign": ("de −6 %", "6 %", "−", "", 1),
    "completes-decimals": ("6,5 GW", "6", "", ",5", 1),
    "prefix-that-begins-in-a-word": ("capacité de 16 GW", "6 GW", "té de 1", "", 1),
    "one-side-complete": ("16 GWh", "6 GW", "1", "", 0),
    "both-sides-complete": ("16 GWh", "6 GW", "1", "h", 1),
    "white-space-of-the-quote": ("de 6 GW et", " 6 GW ", "de", "et", 1),
    "white-space-twice": ("de 6 GW et", " 6 GW ", "de ", " et", 1),
    "prefix-of-spaces": ("de 6 GW", "6 GW", " ", "", 1),
    "line-end-in-prefix": ("de\n6 GW", "6 GW", "de\n", "", 1),
}


@pytest.mark.parametrize(
    ("text", "quote", "prefix", "suffix", "count"), CONTEXT.values(), ids=CONTEXT
)
def test_context(text: str, quote: str, prefix: str, suffix: str, count: int) -> None:
    found = places(text, quote, prefix, suffix)
    assert found == [quote.strip()] * count


# --- How often, and where exactly ---------------------------------------------------------------


def test_overlapping_occurrences_all_count() -> None:
    assert find(fold("aa aa aa"), Selector("aa aa")) == (Range(0, 5), Range(3, 8))


@pytest.mark.parametrize("quote", ["", " ", "\n", "\u00a0\u202f", "\u200b", "\u00ad \u200b"])
def test_a_quote_without_words_is_nowhere(quote: str) -> None:
    assert places("un texte", quote) == []


@pytest.mark.parametrize("quote", ["  6 GW", "6 GW\n", "\u00a06 GW\u200b"])
def test_white_space_at_a_quote_s_ends_says_nothing(quote: str) -> None:
    assert places("(6 GW)", quote) == ["6 GW"]


EXACT = {
    "soft-hyphens-at-the-edges-stay-out": ("\u00ad6 GW\u00ad", "6 GW", Range(1, 5)),
    "zero-width-inside-is-in": ("a 6\u200b GW b", "6 GW", Range(2, 7)),
    "decomposed-is-whole": ("(e\u0301te\u0301)", "été", Range(1, 6)),
    "start-and-end": ("six", "six", Range(0, 3)),
    "run-of-spaces-is-in": ("six  \n gigawatts", "six gigawatts", Range(0, 16)),
}


@pytest.mark.parametrize(("text", "quote", "place"), EXACT.values(), ids=EXACT)
def test_the_place_is_the_original_s(text: str, quote: str, place: Range) -> None:
    assert find(fold(text), Selector(quote)) == (place,)


@pytest.mark.parametrize(
    ("text", "place", "whole"),
    [
        ("de 6 GWh.", Range(3, 7), "6 GWh"),
        ("de 16 GW.", Range(4, 8), "16 GW"),
        ("de 1,6 GW.", Range(5, 9), "1,6 GW"),
        ("de 6 GW.", Range(3, 7), "6 GW"),
        ("désaccords", Range(3, 9), "désaccords"),
    ],
)
def test_words_that_a_stretch_cuts_are_made_whole(text: str, place: Range, whole: str) -> None:
    found = whole_words(fold(text).joined, place.start, place.end)
    assert text[found.start : found.end] == whole


def test_fold_is_in_nfc_and_never_in_nfkc() -> None:
    text = "ﬁn m² ½ ６ Ⅳ e\u0301 \u212b"
    assert fold(text).text == unicodedata.normalize("NFC", text)
    assert isinstance(fold(""), Folded) and fold("").text == ""
