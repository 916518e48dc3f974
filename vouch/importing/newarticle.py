"""What an import writes: the head of an article that is a draft, and the sidecar beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vouch.importing.blocks import Draft
from vouch.importing.candidates import Candidate


@dataclass(frozen=True, slots=True)
class Terms:
    """Where an article is written to: its slug and language, the site's day, schema and publisher.

    ``foreign`` is for an article that is not in the site's language.
    """

    slug: str
    lang: str
    foreign: bool
    day: date
    schema: str
    publisher: str


def article(draft: Draft, body: str, terms: Terms) -> str:
    """The file: what was found out in its head, what was set aside in comments there."""
    head = [f"title: {_quoted(draft.title)}", f"date: {draft.date or terms.day.isoformat()}"]
    if draft.authors:
        head.append(f"authors: [{', '.join(map(_quoted, draft.authors))}]")
    if draft.tags:
        head.append(f"tags: [{', '.join(map(_quoted, draft.tags))}]")
    if terms.foreign:
        head.append(f"lang: {terms.lang}")
    head += [f"# {_DRAFT[terms.lang]}", "draft: true"]
    if draft.asides:
        head.append(f"# {_SET_ASIDE[terms.lang]}")
        head += [f"# {each.kind}: {' '.join(each.text.split())}" for each in draft.asides]
    return "---\n" + "\n".join(head) + f"\n---\n\n{body}"


def claimant(draft: Draft, publisher: str, lang: str) -> str:
    """Who answers for the text: where it came out, or else its byline; empty if neither is known.

    What the site itself published is its own claim, which names nobody.
    """
    *others, last = draft.authors or ("",)
    signed = f"{', '.join(others)} {_AND[lang]} {last}" if others else last
    found = draft.publication or signed
    return "" if found.casefold() == publisher.casefold() else found


def sidecar(draft: Draft, claims: Sequence[Candidate], waived: Sequence[str], terms: Terms) -> str:
    """The file: a claim for each candidate, whoever is known to make it, and waivers."""
    lang, who = terms.lang, claimant(draft, terms.publisher, terms.lang)
    lines = [f"{terms.schema}# {_CANDIDATES[lang].format(slug=terms.slug)}"]
    if claims:
        lines.append(f"# {(_NAMED if who else _UNNAMED)[lang]}")
    lines.append("claims:" if claims else "claims: []")
    for claim in claims:
        lines += _claim(claim, who, lang)
    if waived:
        lines += ["", "waivers:"]
        lines += [f"  - {{text: {_quoted(each)}, why: {_quoted(_LATER[lang])}}}" for each in waived]
    return "\n".join(lines) + "\n"


def _claim(claim: Candidate, who: str, lang: str) -> Iterator[str]:
    told = ", ".join(_REASONS[lang][reason] for reason in claim.reasons)
    yield ""
    yield f"  # {told}"
    yield f"  - id: {claim.id}"
    yield f"    quote: {_quoted(claim.quote)}"
    yield from (f"    {key}: {_quoted(value)}" for key, value in claim.context)
    if who:
        yield f"    claimant: {{name: {_quoted(who)}}}"
    yield "    verdict: pending"
    if claim.figure:
        yield f"    figure: {{{', '.join(f'{key}: {value}' for key, value in claim.figure)}}}"
    if claim.others:
        yield f"    # {_OTHERS[lang]} {'; '.join(' '.join(each.split()) for each in claim.others)}"


def _quoted(text: str) -> str:
    """A text between double quotes, as JSON and YAML both read it."""
    written = json.dumps(text, ensure_ascii=False)
    return re.sub("[\x7f-\xa0\u2028\u2029\ufeff]", lambda c: f"\\u{ord(c[0]):04x}", written)


_DRAFT = {
    "en": "Kept out of the site; remove the next line once it is to be published.",
    "fr": "Laissé hors du site ; ôtez la ligne suivante quand l'article doit être publié.",
}
_SET_ASIDE = {
    "en": "Set aside when it was imported, word for word:",
    "fr": "Mis de côté à l'importation, mot pour mot :",
}
_CANDIDATES = {
    "en": "Claims in content/{slug}.md that may be worth a check; delete what is not.",
    "fr": "Affirmations de content/{slug}.md à contrôler peut-être ; supprimez les autres.",
}
_NAMED = {
    "en": "The claimant is whose text it is; where somebody is quoted, name them instead.",
    "fr": "Le claimant est l'auteur du texte ; si quelqu'un est cité, nommez-le à sa place.",
}
_UNNAMED = {
    "en": "No claimant is given, because the text does not tell whose it is or it is this site's"
    " own: without one, readers are told that the site itself says so.",
    "fr": "Aucun claimant n'est donné : le texte ne dit pas de qui il est, ou il est de ce site."
    " Sans claimant, les lecteurs apprennent que le site lui-même l'affirme.",
}
_REASONS: Mapping[str, Mapping[str, str]] = {
    "en": {each: each for each in ("figure", "date", "superlative", "quotation")},
    "fr": {
        "figure": "chiffre",
        "date": "date",
        "superlative": "superlatif",
        "quotation": "citation",
    },
}
_OTHERS = {"en": "further figures:", "fr": "autres chiffres :"}
_AND = {"en": "and", "fr": "et"}
_LATER = {
    "en": "in a title, a heading or a table; to be checked",
    "fr": "dans un titre ou un tableau ; à contrôler",
}
