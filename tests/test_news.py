"""Figures in passages of news, marked by hand: how many are missed, how many reported for nothing.

The passages of `news` were there while the recogniser was written, those of `news-fresh`,
`news-third` and `news-fourth` were marked before it was held against them.
"""

import re
from pathlib import Path

import pytest

from tests.sites import TODAY, written
from vouch.building import check
from vouch.numerals import AMOUNTS, Numeral, numerals

SAMPLES = Path(__file__).parent / "samples"
_MARK = re.compile(r"\{([qmsdneo]):([^{}]*)\}")
_TO_BE_REPORTED = "qms"
_DIGITS = "0123456789½"

Marked = tuple[str, int, int]


def _read(name: str) -> tuple[str, list[Marked]]:
    """The text of a file without its marks, and its figures: class, start, end."""
    marked = (SAMPLES / name).read_text("utf-8").replace("⍽", "\u00a0").replace("⏐", "\u202f")
    marked = "".join(line for line in marked.splitlines(True) if line[:2] not in ("# ", "=="))
    text, figures, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        if any(digit in mark[2] for digit in _DIGITS):
            figures.append((mark[1], len(text), len(text) + len(mark[2])))
        text += mark[2]
        at = mark.end()
    return text + marked[at:], figures


def _held(figure: Marked, text: str, amounts: list[Numeral]) -> list[bool]:
    """For each digit of a figure whether an amount holds it."""
    _, start, end = figure
    places = (place for place in range(start, end) if text[place] in _DIGITS)
    return [any(n.start <= place < n.end for n in amounts) for place in places]


def _around(figure: Marked, text: str) -> str:
    kind, start, end = figure
    return f"{kind}: {text[max(0, start - 20) : start]}[{text[start:end]}]{text[end : end + 20]}"


@pytest.mark.parametrize(
    ("name", "figures", "missed", "false_alarms"),
    [
        ("news.fr.txt", 455, 1, 10),
        ("news.en.txt", 599, 0, 13),
        ("news-fresh.fr.txt", 152, 0, 0),
        ("news-fresh.en.txt", 170, 0, 0),
        ("news-third.fr.txt", 354, 1, 1),
        ("news-fourth.fr.txt", 84, 0, 2),
        ("news-fourth.en.txt", 103, 0, 2),
        ("news-third.en.txt", 398, 2, 4),
    ],
)
def test_passages_of_news(name: str, figures: int, missed: int, false_alarms: int) -> None:
    text, marked = _read(name)
    amounts = [n for n in numerals(text, name.split(".")[1]) if n.kind in AMOUNTS]
    lost, alarms = [], []
    for figure in marked:
        held = _held(figure, text, amounts)
        if figure[0] in _TO_BE_REPORTED:
            lost += [] if all(held) else [_around(figure, text)]
        else:
            alarms += [_around(figure, text)] if any(held) else []
    assert len(marked) == figures
    assert len(lost) == missed, lost
    assert len(alarms) == false_alarms, alarms


@pytest.mark.parametrize(
    "name",
    ["news.fr.txt", "news.en.txt", "news-fresh.fr.txt", "news-third.fr.txt", "news-third.en.txt"],
)
def test_every_digit_of_a_passage_is_marked(name: str) -> None:
    text, marked = _read(name)
    inside = {place for _, start, end in marked for place in range(start, end)}
    assert not [
        text[at - 20 : at + 20]
        for at, c in enumerate(text)
        if c in "0123456789" and at not in inside
    ]


@pytest.mark.parametrize("name", ["news.fr.txt", "news.en.txt"])
def test_no_sign_of_a_passage_is_dropped(name: str) -> None:
    """A quote that leaves the sign out does not hold the figure."""
    text, marked = _read(name)
    amounts = numerals(text, name.split(".")[1])
    for kind, start, _ in marked:
        if kind in _TO_BE_REPORTED and text[start] in "-−+±":
            assert any(n.first == start for n in amounts), text[start - 10 : start + 20]


@pytest.mark.parametrize(
    ("markdown", "reported"),
    [
        ("Elles sont 160 millions<sup>2</sup>.", ["160 millions"]),
        ("Cela fait 6 GW<sup>1</sup> et 12 %<sup>3</sup>.", ["6 GW", "12 %"]),
        ("Cela date de 2026<sup>3</sup>.", []),
        ("Il y en a 10<sup>9</sup>.", ["10⁹"]),
        ("Il y en a 3 millions².", ["3 millions"]),
        ("Le 1<sup>er</sup> mai, au XXI<sup>e</sup> siècle, la 3<sup>e</sup> fois.", []),
        ("La pièce fait 45 m<sup>2</sup>.", ["45 m²"]),
        ("Le CO<sub>2</sub> monte.", []),
        ("C’est dit[^1].\n\n[^1]: Avec 12 sources.", ["12 sources"]),
        ("| An | Part |\n|---|---|\n| 2025 | 12 % |\n| 2026 | 14 % |", ["12 %", "14 %"]),
        ("1. Un point.\n2. Un autre.\n\n- 5 pays.", ["5 pays"]),
    ],
)
def test_raised_digits_tables_and_lists(tmp_path: Path, markdown: str, reported: list[str]) -> None:
    folder = written(tmp_path, markdown + "\n")
    site = folder / "content" / "site.yaml"
    site.write_text(site.read_text("utf-8").replace("coverage: {report: []}\n", ""), "utf-8")
    found = [p for p in check(folder, today=TODAY).diagnostics if p.code == "uncovered-figure"]
    said = [re.findall("“(.*?)”", problem.message)[0] for problem in found]
    assert [" ".join(text.split()) for text in said] == reported
