"""The corpus as each generator wants it: the same texts, in its files.

Vouch gets articles and sidecars. The others get the prose with its highlights ready-made and the
claims as data, in YAML or JSON, which their templates in `peers/` turn into the same pages.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from story import Claim, Story, Use

TEMPLATES = Path(__file__).parent / "peers"
SITE = "Le Relevé"
ADDRESS = "https://releve.example/"
_LABELS = {
    "accurate": "Exact",
    "mostly-accurate": "Plutôt exact",
    "missing-context": "Hors contexte",
    "misleading": "Trompeur",
    "inaccurate": "Faux",
    "unverifiable": "Invérifiable",
}
Made = Iterable[tuple[str, str]]
"""Files by their paths, with ``/``."""


def quoted(text: str) -> str:
    """A text as a scalar of YAML; JSON's strings are YAML's too."""
    return json.dumps(text, ensure_ascii=False)


def sidecar(story: Story, *, ready: bool) -> str:
    """The claims of a story in YAML; ``ready`` adds what a template would have to work out."""
    lines = ["claims:"]
    for claim in story.claims:
        lines += _claim(claim, ready=ready)
    lines.append("\nsources:")
    for source in story.sources:
        lines += [
            f"  {source.id}:",
            f"    title: {quoted(source.title)}",
            f"    publisher: {quoted(source.publisher)}",
            f"    url: {source.url}",
            f"    published: {_day(source.published, ready=ready)}",
            f"    kind: {source.kind}",
        ]
    lines.append("\ntimeline:")
    for event in story.events:
        lines += [
            f"  - date: {_day(event.date, ready=ready)}",
            f"    title: {quoted(event.title)}",
            f"    text: {quoted(event.text)}",
            f"    status: {event.status}",
            f"    claims: [{', '.join(event.claims)}]",
            f"    sources: [{event.source}]",
        ]
    if not ready:
        lines.append("\nwaivers:")
        why = quoted("le nombre de dossiers n’est pas l’objet de l’article")
        lines += [f"  - {{text: {quoted(text)}, why: {why}}}" for text in story.waivers]
    return "\n".join(lines) + "\n"


def _day(day: str, *, ready: bool) -> str:
    """A date; quoted for readers of YAML that would make a time of day of it."""
    return quoted(day) if ready else day


def _claim(claim: Claim, *, ready: bool) -> Iterator[str]:
    yield f"  - id: {claim.id}"
    yield f"    quote: {quoted(claim.quote)}"
    yield f"    claimant: {{name: {quoted(claim.claimant)}, kind: organization}}"
    yield f"    said: {_day(claim.checked[:7], ready=ready)}"
    yield f"    verdict: {claim.verdict}"
    yield f"    summary: {quoted(claim.summary)}"
    yield "    explanation: |"
    yield f"      {claim.explanation}"
    if ready:
        yield f"    number: {claim.number}"
        yield f"    label: {quoted(_LABELS[claim.verdict])}"
    if claim.figure:
        figure = claim.figure
        yield "    figure:"
        yield f"      value: {figure.value}"
        yield f'      unit: "{figure.unit}"'
        yield f"      label: {quoted(figure.label)}"
        yield f"      as_of: {_day(claim.checked, ready=ready)}"
        if figure.callout:
            yield f"      callout: {figure.callout}"
        if ready:
            yield f"      said: {quoted(figure.said)}"
    if claim.share:
        share = claim.share
        yield "    check:"
        yield f"      label: {quoted(share.label)}"
        yield "      expression: part / total"
        yield "      where:"
        yield f"        part: {{value: {share.part}, unit: ha, source: {share.source}}}"
        yield f"        total: {{value: {share.whole}, unit: ha, source: {share.source}}}"
        yield f"      gives: {share.gives}"
        yield "      within: 0.01 %"
    yield "    sources:"
    yield from (f"      - {_use(use)}" for use in claim.uses)
    yield f"    checked: {_day(claim.checked, ready=ready)}"
    yield f"    checked_by: {SITE}"


def _use(use: Use) -> str:
    return f"{{id: {use.source}, excerpt: {quoted(use.excerpt)}, stance: {use.stance}}}"


def _head(story: Story, *more: str) -> str:
    lines = [f"title: {quoted(story.title)}", f"dek: {quoted(story.dek)}", f"date: {story.day}"]
    return "\n".join(["---", *lines, *more, "---", "", ""])


def _tags(story: Story) -> str:
    return f"tags: [{', '.join(quoted(tag) for tag in story.tags)}]"


def vouch(stories: Iterable[Story]) -> Made:
    """A site of Vouch in which every figure has to be in a claim or waived."""
    settings = f"title: {SITE}\nurl: {ADDRESS}\nlang: fr\npublisher: {SITE}\n"
    settings += "timezone: Europe/Paris\ncoverage: {require: all}\n"
    settings += "formats: {search: false}\n"  # the others make none
    yield "content/site.yaml", settings
    for story in stories:
        authors = f"authors: [{SITE}]"
        yield f"content/{story.slug}.md", _head(story, authors, _tags(story)) + story.plain()
        yield f"content/{story.slug}.claims.yaml", sidecar(story, ready=False)


def hugo(stories: Iterable[Story]) -> Made:
    """A site of Hugo: one content file and one file of data an article, in YAML."""
    for story in stories:
        head = _head(story, f"slug: {story.slug}", _tags(story))
        yield f"content/{story.slug}.md", head + story.marked()
        yield f"data/claims/{story.slug}.yaml", sidecar(story, ready=True)


def hugo_json(stories: Iterable[Story]) -> Made:
    """The same with the data in JSON."""
    for story in stories:
        head = _head(story, f"slug: {story.slug}", _tags(story))
        yield f"content/{story.slug}.md", head + story.marked()
        yield f"data/claims/{story.slug}.json", _json(story)


def eleventy(stories: Iterable[Story]) -> Made:
    """A site of Eleventy: a template in Markdown an article, its data in YAML."""
    for story in stories:
        head = _head(story, f"slug: {story.slug}", _tags(story).replace("tags:", "subjects:"))
        yield f"content/{story.slug}.md", head + story.marked()
        yield f"claims/{story.slug}.yaml", sidecar(story, ready=True)


def pelican(stories: Iterable[Story]) -> Made:
    """A site of Pelican: a Markdown file an article, its claims in YAML."""
    for story in stories:
        head = f"Title: {story.title}\nDek: {story.dek}\nDate: {story.day}\nSlug: {story.slug}\n"
        head += f"Tags: {', '.join(story.tags)}\n\n"
        yield f"content/{story.slug}.md", head + story.marked()
        yield f"claims/{story.slug}.yaml", sidecar(story, ready=True)


def _json(story: Story) -> str:
    """The claims as JSON, with the keys of the YAML."""
    claims = [
        {
            "id": claim.id,
            "number": claim.number,
            "quote": claim.quote,
            "claimant": {"name": claim.claimant, "kind": "organization"},
            "said": claim.checked[:7],
            "verdict": claim.verdict,
            "label": _LABELS[claim.verdict],
            "summary": claim.summary,
            "explanation": claim.explanation,
            "figure": vars(claim.figure) | {"as_of": claim.checked} if claim.figure else None,
            "check": _calculation(claim),
            "sources": [
                {"id": use.source, "excerpt": use.excerpt, "stance": use.stance}
                for use in claim.uses
            ],
            "checked": claim.checked,
            "checked_by": SITE,
        }
        for claim in story.claims
    ]
    sources = {source.id: vars(source) for source in story.sources}
    timeline = [{**vars(event), "sources": [event.source]} for event in story.events]
    whole = {"claims": claims, "sources": sources, "timeline": timeline}
    return json.dumps(whole, ensure_ascii=False)


def _calculation(claim: Claim) -> dict[str, object] | None:
    share = claim.share
    if share is None:
        return None
    where = {
        name: {"value": value, "unit": "ha", "source": share.source}
        for name, value in (("part", share.part), ("total", share.whole))
    }
    return {
        "label": share.label,
        "expression": "part / total",
        "where": where,
        "gives": share.gives,
        "within": "0.01 %",
    }


LAYOUTS: dict[str, Callable[[Iterable[Story]], Made]] = {
    "vouch": vouch,
    "hugo": hugo,
    "hugo-json": hugo_json,
    "eleventy": eleventy,
    "pelican": pelican,
}


CLAIM_PAGES = {
    "hugo": "content/claims/_content.gotmpl",
    "hugo-json": "content/claims/_content.gotmpl",
    "eleventy": "claim.njk",
    "pelican": "plugins/pages.py",
}
"""What makes the pages of single claims; Vouch always does."""


def write(kind: str, stories: Iterable[Story], folder: Path, *, claim_pages: bool = True) -> None:
    """Write the stories into ``folder``, which must not exist, as ``kind`` wants them."""
    folder.mkdir(parents=True)
    brought = TEMPLATES / kind.removesuffix("-json")
    if brought.is_dir():
        shutil.copytree(brought, folder, dirs_exist_ok=True)
        if not claim_pages:
            (folder / CLAIM_PAGES[kind]).unlink()
    for path, text in LAYOUTS[kind](stories):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8", newline="\n")
