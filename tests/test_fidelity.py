"""No word lost: what Markdown drops is found, and nothing else is."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vouch import fidelity, prose, written
from vouch.markup import text
from vouch.written import texts, words, written_words

KEPT = {
    "plain": "Un accord de 6 GW.",
    "footnotes": (
        "A[^1] b[^1] c[^n].\n\n[^1]: Note une.\n\n    Suite **grasse**.\n"
        "[^n]: Autre, <https://e.example/x>.\n[^z]: Jamais citée."
    ),
    "footnote-in-a-word": "a[^1]s b[^1]*c*.\n\n[^1]: n",
    "footnotes-in-blocks": "- a[^1]\n- b\n\n[^1]: N\n    - l1\n    - l2\n\n> q[^2]\n\n[^2]: Fin.",
    "footnote-with-a-list": "A[^1].\n\n[^1]: 1. un\n    2. deux",
    "footnote-label-with-a-space": "A[^une note].\n\n[^une note]: Texte.",
    "references": (
        "Le [rapport][r1], [r2][] et [r3], ![une carte][img].\n\n"
        '[r1]: https://sec.example/a-b "Le rapport"\n[r2]: <https://x.example>\n[r3]: /page/\n'
        "[img]: media/a.png\n[unused]: https://non.example/jamais"
    ),
    "reference-on-two-lines": "Le [rapport][r].\n\n[r]: https://sec.example/a\n    'Un titre'",
    "attribute-lists": (
        "## Titre {#ancre .x}\n\nTexte *gras*{.rouge} suite.\n{: .note lang=en}\n\n"
        "[lien](https://e.example){rel=nofollow}"
    ),
    "html": (
        '<div class="x" markdown="1">\n\nTexte **gras** et <i lang="en">mot</i>.\n\n</div>\n\n'
        '<figure>\n<img src="media/a.png" alt="Une carte">\n<figcaption>Légende</figcaption>\n'
        '</figure>\n\nInline <abbr title="Securities">SEC</abbr> H<sub>2</sub>O m<sup>2</sup>'
    ),
    "html-with-an-address": 'Un <a href="https://e.example/a_b?c=1">lien</a>, <br> fin.',
    "html-table": "<table><tr><td>a</td><td>b</td></tr></table>\n\nfin",
    "details": '<details markdown="1">\n<summary>Résumé</summary>\n\nCorps.\n\n</details>',
    "lists": "1. un\n    - a\n        1. b\n    - c\n2. deux\n\n    suite\n\n- x\n\n- y\n\n* z",
    "lists-in-one-line": "1. 1. a\n\n- 2. b\n\n> 3. c",
    "year-at-line-start": "2025. Texte de la phrase.\n\nEn\n2025. Il",
    "tables": (
        "| a | b \\| c | `d|e` |\n|:--|:-:|--:|\n| 1 | 2 | 3 |\n| x | | |\n\nA | B\n--|--\n1 | 2"
    ),
    "abbreviations": "AMD, la SEC.\n\n*[AMD]: Advanced Micro Devices\n*[FTC]: jamais vue",
    "emphasis": "**6**GW mi*li*eu *a*b ***tout*** **a *b* c** 5\\*6\\_7",
    "emphasis-underscores": "un_mot_long _x_ et __y__ fin",
    "references-to-characters": (
        "caf&eacute; R&amp;D &lt;b&gt; &#233;t&#xE9; AT&T &copy; 2025 &nbsp;x&nbsp;y &rien; a&b"
    ),
    "automatic-links": (
        "<https://www.sec.example/a_b?x=1&y=2#z> et <contact@e.example> et https://nu.example/x_y"
    ),
    "e-mail-with-its-scheme": "Voir <mailto:a@b.example>, [ici](mailto:c@d.example).",
    "e-mail-in-brackets": "**Elie** <<e.roux@e.example>> (il)",
    "code": "Le `[a](b)`, `![c](d)`, `{.e}`, `*[F]: g`, `&amp;`, `<!-- h -->`, ``i`j``.",
    "fenced-code": (
        '```python title="x.py" hl_lines="1"\nprint("caf&eacute; <b>")\n```\n\n'
        "~~~ {.html #id}\n<p>&amp;</p>\n~~~\n\n    indenté <b>x</b> &amp;"
    ),
    "headings": "# Titre {accolades} suite\n\nSous-titre\n----------\n\n### Fin ###\n\n#Collé",
    "images": (
        '![Une carte](media/a.png "Le titre (bis)"){credit="Agence X"}\n\n'
        "![a [b] c](media/b.png 'Titre') dans le texte"
    ),
    "line-blocks-and-rules": "| Un vers\n| Deux\n\n---\n\n***\n\nLigne  \nsuivante\\\nfin",
    "definitions": "Terme\n:   Une\n\n    suite\n:   Deux\n\nAutre\n: 1. x",
    "quotes": "> Citation\n> suite\n>> imbriquée\n\n> - liste\n>     - sous",
    "comments": "a<!-- caché -->b <!-- multi\nligne --> c\n\n<!-- bloc\n\nvide -->\n\nd",
    "links": (
        '[a (b)](https://fr.example/wiki/A_(b)) [c](<d e.md> "t") [e](#f) '
        "[](vide.md) [g] (h) [i](j.md 'k \"l\"')"
    ),
    "brackets": "Il dit [sic] et [note]: que. [2025](https://e.example) [1]",
    "braces": "Le mot {entre accolades} et {6} et { x }. Fin {: .x}.",
    "escapes": "\\# non\n\n1\\. non \\[a\\](b) \\`c\\` \\{d\\} \\<e\\>",
    "signs": "2 < 3 > 1, a<b, x<3, 5>4 & c <- d",
    "typography": '« Oui », dit-il… "non" — l\'un -- 10-20 %  6 GW ; x !',
    "unusual-characters": "e\u0301te\u0301 co\u00adop\u200bé ﬁn m² ½",
    "marker-of-footnotes": "A[^1]\n\n///Footnotes Go Here///\n\n[^1]: x",
}


@pytest.mark.parametrize("source", KEPT.values(), ids=KEPT)
def test_it_is_silent(source: str) -> None:
    rendered = prose.body(source, "fr", "Retour")
    assert rendered.faults == ()
    assert list(fidelity.lost_words(source, rendered.tokens)) == []


LOST = {
    "cell-too-many": ("| a | b |\n|---|---|\n| 1 | 2 | perdu |\n| 3 | 4 |", ["perdu"]),
    "cell-too-many-repeated-word": (
        "| a | b |\n|---|---|\n| 1 | 2 | 3 |\n| 3 | 4 |\n\nEt 3.",
        ["3"],
    ),
    "footnote-replaced": (
        "A[^1].\n\n[^1]: Premier texte.\n[^1]: Second texte.",
        ["Premier", "texte"],
    ),
    "text-like-a-definition": ("Texte.\n\n[Sic]: inexact\n\nFin", ["Sic", "inexact"]),
}


@pytest.mark.parametrize(("source", "words"), LOST.values(), ids=LOST)
def test_it_speaks(source: str, words: list[str]) -> None:
    rendered = prose.body(source, "fr", "Retour")
    lost = list(fidelity.lost_words(source, rendered.tokens))
    assert [word for word, _ in lost] == words
    assert all(source.startswith(word, at) for word, at in lost)


DROPPED = {
    "word": ("Un mot perdu ici", "Un mot ici", ["perdu"]),
    "scheme-in-the-text": ("un mailto: deux", "un deux", ["mailto"]),
    "part-of-a-word": ("Un mot perdu ici", "Un mot per ici", ["perdu"]),
    "digit": ("de 160 GW", "de 16 GW", ["160"]),
    "repeated-word": ("oui et oui", "oui et", ["oui"]),
    "accent": ("annoncé", "annonce", ["annoncé"]),
    "case": ("Un mot", "un mot", ["Un"]),
    "word-in-an-address-alone": ("un lien", "[un](lien)", ["lien"]),
    "address": ("[un](media/a.png)", "un", ["media", "a", "png"]),
    "alternative-text": ("![une carte](a.png)", "![une](a.png)", ["carte"]),
    "in-code": ("`a b`", "`a`", ["b"]),
    "in-a-footnote": ("A[^1]\n\n[^1]: perdu", "A[^1]\n\n[^1]: x", ["perdu"]),
    "number-of-a-footnote-is-no-word": ("1 A[^n]\n\n[^n]: x", "A[^n]\n\n[^n]: x", ["1"]),
    "everything": ("Un mot", "", ["Un", "mot"]),
}


@pytest.mark.parametrize(("source", "shown", "words"), DROPPED.values(), ids=DROPPED)
def test_whatever_drops_it(source: str, shown: str, words: list[str]) -> None:
    lost = fidelity.lost_words(source, prose.body(shown, "fr", "Retour").tokens)
    assert [word for word, _ in lost] == words


PARTED = st.text(alphabet="aé1 _-'’«»\u00a0\u202f…,", max_size=12)


@given(PARTED, PARTED)
def test_those_words_are_lost_that_are_not_shown(source: str, shown: str) -> None:
    lost = Counter(word for word, _ in fidelity.lost_words(source, (text(shown),)))
    assert lost == Counter(words(source)) - Counter(words(shown))


@given(PARTED, st.data())
def test_signs_that_part_words_make_no_difference(source: str, data: st.DataObject) -> None:
    signs = iter(data.draw(st.lists(st.sampled_from(" _'’»\u00a0…"), min_size=12, max_size=12)))
    shown = "".join(c if c.isalnum() else next(signs) for c in source)
    assert list(fidelity.lost_words(source, (text(shown),))) == []


def test_it_points_at_the_word_that_is_lost() -> None:
    source, _ = LOST["cell-too-many-repeated-word"]
    ((_, at),) = fidelity.lost_words(source, prose.body(source, "fr", "Retour").tokens)
    assert source[:at].endswith("| 2 | ")


PIECES = (
    *(
        "mot",
        "6 GW",
        "a_b",
        "é",
        " ",
        "\n",
        "\n\n",
        ".",
        "12. ",
        "- ",
        "* ",
        ">",
        "*",
        "_",
        "[",
        "]",
    ),
    *(
        "(",
        ")",
        "](",
        "![",
        "[a]",
        "[^1]",
        "[^1]: ",
        "[a]: b/c",
        "\n[b]: d 'e'",
        "'",
        '"',
        ":",
        "&",
    ),
    *("&amp;", "{.b}", "{", "}", "*[a]: b", "`", "```", "~~~", "<b>", "<!--", "-->", "http://a.b"),
)
SOURCES = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)


@given(SOURCES)
def test_words_without_their_places_are_the_same_words(source: str) -> None:
    placed = written_words(source)
    text, aside = texts(source)
    assert words(text) == [word.text for word in placed if not word.aside]
    assert words(aside) == [word.text for word in placed if word.aside]


LINKED = st.lists(st.sampled_from(("](", "]( '", '](a "', ")", "(", "a'", '"', "\n")), max_size=12)


@given(LINKED.map("".join))
def test_an_address_that_is_found_at_once_ends_where_it_would(text: str) -> None:
    found = list(written._destinations(text))  # noqa: SLF001 - both its ways, side by side
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(written, "_PLAIN_DESTINATION", re.compile("(?!)"))
        assert found == list(written._destinations(text))  # noqa: SLF001


@given(SOURCES.filter(lambda source: not set("<`~").intersection(source)))
def test_markup_elsewhere_changes_no_words(source: str) -> None:
    assert written_words(source) == written_words(f"{source}\n\n<b>&#32;")


@pytest.mark.parametrize(
    ("source", "typed"),
    [
        pytest.param("&eacute;t&eacute; ici", ["&eacute;t&eacute;", "ici"], id="at both ends"),
        pytest.param("caf&#233;<!-- c --> noir", ["caf&#233;", "noir"], id="before a comment"),
        pytest.param("R&D ici", ["R", "D", "ici"], id="no reference"),
        pytest.param("na&iuml;f", ["na&iuml;f"], id="within"),
    ],
)
def test_a_word_is_as_long_as_it_is_typed(source: str, typed: list[str]) -> None:
    assert [source[word.start : word.end] for word in written_words(source)] == typed
