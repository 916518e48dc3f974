"""Gives each article its claims, read from YAML, and templates what they ask of all articles."""

import json
from datetime import date
from itertools import groupby
from pathlib import Path

import markdown
import yaml
from pelican import signals
from pelican.utils import slugify

TODAY = "2026-11-24"
_converter = markdown.Markdown()
_verdicts = json.loads(Path("verdicts.json").read_text(encoding="utf-8"))
for _verdict in _verdicts.values():
    _sign = f'<use href="#sign-{_verdict["sign"]}"/></svg>'
    _verdict["signed"] = f'<svg class="sign" aria-hidden="true">{_sign}{_verdict["label"]}'
    _verdict["small"] = f'<svg class="sign hue-{_verdict["hue"]}">{_sign}'
    _verdict["badge"] = (
        f'<b class="verdict hue-{_verdict["hue"]}" data-verdict="{_verdict["key"]}">'
        f'<svg class="sign" aria-hidden="true">{_sign}<span>{_verdict["label"]}</span></b>'
    )
_months = {}


def _attach(generator):
    slugs = {}

    def slug(name):
        if name not in slugs:
            substitutions = generator.settings["SLUG_REGEX_SUBSTITUTIONS"]
            slugs[name] = slugify(name.replace("’", "-"), regex_subs=substitutions)
        return slugs[name]

    for article in generator.articles:
        text = Path("claims", f"{article.slug}.yaml").read_text(encoding="utf-8")
        article.story = _prepared(yaml.load(text, Loader=yaml.CSafeLoader), slug)
    stories = [article.story for article in generator.articles]  # the latest first
    claims = [claim for story in stories for claim in story["claims"]]
    events = [event for story in reversed(stories) for event in story["timeline"]]
    by_name = sorted(claims, key=lambda claim: claim["claimant"]["name"])
    generator.context.update(
        today=TODAY,
        stories=stories,
        kinds=grouped(claims),
        years=_years(sorted(events, key=lambda event: event["starts"])),
        calendar=sorted({story["date"][:4] for story in stories}, reverse=True),
        claimants=[
            {"name": name, "slug": slug(name), "claims": list(theirs)}
            for name, theirs in groupby(by_name, key=lambda claim: claim["claimant"]["name"])
        ],
    )


def _prepared(story, slug):
    """The story with what its templates ask of it again and again."""
    claims, sources = story["claims"], story["sources"]
    for source in sources.values():
        source.update(uses=[], events=0)
    for claim in claims:
        claim.update(
            href=f"/{story['slug']}/claims/{claim['id']}/",
            passage=f"/{story['slug']}/#c-{claim['id']}",
            claimant_slug=slug(claim["claimant"]["name"]),
            story=story,
            verdict=_verdicts[claim["verdict"]],
            explanation=_converter.reset().convert(claim["explanation"]),
        )
        for use in claim["sources"]:
            use["source"] = sources[use["id"]]
            use["source"]["uses"].append({"claim": claim, "excerpt": use["excerpt"]})
        check = claim.get("check")
        if check and check["source"] not in [use["id"] for use in claim["sources"]]:
            sources[check["source"]]["uses"].append({"claim": claim, "excerpt": ""})
    by_id = {claim["id"]: claim for claim in claims}
    for event in story["timeline"]:
        event.update(
            text=_converter.reset().convert(event["text"]),
            story=story,
            claims=[by_id[name] for name in event["claims"]],
            sources=[sources[name] for name in event["sources"]],
        )
        for source in event["sources"]:
            source["events"] += 1
    kinds = grouped(claims)
    for number, kind in enumerate(kinds, 1):
        for claim in kind["claims"]:
            claim["kind"] = number
    counts = [(len(kind["claims"]), kind["verdict"]) for kind in kinds]
    counted = ", ".join(f"{n} {verdict['one' if n == 1 else 'many']}" for n, verdict in counts)
    story.update(
        kinds=kinds,
        tally="".join(claim["verdict"]["small"] for claim in claims),
        counts=f"{len(claims)} affirmations : {counted}",
        checked=max(claim["checked"] for claim in claims),
        years=_years(story["timeline"]),
    )
    return story


def grouped(claims):
    """Claims under each verdict, in the order of the scale."""
    kinds = {key: [] for key in _verdicts}
    for claim in claims:
        kinds[claim["verdict"]["key"]].append(claim)
    return [{"verdict": _verdicts[key], "claims": each} for key, each in kinds.items() if each]


def _years(events):
    """Milestones, which are in order, by years; those that begin at once lie one below another."""
    years = []
    for label, group in groupby(events, key=lambda event: event["year"]):
        those, marks, lane, lanes, starts = list(group), [], 0, 0, ""
        for event in those:
            if event["length"]:
                lane = lane + 1 if event["starts"] == starts else 1
                starts, lanes = event["starts"], max(lane, lanes)
            marks.append({"event": event, "y": event["length"] and 28 + 10 * lane})
        if label not in _months:
            days = [date(int(label), month, 1) for month in range(1, 13)]
            initials = zip("JFMAMJJASOND", days, strict=True)
            _months[label] = [{"label": initial, "at": _share(day)} for initial, day in initials]
        now = _share(date.fromisoformat(TODAY)) if TODAY.startswith(label) else ""
        found = {"label": label, "events": those, "marks": marks, "lanes": lanes, "now": now}
        years.append(found | {"months": _months[label]})
    return years


def _share(day):
    first, following = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return f"{100 * (day - first).days / (following - first).days:.2f}%"


def register():
    """Called by Pelican."""
    signals.article_generator_finalized.connect(_attach)
