"""The figures in real sentences of both languages: classes, values, and what is no figure."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vouch import numberwords
from vouch.gaps import spaced
from vouch.nonamounts import Kind, starts
from vouch.numberforms import RULES
from vouch.numerals import AMOUNTS, Numeral, decimal, numerals

SAMPLES = Path(__file__).parent / "samples"
SENTENCES = [
    tuple(line.split(" | "))
    for line in (SAMPLES / "figures.txt").read_text("utf-8").split("\n")
    if line and not line.startswith("#")
]


def _amounts(text: str, lang: str) -> list[Numeral]:
    return [found for found in numerals(text, lang) if found.kind in AMOUNTS]


@pytest.mark.parametrize(
    ("lang", "sentence", "expected"), SENTENCES, ids=[f"{s[0]}: {s[1]}" for s in SENTENCES]
)
def test_a_sentence(lang: str, sentence: str, expected: str) -> None:
    """`⍽` is a no-break space, `⏐` a narrow one; expected are the classes with their figures."""
    text = sentence.replace("⍽", "\u00a0").replace("⏐", "\u202f")
    said = [f"{n.kind}: {' '.join(n.text.split())}" for n in _amounts(text, lang)]
    assert "; ".join(said) == ("" if expected == "–" else expected)


def test_as_many_sentences_are_silent_as_speak() -> None:
    silent = sum(expected == "–" for _, _, expected in SENTENCES)
    assert len(SENTENCES) >= 150
    assert silent * 2 >= len(SENTENCES) - 20


@pytest.mark.parametrize(
    ("lang", "text", "values", "unit"),
    [
        ("fr", "1,62 milliard d’actions", "1620000000", "share"),
        ("en", "$1.62 billion", "1620000000", "USD"),
        ("en", "€3bn", "3000000000", "EUR"),
        ("fr", "12-15 %", "12 15", "%"),
        ("fr", "de 3 à 5 milliards", "3000000000 5000000000", ""),
        ("fr", "−3 %", "-3", "%"),
        ("fr", "2½", "2.5", ""),
        ("en", "3,000", "3000", ""),
        ("fr", "3,000", "3", ""),
        ("fr", "3.000", "None", ""),
        ("en", "1,622.8 million shares", "1622800000", "share"),
        ("fr", "1.622,8 €", "1622.8", "EUR"),
        ("fr", "3\u202f000 puces", "3000", "chip"),
        ("en", "a 6-gigawatt deal", "6", "GW"),
        ("en", "$96m", "96000000", "USD"),
        ("fr", "12 M€", "12000000", "EUR"),
        ("fr", "6 Md€", "6000000000", "EUR"),
        ("en", "3/4", "0.75", ""),
        ("en", "2/3", "None", ""),
        ("en", "33 to 1", "33 1", ""),
        ("en", "50 basis points", "50", "bp"),
        ("fr", "½", "0.5", ""),
        ("fr", "124 années-lumière", "124", ""),
        ("en", "4 light-years", "4", ""),
        ("en", "a 12-year-old", "12", "year"),
        ("fr", "60 kilowatt-heures", "60", ""),
        ("en", "60 kilowatt-hours", "60", "kWh"),
        ("fr", "⅓", "None", ""),
    ],
)
def test_values(lang: str, text: str, values: str, unit: str) -> None:
    (found,) = _amounts(text, lang)
    wanted = [None if word == "None" else Decimal(word) for word in values.split()]
    assert list(found.values) == wanted
    assert found.unit == unit


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("le 6 octobre 2025, au T2 2026", "date date"),
        ("MI450, GPT-4, DALL·E 3, Python 3.12, 8-K, 10-Q, A320", "name " * 7),
        ("page 12, article 5, n° 4, chapitre 3", "enumeration " * 4),
        ("le 21e, la 2de, the 1st and the 100th", "ordinal " * 4),
        ("01 23 45 67 89, ISBN 978-2-07-036822-8, https://a.example/6", "name " * 3),
    ],
)
def test_what_is_no_amount_has_its_class(text: str, kinds: str) -> None:
    assert [str(found.kind) for found in numerals(text, "fr")] == kinds.split()


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        ("fr", "Six gigawatts, trente-trois puces et des dizaines de milliards.", 3),
        ("fr", "Un seul, 160 millions, et une fois.", 0),
        ("en", "Six of the twenty-one, tens of billions, two.", 5),
        ("en", "One of 3 billion.", 0),
    ],
)
def test_numbers_in_words_are_counted(lang: str, text: str, count: int) -> None:
    assert numberwords.count(text, lang) == count


_PIECES = st.lists(
    st.sampled_from(
        [
            *"6 12 1,5 2026 % $ € GW millions de à - – . , ( ) ½ le octobre page MI450 × −".split(),
            *(" ", "\n", "\u00a0", "\u202f"),
        ]
    ),
    max_size=40,
).map("".join)


@given(st.one_of(st.text(max_size=80), _PIECES), st.sampled_from(["fr", "en"]))
def test_figures_lie_apart_and_hold_every_digit(text: str, lang: str) -> None:
    found = numerals(text, lang)
    last = 0
    held: set[int] = set()
    for numeral in found:
        assert last <= numeral.start <= numeral.first < numeral.last <= numeral.end
        assert "\n" not in text[numeral.start : numeral.end]
        held.update(range(numeral.start, numeral.end))
        last = numeral.end
    assert all(at in held for at, letter in enumerate(text) if letter in "0123456789")


_TRIED = st.lists(
    st.one_of(
        st.sampled_from([" ", " ", " ", "\u00a0", "\u202f", "\t", "", *"().,:'’-+@#/[]·&°§"]),
        st.sampled_from(
            "1 6 12 2026 00 9 h th ISBN +33 www. https:// example .fr a@b arXiv: H.R. U.S.C. loi FY"
            " le octobre May the and to Friday T3 années ’s à heures am n° № page Part rue Street"
            " Grace Titan iPhone MI v x e- mars of through h j/7 p.m. bis avenue 100 tonnes".split()
        ),
    ),
    max_size=20,
).map("".join)
_EVERY_RULE = re.compile("|".join(f"(?:{rule})" for rule in RULES.values()), re.MULTILINE)


def _places_of_rules(line: str) -> set[int]:
    return {at for at in range(len(line) + 1) if _EVERY_RULE.match(line, at)}


@given(_TRIED.map(spaced))
def test_no_rule_begins_where_none_is_tried(line: str) -> None:
    assert _places_of_rules(line) <= set(starts(line))


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.name)
def test_no_rule_begins_elsewhere_in_a_sample(sample: Path) -> None:
    for line in sample.read_text("utf-8").split("\n"):
        set_as_printed = spaced(line.replace("⍽", "\u00a0").replace("⏐", "\u202f"))
        assert _places_of_rules(set_as_printed) <= set(starts(set_as_printed))


def _spelled_out(rule: str) -> str:
    """The rule with its words whole: `[Jj](?:uin|uillet)` as `juin|juillet`."""
    return re.sub(
        r"\[\w(\w)\](?:\(\?:([^()]*)\))?",
        lambda found: "|".join(found[1] + ending for ending in (found[2] or "").split("|")),
        rule,
    )


_WRITTEN_WORDS = {
    form
    for rule in RULES.values()
    for word in re.findall("[a-zà-öø-ÿ]+", _spelled_out(rule))
    for form in (word, word[:-1], word.title())
}
"""What the rules spell out, with and without the last letter, which may be one that may lack."""


@pytest.mark.parametrize(
    "around",
    [
        *("{} 5", "{} le 39", "{} 2026", "{} 2023/11", "{} 16 heures", "{} +5", "{} of 7"),
        *("{} des 7", "5 {}", "5 {} 2026", "12 {} 7 mars", "24 {}/24", "3 {}30", "1 {} 2 pm"),
        *("5 {}.", "1 000 {} 5", "7 {}ours/7", "1,5 {} 3", "5 {} March", "7 {}/7 an", "3 {}30 an"),
        "5 {}.m. an",
    ],
)
def test_no_rule_begins_elsewhere_beside_its_words(around: str) -> None:
    for word in _WRITTEN_WORDS:
        line = f"un {around.format(word)}"
        assert _places_of_rules(line) <= set(starts(line)), line


@pytest.mark.parametrize("space", ["\u2007", "\u2009", "\u202f", "\u00a0"])
@pytest.mark.parametrize(
    "text",
    [
        *("12 345,6 GW de plus", "entre 3 et 5 %", "€ 12", "± 5 %", "16 h 30", "le 5 mars 2026"),
        *("1 200 m² et 3 000 t", "page 12, 40 pays", "T3 2026", "n° 5"),
    ],
)
def test_any_space_may_stand_in_a_number_and_beside_it(text: str, space: str) -> None:
    in_plain_spaces = numerals(text, "fr")
    here = numerals(text.replace(" ", space), "fr")
    assert [n._replace(text=n.text.replace(space, " ")) for n in here] == list(in_plain_spaces)


@pytest.mark.parametrize(
    ("space", "numbers"), [(" ", 1), ("\u00a0", 1), ("\u202f", 1), ("\u2009", 5), ("\u2007", 5)]
)
def test_a_wide_space_parts_a_telephone_number(space: str, numbers: int) -> None:
    assert len(numerals(space.join(["06", "12", "34", "56", "78"]), "fr")) == numbers


@pytest.mark.parametrize(
    ("text", "tried"),
    [
        ("The board met again and agreed on 12 % for the second half of its term.", ""),
        ("Le conseil a relevé 30 760,4 km de digues et 1 200 postes.", ""),
        ("Le conseil a relevé 30 760,4 km le 5 mars.", "le 5"),
        ("Le conseil a relevé, page 12, la somme de 3 MI450.", "relevé, page 12, de 3 MI450."),
    ],
)
def test_few_places_are_tried(text: str, tried: str) -> None:
    assert " ".join(text[at:].split(maxsplit=1)[0] for at in starts(spaced(text))) == tried


@pytest.mark.parametrize("amount", ["± HK$ −.5", "− USD −5", "±\u00a0US$\u202f-½", "+ €5", "-,5"])
def test_an_amount_is_found_with_all_that_stands_before_it(amount: str) -> None:
    found = numerals(f"a change: {amount}", "en")
    assert [numeral.text for numeral in found] == [amount]


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9
    )
)
def test_a_number_is_worth_the_same_in_both_languages(number: Decimal) -> None:
    english = f"{number:,.2f}"
    french = english.replace(",", "\u202f").replace(".", ",")
    assert decimal(english, "en") == decimal(french, "fr") == number


@given(st.text(alphabet="MI450GPT-4 ", max_size=30))
def test_each_figure_has_a_class(text: str) -> None:
    assert all(isinstance(found.kind, Kind) for found in numerals(text, "en"))
