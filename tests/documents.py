"""Articles made up at random, and quotes cut from what their readers see.

An article holds everything that Markdown and HTML can do to a word that somebody may quote. In it
stand named words, each of them once: whoever meets one knows where it was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import count

from hypothesis import strategies as st

from vouch.anchor import Range

NAMED = re.compile(r"q\d+q")
"""A named word: nothing that typography or Markdown would touch, and its signs in no other word."""
_NAME = "@"
"""Stands for the next named word in what follows."""
_PIECES = (
    *("@", "@", "@", "@ @", "@ @ @", "@, @", "@.", "(@)", "un", "un", "deux", "un deux", "de 6 GW"),
    *("6 GW", "1,6 GW", "1 600", "10\u00a0%", "−5 %", "l'an", "l’@", "@ : @", "@ ; oui ?", "— @ —"),
    *("« @ »", "«\u00a0@ @\u00a0»", '"@"', '"@ un"', "“@”", "d'\"@\"", "6\u202f000", "@…", "$5"),
    *("*@ @*", "**@**", "***@***", "**@ *un* @**", "*un* *deux*", "mi*li*eu", "**6**GW", "_@ @_"),
    *("[@ un](https://ex.example/a)", "[*@*](/claims/)", "<https://ex.example/a_b>", "@[^1]"),
    *("<i>@ @</i>", '<b lang="en">@</b>', '<abbr title="un">SEC</abbr>'),
    *("H<sub>2</sub>O", "`@ un`"),
    *("@<br>@", "<q>@</q>", "<q><i>un</i></q>"),
    *("<span>@ <em>@</em></span>", "a<!-- un -->b", "mis&shy;e"),
    *("&eacute;t&eacute;", "R&amp;D", "10&nbsp;%", "a &lt; b"),
    *("&#8217;", "3 < 4", "\\*@\\*", "\\[un\\]"),
    *("e\u0301te\u0301", "été", "co\u00adop", "un\u200bdeux", "a\u0323\u0301"),
    *("o\u0302", "中文", "ﬁn", "m²"),
    *("un\u2009%", "de\u3000un", "un\u00a0\u202fdeux", "👩\u200d🔬"),
    *("un\ndeux", "@\n@", "@ ![un](media/a.png)"),
)  # fmt: skip
_LINES = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=5).map(" ".join)
_CELLS = _LINES.map(lambda line: line.replace("\n", " ").replace("|", ""))


def _shaped(*templates: str) -> st.SearchStrategy[str]:
    """Blocks of these shapes, a line of text for each `{}`."""
    return st.sampled_from(templates).flatmap(
        lambda template: st.tuples(*[_CELLS] * template.count("{}")).map(
            lambda lines: template.format(*lines)
        )
    )


_BLOCKS = st.one_of(
    _LINES,
    _LINES.map(lambda line: "\n".join(f"> {row}" for row in line.split("\n"))),
    _shaped(
        *("## @ {}", "# {}", "{}\n---", "###### {} ##"),
        *("- {}\n- {}", "* {}\n* {}\n* {}", "1. {}\n2. {}"),
        *("- {}\n    - {}\n- {}", "- {}\n\n- {}", "- {}\n\n    {}"),
        *("1. {}\n    1. {}", "> {}\n> > {}"),
        *("> - {}\n> - {}", "- > {}", "| {} | un |\n|---|---|\n| {} | {} |", "Terme\n:   {}"),
        *("{} | {}\n--- | ---\n{} | 6", "| | @ |\n|---|---|\n| {} | {} |", "Terme\n:   {}\n:   {}"),
        "<details markdown>\n<summary>un @</summary>\n\n{}\n\n</details>",
        '<div class="note" markdown="1">\n\n{}\n\n- {}\n\n</div>',
        "<table><tr><td>@ un</td><td>@</td></tr></table>",
        "<ul><li>@ un</li><li>@ <i>@</i></li></ul>",
        "```\n@ un\n  @\n```",
        "    @ un\n    deux",
        '![Un](media/a.png "@ un : 6 GW")',
        "@\n\n***",
    ),
)  # fmt: skip


def _article(blocks: Sequence[str]) -> str:
    """The blocks and the note that they refer to, with a named word for each sign of one."""
    numbers = count(1)
    note = ("[^1]: Une note de @ un.\n",) if any("[^1]" in block for block in blocks) else ()
    return re.sub(_NAME, lambda _: f"q{next(numbers)}q", "\n\n".join((*blocks, *note)))


ARTICLES = st.lists(_BLOCKS, min_size=1, max_size=4).map(_article)
PLAIN_ARTICLES = st.lists(
    st.lists(st.sampled_from(_PIECES[:36]), min_size=1, max_size=7).map(" ".join)
    | _shaped("## {}", "- {}\n- {}", "* {}\n* {}"),
    min_size=1,
    max_size=5,
).map(_article)
"""Articles most blocks of which are read without Markdown."""


_CUT = re.compile(r"\d+(?:\s\d{3})+(?!\d)|\S+")
"""Words, and numbers with their groups: what a quote may not part."""


def quotes(text: str) -> st.SearchStrategy[list[Range]]:
    """Stretches of a text, in whole words: short and long, apart, within and over each other."""
    words = [found.span() for found in _CUT.finditer(text)]
    last = len(words) - 1
    lengths = st.integers(0, 4) | st.integers(0, last)
    return st.lists(
        st.tuples(st.integers(0, last), lengths).map(
            lambda at: Range(words[at[0]][0], words[min(sum(at), last)][1])
        ),
        min_size=1,
        max_size=5,
    )


TYPINGS: Sequence[Callable[[str], str]] = (
    lambda quote: quote,
    lambda quote: " ".join(quote.split()),
    lambda quote: re.sub("[\u00a0\u202f\u2009]", " ", quote),
    lambda quote: quote.replace("’", "'").replace("“", '"').replace("”", '"'),
    lambda quote: unicodedata.normalize("NFD", quote),
    lambda quote: re.sub("[\u00ad\u200b\u200d]", "", quote),
    lambda quote: f" {quote}\n",
)
"""Ways in which a passage of the page comes to be typed into a sidecar."""


@dataclass(frozen=True)
class Seen:
    """A page as a reader sees it, white space apart.

    ``letters`` are all characters of the text; ``claims`` says which claims each is marked for;
    ``ids`` has the ids of the marks in their order, ``elements`` the number of marks.
    """

    letters: str
    claims: tuple[frozenset[str], ...]
    ids: tuple[str, ...]


class _Reader(HTMLParser):
    """Reads HTML by itself: nothing of what is tested has a part in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.letters: list[tuple[str, frozenset[str]]] = []
        self.marks: list[frozenset[str]] = [frozenset()]
        self.ids: list[str] = []
        self.unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in {"br", "img", "hr", "col"}:
            return
        if self.unseen or "data-generated" in given:
            self.unseen.append(tag)
        elif tag == "mark":
            self.marks.append(frozenset((given.get("data-claim") or "").split()))
            self.ids += [given["id"] or ""] if "id" in given else []

    def handle_endtag(self, tag: str) -> None:
        if self.unseen:
            assert self.unseen.pop() == tag
        elif tag == "mark":
            self.marks.pop()

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.letters += [(letter, self.marks[-1]) for letter in data if not letter.isspace()]


def seen(html: str) -> Seen:
    """What a reader sees of the HTML of an article."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert not reader.unseen and len(reader.marks) == 1
    return Seen(
        "".join(letter for letter, _ in reader.letters),
        tuple(claims for _, claims in reader.letters),
        tuple(reader.ids),
    )
