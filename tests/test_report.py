"""Problems as text, JSON and GitHub commands: exact output, none of it driven by content."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from vouch import report
from vouch.columns import visible
from vouch.diagnostics import Diagnostic, Note, Severity, Span, in_order
from vouch.outcomes import Outcome

SIDECAR = "content/x.claims.yaml"
NOT_FOUND = Diagnostic(
    "quote-not-found",
    "the article has no passage “environ 10 % du capital”",
    Span(SIDECAR, 14, 12, 23, "    quote: environ 10 % du capital"),
    "the nearest passage reads “environ 9 % du capital”: `10` → `9`",
)


def problem(
    line: str = "",
    column: int = 1,
    width: int = 1,
    *,
    message: str = "m",
    help_: str = "",
    notes: tuple[Note, ...] = (),
    number: int = 1,
) -> Diagnostic:
    return Diagnostic("c", message, Span("x.md", number, column, width, line), help_, notes)


def warning(path: str = "x.md", line: int = 1) -> Diagnostic:
    return Diagnostic("w", "m", Span(path, line), severity=Severity.WARNING)


TEXTS = {
    "nothing": ([], ""),
    "line, carets, help": (
        [NOT_FOUND],
        (
            "content/x.claims.yaml:14:12: error[quote-not-found]: "
            """the article has no passage “environ 10 % du capital”
   14 |     quote: environ 10 % du capital
      |            ^^^^^^^^^^^^^^^^^^^^^^^
 help: the nearest passage reads “environ 9 % du capital”: `10` → `9`"""
        ),
    ),
    "notes with and without a place": (
        [
            problem(
                "a 6 b 6",
                3,
                notes=(
                    Note('here; `prefix: "b "`', Span("y.md", 100000, 7, 1, "a 6 b 6")),
                    Note("the line is not known", Span("z.md", 3)),
                    Note("nowhere"),
                ),
            )
        ],
        """\
x.md:1:3: error[c]: m
    1 | a 6 b 6
      |   ^
 note: y.md:100000:7: here; `prefix: "b "`
100000 | a 6 b 6
       |       ^
 note: z.md:3:1: the line is not known
 note: nowhere""",
    ),
    "help of several lines": (
        [problem("k", help_="write\n\n  - id: a\n    quote: b\n")],
        """\
x.md:1:1: error[c]: m
    1 | k
      | ^
 help: write

         - id: a
           quote: b""",
    ),
    "note of several lines": (
        [problem("k", notes=(Note("one\ntwo"),))],
        "x.md:1:1: error[c]: m\n    1 | k\n      | ^\n note: one\n       two",
    ),
    "sorted, each once, apart": (
        [warning("y.md"), problem("b", number=20), problem("a", number=3), warning("y.md")],
        """\
x.md:3:1: error[c]: m
    3 | a
      | ^

x.md:20:1: error[c]: m
   20 | b
      | ^

y.md:1:1: warning[w]: m""",
    ),
    "content spelled out wherever it stands": (
        [
            Diagnostic(
                "a\x07",
                "b\x1b[2J\n::error::c",
                Span("d\u202e.md", 1, 1, 1, "e\r"),
                "f\x9b1m\r\ng\x7f",
                (Note("h\u200bi\u2028", Span("j\ud800", 2, 1, 1, "k\0")),),
            )
        ],
        """\
d‹U+202E›.md:1:1: error[a␇]: b␛[2J␊::error::c
    1 | e␍
      | ^
 help: f‹U+009B›1m␍
       g␡
 note: j‹U+D800›:2:1: h‹U+200B›i‹U+2028›
    2 | k␀
      | ^""",
    ),
}


@pytest.mark.parametrize(("diagnostics", "expected"), TEXTS.values(), ids=TEXTS)
def test_text(diagnostics: list[Diagnostic], expected: str) -> None:
    assert report.text(diagnostics) == expected


LINES = {
    "of blanks": ("  ", 9, 3, "  ", "  ^"),
    "behind the end": ("abc", 4, 1, "abc", "   ^"),
    "far behind the end": ("abc", 40, 5, "abc", "   ^"),
    "behind any end": ("abc", 10**6, 5, "abc", "   ^"),
    "before any start": ("abc", -(10**6), 1, "abc", "^"),
    "before the start": ("abc", -3, 1, "abc", "^"),
    "wider than the line": ("abc", 2, 99, "abc", " ^^"),
    "no width": ("abc", 2, 0, "abc", " ^"),
    "a tab before": ("\tab", 2, 1, "    ab", "    ^"),
    "the tab itself": ("a\tb", 2, 1, "a    b", " ^^^^"),
    "wide before": ("日本a", 3, 1, "日本a", "    ^"),
    "wide itself": ("a日本b", 2, 2, "a日本b", " ^^^^"),
    "full width": ("ＧＷ9", 3, 1, "ＧＷ9", "    ^"),
    "half width": ("ｶﾞ9", 3, 1, "ｶﾞ9", "  ^"),
    "composed before": ("éa", 2, 1, "éa", " ^"),
    "combining before, not composed": ("e\u0301a", 3, 1, "e\u0301a", " ^"),
    "on a combining mark": ("xe\u0301a", 3, 1, "xe\u0301a", " ^"),
    "combining mark within": ("e\u0301a", 1, 3, "e\u0301a", "^^"),
    "combining mark with nothing before it": ("\u0301a", 2, 1, "‹U+0301›a", "        ^"),
    "a flood of marks": (
        "e" + "\u0301" * 9 + "a",
        11,
        1,
        "e" + "\u0301" * 8 + "‹U+0301›a",
        " " * 9 + "^",
    ),
    "marks on each of many letters": (
        "e\u0301" * 9 + "a",
        19,
        1,
        "e\u0301" * 9 + "a",
        " " * 9 + "^",
    ),
    "enclosing mark": ("1\u20ddb", 3, 1, "1\u20ddb", " ^"),
    "decomposed Hangul": ("\u1112\u1161\u11abx", 4, 1, "\u1112\u1161\u11abx", "  ^"),
    "variation selector": ("❤\ufe0fx", 3, 1, "❤\ufe0fx", " ^"),
    "emoji": ("😀x", 2, 1, "😀x", "  ^"),
    "zero-width space before": ("a\u200bb", 3, 1, "a‹U+200B›b", "         ^"),
    "zero-width space itself": ("a\u200bb", 2, 1, "a‹U+200B›b", " ^^^^^^^^"),
    "soft hyphen": ("co\u00adût", 4, 1, "co‹U+00AD›ût", "          ^"),
    "byte order mark": ("\ufeffa", 2, 1, "‹U+FEFF›a", "        ^"),
    "right-to-left override": ("a\u202eb", 3, 1, "a‹U+202E›b", "         ^"),
    "escape": ("a\x1b[31mb", 7, 1, "a␛[31mb", "      ^"),
    "C1 control": ("\x9b1mb", 4, 1, "‹U+009B›1mb", "          ^"),
    "line separator": ("\u2028b", 2, 1, "‹U+2028›b", "        ^"),
    "private use": ("\U0010fffdb", 2, 1, "‹U+10FFFD›b", "          ^"),
    "lone surrogate": ("\ud800b", 2, 1, "‹U+D800›b", "        ^"),
    "no-break spaces stay": ("10\u202f%\u00a0b", 6, 1, "10\u202f%\u00a0b", "     ^"),
    "as wide as the room": ("ab" * 45 + "c", 1, 1, "ab" * 45 + "c", "^"),
    "too long, from the start": ("ab" * 46, 1, 2, "ab" * 45 + "…", "^^"),
    "too long, at the end": ("ab" * 46, 92, 1, "…b" + "ab" * 44, " " * 89 + "^"),
    "too long, behind the end": ("ab" * 46, 93, 1, "…b" + "ab" * 44, " " * 90 + "^"),
    "too long, amid": (
        "a" * 500 + "!" + "b" * 500,
        501,
        1,
        "…" + "a" * 45 + "!" + "b" * 44 + "…",
        " " * 46 + "^",
    ),
    "too long, and cut on one side": (
        "a" * 500 + "!" + "b" * 44,
        501,
        1,
        "…" + "a" * 45 + "!" + "b" * 44,
        " " * 46 + "^",
    ),
    "too long, and so is the span": (
        "a" * 99 + "b" * 999 + "c",
        100,
        999,
        "…" + "a" * 11 + "b" * 79 + "…",
        " " * 12 + "^" * 79,
    ),
    "too long, wide characters never halved": ("a" + "日" * 99, 2, 1, "a" + "日" * 44 + "…", " ^^"),
}


@pytest.mark.parametrize(("line", "column", "width", "shown", "carets"), LINES.values(), ids=LINES)
def test_carets(line: str, column: int, width: int, shown: str, carets: str) -> None:
    _, *below = report.text([problem(line, column, width)]).split("\n")
    assert below == [f"    1 | {shown}", f"      | {carets}"]


@pytest.mark.parametrize(
    ("span", "place"),
    [(Span("x.png"), "x.png:1:1"), (Span("x.md", 7, 9, 3), "x.md:7:9")],
    ids=["a whole file", "an empty line"],
)
def test_no_line_is_shown_where_there_is_none(span: Span, place: str) -> None:
    said = report.text([Diagnostic("c", "m", span, "h", (Note("n", Span("y.md")),))])
    assert said == f"{place}: error[c]: m\n help: h\n note: y.md:1:1: n"


def test_color() -> None:
    note = Note("n", Span("y.md", 2, 1, 1, "o"))
    colored = report.text([problem("a", help_="h", notes=(note,)), warning("z.md")], color=True)
    assert colored.replace("\x1b", "~") == (
        "~[1mx.md:1:1:~[0m ~[1;31merror[c]~[0m: ~[1mm~[0m\n"
        "~[1;34m    1 |~[0m a\n"
        "~[1;34m      |~[0m ~[1;31m^~[0m\n"
        " ~[1;36mhelp:~[0m h\n"
        " ~[1;36mnote:~[0m y.md:2:1: n\n"
        "~[1;34m    2 |~[0m o\n"
        "~[1;34m      |~[0m ~[1;36m^~[0m\n"
        "\n"
        "~[1mz.md:1:1:~[0m ~[1;33mwarning[w]~[0m: ~[1mm~[0m"
    )


def test_a_narrow_terminal_still_shows_twenty_columns() -> None:
    _, line, carets = report.text([problem("a" * 50 + "b" + "a" * 50, 51)], width=0).split("\n")
    assert line == "    1 | …" + "a" * 9 + "b" + "a" * 8 + "…"
    assert carets == "      | " + " " * 10 + "^"


def test_json() -> None:
    noted = problem("\t\u00e9", 2, 1, message="é \x1b \u202e \ud800 “", notes=(Note("n"),))
    placed = Diagnostic(
        "w",
        "m",
        Span("y.md", 4, 5, 6, "some text here"),
        "h",
        (Note("n", Span("z.md", 7, 8, 9)),),
        Severity.WARNING,
    )
    ledger = {"a": {"d": Outcome(), "c": Outcome(1, ((noted,),), 0, 3)}}
    assert report.as_json([placed, noted], ledger, {"published": 2, "open": 1}) == (
        """\
{
  "version": 1,
  "diagnostics": [
    {
      "code": "c",
      "severity": "error",
      "message": "é \\u001b \\u202e \\ud800 “",
      "path": "x.md",
      "line": 1,
      "column": 2,
      "end_column": 3,
      "help": "",
      "notes": [
        {
          "message": "n",
          "path": null,
          "line": null,
          "column": null
        }
      ]
    },
    {
      "code": "w",
      "severity": "warning",
      "message": "m",
      "path": "y.md",
      "line": 4,
      "column": 5,
      "end_column": 11,
      "help": "h",
      "notes": [
        {
          "message": "n",
          "path": "z.md",
          "line": 7,
          "column": 8
        }
      ]
    }
  ],
  "checks": [
    {
      "article": "a",
      "check": "c",
      "checked": 2,
      "failed": 1,
      "skipped": 0,
      "not_checkable": 3
    }
  ],
  "summary": {
    "errors": 1,
    "warnings": 1,
    "checks": [
      {
        "check": "c",
        "checked": 2,
        "failed": 1,
        "skipped": 0,
        "not_checkable": 3
      },
      {
        "check": "d",
        "checked": 0,
        "failed": 0,
        "skipped": 0,
        "not_checkable": 0
      }
    ],
    "claim_reviews": {
      "published": 2,
      "own": 0,
      "open": 1,
      "faulty": 0
    }
  }
}"""
    )


def test_json_of_nothing() -> None:
    assert json.loads(report.as_json([])) == {
        "version": 1,
        "diagnostics": [],
        "checks": [],
        "summary": {
            "errors": 0,
            "warnings": 0,
            "checks": [],
            "claim_reviews": {"published": 0, "own": 0, "open": 0, "faulty": 0},
        },
    }


COMMANDS = {
    "nothing": ([], "", ""),
    "with help": (
        [NOT_FOUND],
        "",
        (
            "::error file=content/x.claims.yaml,line=14,col=12,endColumn=35,title=quote-not-found"
            "::the article has no passage “environ 10 %25 du capital”"
            "%0Ahelp: the nearest passage reads “environ 9 %25 du capital”: `10` → `9`"
        ),
    ),
    "warning in a site below the root": (
        [warning()],
        "sites/news/",
        "::warning file=sites/news/x.md,line=1,col=1,endColumn=2,title=w::m",
    ),
    "site at the root": (
        [warning()],
        ".",
        "::warning file=x.md,line=1,col=1,endColumn=2,title=w::m",
    ),
    "notes and lines": (
        [problem(help_="one\ntwo", notes=(Note("n", Span("y.md", 2, 3)), Note("o\np")))],
        "",
        (
            "::error file=x.md,line=1,col=1,endColumn=2,title=c"
            "::m%0Ahelp: one%0Atwo%0Anote: y.md:2:3: n%0Anote: o%0Ap"
        ),
    ),
    "properties escaped": (
        [Diagnostic("a,b:c", "a,b::c", Span("50%,a:b\r\n::error::.md"))],
        "",
        (
            "::error file=50%25%2Ca%3Ab␍␊%3A%3Aerror%3A%3A.md,line=1,col=1"
            ",endColumn=2,title=a%2Cb%3Ac::a,b::c"
        ),
    ),
    "no new command from content": (
        [problem(message="a\n::stop-commands::x\r::error::y%0Az")],
        "",
        "::error file=x.md,line=1,col=1,endColumn=2,title=c::a␊::stop-commands::x␍::error::y%250Az",
    ),
    "one a line, sorted": (
        [warning("y.md"), warning()],
        "",
        (
            "::warning file=x.md,line=1,col=1,endColumn=2,title=w::m\n"
            "::warning file=y.md,line=1,col=1,endColumn=2,title=w::m"
        ),
    ),
}


@pytest.mark.parametrize(("diagnostics", "folder", "expected"), COMMANDS.values(), ids=COMMANDS)
def test_github(diagnostics: list[Diagnostic], folder: str, expected: str) -> None:
    assert report.github(diagnostics, folder=folder) == expected


TWO_ERRORS = [problem(number=1), problem(number=2)]
COUNTS = {
    "none": ([], "no problems"),
    "one error": ([problem()], "1 error in 1 file"),
    "one warning": ([warning()], "1 warning in 1 file"),
    "both, errors first": ([warning("y.md"), *TWO_ERRORS], "2 errors, 1 warning in 2 files"),
    "the same twice counts once": ([warning(), warning()], "1 warning in 1 file"),
    "thousands": ([warning(line=n) for n in range(1234)], "1,234 warnings in 1 file"),
}


@pytest.mark.parametrize(("diagnostics", "expected"), COUNTS.values(), ids=COUNTS)
def test_count_line(diagnostics: list[Diagnostic], expected: str) -> None:
    assert report.count_line(diagnostics) == expected


SUMMARIES = {
    "built": ([], 1, 29, "_site", "Built 1 article, 29 claims → _site"),
    "built with warnings": (
        [warning(), warning("y.md")],
        2,
        1,
        "_site",
        "Built 2 articles, 1 claim → _site (2 warnings)",
    ),
    "not built": (
        [problem(), warning()],
        1,
        29,
        "_site",
        "1 error, 1 warning in 1 file; nothing was written.",
    ),
    "checked": ([], 0, 0, None, "Read 0 articles, 0 claims: no problems."),
    "checked with warnings": (
        [warning()],
        3,
        4,
        None,
        "Read 3 articles, 4 claims: 1 warning in 1 file.",
    ),
    "checked with errors": (TWO_ERRORS, 3, 4, None, "2 errors in 1 file."),
    "hostile folder": ([], 1, 1, "a\x1b[2J", "Built 1 article, 1 claim → a␛[2J"),
}


@pytest.mark.parametrize(
    ("diagnostics", "articles", "claims", "output", "expected"), SUMMARIES.values(), ids=SUMMARIES
)
def test_summary(
    diagnostics: list[Diagnostic], articles: int, claims: int, output: str | None, expected: str
) -> None:
    line = report.summary(diagnostics, articles=articles, claims=claims, output=output)
    assert line == expected


def test_what_is_harmless_stays_as_it_is() -> None:
    typography = "« L’œuvre\u00a0: 10\u202f% — “ok”… e\u0301 é ﬁ Å 日本 العربية 😀"
    assert visible(typography) == typography


# Properties. Any code point, those that matter here more often than chance has them.
HOSTILE = st.sampled_from(
    "\t\n\r\0\x1b\x7f\x9b\u00ad\u0301\u061c\u200b\u200d\u202e\u2028\u2067\ufeff"
    "\ud800\udfff日Ｇ😀\u1112\u1161\u11abé%:,`\u00a0"
)
TEXT = st.text(st.one_of(HOSTILE, st.characters()), max_size=30)
LONG = st.builds(
    lambda parts, n: "".join(parts) * n, st.lists(TEXT, max_size=4), st.integers(1, 20)
)
SPAN = st.builds(
    Span,
    path=TEXT,
    line=st.integers(-1, 10**6),
    column=st.integers(-2, 300),
    width=st.integers(0, 300),
    text=LONG,
)
DIAGNOSTIC = st.builds(
    Diagnostic,
    code=TEXT,
    message=TEXT,
    span=SPAN,
    help=TEXT,
    notes=st.lists(st.builds(Note, TEXT, st.none() | SPAN), max_size=2).map(tuple),
    severity=st.sampled_from(Severity),
)
DIAGNOSTICS = st.lists(DIAGNOSTIC, max_size=3)
ACTS_OR_HIDES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
OUR_COLORS = re.compile("\x1b\\[(?:0|1|1;3[1346])m")


def hidden(text: str) -> set[str]:
    return {c for c in text if c != "\n" and unicodedata.category(c) in ACTS_OR_HIDES}


def columns(text: str) -> int:
    """Terminal columns, counted another way than the code under test does: from a decomposition."""
    drawn = [c for c in text if unicodedata.category(c) not in ("Mn", "Me")]
    drawn = [c for c in drawn if not re.match("HANGUL JUNG|HANGUL JONG", unicodedata.name(c, ""))]
    return len(drawn) + sum(unicodedata.east_asian_width(c) in ("W", "F") for c in drawn)


@given(DIAGNOSTICS)
def test_nothing_that_acts_or_hides_comes_through(diagnostics: list[Diagnostic]) -> None:
    colored = report.text(diagnostics, color=True)
    plain = report.text(diagnostics)
    assert OUR_COLORS.sub("", colored) == plain
    for output in (
        plain,
        report.as_json(diagnostics),
        report.github(diagnostics),
        report.summary(diagnostics, articles=1, claims=1, output="_site"),
    ):
        assert hidden(output) == set()
        output.encode()


@given(DIAGNOSTICS)
def test_every_problem_has_its_first_line(diagnostics: list[Diagnostic]) -> None:
    lines = report.text(diagnostics).split("\n")
    firsts = [
        f"{visible(d.span.path)}:{d.span.line}:{d.span.column}:"
        f" {d.severity}[{visible(d.code)}]: {visible(d.message)}"
        for d in in_order(diagnostics)
    ]
    found = iter(lines)
    assert all(first in found for first in firsts)


@given(LONG, st.integers(1, 700), st.integers(1, 400), st.integers(20, 200))
@example("\u0301" * 5000, 2500, 1, 100)
@example("e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301" * 500, 2001, 1, 100)
@example("日" * 700, 350, 700, 20)
@example("a" * 93, 94, 1, 100)
def test_the_caret_stands_under_what_it_means(
    line: str, column: int, width: int, room: int
) -> None:
    assume(line)
    column = min(column, len(line) + 1)
    _, shown, carets = report.text([problem(line, column, width)], width=room + 8).split("\n")
    shown, carets = shown[8:], carets[8:]
    assert columns(shown) <= room
    assert len(carets) <= room
    indent = carets.index("^")
    before = next((i for i in range(len(shown) + 1) if columns(shown[:i]) >= indent), len(shown))
    here = line[column - 1 :]
    assert columns(shown[:before]) == indent, "in the middle of a wide character or too far out"
    if not here:
        assert columns(shown) == indent
    elif columns(here[0]):
        rest = shown[before:].lstrip("".join(c for c in shown if not columns(c)))
        assert rest.startswith("    " if here[0] == "\t" else visible(here[0]))
    if all(columns(visible(c)) for c in line):  # else a flood of marks may be spelled out
        whole = "".join("    " if c == "\t" else visible(c) for c in line)
        assert shown.removeprefix("…").removesuffix("…") in whole


@given(LONG, st.data())
def test_the_carets_are_as_many_as_the_columns_of_the_span(line: str, data: st.DataObject) -> None:
    line = "".join(c for c in line if columns(visible(c)) == 1 or columns(visible(c)) == 2)[:80]
    assume(line and columns(visible(line)) < 90 and "\t" not in line)
    start = data.draw(st.integers(0, len(line) - 1))
    end = data.draw(st.integers(start + 1, len(line)))
    _, _, carets = report.text([problem(line, start + 1, end - start)]).split("\n")
    assert carets == "      | " + " " * columns(visible(line[:start])) + "^" * columns(
        visible(line[start:end])
    )


@given(DIAGNOSTICS)
def test_json_says_all_of_it(diagnostics: list[Diagnostic]) -> None:
    # JSON has no way to tell two surrogates in a row from the one character that they encode.
    assume(not re.search("[\ud800-\udbff][\udc00-\udfff]", texts_of(diagnostics)))
    read = json.loads(report.as_json(diagnostics))
    ordered = in_order(diagnostics)
    assert read["summary"]["errors"] + read["summary"]["warnings"] == len(ordered)
    assert [(d["code"], d["severity"], d["message"], d["help"]) for d in read["diagnostics"]] == [
        (d.code, d.severity, d.message, d.help) for d in ordered
    ]
    assert [(d["path"], d["line"], d["column"], d["end_column"]) for d in read["diagnostics"]] == [
        (d.span.path, d.span.line, d.span.column, d.span.column + d.span.width) for d in ordered
    ]
    assert [[n["message"] for n in d["notes"]] for d in read["diagnostics"]] == [
        [n.message for n in d.notes] for d in ordered
    ]


def texts_of(diagnostics: list[Diagnostic]) -> str:
    texts = [t for d in diagnostics for t in (d.code, d.message, d.span.path, d.help)]
    return "\n".join(texts + [n.message for d in diagnostics for n in d.notes])


@given(DIAGNOSTICS)
def test_github_reads_back_one_command_a_problem(diagnostics: list[Diagnostic]) -> None:
    ordered = in_order(diagnostics)
    commands = [c for c in report.github(diagnostics).split("\n") if c]
    assert len(commands) == len(ordered)
    for command, expected in zip(commands, ordered, strict=True):
        # As the runner reads it: the first `::` behind the properties ends them.
        _, head, message = command.split("::", 2)
        name, _, pairs = head.partition(" ")
        properties = dict(pair.split("=", 1) for pair in pairs.split(","))
        assert name == expected.severity
        assert list(properties) == ["file", "line", "col", "endColumn", "title"]
        assert unescaped(properties["title"]) == visible(expected.code)
        assert unescaped(message).split("\n")[0] == visible(expected.message)


def unescaped(value: str) -> str:
    for escape, character in {"%2C": ",", "%3A": ":", "%0A": "\n", "%0D": "\r", "%25": "%"}.items():
        value = value.replace(escape, character)
    return value
