"""Quotations that have quotation marks of their own, as they stand between others."""

from __future__ import annotations

import pytest

from vouch.innerquotes import quoted


@pytest.mark.parametrize(
    ("lang", "text", "shown"),
    [
        pytest.param("en", "“It is,” said the mayor.", "‘It is,’ said the mayor.", id="at first"),
        pytest.param("en", "he said “yes” to “it”", "he said ‘yes’ to ‘it’", id="in the middle"),
        pytest.param(
            "en", "a “fine ‘old’ day’s” end", "a ‘fine “old” day’s’ end", id="third level"
        ),
        pytest.param("en", "“It is so.”", "It is so.", id="all of it"),
        pytest.param("en", "“It is so”.", "It is so.", id="all of it but the full stop"),
        pytest.param("en", "“He said ‘no’”", "He said ‘no’", id="all of it, with inner ones"),
        pytest.param("en", "“It is so", "It is so", id="opened and not closed"),
        pytest.param("en", "It is so”", "It is so", id="closed and not opened"),
        pytest.param("en-GB", "“A” and “B”", "‘A’ and ‘B’", id="one at each edge"),
        pytest.param("en", "it “is so", "it ‘is so", id="opened within"),
        pytest.param("fr", "« Oui », dit-il.", "“Oui”, dit-il.", id="in French"),
        pytest.param("fr", "«\u00a0Le monde\u202f»", "Le monde", id="all of it, in French"),
        pytest.param("fr-CA", "« Un “mot” » de lui", "“Un ‘mot’” de lui", id="third, in French"),
        pytest.param("fr", "« Un « mot » » de lui", "“Un ‘mot’” de lui", id="guillemets within"),
        pytest.param("fr", "« Le monde", "Le monde", id="opened, in French"),
    ],
)
def test_marks_go_one_level_in(lang: str, text: str, shown: str) -> None:
    assert quoted(text, lang) == shown


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        pytest.param("en", "six gigawatts", id="no marks"),
        pytest.param("en", "the mayor’s ‘fine’ day", id="inner marks"),
        pytest.param("en", "« Oui », he said", id="those of another language"),
        pytest.param("fr", "un “mot” de l’auteur", id="inner marks in French"),
        pytest.param("en", 'a 5" screen', id="a sign for inches"),
        pytest.param("de", "“Ja”, sagte er", id="a language without rules"),
        pytest.param("en", "", id="nothing"),
    ],
)
def test_other_text_stays_as_it_is(lang: str, text: str) -> None:
    assert quoted(text, lang) == text
