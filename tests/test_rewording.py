"""What is spelling and what is another word: tables, and what has to hold of every text."""

import string
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vouch.rewording import holds, is_replacement, numbers, same_amounts, same_wording

SAME = [
    ("10 % du capital", "10\u00a0% du capital"),
    ("10 % du capital", "10%  du\ncapital"),
    ("1 000 salariés", "1000 salariés"),
    ("1\u202f000\u202f000 d’actions", "1000000 d'actions"),
    ("« une étape »", '"une etape"'),
    ("“a defining step”", '"a defining step"'),
    ("OpenAI – et AMD – signent", "OpenAI, et AMD, signent."),
    ("une hausse de −3 %", "une hausse de -3 %"),
    ("de 10–12 GW", "de 10-12 GW"),
    ("Le Contrat", "le contrat"),
    ("un cœur", "un coeur"),
    ("des actionnaires", "des actionaires"),
    ("du capital", "du captial"),
    ("le développement", "le dévelopement"),
    ("l'existence", "l'existance"),
    ("a separate deal", "a seperate deal"),
    ("Saint-Denis", "Saint Denis"),
    ("soft\u00adhyphen", "softhyphen"),
]
OTHER = [
    ("6 GW de puces", "8 GW de puces"),
    ("6 GW de puces", "6 MW de puces"),
    ("6 MW", "6 mW"),
    ("10 % du capital", "10 du capital"),
    ("10 %", "100 %"),
    ("1,62 milliard", "162 milliards"),
    ("1,6 milliard", "16 milliard"),
    ("1.5 billion", "1,5 billion"),
    ("3 %", "-3 %"),
    ("+3 %", "3 %"),
    ("10 $", "10 €"),
    ("160 millions d’actions", "160 milliards d’actions"),
    ("160 million shares", "160 billion shares"),
    ("une hausse de 3 %", "une baisse de 3 %"),
    ("le contrat est signé", "le contrat n’est pas signé"),
    ("it is now signed", "it is not signed"),
    ("with recourse", "without recourse"),
    ("jusqu’à 160 millions", "160 millions"),
    ("up to 160 million", "160 million"),
    ("dix pour cent", "six pour cent"),
    ("fifteen shares", "sixteen shares"),
    ("treize actions", "trieze actions"),
    ("legal terms", "illegal terms"),
    ("the contract is there", "the contact is there"),
    ("they bought shares", "they brought shares"),
    ("il a conclu le contrat", "il a exclu le contrat"),
    ("le gouvernement", "le gouverneent"),
    ("a collision of interests", "a collusion of interests"),
    ("the shares", "the share"),
    ("sold", "hold"),
    ("six mois de délai", "six moins de délai"),
    ("the plan", "the plain"),
    ("AMD sells?", "AMD sells"),
    ("<10 %", "10 %"),
    ("MI450", "MI455"),
    ("m²", "m³"),
    ("en 2025", "en 2026"),
    ("", "word"),
]
WORDS = st.text(alphabet=string.ascii_letters + "éàœ '-", max_size=30)


@pytest.mark.parametrize(("one", "other"), SAME, ids=repr)
def test_these_say_the_same(one: str, other: str) -> None:
    assert same_wording(one, other)
    assert same_wording(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER, ids=repr)
def test_these_do_not(one: str, other: str) -> None:
    assert not same_wording(one, other)
    assert not same_wording(other, one)


@settings(deadline=None)
@given(
    WORDS, st.integers(0, 10**7), st.integers(0, 10**7), st.sampled_from("% GW $ million".split())
)
def test_another_number_is_never_spelling(text: str, one: int, other: int, unit: str) -> None:
    before, after = f"{text} {one} {unit}", f"{text} {other} {unit}"
    assert same_wording(before, after) == (one == other)
    assert same_amounts(before, after) == (one == other)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_white_space_and_case_of_words_never_count(text: str) -> None:
    assert same_wording(text, f" {text}\n")
    assert same_wording(text, text.replace(" ", "\u00a0 "))


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_the_order_of_the_two_does_not_matter(one: str, other: str) -> None:
    assert same_wording(one, other) == same_wording(other, one)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the firm deal of 6 GW", "the signed deal of 6 GW", True),
        ("the deal of 6 GW", "the deal of 8 GW", False),
        ("the deal of 6 GW", "the deal of 6 MW", False),
        ("six million shares", "six shares", False),
        ("a rise of 3 %", "a rise of -3 %", False),
        ("no number", "none either", True),
    ],
)
def test_amounts(one: str, other: str, same: bool) -> None:
    assert same_amounts(one, other) is same


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("9,88 %", "9.88"),
        ("9.88 %", "9.88"),
        ("1 620 millions", "1620"),
        ("1,620 million", "1620"),
        ("1.620.000 actions", "1620000"),
        ("moins 3", "3"),
        ("9.10", "9.1"),
    ],
)
def test_numbers_are_read_in_every_language(text: str, held: str) -> None:
    assert Decimal(held) in numbers(text)


def test_a_text_holds_whole_words_alone() -> None:
    assert holds("Inaccurate, since 2026", "inaccurate")
    assert not holds("Inaccurate", "accurate")
    assert not holds("anything", "")


def test_a_replacement() -> None:
    assert is_replacement("about 10 % of it", "9.88 % of it", "about 10 %", "9.88 %")
    assert not is_replacement("about 10 % of it", "9.88 % of it", "about 10 %", "9.8 %")
    assert not is_replacement("about 10 % of it", "9.88 % of it", "", "9.88 %")
