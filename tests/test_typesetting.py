"""Typography within tokens: the quick way gives what the general one gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vouch.markup import Close, Open, Text, Token, Tokens, text
from vouch.typesetting import typeset

WORDS = (
    "l'an",
    " 6 GW",
    '"oui"',
    " : ",
    "« non »",
    " ; ",
    " 1 000 euros",
    "'",
    '"',
    " ",
    "\n",
    "d'",
)
INLINE = (Open("em"), Close("em"), Open("a", (("href", "x"),)), Close("a"), Open("br"))
BLOCKS = (Open("p"), Close("p"), Open("li"), Close("li"), Open("h2"), Close("h2"))
TOKENS: st.SearchStrategy[Token] = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("".join).map(text),
    st.sampled_from(INLINE),
    st.sampled_from(BLOCKS),
)


def nested(tokens: list[Token]) -> Tokens:
    """The tokens without end tags that close nothing, and with those that are missing."""
    made: list[Token] = []
    opened: list[str] = []
    for token in tokens:
        if isinstance(token, Close):
            if token.name not in opened:
                continue
            while opened[-1] != token.name:
                made.append(Close(opened.pop()))
            opened.pop()
        elif isinstance(token, Open) and not token.is_void:
            opened.append(token.name)
        made.append(token)
    return (*made, *map(Close, reversed(opened)))


@given(st.lists(TOKENS, max_size=12).map(nested), st.sampled_from(("fr", "en", "de")))
def test_a_language_that_is_named_again_changes_nothing(tokens: Tokens, lang: str) -> None:
    again = (Open("span", (("lang", lang),)), Close("span"))
    assert (*typeset(tokens, lang), *again) == typeset((*tokens, *again), lang)


CUTS = {
    "as-long": ("l'an : 6 GW", [Text("l’an\u00a0: 6\u00a0GW", "l'an : 6 GW")]),
    "longer": (
        "l'un dit \"oui\" ; l'autre",
        [
            Text("l’un dit ", "l'un dit "),
            Text("«\u00a0", '"'),
            text("oui"),
            Text("\u00a0»", '"'),
            Text("\u202f; l’autre", " ; l'autre"),
        ],
    ),
    "shorter": ("6  GW", [Text("6\u00a0", "6 "), Text("", " "), text("GW")]),
}


@pytest.mark.parametrize(("typed", "shown"), CUTS.values(), ids=CUTS)
def test_a_text_is_cut_where_its_length_changes(typed: str, shown: list[Text]) -> None:
    assert list(typeset((text(typed),), "fr")) == shown
    assert list(typeset((Open("em"), text(typed), Close("em")), "fr"))[1:-1] == shown
