"""What may stand in what: the part of HTML's content models that keeps a page as it is written.

A browser moves text out of a table and closes a paragraph before a block in it; then the page no
longer is what was checked. Names of elements only; source: HTML Living Standard, section 4.
"""

from __future__ import annotations

from collections.abc import Sequence

VOID = frozenset({"br", "hr", "img", "wbr", "col", "source"})
BLOCK = frozenset(
    "blockquote br caption col colgroup dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6"
    " hr li ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
"""Elements whose edges part words as white space does."""

EVERYWHERE = frozenset({"class", "id", "lang", "dir", "title"})
"""The attributes that every element may have."""
ALLOWED: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        "abbr b bdi bdo br caption cite code colgroup dd dfn div dl dt em figcaption figure h1 h2"
        " h3 h4 h5 h6 hr i kbd p pre s samp section small span strong sub summary sup table tbody"
        " tfoot thead tr u ul var wbr".split(),
        frozenset(),
    ),
    "a": frozenset({"href", "hreflang", "rel"}),
    "blockquote": frozenset({"cite"}),
    "col": frozenset({"span"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open"}),
    "img": frozenset({"src", "alt", "width", "height", "credit"}),
    "ins": frozenset({"cite", "datetime"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"start", "reversed", "type"}),
    "q": frozenset({"cite"}),
    "td": frozenset({"colspan", "rowspan", "headers", "style"}),
    "th": frozenset({"colspan", "rowspan", "headers", "scope", "style"}),
    "time": frozenset({"datetime"}),
}
"""The elements that an article or an explanation may hold, each with its own attributes."""

_ROWS = frozenset({"tr"})
_CHILDREN = {
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "dl": frozenset({"dt", "dd", "div"}),
    "table": frozenset({"caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr"}),
    "thead": _ROWS,
    "tbody": _ROWS,
    "tfoot": _ROWS,
    "tr": frozenset({"td", "th"}),
    "colgroup": frozenset({"col"}),
}
STRUCTURE = frozenset(_CHILDREN)
"""Elements that hold certain elements alone: text directly in them has no place."""

_PARENTS = {
    "dt": frozenset({"dl", "div"}),
    "dd": frozenset({"dl", "div"}),
    "figcaption": frozenset({"figure"}),
    "summary": frozenset({"details"}),
} | {
    child: frozenset(parent for parent, held in _CHILDREN.items() if child in held)
    for child in "li caption colgroup col thead tbody tfoot tr td th".split()
}
_WITHOUT_BLOCKS = frozenset(
    "abbr b bdi bdo cite code dfn em h1 h2 h3 h4 h5 h6 i kbd p pre q s samp small span strong sub"
    " summary sup time u var".split()
)


def misplaced(tag: str, within: Sequence[str]) -> str:
    """Where the element cannot stand, in words, or nothing; ``within`` are the open elements."""
    parent = within[-1] if within else ""
    needed = _PARENTS.get(tag)
    if needed is not None and parent not in needed:
        places = " or ".join(f"<{name}>" for name in sorted(needed))
        return f"<{tag}> stands outside {places}"
    if parent in _CHILDREN and tag not in _CHILDREN[parent]:
        return f"<{tag}> cannot stand directly in <{parent}>"
    if tag == "a" and "a" in within:
        return "a link cannot stand in a link"
    if tag in BLOCK and tag != "br":
        around = next((name for name in reversed(within) if name in _WITHOUT_BLOCKS), None)
        if around is not None:
            return f"<{tag}> cannot stand in <{around}>"
    return ""
