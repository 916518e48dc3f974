"""Typographic finish of running text: quotation marks, apostrophes, no-break spaces.

The rules are those of the *Lexique des règles typographiques en usage à l'Imprimerie nationale*
for French and of Hart's Rules for English, as far as they can be applied without guessing.
Nothing is ever added or removed but the no-break spaces inside guillemets that are made here,
and the surplus of a run of white space, which a reader never sees. Finished text stays as it is.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

BOUND: Final = "\u00a0"  # no-break space
THIN: Final = "\u202f"  # narrow no-break space

# Stands for each character of an opaque range: no rule names it, and no author types it.
_OPAQUE: Final = "\ufffc"
# White space at which a line may break; the no-break spaces an author typed are not among them.
_SPACE: Final = r"[ \t\n\r\u2000-\u2006\u2008-\u200a\u205f\u3000]"
_RUN: Final = re.compile(_SPACE + "+")
_ADDRESS: Final = re.compile(
    r"""(?:(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,30}://|www\.|mailto:)[^\s"<>«»“”]*[\w/]"""
    r"""|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.[\w.-]*\w|\b[A-Z]:\\\S*""",
    re.IGNORECASE,
)


class Edit(NamedTuple):
    """Put ``text`` in place of the characters ``start`` to ``end`` (code points, end excluded)."""

    start: int
    end: int
    text: str


def typeset(text: str, lang: str, opaque: Sequence[tuple[int, int]] = ()) -> tuple[Edit, ...]:
    """The edits that give one block of text (paragraph, heading, cell) its typography.

    ``lang`` is a language tag; a language without rules gets no edits. ``opaque`` holds the ranges
    (start, end) that stay as they are, such as code; addresses are recognised. The edits are
    sorted and each replaces one single character, so none crosses an inline element's edge.
    """
    rules = _LANGUAGES.get(lang.partition("-")[0].lower())
    if rules is None:
        return ()
    shown = _masked(text, opaque)
    found = _spaces(shown, rules) if rules.signs.search(shown) else {}
    if "'" in shown:
        for pattern in rules.apostrophes:
            found.update((match.start(), "’") for match in pattern.finditer(shown))
        if rules.single_quotes:
            found.update(_single_quotes(shown))
    if '"' in shown:
        found.update(_double_quotes(shown, rules.outer))
    if not found:
        return ()
    return tuple([Edit(place, place + 1, new) for place, new in sorted(found.items())])


def apply(text: str, edits: Sequence[Edit]) -> str:
    """``text`` with the edits carried out."""
    if not edits:
        return text
    parts: list[str] = []
    done = 0
    for edit in edits:
        parts += (text[done : edit.start], edit.text)
        done = edit.end
    return "".join((*parts, text[done:]))


def _masked(text: str, opaque: Sequence[tuple[int, int]]) -> str:
    """The text, as long as before, with each character that stays as it is covered.

    Addresses are looked for where the text has what an address cannot lack: their pattern has to
    try every word.
    """
    # One after the other, because a loop over the signs takes longer than all other tests.
    if "://" in text or "@" in text or "www." in text or "mailto:" in text or ":\\" in text:
        opaque = (*opaque, *[match.span() for match in _ADDRESS.finditer(text)])
    for start, end in opaque:
        text = text[:start] + _OPAQUE * (end - start) + text[end:]
    return text


def _spaces(text: str, rules: "_Rules") -> dict[int, str]:
    """Each run of breaking spaces that a rule is about becomes one no-break space."""
    found: dict[int, str] = {}
    for match in rules.gaps.finditer(text):
        start, end = match.span()
        found[start] = THIN if match.lastgroup else BOUND
        if end - start > 1:
            found |= dict.fromkeys(range(start + 1, end), "")
    for number in rules.groups.finditer(text) if rules.groups else ():
        found |= {space.start(): THIN for space in _RUN.finditer(text, *number.span())}
    return found


# --- Quotation marks -------------------------------------------------------------------------

_OPENS_AFTER: Final = frozenset("([{«“‘\"'’-–—/:…")
_BRACKETS: Final = frozenset("([{«“‘")
_CLOSES_BEFORE: Final = frozenset(".,;:!?)]}»”…'’\"-–—/" + _OPAQUE)
_STOPS: Final = frozenset(".,;:!?)]}»”")


class _Mark(NamedTuple):
    """A straight double quotation mark: which way it can face, and how deep in guillemets."""

    place: int
    faces: str  # "open", "close", "inch" (after a digit: closes, or measures) or "both"
    depth: int


def _double_quotes(text: str, outer: tuple[str, str]) -> dict[int, str]:
    """Paired marks, all of them or none: one odd mark would turn every later one around."""
    marks = tuple(_marks(text))
    faces = [mark.faces for mark in marks]
    closing_inches = faces.count("open") - faces.count("close")
    if "both" in faces or closing_inches not in (0, faces.count("inch")):
        return {}
    found: dict[int, str] = {}
    opened: list[_Mark] = []
    for mark in marks:
        if mark.faces == "open":
            opened.append(mark)
        elif mark.faces == "close" or closing_inches:
            if not opened or opened[-1].depth != mark.depth:
                return {}
            first = opened.pop()
            left, right = outer if not opened and not mark.depth else ("“", "”")
            found.update({first.place: left, mark.place: right})
    return found


def _marks(text: str) -> Iterator[_Mark]:
    depth = 0
    for match in re.finditer('["«»]', text):
        place = match.start()
        if match[0] != '"':
            depth = depth + 1 if match[0] == "«" else max(0, depth - 1)
        elif faces := _faces(text, place):
            yield _Mark(place, faces, depth)


def _faces(text: str, place: int) -> str:
    """Which way a mark faces; empty for one that stands alone or inside a word."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    ends = not after or after.isspace()
    starts = not before or before.isspace()
    can_open = (starts or before in _OPENS_AFTER) and not ends and after not in _STOPS
    can_close = not starts and before not in _BRACKETS and (ends or after in _CLOSES_BEFORE)
    if can_open and can_close:
        return "both"
    if can_close:
        return "inch" if before.isdigit() else "close"
    return "open" if can_open else ""


# What begins with an apostrophe in English: the '90s, 'tis, rock 'n' roll.
_CLIPPED: Final = (
    r"[0-9]0s(?!\w)|(?i:tis|twas|em|til)(?![\w'])|(?i:n'?\s(?:roll|bass|chips|mix)(?!\w))"
)
_SINGLE: Final = re.compile(
    rf"""(?P<open>(?<![^\s(\[{{"“—–])'(?=[\w"“])(?!{_CLIPPED}))"""
    r"""|(?P<close>(?<=[^\s\d(\[{"“—–'])'(?!\w))"""
)


def _single_quotes(text: str) -> dict[int, str]:
    """English: an opening mark turns only if one that can close it follows before the next."""
    found: dict[int, str] = {}
    pending: int | None = None
    for match in _SINGLE.finditer(text):
        if match.lastgroup == "open":
            pending = match.start()
        elif pending is not None:
            found.update({pending: "‘", match.start(): "’"})
            pending = None
    return found


# --- Rules by language -----------------------------------------------------------------------


class _Rules(NamedTuple):
    signs: re.Pattern[str]  # one of these stands wherever white space is bound
    gaps: re.Pattern[str]  # white space to bind, narrowly where the group "thin" takes part
    groups: re.Pattern[str] | None  # whole numbers whose spaces are bound, narrowly
    apostrophes: tuple[re.Pattern[str], ...]  # each matches one mark
    outer: tuple[str, str]  # what straight double marks become
    single_quotes: bool


# Patterns begin with the one character that they are about and look around from there, which
# lets the search skip everything else.


def _before(*texts: str) -> str:
    """One of these, each of one length, ends at the gap, whose first space is behind already."""
    return "(?:{})".format("|".join(f"(?<={text}.)" for text in texts))


def _after(text: str) -> str:
    return f"(?={_SPACE}*(?:{text}))"


def _where(guard: str, *contexts: str) -> str:
    """One of these contexts; ``guard`` is what all of them need, and what few spaces have."""
    return f"{guard}(?:{'|'.join(contexts)})"


def _gaps(*contexts: str) -> re.Pattern[str]:
    return re.compile(rf"{_SPACE}(?<=\S.)(?:{'|'.join(contexts)}){_SPACE}*", re.DOTALL)


# A mark of punctuation, not an operator, an emoticon or the start of a word.
_HIGH: Final = rf"(?!;\))[;!?]+(?=$|[\s)\]»”\"\'’…{_OPAQUE}])"
_COLON: Final = rf":(?=$|[\s«“\"{_OPAQUE}])"
# The last digits of a number that is no part of a name (`MI450`).
_NUMBER: Final = _before("[0-9]") + _before(*(rf"\b[0-9]{{{count}}}" for count in range(1, 10)))
_UNITS: Final = (
    r"(?:US|CA|A)?\$(?:US|CA)?(?!\w)|[%‰€£¥]|°[CF]?(?!\w)|(?:[kM]|Md)[€$£]"
    r"|(?:[kMGT]?(?:W|Wh|Hz|V|A|J|eV|N)|[mM]W|mAh?|mV|Ah|[kKMGTPE](?:o|b|B|io|iB|bit|bits)"
    r"|[kcmµnd]?m[²³]?|[kmµ]?g|[cmdh]?[lL]|t|ha|km/h|m/s|h|min|m?s|h?Pa|bars?|dB|mol|pp"
    r"|USD|EUR|GBP|CHF|JPY|CNY)(?![\w'’])"
)
_DAY: Final = _before(r"\b[1-9]", r"\b[12][0-9]", r"\b3[01]", r"\b1er")
_MONTHS_FR: Final = (
    r"(?i:janvier|février|mars|avril|mai|juin|juillet|août"
    r"|septembre|octobre|novembre|décembre)(?!\w)"
)
_MONTHS_EN: Final = (
    r"(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)(?!\w)"
)
_ABBREVIATION: Final = _before(
    *("[nN]°", "§", r"\bp\.", r"\bpp\.", r"\bart\.", r"\bchap\.", r"\bfig\.", r"\bvol\.")
)
_TITLE: Final = _before(
    *(r"\bM\.", r"\bMM\.", r"\bMme", r"\bMmes", r"\bMlle", r"\bMlles", r"\b[DP]r", r"\bMe")
)
# 1 to 3 digits, then groups of exactly three, and no other digits next to them.
_GROUPS: Final = re.compile(
    rf"[1-9](?<![\w.,][0-9])(?<![0-9]\s[0-9])[0-9]{{0,2}}"
    rf"(?:(?:{_SPACE}|[{BOUND}{THIN}])[0-9]{{3}})+(?![0-9]|\s[0-9]|[^\W\d_])"
)
_BETWEEN_LETTERS: Final = re.compile(rf"'(?<=[^\W\d_]')(?=[\w{_OPAQUE}])")

_LANGUAGES: Final = {
    "fr": _Rules(
        signs=re.compile("[0-9;!?:«»MDP](?:(?<![DP])|(?=r))"),
        gaps=_gaps(
            _where(
                _after("[;!?:»0-9A-ZÀ-ÖØ-Þ]"),
                _after(_HIGH) + "(?P<thin>)",
                _after(f"{_COLON}|»"),
                _after("[0-9]") + _ABBREVIATION,
                _after("[A-ZÀ-ÖØ-Þ]") + _TITLE,
            ),
            _before("«") + _after(r"\S"),
            _where(
                _before("[0-9hr]"),
                _NUMBER + _after(f"{_UNITS}|(?:milliers|(?:m|b|tr)illi(?:on|ard)s?)(?!\\w)"),
                _before(r"[0-9]\sh") + _after(r"[0-9]{2}(?!\w)"),
                _DAY + _after(_MONTHS_FR),
            ),
        ),
        groups=_GROUPS,
        apostrophes=(
            _BETWEEN_LETTERS,
            # An elision before a quotation or a bracket: « l'"IA" ».
            re.compile(r"""'(?:(?<=\b[ldjmtsncLDJMTSNC]')|(?<=[qQ][uU]'))(?=["«“(\[])"""),
        ),
        outer=(f"«{BOUND}", f"{BOUND}»"),
        single_quotes=False,
    ),
    "en": _Rules(
        signs=re.compile("[0-9]"),
        gaps=_gaps(
            _where(
                _before("[0-9r]"),
                _NUMBER + _after(f"{_UNITS}|(?:thousand|(?:m|b|tr)illion)(?!\\w)"),
                _DAY + _after(_MONTHS_EN),
            ),
        ),
        groups=None,
        apostrophes=(
            _BETWEEN_LETTERS,
            re.compile(r"'(?<=[^\W\d_]')(?!\w)"),  # the companies' stake
            re.compile(r"'(?<=[0-9]')(?=s(?!\w))"),  # the 1990's
            re.compile(rf"""'(?<![^\s(\[{{"“—–]')(?={_CLIPPED}|(?i:cause)(?!\w))"""),
        ),
        outer=("“", "”"),
        single_quotes=True,
    ),
}
