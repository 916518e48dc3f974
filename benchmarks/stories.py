"""Makes the articles of the corpus: prose, claims, sources and milestones.

An article depends on its number alone: the 17th is the same in a corpus of 20 and in one of 20,000.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from lexicon import Pen, capital
from story import Claim, Event, Figure, Share, Source, Story, Use

LAST_DAY = date(2026, 11, 20)
"""The day of the latest article."""
TODAY = date(2026, 11, 24)
"""The day on which the corpus is built: no claim is due for another check, no milestone is over."""
CLAIMS = 12
_EVENTS = 6
_SECTIONS = 5

# What is counted, its unit in prose, its unit in the sidecar, the number of its decimals
_MEASURES = (
    ("de blé", "tonnes", "t", 0),
    ("de forêt replantée", "hectares", "ha", 0),
    ("de puissance raccordée", "MW", "MW", 1),
    ("de digues", "km", "km", 1),
    ("d’aides", "millions d’euros", "million EUR", 1),
    ("d’emprunts", "millions de dollars", "million USD", 1),
    ("d’eau stockée", "mètres cubes", "m³", 0),
    ("de bureaux", "mètres carrés", "m²", 0),
)
_DID = "a déclaré|a livré|a financé|a perdu|a recensé|a vendu|promet|revendique|attend".split("|")
_VERDICTS = (
    "accurate accurate accurate accurate mostly-accurate mostly-accurate"
    " missing-context misleading inaccurate unverifiable"
).split()
_NAMES = Pen("vouch:names")
_CLAIMANTS = tuple(_NAMES.body() for _ in range(400))
_REGIONS = tuple(_NAMES.place() for _ in range(60))
"""Who claims, and what articles are about, comes again: in 1,000 articles some 30 times each."""


def story(index: int, claims: int = CLAIMS, length: int = 0) -> Story:
    """Article number ``index``, from 0, with ``claims`` claims (at least 2).

    Further paragraphs at its end bring it to ``length`` bytes.
    """
    pen = Pen(f"vouch:{index}")
    subject, place = pen.thing(described=False), pen.place()
    slug = f"{_slug(place)}-{index:05d}"
    day = LAST_DAY - timedelta(days=index % 1500)
    sources = tuple(_source(pen, slug, number, day) for number in range(1, 2 * claims // 3 + 2))
    made = tuple(_claim(pen, number, claims, sources, day) for number in range(1, claims + 1))
    waivers = (f"{100 + pen.below(400)} dossiers", f"{500 + pen.below(400)} dossiers")
    return Story(
        slug=slug,
        title=capital(f"{subject} de {place} : ce que disent les documents"),
        dek=pen.sentence().replace("*", ""),
        day=day,
        tags=(pen.one(_REGIONS), pen.thing(described=False)),
        blocks=tuple(_lengthened(pen, _blocks(pen, made, waivers, slug), length)),
        claims=made,
        sources=sources,
        events=tuple(_event(pen, number, made, sources, day) for number in range(_EVENTS)),
        waivers=waivers,
    )


def _blocks(pen: Pen, claims: tuple[Claim, ...], waivers: tuple[str, ...], slug: str) -> list[str]:
    """About 900 words: an opening, sections with the claims in them, a list, a link."""
    blocks = [pen.paragraph(3)]
    each = -(-len(claims) // _SECTIONS)
    for section in range(_SECTIONS):
        blocks.append(f"## {pen.title()}")
        for claim in claims[section * each : (section + 1) * each]:
            bold = claim.number % 6 == 0 and claim.figure is not None
            quote = claim.quote
            if bold and claim.figure:
                quote = quote.replace(claim.figure.said, f"**{claim.figure.said}**")
            said = f"{claim.claimant} l’écrit : [[{claim.id}|{quote}]]."
            blocks.append(f"{said} {pen.sentence()}")
        blocks.append(pen.paragraph(2))
        if section == 1:
            blocks.append("\n".join(f"- {pen.sentence()}" for _ in range(4)))
        if section == 2:
            link = f"[{pen.thing()}](https://archives.example/{slug})"
            blocks.append(f"{pen.sentence()} Le détail est dans {link}. {pen.sentence()}")
        if section == 3:
            listed = " et ".join(waivers)
            blocks.append(f"{pen.sentence()} Le greffe conserve {listed} du même genre.")
    blocks.append(pen.paragraph(3))
    return blocks


def _lengthened(pen: Pen, blocks: list[str], length: int) -> list[str]:
    size = sum(len(block.encode("utf-8")) + 2 for block in blocks)
    while size < length:
        blocks.append(pen.paragraph(5))
        size += len(blocks[-1].encode("utf-8")) + 2
    return blocks


def _claim(pen: Pen, number: int, claims: int, sources: tuple[Source, ...], day: date) -> Claim:
    claimant, verdict = pen.one(_CLAIMANTS), pen.one(_VERDICTS)
    share, figure = None, None
    town = f"{pen.place()}-{number}" if claims > 99 else pen.place()
    kind = number % 6
    if kind == 5:
        quote = f"{pen.thing()} de {town} {pen.deed()}"
    elif kind == 4:
        whole = 400 + pen.below(9000)
        part = 1 + pen.below(whole - 1)
        percent = f"{100 * part / whole:.2f}"
        said = percent.replace(".", ",") + " %"
        figure = Figure(percent, "%", f"part de {pen.thing()}", said)
        share = Share(part, whole, f"{percent} %", f"part de {pen.thing()}", sources[0].id)
        quote = f"{pen.thing()} de {town} pèse {said} du total"
    else:
        what, shown, unit, decimals = pen.one(_MEASURES)
        value = f"{(1000 + pen.below(989_000)) / 10**decimals:.{decimals}f}"
        said = f"{_grouped(value)} {shown}"
        callout = {1: "lead", 3: "inline"}.get(number, "")
        figure = Figure(value, unit, f"{pen.thing()} de {town}", said, callout)
        quote = f"{pen.thing()} de {town} {pen.one(_DID)} {said} {what}"
    against = verdict in ("misleading", "inaccurate")
    uses = tuple(
        Use(s.id, _excerpt(words), "contradicts" if against else "supports")
        for s, words in zip(_near(sources, number), (quote, pen.sentence()), strict=True)
    )
    return Claim(
        number=number,
        id=f"{_slug(town)}-{number}",
        quote=quote,
        claimant=claimant,
        verdict=verdict,
        summary=capital(f"{pen.thing()} {pen.deed()}."),
        explanation=(
            f"**{capital(pen.thing())}**, {_plain(pen.sentence()).rstrip('.').lower()}, ce que"
            f" [le registre](https://archives.example/registre/{number}) dit à la lettre."
            f" {pen.sentence()}"
        ),
        figure=figure,
        share=share,
        uses=uses,
        checked=(day - timedelta(days=pen.below(20))).isoformat(),
    )


def _near(sources: tuple[Source, ...], number: int) -> list[Source]:
    """Two sources; every source gets its turn."""
    return [sources[(number - 1 + step) % len(sources)] for step in range(2)]


def _excerpt(words: str) -> str:
    return f"{capital(_plain(words)).rstrip('.')}."


def _source(pen: Pen, slug: str, number: int, day: date) -> Source:
    publisher = pen.body()
    return Source(
        id=f"{_slug(publisher.split()[-1])}-s{number}",
        title=capital(f"{pen.thing()}, {pen.thing()} : rapport de {publisher.split()[-1]}"),
        publisher=publisher,
        url=f"https://{_slug(publisher.split()[-1])}.example/{slug}/{number}",
        published=(day - timedelta(days=30 + pen.below(300))).isoformat(),
        kind="primary" if pen.below(2) else "secondary",
    )


def _event(
    pen: Pen, number: int, claims: tuple[Claim, ...], sources: tuple[Source, ...], day: date
) -> Event:
    ahead = ("2027-Q2", "2027-H2", "2028")
    past = (day - timedelta(days=400 - 90 * number)).isoformat()
    return Event(
        date=past if number < _EVENTS - len(ahead) else ahead[number - (_EVENTS - len(ahead))],
        title=capital(f"{pen.thing()} {pen.deed()}"),
        text=pen.sentence(),
        status="done" if number < _EVENTS - len(ahead) else "announced",
        claims=(claims[number % len(claims)].id,),
        source=sources[number % len(sources)].id,
    )


def _grouped(value: str) -> str:
    """A number as French prose writes it: 12345.6 is `12 345,6`."""
    whole, _, decimals = value.partition(".")
    spaced = f"{int(whole):,}".replace(",", "\u202f")
    return f"{spaced},{decimals}" if decimals else spaced


def _plain(text: str) -> str:
    return text.replace("*", "")


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def stories(number: int, claims: int = CLAIMS) -> list[Story]:
    """The first ``number`` articles."""
    return [story(index, claims) for index in range(number)]
