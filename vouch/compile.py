"""One article: from its texts to its annotated HTML, and every problem in it.

Pure functions of what goes in: no clock, no disk, no network. What depends on the day or on
other articles is decided later (:mod:`vouch.link`, :mod:`vouch.pages`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import NamedTuple, Protocol, TypeVar

from vouch import (
    accounting,
    annotate,
    checks,
    images,
    linage,
    links,
    markup,
    prose,
    readtext,
    rulings,
    signoff,
    verdicts,
)
from vouch.anchoring import Anchored, Ground, anchor_claims
from vouch.checks import inherent
from vouch.checks.reviews import Reviews
from vouch.checks.subject import Subject
from vouch.compiled import Compilation, Compiled, CompiledClaim, CompiledEvent, CompiledPage
from vouch.diagnostics import Diagnostic, SourceText
from vouch.evidence.citations import citations
from vouch.lastrelease import author_names, published
from vouch.markup import Fault, Tokens
from vouch.model.claims import Sidecar
from vouch.model.site import Article, Page, Site, Verdict
from vouch.numerals import Numeral, numerals
from vouch.outcomes import Outcome, Problems
from vouch.parsing import Parsed, slug_of
from vouch.sidecar import cited, compile_claims, compile_events, read_sidecar
from vouch.surroundings import Surroundings, body, placed
from vouch.wording import wording

_IDS = ("c", "card", "ref", "list")
"""What the ids that a claim leaves on the page begin with."""
_SECTIONS = ("claims", "corrections", "method", "sources", "timeline")
_OWN_IDS = frozenset(
    ["content", "contents", "highlights", "key-figures", *_SECTIONS]
    + [f"{section}-title" for section in _SECTIONS]
)
"""Ids of the article's template, which an author's must not repeat."""
_OWN_BEGINNINGS = ("src-", "event-", "chart-", "sign-", "only-")
R = TypeVar("R")


class Beside(Protocol):
    """Has work done beside what is done within a block."""

    def __call__(self, work: Callable[[], R], /) -> AbstractContextManager[Callable[[], R]]:
        """Begin it; what is given waits for its result, and is asked once, within the block."""


class _Text(NamedTuple):
    """The text of an article, read by itself: what figures stand in it, and what is wrong."""

    lang: str
    tokens: Tokens
    problems: Problems
    shown: annotate.BodyText
    body: readtext.Body
    numerals: Sequence[Numeral]


def compile_page(
    parsed: Parsed[Page], around: Surroundings
) -> tuple[CompiledPage | None, Problems]:
    """Compile a standing page; None where an error stands in the way."""
    page = parsed.value
    lang = (page.lang if page else None) or around.site.lang
    tokens, problems = body(parsed, lang, around)
    problems = parsed.diagnostics + problems + _places(tokens, Sidecar(), parsed.body)
    if page is None:
        return None, problems
    first = next((heading.title for heading in prose.headings(tokens)), None)
    title = page.title or first or parsed.name.replace("-", " ").capitalize()
    return CompiledPage(parsed.name, lang, title, page, markup.write(tokens)), problems


def compile_article(
    parsed: Parsed[Article],
    sidecar: SourceText | None,
    around: Surroundings,
    *,
    beside: Beside = nullcontext,
) -> Compilation:
    """Compile an article with its sidecar, and hold it to every check that needs no other.

    ``beside`` may have its text read while its sidecar is, and then its claims and figures checked
    while they are compiled.
    """
    article = parsed.value
    lang = (article.lang if article else None) or around.site.lang
    held = published(parsed, sidecar, around)
    written = sidecar or SourceText(parsed.body.path, "")
    with beside(partial(_read, parsed, lang, around)) as read:
        subject, sidecar_problems = read_sidecar(written, lang, around, held)
        lead, lead_problems = _lead_image(parsed, lang, around)
        text = read()
    problems = parsed.diagnostics + text.problems + lead_problems + sidecar_problems
    if subject is None:
        return Compilation(parsed.name, None, problems, {})
    reading, tokens = subject.reading, text.tokens
    anchored = Anchored({}, ())
    if parsed.has_text:
        anchored = anchor_claims(reading, Ground.of(text.shown, parsed.body))
    with beside(partial(_checked, parsed, text, subject, anchored, around.site)) as checked:
        claims, claim_problems = compile_claims(
            subject,
            anchored.ranges,
            text.shown.text,
            lang,
            around,
            has_versions=len(around.versions.get(slug_of(parsed), ())) > 1,
        )
        events, event_problems = compile_events(reading, lang, around)
        problems += anchored.diagnostics + claim_problems + event_problems
        problems += _places(tokens, reading.value or Sidecar(), parsed.body)
        quotes = sum(map(len, anchored.ranges.values()))
        html = _rendered(claims, events)
        problems, inherent_outcomes = inherent.told_apart(problems, (*tokens, *lead), html, quotes)
        reviews = checks.run(
            checks.OF_REVIEWS, Reviews(reading, claims, lang, around.site.verdicts)
        )
        made = _made_of(parsed, text, subject, around, lead=lead, claims=claims, events=events)
        outcomes = {**checked(), **reviews, **inherent_outcomes}
    unsure = _unsure(parsed)
    waivers = tuple(each for each in rulings.waivers(reading) if each.code not in unsure)
    return Compilation(parsed.name, made, problems, outcomes, waivers)


def _read(parsed: Parsed[Article], lang: str, around: Surroundings) -> _Text:
    tokens, problems = body(parsed, lang, around)
    shown = annotate.body_text(tokens)
    whole = readtext.body(tokens, shown, parsed.body)
    return _Text(lang, tokens, problems, shown, whole, numerals(whole.text, lang))


def _checked(
    parsed: Parsed[Article],
    text: _Text,
    subject: Subject,
    anchored: Anchored,
    site: Site,
) -> dict[str, Outcome]:
    """What the checks find that need nothing compiled: those of the sidecar, those of figures."""
    account = accounting.account(
        text.body,
        text.numerals,
        readtext.pieces(parsed.head, subject.reading),
        subject.reading,
        anchored,
        lang=text.lang,
        rules=site.coverage,
        disproved=verdicts.disproved(site.verdicts),
        upheld=verdicts.upheld(site.verdicts),
    )
    found = {**checks.run(checks.ALL, subject), **checks.run(checks.OF_FIGURES, account)}
    unsure = _unsure(parsed)
    return {code: one.undecided() if code in unsure else one for code, one in found.items()}


def _unsure(parsed: Parsed[Article]) -> frozenset[str]:
    """The checks that say nothing: without a text, or where its language is misspelt."""
    is_read = parsed.has_text and not (parsed.head and parsed.head.is_faulty("lang"))
    return frozenset() if is_read else frozenset(check.CODE for check in checks.OF_FIGURES)


def _made_of(
    parsed: Parsed[Article],
    text: _Text,
    subject: Subject,
    around: Surroundings,
    *,
    lead: Tokens,
    claims: tuple[CompiledClaim, ...],
    events: tuple[CompiledEvent, ...],
) -> Compiled | None:
    """The article with all that was compiled of it; None where its head or its claims are none."""
    article, sidecar, held = parsed.value, subject.reading.value, subject.published
    if article is None or sidecar is None:
        return None
    marks = [_mark(claim, text.lang, around.site.verdicts) for claim in claims]
    captures, cites = citations(subject.reading, around.shared_captures)
    known = {**around.shared, **sidecar.sources}
    before = held.article if held else None
    return Compiled(
        slug=slug_of(parsed),
        lang=text.lang,
        article=article,
        lead=markup.write(lead),
        lead_src=images.address(lead),
        body=tuple(_parts(linage.measured(annotate.annotate(text.tokens, marks)))),
        text=text.shown.text,
        headings=prose.headings(text.tokens),
        claims=claims,
        sources=cited(sidecar, claims, events, around.shared),
        events=events,
        sidecar=sidecar,
        captures=captures,
        citations=cites,
        known_sources=known,
        void=signoff.void(sidecar.claims, known, author_names(article), before),
    )


def _rendered(claims: Iterable[CompiledClaim], events: Iterable[CompiledEvent]) -> Iterator[str]:
    yield from (claim.explanation for claim in claims)
    yield from (event.text for event in events)


def _places(tokens: Tokens, sidecar: Sidecar, source: SourceText) -> Problems:
    """Links within the page that name no place of it, and places that are named twice."""
    opened = (t for t in tokens if isinstance(t, markup.Open) and t.attributes)
    named = Counter(id for token in opened if (id := token.get("id")))
    fragments = list(links.fragments(tokens))
    if not named and not fragments:
        return ()
    own = set(named)
    made = _made(sidecar)
    twice = [
        Fault("repeated-id", f"the id `{name}` stands twice on the page", (f"#{name}", name))
        for name in sorted(own)
        if named[name] > 1 or name in made or name.startswith(_OWN_BEGINNINGS)
    ]
    known = own | made
    nowhere = [
        Fault("broken-link", f"no place on the page has the id `{name}`", (f"#{name}",))
        for name in fragments
        if name not in known
    ]
    return placed((*twice, *nowhere), source)


def _made(sidecar: Sidecar) -> frozenset[str]:
    """The ids that the page has of itself, those of claims that did not anchor included."""
    return _OWN_IDS.union(
        (f"{kind}-{claim.id}" for kind in _IDS for claim in sidecar.claims),
        (f"src-{key}" for key in sidecar.sources),
        (f"event-{number}" for number in range(1, len(sidecar.timeline) + 1)),
        (f"chart-{number}" for number in range(1, len(sidecar.charts) + 1)),
    )


def _lead_image(
    parsed: Parsed[Article], lang: str, around: Surroundings
) -> tuple[Tokens, Problems]:
    image = parsed.value.image if parsed.value else None
    if parsed.head is None or image is None:
        return (), ()
    tokens, faults = images.lead(image, parsed.folder, around.media, around.pictures, lang)
    span = parsed.head.span("image", "src")
    return tokens, tuple(Diagnostic(f.code, f.message, span, f.help) for f in faults)


def _mark(claim: CompiledClaim, lang: str, scale: Mapping[str, Verdict]) -> annotate.Mark:
    key = claim.claim.verdict
    said = verdicts.label(key, scale[key], lang)
    return annotate.Mark(
        claim=claim.claim.id,
        number=claim.number,
        ranges=claim.ranges,
        style=f"line-{scale[key].line} hue-{scale[key].hue}",
        label=wording(lang).text("article.note", n=claim.number, verdict=said),
    )


def _parts(marked: Iterable[markup.Token | annotate.Slot]) -> Iterator[str | annotate.Slot]:
    """The body as HTML, parted where cards go."""
    run: list[markup.Token] = []
    for item in marked:
        if isinstance(item, annotate.Slot):
            yield markup.write(run)
            yield item
            run = []
        else:
            run.append(item)
    yield markup.write(run)
