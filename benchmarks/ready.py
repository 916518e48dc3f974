"""What other generators get of an article: its Markdown with the highlights, its claims as data.

Whatever Vouch has to find out by checking or anchoring stands in them ready-made: the marks around
quotes, the passage that a claim stands in, how far its card rises, the spans of milestones. What is
formatting, their templates in `peers/` do themselves.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from story import MARK, Claim, Event, Share, Story

SITE = "Le Relevé"
_UNITS = {"ha": "hectares"}
_PLACE = "rise-4 rise-2 rise-1 next-4 next-2 next-1"
"""Classes for a card that rises to its passage; Vouch estimates them from the lines before it."""
_VERDICTS = (
    ("accurate", "vrai", "vraie", "check", "holds", "solid", 5),
    ("mostly-accurate", "plutôt vrai", "plutôt vraie", "check-dashed", "holds", "dashed", 4),
    ("missing-context", "imprécis", "imprécise", "half", "mixed", "solid", 3),
    ("misleading", "trompeur", "trompeuse", "warning", "mixed", "double", 2),
    ("inaccurate", "faux", "fausse", "cross", "fails", "double", 1),
    ("unverifiable", "invérifiable", "invérifiable", "question", "open", "dotted", 0),
)
_MEANINGS = {
    "accurate": "Conforme aux documents, sans réserve qui en change la lecture.",
    "mostly-accurate": "Juste pour l’essentiel, avec une réserve à connaître.",
    "missing-context": "Pas inexact, mais il manque une information qui en change la portée.",
    "misleading": "Formulé de façon à faire croire autre chose que ce que disent les documents.",
    "inaccurate": "Contredit par les documents.",
    "unverifiable": "Aucun document consulté ne permet de trancher.",
}
SCALE: Mapping[str, Mapping[str, object]] = {
    key: {
        "key": key,
        "rank": rank,
        "label": label,
        "one": feminine,
        "many": "plutôt vraies" if key == "mostly-accurate" else f"{feminine}s",
        "sign": sign,
        "hue": hue,
        "line": line,
        "rating": rating,
        "meaning": _MEANINGS[key],
    }
    for rank, (key, label, feminine, sign, hue, line, rating) in enumerate(_VERDICTS)
}
"""The verdicts by their keys; ``rank`` is the place in the scale, ``rating`` is 0 for none."""


def marked(story: Story, card: Callable[[int], str]) -> str:
    """The Markdown of a story with its highlights, and behind a paragraph the cards of its claims.

    ``card`` gives what stands there for the card of the claim with a number.
    """
    claims = {claim.id: claim for claim in story.claims}
    blocks: list[str] = []
    for block in story.blocks:
        blocks.append(MARK.sub(lambda found: _highlight(claims[found[1]], found[2]), block))
        blocks += [card(claims[found[1]].number) for found in MARK.finditer(block)]
    return "\n\n".join(blocks) + "\n"


def _highlight(claim: Claim, words: str) -> str:
    """The marks around a quote; bold type in it divides them."""
    verdict = SCALE[claim.verdict]
    classes = f'class="hl line-{verdict["line"]} hue-{verdict["hue"]}" data-claim="{claim.id}"'
    anchor = f' id="c-{claim.id}"'
    marks = ""
    for part in filter(None, re.split(r"(\*\*.*?\*\*)", words)):
        mark = f"<mark{anchor} {classes}>{part.strip('*')}</mark>"
        marks += f"**{mark}**" if part.startswith("**") else mark
        anchor = ""
    label = f"Vérification {claim.number} : {verdict['label']}"
    link = f'<a id="ref-{claim.id}" href="#card-{claim.id}" aria-label="{label}">{claim.number}</a>'
    return f'{marks}<sup class="claim-ref" data-generated>{link}</sup>'


def facts(story: Story) -> dict[str, object]:
    """All that is known of a story beside its prose, as JSON or YAML has it."""
    return {
        "slug": story.slug,
        "title": story.title,
        "date": story.day.isoformat(),
        "claims": [_claim(claim, passage) for claim, passage in _in_passages(story)],
        "sources": {source.id: vars(source) for source in story.sources},
        "timeline": [_event(event, number) for number, event in enumerate(story.events, 1)],
    }


def _in_passages(story: Story) -> Iterator[tuple[Claim, tuple[str, str]]]:
    """The claims in their order, each with what stands before and behind it in its paragraph."""
    claims = {claim.id: claim for claim in story.claims}
    for block in story.blocks:
        for found in MARK.finditer(block):
            around = block[: found.start()], block[found.end() :]
            before, after = (MARK.sub(r"\2", text).replace("*", "") for text in around)
            yield claims[found[1]], (before, after)


def _claim(claim: Claim, passage: tuple[str, str]) -> dict[str, object]:
    known: dict[str, object] = {
        "id": claim.id,
        "number": claim.number,
        "quote": claim.quote,
        "before": passage[0],
        "after": passage[1],
        "place": _PLACE,
        "claimant": {"name": claim.claimant, "kind": "organization"},
        "said": claim.checked[:7],
        "verdict": claim.verdict,
        "summary": claim.summary,
        "explanation": claim.explanation,
        "sources": [
            {"id": use.source, "excerpt": _deeper(use.excerpt), "stance": use.stance}
            for use in claim.uses
        ],
        "checked": claim.checked,
        "checked_by": SITE,
    }
    if claim.figure:
        number, _, unit = claim.figure.said.partition(" ")
        known["figure"] = {
            "text": claim.figure.said,
            "number": number,
            "unit": unit,
            "label": claim.figure.label,
            "as_of": claim.checked,
            "callout": claim.figure.callout,
        }
    if claim.share:
        known["check"] = _calculation(claim.share)
    return known


def _deeper(text: str) -> str:
    """A text to be quoted, the quotation marks in it those of a quotation in another."""
    return text.replace("« ", "“").replace(" »", "”")


def _calculation(share: Share) -> dict[str, object]:
    where = {
        name: {"value": value, "unit": _UNITS["ha"], "source": share.source}
        for name, value in (("part", share.part), ("total", share.whole))
    }
    return {
        "label": share.label,
        "expression": "part / total",
        "where": where,
        "source": share.source,
        "gives": share.gives,
        "within": "0.01 %",
    }


def _event(event: Event, number: int) -> dict[str, object]:
    """A milestone with the day that its time begins on, and its place in the year in per cent."""
    year, _, part = event.date.partition("-")
    if part.startswith("Q"):
        precision, months = "quarter", (3 * int(part[1]) - 2, 3)
    elif part.startswith("H"):
        precision, months = "half-year", (6 * int(part[1]) - 5, 6)
    elif part:
        precision, months = "day", (int(part[:2]), 0)
    else:
        precision, months = "year", (1, 12)
    first = date.fromisoformat(event.date) if precision == "day" else date(int(year), months[0], 1)
    following = months[0] + months[1]
    after = first if precision == "day" else date(int(year) + following // 13, following % 12, 1)
    begins, ends = _share_of_year(first, first.year), _share_of_year(after, first.year)
    return {
        "number": number,
        "date": event.date,
        "precision": precision,
        "part": part,
        "year": year,
        "starts": first.isoformat(),
        "at": f"{begins}%",
        "length": f"{round(ends - begins, 2)}%" if precision != "day" else "",
        "title": event.title,
        "text": event.text,
        "status": event.status,
        "claims": event.claims,
        "sources": [event.source],
    }


def _share_of_year(day: date, year: int) -> float:
    first, following = date(year, 1, 1), date(year + 1, 1, 1)
    return round(100 * (day - first).days / (following - first).days, 2)


def in_json(story: Story) -> str:
    """The facts of a story as JSON."""
    return json.dumps(facts(story), ensure_ascii=False)


def in_yaml(story: Story) -> str:
    """The facts of a story as YAML."""
    return "\n".join(_lines(facts(story), "")) + "\n"


def _lines(value: object, margin: str) -> Iterator[str]:
    """The lines of a mapping or a sequence in YAML's block style."""
    if isinstance(value, Mapping):
        items: Sequence[tuple[str, object]] = [(f"{key}:", each) for key, each in value.items()]
    elif isinstance(value, (list, tuple)):
        items = [("-", each) for each in value]
    else:
        raise TypeError(f"{type(value).__name__} has no lines")
    for start, each in items:
        if isinstance(each, (Mapping, list, tuple)):
            yield margin + start
            yield from _lines(each, margin + "  ")
        else:
            # JSON's scalars are YAML's too
            yield f"{margin}{start} {json.dumps(each, ensure_ascii=False)}"
