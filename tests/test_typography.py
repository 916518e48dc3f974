"""Typography: tables of what is finished and of what stays as it is, and what always holds."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vouch.typography import Edit, apply, typeset

# In the tables `~` is a no-break space and `_` a narrow one.
SIGNS = str.maketrans({"~": "\u00a0", "_": "\u202f"})


def finished(text: str, lang: str, opaque: tuple[tuple[int, int], ...] = ()) -> str:
    return apply(text, typeset(text, lang, opaque))


FRENCH = {
    "apostrophe": ("l'accord d'AMD aujourd'hui", "l’accord d’AMD aujourd’hui"),
    "apostrophe-before-number": ("d'1,6 million", "d’1,6~million"),
    "apostrophe-upper-case": ("L'ÉTÉ QU'IL", "L’ÉTÉ QU’IL"),
    "apostrophe-name": ("O'Brien", "O’Brien"),
    "apostrophe-before-quote": ('l\'"IA" d\'"AMD"', "l’«~IA~» d’«~AMD~»"),
    "apostrophe-before-guillemet": ("qu'« il »", "qu’«~il~»"),
    "apostrophe-before-bracket": ("jusqu'[en juin]", "jusqu’[en juin]"),
    "quotes": ('Il dit "oui".', "Il dit «~oui~»."),
    "quotes-whole-block": ('"Oui"', "«~Oui~»"),
    "quotes-two-pairs": ('"oui", "non"', "«~oui~», «~non~»"),
    "quotes-in-brackets": ('(dit "mémo")', "(dit «~mémo~»)"),
    "quotes-with-punctuation": ('"Vraiment ?" dit-il', "«~Vraiment_?~» dit-il"),
    "quotes-dots-inside": ('"… et puis" fin', "«~… et puis~» fin"),
    "quotes-nested-straight": ('"il dit "oui" hier"', "«~il dit “oui” hier~»"),
    "quotes-nested-in-guillemets": ('« la "bulle" »', "«~la “bulle”~»"),
    "quotes-in-open-guillemet": ('« Un paragraphe, "cité"', "«~Un paragraphe, “cité”"),
    "quotes-around-elisions": ('"l\'", "d\'"', "«~l’~», «~d’~»"),
    "quotes-dots-in-brackets": ('("… et puis")', "(«~… et puis~»)"),
    "quotes-after-guillemets": ('« a » et "b"', "«~a~» et «~b~»"),
    "quotes-end-in-digit": ('"en 2026" dit-il', "«~en 2026~» dit-il"),
    "quotes-around-inches": ('"un écran de 7" suffit"', '«~un écran de 7" suffit~»'),
    "quotes-and-inches": ('un "écran" de 7"', 'un «~écran~» de 7"'),
    "quotes-across-guillemet": ('« a "b » c"', '«~a "b~» c"'),
    "quotes-after-dash": ('—"oui"', "—«~oui~»"),
    "high-marks": ("Oui ; non ! quoi ?", "Oui_; non_! quoi_?"),
    "high-marks-run": ("Quoi ?! Non !!!", "Quoi_?! Non_!!!"),
    "high-mark-apart": ("Quoi ? !", "Quoi_?_!"),
    "high-mark-before-bracket": ("(vraiment ?)", "(vraiment_?)"),
    "high-mark-thin-space": ("Oui\u2009!", "Oui_!"),
    "high-mark-spaces": ("Oui  !", "Oui_!"),
    "colon": ("Bilan : 4", "Bilan~: 4"),
    "colon-at-end": ("Bilan :", "Bilan~:"),
    "colon-ratio": ("3 : 2", "3~: 2"),
    "guillemets": ("« oui »", "«~oui~»"),
    "guillemets-colon": ("dit : « oui »", "dit~: «~oui~»"),
    "percent": ("9,88 %", "9,88~%"),
    "per-mille": ("2 ‰", "2~‰"),
    "euro": ("12 €", "12~€"),
    "dollar": ("12 $", "12~$"),
    "dollar-us": ("12 $US", "12~$US"),
    "million-euros": ("3 M€", "3~M€"),
    "gigawatts": ("6 GW", "6~GW"),
    "milliampere-hours": ("10 000 mAh", "10_000~mAh"),
    "millimetres": ("8,5 mm", "8,5~mm"),
    "unit-letters-elided": ("6 m'ont dit, 3 l'autre", "6 m’ont dit, 3 l’autre"),
    "degrees": ("20 °C", "20~°C"),
    "square-metres": ("40 m²", "40~m²"),
    "speed": ("90 km/h", "90~km/h"),
    "unit-wrapped-line": ("6\nGW", "6~GW"),
    "unit-spaces": ("6  GW", "6~GW"),
    "millions": ("160 millions d'actions", "160~millions d’actions"),
    "milliard": ("1,62 milliard", "1,62~milliard"),
    "hours": ("à 12 h 30", "à 12~h~30"),
    "thousands": ("1 600 000 actions", "1_600_000 actions"),
    "thousands-after-a-word": ("Il a 900 000 euros", "Il a 900_000 euros"),
    "thousands-decimal": ("1 622,8 millions", "1_622,8~millions"),
    "thousands-half-typed": ("1\u202f600 000", "1_600_000"),
    "thousands-signed": ("-5 000", "-5_000"),
    "thousands-bracket": ("(12 345)", "(12_345)"),
    "number-sign": ("n° 5", "n°~5"),
    "page": ("p. 12", "p.~12"),
    "article": ("art. 3", "art.~3"),
    "section": ("§ 5", "§~5"),
    "monsieur": ("M. Altman", "M.~Altman"),
    "madame": ("Mme Su", "Mme~Su"),
    "day-month": ("le 6 octobre 2025", "le 6~octobre 2025"),
    "first-of-month": ("1er octobre", "1er~octobre"),
    "august": ("15 août", "15~août"),
    "address-in-text": ("voir https://a.fr/l'a?b=c ; oui", "voir https://a.fr/l'a?b=c_; oui"),
    "address-in-quotes": ('voir "https://a.fr/x"', "voir «~https://a.fr/x~»"),
}

FRENCH_UNTOUCHED = {
    "empty": "",
    "spaces": "  ",
    "newline": "\n",
    "dots": "Et puis...",
    "dashes": "a -- b --- c",
    "copyright": "(c) 2025",
    "fraction": "1/2 et 3/4",
    "no-space-semicolon": "oui; non! quoi? si: là",
    "no-space-percent": "5% et 6GW",
    "no-space-guillemets": "«oui»",
    "time": "10:30",
    "ratio": "3:2",
    "address": "https://a.fr/?a=b;c&d='e'",
    "address-quotes": "www.a.fr/l'un",
    "mail": "d.un@l-autre.fr",
    "path": "C:\\d'un\\x",
    "code-semicolon": "a;b",
    "code-double-colon": "std :: vector a::b",
    "code-assign": "x := 1",
    "code-not-equal": "a != b",
    "css-important": "red !important",
    "emoticon-wink": "oui ;) et ;-)",
    "emoticon-smile": "oui :) et :-( ou :D",
    "attribute": 'class="a"',
    "quote-inside-word": 'a"b',
    "inches": 'un écran de 7"',
    "inches-two": 'de 7" et de 13"',
    "feet-inches": "5'10\"",
    "feet": "6' de haut",
    "unpaired-open": 'Il dit "oui',
    "unpaired-close": 'oui" dit-il',
    "unpaired-among-pairs": '"oui" et "non',
    "unclear-inches": '"en 2026" sur un 7"',
    "quotes-apart": 'il dit " oui "',
    "wrong-order": 'a" b "c',
    "apostrophe-end": "les amis' et",
    "apostrophe-quotes": "dit 'oui' là",
    "apostrophe-year": "'90",
    "apostrophe-space": "l' accord",
    "phone": "06 12 34 56 78",
    "year-then-number": "en 2025 160 000 actions",
    "product-then-number": "MI450 160 000",
    "four-then-three": "2025 160",
    "groups-too-long": "1 600 0001",
    "groups-broken": "1 600 00",
    "groups-zero": "007 123",
    "groups-after-comma": "0,600 000",
    "groups-two-spaces": "1  600",
    "product-unit": "MI450 GW",
    "unit-in-word": "6 GWx et 6 Wagons",
    "unit-lower-case": "6 gw",
    "scale-alone": "des millions",
    "month-alone": "en octobre",
    "not-a-day": "456 mars",
    "month-in-word": "6 maires",
    "abbreviation-in-word": "stop. 12",
    "title-lower-case": "M. le maire",
    "typed-no-break": "oui\u00a0! «\u202foui\u202f» 6\u202fGW 1\u00a0600",
    "typed-curly": "l’un “deux”",
    "guillemet-at-end": "dit « ",
    "leading-mark": " ; non",
    "figure-space": "6\u2007GW",
}

ENGLISH = {
    "quotes": ('He said "yes".', "He said “yes”."),
    "quotes-nested": ('"he said "yes" then"', "“he said “yes” then”"),
    "quotes-digit": ('"in 2026"', "“in 2026”"),
    "apostrophe": ("AMD's don't", "AMD’s don’t"),
    "possessive-plural": ("the companies' stake", "the companies’ stake"),
    "possessive-decade": ("the 1990's", "the 1990’s"),
    "decade": ("the '90s", "the ’90s"),
    "decade-and-possessive": (
        "The '90s were the companies' best years.",
        "The ’90s were the companies’ best years.",
    ),
    "decade-in-quotes": ("'I love the '90s' he said", "‘I love the ’90s’ he said"),
    "decade-in-brackets": ("(the '90s and '80s)", "(the ’90s and ’80s)"),
    "decade-after-bracket": ("('90s)", "(’90s)"),
    "and-clipped": ("rock 'n' roll", "rock ’n’ roll"),
    "and-clipped-once": ("rock 'n roll, the fans' choice", "rock ’n roll, the fans’ choice"),
    "letter-in-quotes": ("the letter 'n' is", "the letter ‘n’ is"),
    "word-like-an-elision-in-quotes": ("the 'cause' of 'em'", "the ‘cause’ of ‘em’"),
    "elision-and-possessive": ("'Tis the companies' loss", "’Tis the companies’ loss"),
    "elision": ("'tis", "’tis"),
    "single-quotes": ("he said 'yes' twice", "he said ‘yes’ twice"),
    "single-in-double": ("\"he said 'yes'\"", "“he said ‘yes’”"),
    "single-then-stray": ("he said 'yes' twice!'", "he said ‘yes’ twice!'"),
    "single-with-apostrophe": ("'don't'", "‘don’t’"),
    "unit": ("6 GW", "6~GW"),
    "scale": ("160 million shares, 1.62 billion", "160~million shares, 1.62~billion"),
    "day-month": ("on 6 October 2025", "on 6~October 2025"),
    "money": ("$100 billion", "$100~billion"),
}

ENGLISH_UNTOUCHED = {
    "dots": "and then... -- (c) 1/2",
    "feet-inches": "5'10\" tall",
    "feet": "6' tall",
    "inches": 'a 7" screen',
    "unpaired": 'he said "yes',
    "unpaired-single": "he said 'yes",
    "french-spaces": "oui ; non ! quoi : là",
    "thousands": "1 600 000",
    "month-day": "may 6 march",
    "month-first": "October 6",
    "address": "https://a.org/it's?a='b'",
    "no-space-percent": "9.88%",
    "code": "a;b x::y C:\\it's",
    "typed-curly": "it’s ‘so’ “so”",
}


@pytest.mark.parametrize(("text", "expected"), FRENCH.values(), ids=FRENCH)
def test_french_is_finished(text: str, expected: str) -> None:
    assert finished(text, "fr") == expected.translate(SIGNS)


@pytest.mark.parametrize("text", FRENCH_UNTOUCHED.values(), ids=FRENCH_UNTOUCHED)
def test_french_stays(text: str) -> None:
    assert typeset(text, "fr") == ()


@pytest.mark.parametrize(("text", "expected"), ENGLISH.values(), ids=ENGLISH)
def test_english_is_finished(text: str, expected: str) -> None:
    assert finished(text, "en") == expected.translate(SIGNS)


@pytest.mark.parametrize("text", ENGLISH_UNTOUCHED.values(), ids=ENGLISH_UNTOUCHED)
def test_english_stays(text: str) -> None:
    assert typeset(text, "en") == ()


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("fr", "l’un\u202f!"), ("fr-CA", "l’un\u202f!"), ("FR", "l’un\u202f!"), ("en-GB", "l’un !")],
)
def test_a_language_tag_counts_by_its_language(lang: str, expected: str) -> None:
    assert finished("l'un !", lang) == expected


@pytest.mark.parametrize("lang", ["de", "", "frr", "x-fr"])
def test_a_language_without_rules_is_left_alone(lang: str) -> None:
    assert typeset('l\'un "deux" ! 6 GW', lang) == ()


OPAQUE = {
    "code-untouched": ('voir l\'un "b" ;', (5, 13), 'voir l\'un "b"\u202f;'),
    "letter-after-apostrophe": ("l'xy", (2, 4), "l’xy"),
    "quoted-code": ('dit "a;b" fin', (5, 8), "dit «\u00a0a;b\u00a0» fin"),
    "number-in-code": ("6 GW", (0, 1), "6 GW"),
    "unit-in-code": ("6 GW", (2, 4), "6 GW"),
    "note-after-mark": ("Vraiment !1 Oui", (10, 11), "Vraiment\u202f!1 Oui"),
    "note-after-quote": ('dit "oui"1 fin', (9, 10), "dit «\u00a0oui\u00a0»1 fin"),
    "line-break": ("6\nGW", (1, 2), "6\nGW"),
}


@pytest.mark.parametrize(("text", "opaque", "expected"), OPAQUE.values(), ids=OPAQUE)
def test_an_opaque_range_is_a_letter_that_stays(
    text: str, opaque: tuple[int, int], expected: str
) -> None:
    assert finished(text, "fr", (opaque,)) == expected


def test_edits_name_single_characters_in_order() -> None:
    assert typeset('"6  GW"', "fr") == (
        Edit(0, 1, "«\u00a0"),
        Edit(2, 3, "\u00a0"),
        Edit(3, 4, ""),
        Edit(6, 7, "\u00a0»"),
    )


# --- What always holds ---

WRITTEN = (
    "\" ' « » “ ” ‘ ’ ; : ! ? ( ) … . , — - 6 600 1 2025 GW % € h l qu n° p. M. X octobre 1er "
    "million millions oui IA https://a.fr/l'a a@b.fr C:\\x ;) :: ["
)
PIECES = st.sampled_from(WRITTEN.split()) | st.sampled_from(
    ["\n", "\u00a0", "\u202f", "\u2009", " ", "  "]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join) | st.lists(PIECES, max_size=14).map(" ".join)
LANGS = st.sampled_from(["fr", "en"])


@st.composite
def texts_with_opaque(draw: st.DrawFn) -> tuple[str, tuple[tuple[int, int], ...]]:
    text = draw(TEXTS)
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=4)))
    return text, tuple(zip(places[::2], places[1::2], strict=False))


def folded(text: str) -> str:
    """As anchoring folds, with every quotation mark one and nothing around it."""
    text = unicodedata.normalize("NFC", re.sub(r"\s*[“”«»\"]\s*", '"', text))
    return re.sub(r"\s+", " ", re.sub("[‘’]", "'", text))


@given(TEXTS.filter(lambda text: not text[:1].isspace()), LANGS)
@example("M. X et Mme Y", "fr")
@example("Dr Z", "fr")
@example("« Oui » a-t-il dit : non", "fr")
def test_spaces_are_bound_whatever_signs_stand_before(text: str, lang: str) -> None:
    """What tells that there is nothing to bind in a text is no other rule than those for spaces."""

    def bound(before: str) -> list[tuple[int, str]]:
        edits = typeset(before + text, lang)
        places = [(edit.start - len(before), edit.text) for edit in edits]
        return [(at, new) for at, new in places if at >= 0 and text[at].isspace()]

    assert bound("") == bound("7;M¶")


@given(TEXTS, LANGS)
def test_words_and_signs_are_neither_added_nor_lost(text: str, lang: str) -> None:
    done = finished(text, lang)
    assert re.findall(r"\w+", done) == re.findall(r"\w+", text)
    assert folded(done) == folded(text)


@given(texts_with_opaque(), LANGS)
@example(('"" "a"', ()), "fr")
def test_finished_text_stays(
    given_text: tuple[str, tuple[tuple[int, int], ...]], lang: str
) -> None:
    text, opaque = given_text
    edits = typeset(text, lang, opaque)

    def moved(place: int) -> int:
        before = (edit for edit in edits if edit.end <= place)
        return place + sum(len(edit.text) - 1 for edit in before)

    again = tuple((moved(start), moved(end)) for start, end in opaque)
    assert typeset(apply(text, edits), lang, again) == ()


@given(texts_with_opaque(), LANGS)
def test_edits_are_sorted_single_characters_outside_the_opaque(
    given_text: tuple[str, tuple[tuple[int, int], ...]], lang: str
) -> None:
    text, opaque = given_text
    edits = typeset(text, lang, opaque)
    assert [edit.start for edit in edits] == sorted({edit.start for edit in edits})
    for edit in edits:
        assert edit.end == edit.start + 1 <= len(text)
        assert edit.text != text[edit.start]
        assert not any(start <= edit.start < end for start, end in opaque)


@given(st.text(max_size=60), LANGS)
def test_any_text_at_all_is_read(text: str, lang: str) -> None:
    done = finished(text, lang)
    assert re.findall(r"\w+", done) == re.findall(r"\w+", text)
