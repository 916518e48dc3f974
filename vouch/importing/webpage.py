"""A web page to blocks: the article in it, what stands around it, what its head tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vouch.htmltext import Edge, events
from vouch.importing import asides
from vouch.importing.blocks import Aside, Block, Draft, Kind, Run
from vouch.markup import address_problem

_SPACE = re.compile(r"[ \t\n\r\f]+")
_HEADING = re.compile(r"h[1-6]")
_AROUND = frozenset("nav footer aside form button select textarea menu dialog svg".split())
"""Elements that stand around the article or between its paragraphs."""
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption"
    " figure footer form header hgroup hr html li main nav ol p pre section summary table tbody td"
    " tfoot th thead tr ul".split()
)
_MARKS = {"em": "*", "i": "*", "strong": "**", "b": "**"}
_AUTHOR = frozenset(("author", "article:author", "dc.creator", "byl", "parsely-author"))
_DAY = frozenset(
    ("article:published_time", "date", "dc.date", "datepublished", "pubdate", "publishdate")
)
_PUBLICATION = frozenset(("og:site_name", "dc.publisher", "publisher"))
_DEEPEST = 3


@dataclass
class _Page:
    """What has been read of a page so far."""

    blocks: list[Block] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    cells: list[Run] = field(default_factory=list)
    figures: list[tuple[int, int]] = field(default_factory=list)
    captions: list[Block] = field(default_factory=list)
    title: str = ""
    named: str = ""
    authors: list[str] = field(default_factory=list)
    date: str = ""
    lang: str = ""
    publication: str = ""


def draft(page: str, title: str = "") -> Draft:
    """The article in a web page. Raises ValueError for what no parser takes for HTML.

    Where the ``title`` is known already, the page's first heading is one like any other.
    """
    row = list(events(page))
    start, end = _article(row)
    read = _Page(title=title)
    for index, event in enumerate(row):
        _read(read, event, within=start <= index < end)
    _close(read, within=False)
    names = [name for each in read.asides for name in asides.authors(each.text)]
    title = read.title or read.named
    if read.named and read.named != title:
        read.asides.insert(0, Aside("page title", read.named))
    dates = (asides.day(each.text) for each in read.asides if each.kind in ("byline", "dateline"))
    return Draft(
        title,
        tuple(read.blocks),
        tuple(dict.fromkeys(read.asides)),
        tuple(dict.fromkeys(names or read.authors)),
        next(filter(None, dates), "") or read.date,
        read.lang if read.lang in ("fr", "en") else "",
        read.publication,
    )


def _article(row: Sequence[Edge | str]) -> tuple[int, int]:
    """Where the article begins and ends: the longest of its elements, or `main`, or `body`."""
    for name in ("article", "main", "body"):
        found = list(_stretches(row, name))
        if found:
            return max(found, key=lambda each: _length(row[each[0] : each[1]]))
    return 0, len(row)


def _stretches(row: Sequence[Edge | str], name: str) -> Iterator[tuple[int, int]]:
    starts: list[int] = []
    for index, event in enumerate(row):
        if isinstance(event, Edge) and event.name == name:
            if not event.closes:
                starts.append(index)
            elif starts:
                yield starts.pop(), index


def _length(row: Sequence[Edge | str]) -> int:
    return sum(len(event.strip()) for event in row if isinstance(event, str))


def _read(page: _Page, event: Edge | str, *, within: bool) -> None:
    if isinstance(event, str):
        _text(page, event)
    elif event.closes:
        if event.name in _BLOCKS or _HEADING.fullmatch(event.name) or event.name == "title":
            _close(page, within=within)
        if event.name == "a":
            page.addresses.pop()
        if event.name in page.open:
            del page.open[len(page.open) - 1 - page.open[::-1].index(event.name) :]
        if event.name == "tr":
            _row(page, within=within)
        elif event.name == "figure" and page.figures:
            _figure(page, *page.figures.pop())
    else:
        if event.name in _BLOCKS or _HEADING.fullmatch(event.name) or event.name == "title":
            _close(page, within=within)
        if event.name == "figure":
            page.figures.append((len(page.blocks), len(page.asides)))
        _told(page, event)
        page.open.append(event.name)


def _told(page: _Page, event: Edge) -> None:
    """What a start tag says besides opening something."""
    get = event.attributes.get
    if event.name == "a":
        page.addresses.append(get("href", "").strip())
    elif event.name == "br":
        page.runs.append(Run("\n"))
    elif event.name == "img":
        words = f"{get('src', '')} {get('alt', '')}".strip()
        page.asides.append(Aside("image", " ".join(words.split()) or "without an address"))
    elif event.name == "html":
        page.lang = get("lang", "").partition("-")[0].lower()
    elif event.name == "time" and not page.date:
        page.date = asides.day(get("datetime", ""))
    elif event.name == "meta":
        name = (get("name") or get("property") or get("itemprop") or "").lower()
        content = " ".join(get("content", "").split())
        if name in _AUTHOR and content and "://" not in content:
            page.authors.append(content)
        elif name in _PUBLICATION and content and "://" not in content:
            page.publication = page.publication or content
        elif name in _DAY and not page.date:
            page.date = asides.day(content)


def _text(page: _Page, text: str) -> None:
    if "pre" not in page.open:
        text = _SPACE.sub(" ", text)
    marks = {_MARKS[name] for name in page.open if name in _MARKS}
    mark = "**" if "**" in marks else "*" if marks else ""
    address = page.addresses[-1] if page.addresses else ""
    page.runs.append(Run(text, mark, address))


def _close(page: _Page, *, within: bool) -> None:
    """The block that ends here, if there is one."""
    runs = _trimmed(page.runs)
    page.runs = []
    text = "".join(run.text for run in runs).strip()
    if not text:
        return
    names = page.open
    if "title" in names:
        page.named = page.named or " ".join(text.split())
    elif not within or _AROUND.intersection(names):
        page.asides.append(
            asides.aside(text) or Aside("around the article", " ".join(text.split()))
        )
    elif taken := asides.aside(" ".join(text.split())):
        page.asides.append(taken)
    elif "tr" in names:
        page.cells.append(Run(" ".join(text.split()), heads="th" in names))
    elif heading := next((name for name in names if _HEADING.fullmatch(name)), ""):
        if heading == "h1" and not page.title:
            page.title = " ".join(text.split())
        else:
            page.blocks.append(Block(Kind.HEADING, _plain(runs), max(2, int(heading[1]))))
    else:
        page.blocks.append(_block(names, runs))
        if "figcaption" in names:
            page.captions.append(page.blocks[-1])


def _figure(page: _Page, block: int, aside: int) -> None:
    """A figure that ends here, begun before these: without its image its caption goes, too."""
    if any(each.kind == "image" for each in page.asides[aside:]):
        captions = [each for each in page.captions if each in page.blocks[block:]]
        page.blocks[block:] = [each for each in page.blocks[block:] if each not in captions]
        page.asides += [Aside("caption", " ".join(each.text.split())) for each in captions]
    page.captions = []


def _block(names: Sequence[str], runs: tuple[Run, ...]) -> Block:
    if "pre" in names:
        return Block(Kind.LITERAL, (Run("".join(run.text for run in runs)),))
    if "li" in names:
        lists = [name for name in names if name in ("ul", "ol")]
        depth = min(max(len(lists) - 1, 0), _DEEPEST)
        return Block(Kind.ITEM, runs, depth, ordered=bool(lists) and lists[-1] == "ol")
    return Block(Kind.QUOTE if "blockquote" in names else Kind.PARAGRAPH, runs)


def _row(page: _Page, *, within: bool) -> None:
    if page.cells and within:
        page.blocks.append(Block(Kind.ROW, tuple(page.cells)))
    page.cells = []


def _plain(runs: Sequence[Run]) -> tuple[Run, ...]:
    """A heading's words in one run: it has no style and leads nowhere."""
    return (Run(" ".join("".join(run.text for run in runs).split())),)


def _trimmed(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs without white space at their ends, or twice; those of one style in one."""
    made: list[Run] = []
    for run in runs:
        text = run.text
        if not made or made[-1].text.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if not text:
            continue
        if made and (made[-1].mark, made[-1].address) == (run.mark, run.address):
            made[-1] = Run(made[-1].text + text, run.mark, run.address)
        else:
            made.append(Run(text, run.mark, run.address))
    while made and not made[-1].text.strip():
        made.pop()
    if made:
        last = made[-1]
        made[-1] = Run(last.text.rstrip(), last.mark, last.address)
    return tuple(made)


def lost_addresses(blocks: Sequence[Block]) -> Iterator[Aside]:
    """The addresses of links that an article cannot have: they are named, their words stay."""
    for block in blocks:
        for run in block.runs:
            if run.address and not leads_out(run.address):
                yield Aside("link", f"{' '.join(run.text.split())} → {run.address}")


def leads_out(address: str) -> bool:
    """Whether a link may stand in an article: it leads out of the site, to a place that is sure."""
    return re.match(
        r"https?://[^\s<>\"\\)(\[\]]+$|mailto:[^\s<>\"\\)(]+@[^\s<>\"\\)(]+$", address
    ) is not None and not address_problem("a", address)
