"""What an author is told: the nearest passage with its difference, and what settles a place."""

import random
import re
from pathlib import Path

import pytest

from vouch import annotate, passages, prose
from vouch.anchor import Folded, Range, Selector, find_folded, fold
from vouch.passages import Change

ARTICLE = Path(__file__).parent.parent / "content" / "openai-amd.md"
ENGLISH = """## A promise of six gigawatts

On 6 October 2025, OpenAI and AMD announced a deal that would put six gigawatts of AMD chips into
data centres over several years. The first gigawatt, built on the MI450, was due in the second
half of 2026. Nothing in the filings says that the other five are firm.

The account that circulated afterwards left most of this out. It spoke of a purchase, of
guaranteed capacity, of billions of dollars that would flow to AMD every year. None of these words
stands in the agreement. What stands there is a ceiling, a schedule and a warrant.

### The warrant

AMD granted OpenAI a warrant for up to 160 million shares at one cent each. That is about 10 % of
the company, or 9.9 % of the shares that existed then; once the new ones are counted, it is 9.0 %.
The first step needs one gigawatt delivered, the last needs a share price of $600.

| Item | The account | The filings |
|---|---|---|
| Volume | more than 6 GW | up to 6 GW |
| Firm order | all of it | 1 GW |

> We wanted a partner that moves as fast as we do, said one executive on the day. The sentence is
> quoted everywhere and can be found in no recording.

- The shares cost a cent apiece, but only after delivery.
- The dates are the earliest possible, not promises.

Three quarters after the announcement, no delivery had been confirmed. Analysts expect revenue of
tens of billions of dollars, which some count per year and others over five years.
"""
STRANGERS = {
    "fr": "trois Intel centrale huit mardi bleu grandes avait 8 12 2027".split(),
    "en": "three Intel later eight Tuesday blue large had 8 12 2027".split(),
}


def folded(markdown: str, lang: str) -> Folded:
    return fold(annotate.body_text(prose.body(markdown, lang, "x").tokens).text)


def changed(quote: str, lang: str, chance: random.Random) -> tuple[str, str, str] | None:
    """The quote with one word another, the word that was there, and the one that is now."""
    word = chance.choice(list(re.finditer(r"\w+", quote)))
    other = chance.choice(STRANGERS[lang])
    if word[0].isdigit():
        other = str(int(word[0]) + chance.choice([1, 2, 10]))
    if other.casefold() == word[0].casefold():
        return None
    return quote[: word.start()] + other + quote[word.end() :], word[0], other


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_one_changed_word_leads_to_the_passage(lang: str) -> None:
    markdown = ENGLISH
    if lang == "fr":
        markdown = ARTICLE.read_text("utf-8").split("---\n", 2)[2]
    text = folded(markdown, lang)
    starts = [(m.start(), m.end()) for m in re.finditer(r"\S+", text.text)]
    chance = random.Random(20251006)  # noqa: S311 - every run tries the same
    right = said = tried = 0
    while tried < 300:
        first = chance.randrange(len(starts) - 20)
        last = first + chance.choice([3, 4, 5, 6, 8, 12, 20]) - 1
        quote = text.text[starts[first][0] : starts[last][1]]
        made = changed(quote, lang, chance) if re.search(r"\w", quote) else None
        if made is None or find_folded(text, Selector(made[0])) or text.text.count(quote) > 1:
            continue
        tried += 1
        near = passages.nearest(text, made[0])
        if near is not None and re.findall(r"\w+", near.text) == re.findall(r"\w+", quote):
            right += 1
            said += Change(made[2], made[1]) in near.changes or any(
                made[2] in change.quote and made[1] in change.article for change in near.changes
            )
    assert right >= 0.95 * tried
    assert said >= 0.95 * right


NEAREST = {
    "number": ("Il livre 6 GW de puces", "livre 8 GW", "livre 6 GW", "`8` → `6`"),
    "decimal": ("soit 9,9 % en tout", "soit 9,8 %", "soit 9,9 %", "`9,8` → `9,9`"),
    "word-too-many": ("un pacte ferme", "un pacte très ferme", "un pacte ferme", "without `très`"),
    "word-missing": ("un pacte très ferme", "un pacte ferme", "un pacte très ferme", "with `très`"),
    "two-words": (
        "un pacte très sûr",
        "le plan très sûr",
        "un pacte très sûr",
        "`le plan` → `un pacte`",
    ),
    "spelling-alone": ("le gigawatt", "gigavatt", "gigawatt", "`gigavatt` → `gigawatt`"),
    "case": ("Environ dix", "environ dix", "Environ dix", "`environ` → `Environ`"),
    "words-in-another-order": (
        "voici un accord ferme, et non pas",
        "ferme accord un",
        "un accord ferme",
        "with `un accord`, without `accord un`",
    ),
    "one-of-two": ("6 lots bleus et 6 lots verts", "7 lots verts", "6 lots verts", "`7` → `6`"),
}


@pytest.mark.parametrize(("text", "quote", "passage", "difference"), NEAREST.values(), ids=NEAREST)
def test_nearest(text: str, quote: str, passage: str, difference: str) -> None:
    near = passages.nearest(fold(text), quote)
    assert near is not None
    assert near.text == passage == fold(text).text[near.place.start : near.place.end]
    assert passages.described(near.changes) == difference


@pytest.mark.parametrize(
    ("text", "quote"),
    [("", "six"), ("six", ""), ("un accord", "zzz"), ("…", "six"), ("six", "…")],
)
def test_nothing_is_near(text: str, quote: str) -> None:
    assert passages.nearest(fold(text), quote) is None


SETTLING = {
    "prefix": ("de 6 et à 6", "6", 1, [("prefix", "à ")]),
    "prefix-first": ("a 6 b, c 6 d", "6", 0, [("prefix", "a ")]),
    "suffix": ("de 6 GW, de 6 MW", "6", 0, [("suffix", " GW,")]),
    "longer-prefix": ("x a b 6, y a b 6", "6", 1, [("prefix", "y a b ")]),
    "start-of-text": ("oui, oui", "oui", 0, [("suffix", ",")]),
    "more-words-than-are-tried-one-by-one": (
        f"a {'x ' * 20}6, b {'x ' * 20}6 b {'x ' * 20}6",
        "6",
        2,
        [("prefix", f"{'x ' * 10}6 b {'x ' * 20}")],
    ),
    "one-of-very-many": (f"{'le mot, ' * 60}fin", "le mot", 59, [("suffix", ", fin")]),
    "both": ("aa aa aa aa", "aa aa", 1, [("prefix", "aa "), ("suffix", " aa")]),
}


@pytest.mark.parametrize(("text", "quote", "index", "pairs"), SETTLING.values(), ids=SETTLING)
def test_settling(text: str, quote: str, index: int, pairs: list[tuple[str, str]]) -> None:
    place = find_folded(fold(text), Selector(quote))[index]
    assert list(passages.settling(fold(text), quote, place)) == pairs


def test_settling_with_one_key_alone() -> None:
    text = fold("a 6 b, c 6 d")
    assert passages.settling(text, "6", Range(2, 3), ("suffix",)) == (("suffix", " b,"),)


def test_pasted_is_yaml() -> None:
    pairs = [("prefix", 'dit "'), ("suffix", " \\ é")]
    assert passages.pasted(pairs) == 'prefix: "dit \\""\nsuffix: " \\\\ é"'
