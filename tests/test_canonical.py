"""Normal forms are those of Unicode, also where letters bear more marks than any script has."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vouch.canonical import Form, normal

FORMS: tuple[Form, ...] = ("NFC", "NFD", "NFKC", "NFKD")
ABOVE, BELOW, TWO_ABOVE, TWO_VOWELS = "\u0301", "\u0323", "\u0344", "\u0f73"

TEXTS = {
    "nothing": "",
    "plain": "Six gigawatts.",
    "composed": "à l’œuvre",
    "apart": "a\u0300 l’œuvre",
    "one out of order": f"a{ABOVE}{BELOW}",
    "thirty out of order": "a" + f"{ABOVE}{BELOW}" * 15,
    "many out of order": "a" + f"{ABOVE}{BELOW}" * 200,
    "many in two words": ("a" + f"{ABOVE}{BELOW}" * 40 + " ") * 2,
    "many, no letter": f"{ABOVE}{BELOW}" * 40,
    "marks that are two": "a" + f"{TWO_ABOVE}{BELOW}" * 40,
    "marks that are two and no mark": "a" + f"{TWO_VOWELS}{BELOW}" * 40,
    "ligatures between": "\ufb01" * 20 + f"{ABOVE}{BELOW}" * 20 + "\ufb01" * 20,
    "no Latin": "六吉瓦的芯片" * 20 + "값" * 40,
    "letters that come apart": "각" * 20 + f"{ABOVE}{BELOW}" * 20,
}
MARKED = st.text(
    st.sampled_from(["a", "é", "\ufb01", "값", "六", " ", ABOVE, BELOW, TWO_ABOVE, TWO_VOWELS]),
    max_size=120,
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_it_is_the_form_of_unicode(form: Form, text: str) -> None:
    assert normal(form, text) == unicodedata.normalize(form, text)


@pytest.mark.parametrize("form", FORMS)
@given(text=MARKED | st.text())
def test_it_is_the_form_of_unicode_for_any_text(form: Form, text: str) -> None:
    assert normal(form, text) == unicodedata.normalize(form, text)
