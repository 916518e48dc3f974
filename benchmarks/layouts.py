"""The corpus as each generator wants it: the same texts, in its files.

Vouch gets articles and sidecars. The others get what `ready.py` makes of them, which their
templates in `peers/` turn into the same pages.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ready import SCALE, SITE, in_json, in_yaml, marked
from story import Claim, Story, Use

TEMPLATES = Path(__file__).parent / "peers"
ADDRESS = "https://releve.example/"
_ONLY_VOUCH = ("annotations", "exports", "feeds", "cards", "embeds", "packet", "search")
"""What Vouch makes beside pages by default, and the other generators do not."""
Made = Iterable[tuple[str, str]]
"""Files by their paths, with ``/``."""


def quoted(text: str) -> str:
    """A text as a scalar of YAML; JSON's strings are YAML's too."""
    return json.dumps(text, ensure_ascii=False)


def sidecar(story: Story) -> str:
    """The claims of a story in YAML, as an author of Vouch writes them."""
    lines = ["claims:"]
    for claim in story.claims:
        lines += _claim(claim)
    lines.append("\nsources:")
    for source in story.sources:
        lines += [
            f"  {source.id}:",
            f"    title: {quoted(source.title)}",
            f"    publisher: {quoted(source.publisher)}",
            f"    url: {source.url}",
            f"    published: {source.published}",
            f"    kind: {source.kind}",
        ]
    lines.append("\ntimeline:")
    for event in story.events:
        lines += [
            f"  - date: {event.date}",
            f"    title: {quoted(event.title)}",
            f"    text: {quoted(event.text)}",
            f"    status: {event.status}",
            f"    claims: [{', '.join(event.claims)}]",
            f"    sources: [{event.source}]",
        ]
    lines.append("\nwaivers:")
    why = quoted("le nombre de dossiers n’est pas l’objet de l’article")
    lines += [f"  - {{text: {quoted(text)}, why: {why}}}" for text in story.waivers]
    return "\n".join(lines) + "\n"


def _claim(claim: Claim) -> Iterator[str]:
    yield f"  - id: {claim.id}"
    yield f"    quote: {quoted(claim.quote)}"
    yield f"    claimant: {{name: {quoted(claim.claimant)}, kind: organization}}"
    yield f"    said: {claim.checked[:7]}"
    yield f"    verdict: {claim.verdict}"
    yield f"    summary: {quoted(claim.summary)}"
    yield "    explanation: |"
    yield f"      {claim.explanation}"
    if claim.figure:
        figure = claim.figure
        yield "    figure:"
        yield f"      value: {figure.value}"
        yield f'      unit: "{figure.unit}"'
        yield f"      label: {quoted(figure.label)}"
        yield f"      as_of: {claim.checked}"
        if figure.callout:
            yield f"      callout: {figure.callout}"
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
    yield f"    checked: {claim.checked}"
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
    settings += f"formats: {{{', '.join(f'{name}: false' for name in _ONLY_VOUCH)}}}\n"
    yield "content/site.yaml", settings
    for story in stories:
        authors = f"authors: [{SITE}]"
        yield f"content/{story.slug}.md", _head(story, authors, _tags(story)) + story.plain()
        yield f"content/{story.slug}.claims.yaml", sidecar(story)


def hugo(stories: Iterable[Story]) -> Made:
    """A site of Hugo: one content file and one file of data an article, in YAML."""
    return _hugo(stories, "yaml", in_yaml)


def hugo_json(stories: Iterable[Story]) -> Made:
    """The same with the data in JSON."""
    return _hugo(stories, "json", in_json)


def _hugo(stories: Iterable[Story], kind: str, data: Callable[[Story], str]) -> Made:
    yield "data/verdicts.json", json.dumps(SCALE, ensure_ascii=False)
    for story in stories:
        head = _head(story, f"slug: {story.slug}", "type: article", _tags(story))
        text = marked(story, "{{{{< card {} >}}}}".format)
        yield f"content/{story.slug}.md", head + text
        yield f"data/claims/{story.slug}.{kind}", data(story)


def eleventy(stories: Iterable[Story]) -> Made:
    """A site of Eleventy: a template in Markdown an article, its data in YAML."""
    yield "verdicts.json", json.dumps(SCALE, ensure_ascii=False)
    for story in stories:
        head = _head(story, f"slug: {story.slug}", _tags(story).replace("tags:", "subjects:"))
        yield f"content/{story.slug}.md", head + marked(story, "<!-- card {} -->".format)
        yield f"claims/{story.slug}.yaml", in_yaml(story)


def pelican(stories: Iterable[Story]) -> Made:
    """A site of Pelican: a Markdown file an article, its claims in YAML."""
    yield "verdicts.json", json.dumps(SCALE, ensure_ascii=False)
    for story in stories:
        head = f"Title: {story.title}\nDek: {story.dek}\nDate: {story.day}\nSlug: {story.slug}\n"
        head += f"Tags: {', '.join(story.tags)}\n\n"
        yield f"content/{story.slug}.md", head + marked(story, "<!-- card {} -->".format)
        yield f"claims/{story.slug}.yaml", in_yaml(story)


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
