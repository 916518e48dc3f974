"""Pages and formats held against each other: what machines are told is what readers see.

Both are read again as they will be published, HTML and JSON, so that neither a template nor a
format can part from the other in silence. Whatever differs is an error, and nothing is published.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from vouch.diagnostics import Diagnostic
from vouch.embeds import CUT
from vouch.frozen import frozen
from vouch.innerquotes import quoted
from vouch.outputs import headagreement, shown
from vouch.outputs.differences import absent, differs, holds, lacking, line, same, stands_alone
from vouch.outputs.headagreement import Record, in_words
from vouch.outputs.shown import Bare, ShownClaim, bare

_CHECKS = ("checked", "checkedBy", "awaitsReader")
"""What a record has where a page may say that the claim was checked, or was once."""
_DAY = len("2026-11-23")
_SMALL = "/embed.html"
"""How the path of a card ends that may cut the words of its claim."""


@frozen
class Told:
    """What machines are told of an article: its records, as `claims.json` has them."""

    slug: str
    records: Mapping[str, Any]

    @property
    def article(self) -> Record:
        """What is said of the article beside its claims."""
        about: Record = self.records["article"]
        return about

    @cached_property
    def claims(self) -> Mapping[str, Record]:
        """Its claims by their ids."""
        return {record["id"]: record for record in self.records["claims"]}

    @property
    def href(self) -> str:
        """The path of its page."""
        return f"{self.slug}/index.html"


def of_article(
    told: Told, html: Mapping[str, str], files: Mapping[str, bytes], content: str
) -> Iterator[Diagnostic]:
    """Where the page of an article, or a file, says something else than what is told of it.

    ``html`` are the pages that are of none of its claims, ``files`` those in its folder, both by
    their paths; ``content`` is the text of the body of its page, read again.
    """
    pages = {path: bare(page) for path, page in html.items()}
    for path, page in pages.items():
        yield from _cards(told, path, shown.shown_claims(page))
    page = pages[told.href]
    yield from _callouts(told.href, page, told.claims)
    for id, record in told.claims.items():
        yield from _passages(told.href, content, id, record)
    yield from headagreement.of_article(told.href, page, told.article)
    yield from headagreement.of_metadata(told.href, page, told.article["title"], told.article)
    for name, agree in {"annotations.jsonld": _annotations, "search.json": _searched}.items():
        path = f"{told.slug}/{name}"
        if path in files:
            yield from agree(path, json.loads(files[path]), told.claims)


def of_claims(told: Told, claims: slice, html: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Where the pages of some claims, ``html``, say something else than what is told of them."""
    pages = {path: bare(page) for path, page in html.items()}
    cards = {path: [*shown.shown_claims(page)] for path, page in pages.items()}
    for path, seen in cards.items():
        yield from _cards(told, path, seen)
    for record in told.records["claims"][claims]:
        path = f"{told.slug}/claims/{record['id']}/index.html"
        page = pages.get(path, bare(""))
        yield from _own_page(path, page, cards.get(path, ()), record)
        yield from _corrections(path, page, record)
        yield from headagreement.of_metadata(path, page, record["text"], told.article)


def _cards(told: Told, path: str, seen: Iterable[ShownClaim]) -> Iterator[Diagnostic]:
    """Each card on a page is of a claim of the article."""
    for card in seen:
        record = told.claims.get(card.id)
        if record is None:
            yield differs(path, f"a card of `{card.id}`", "a claim of the article", card.id)
        else:
            yield from _card(path, card, record, whole=path != told.href)


def _card(path: str, seen: ShownClaim, record: Record, *, whole: bool) -> Iterator[Diagnostic]:
    """A card against its record; a ``whole`` one has the claim's words and its dates too."""
    name = seen.id
    yield from same(path, f"the verdict of `{name}`", seen.verdict, record["verdict"]["key"])
    yield from same(path, f"the verdict of `{name}`", seen.label, record["verdict"]["label"])
    if whole:
        yield from _shows(path, f"the words of `{name}`", seen, record["text"], record["lang"])
    figure = record["figure"]
    if figure is not None and (whole or seen.figure is not None):
        label = f"the figure of `{name}`"
        yield from _begins(path, label, seen, figure["text"])
    for key in ("checked", "said"):
        there, written = getattr(seen, key), record[key]
        if there is None and whole:
            there = seen.text
        if there is not None and written:
            words = in_words(record["lang"], written)
            yield from holds(path, f"the date `{key}` of `{name}`", there, words)
    if seen.checked and not any(record[key] for key in _CHECKS):
        yield differs(path, f"the check of `{name}`", "none", seen.checked)


def _callouts(path: str, page: Bare, claims: Mapping[str, Record]) -> Iterator[Diagnostic]:
    """Each figure that an article sets apart is that of its claim, its modality with it."""
    for id, seen in shown.figures(page):
        figure = claims[id]["figure"] if id in claims else None
        if figure is None:
            yield differs(path, f"a callout of `{id}`", "the figure of a claim", seen)
        elif not stands_alone(_run_on(figure["text"]), _run_on(seen)):
            yield differs(path, f"the callout of `{id}`", figure["text"], seen)


def _run_on(figure: str) -> str:
    """A figure without the colon behind its modality: set apart it has none."""
    return line(figure.replace(":", " "))


def _own_page(
    path: str, page: Bare, seen: Sequence[ShownClaim], record: Record
) -> Iterator[Diagnostic]:
    """A claim's own page: its card is there, and it has the ClaimReview of the record."""
    id = record["id"]
    cards = [card for card in seen if card.id == id]
    if len(cards) != 1:
        yield differs(path, f"the cards of `{id}`", "one", str(len(cards)))
        return
    reviews = [block for block in shown.structured(page) if block.get("@type") == "ClaimReview"]
    expected = [record["review"]] if record.get("review") else []
    if expected and not reviews:
        yield absent(path, f"the ClaimReview of `{id}`")
        return
    if reviews != expected:
        yield differs(path, f"the ClaimReview of `{id}`", "that of claims.json", "another")
        return
    for review in reviews:
        (card,) = cards
        label = f"the ClaimReview of `{id}`"
        rating = review["reviewRating"]["alternateName"]
        yield from same(path, f"the verdict in {label}", card.label, rating)
        yield from _shows(
            path, f"the words in {label}", card, review["claimReviewed"], record["lang"]
        )
        told = {"checked": review, "said": review["itemReviewed"]}
        for key, node in told.items():
            day, there = node.get("datePublished"), getattr(card, key)
            if day and there is not None and record[key]:
                words = in_words(record["lang"], day)
                yield from holds(path, f"the date `{key}` in {label}", there, words)


def _passages(path: str, content: str, id: str, record: Record) -> Iterator[Diagnostic]:
    """The passages of a claim: where they say, and all that its marks cover."""
    for place in record["passages"]:
        there = content[place["start"] : place["end"]]
        if there != place["exact"]:
            yield differs(path, f"the passage of `{id}`", place["exact"], there)


def _corrections(path: str, page: Bare, record: Record) -> Iterator[Diagnostic]:
    """Each correction of a claim, its kind, its day and its words, stands on the claim's page."""
    for each in record["corrections"]:
        words = [in_words(record["lang"], each["date"]), each["was"], each["now"], each["why"]]
        missing, seen = lacking([*filter(None, words)], shown.corrections(page, each["kind"]))
        for told in missing:
            yield differs(path, f"a correction of `{record['id']}`", told, seen)


def _annotations(
    path: str, collection: Mapping[str, Any], claims: Mapping[str, Record]
) -> Iterator[Diagnostic]:
    """Each claim has one annotation, about its passages, with its verdict in words."""
    said: dict[str, Mapping[str, Any]] = {}
    for item in collection["items"]:
        said[item["id"].rpartition("#")[2].removeprefix("claim-")] = item
    for id, record in claims.items():
        annotation = said.get(id)
        if annotation is None:
            yield differs(path, f"the annotation of `{id}`", "one", "none")
            continue
        exact = [place["exact"] for place in record["passages"]]
        yield from same(path, f"the passages of `{id}`", repr(_exact(annotation)), repr(exact))
        words = {body.get("value") for body in annotation["body"]}
        if record["verdict"]["label"] not in words:
            yield differs(path, f"the verdict of `{id}`", record["verdict"]["label"], "other words")
        checked, changes = record["checked"], [each["date"] for each in record["corrections"]]
        for key, days in {"created": [checked], "modified": [checked, *changes]}.items():
            lang, day = record["lang"], annotation.get(key, "")[:_DAY]
            known = [in_words(lang, each) for each in days if each]
            if day and in_words(lang, day) not in known:
                yield differs(path, f"the day of `{id}`", day, ", ".join(known))


def _searched(
    path: str, found: Mapping[str, Any], claims: Mapping[str, Record]
) -> Iterator[Diagnostic]:
    """Each claim can be found once, by its words and under its verdict."""
    told = [
        (each["meta"]["title"], *each["filters"]["verdict"])
        for each in found["records"]
        if each["filters"]["kind"] == ["claim"]
    ]
    wanted = [(record["text"], record["verdict"]["key"]) for record in claims.values()]
    if told != wanted:
        yield differs(path, "what is searched", repr(wanted), repr(told))


def _exact(item: Mapping[str, Any]) -> list[str]:
    """The words of each TextQuoteSelector of an annotation, in order."""
    found = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if value.get("type") == "TextQuoteSelector":
                found.append(value["exact"])
            for each in value.values():
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)

    walk(item["target"])
    return found


# --- A card against what it has to show ---


def _shows(path: str, what: str, card: ShownClaim, told: str, lang: str) -> Iterator[Diagnostic]:
    """The words as they are told, or as they stand between quotation marks."""
    small = path.endswith(_SMALL)
    if not _is_shown(card, told, small) and not _is_shown(card, quoted(told, lang), small):
        yield differs(path, what, told, card.words)


def _is_shown(card: ShownClaim, told: str, may_cut: bool) -> bool:  # noqa: FBT001 - of a card
    """Without the hook, the card has to hold the words somewhere; a small card may cut them."""
    if card.words == told:
        return True
    wanted = line(told)
    if card.words is None:
        return wanted in card.text
    if may_cut and card.words.endswith(CUT):
        return wanted.startswith(card.words.removesuffix(CUT))
    return card.words == wanted


def _begins(path: str, what: str, card: ShownClaim, told: str) -> Iterator[Diagnostic]:
    """Without the hook, the card has to hold the figure somewhere."""
    wanted, seen = line(told), card.figure
    is_there = seen is None or seen.startswith(wanted)
    if not is_there or not stands_alone(wanted, card.text if seen is None else seen):
        yield differs(path, what, told, seen)
