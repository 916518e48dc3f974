"""Every key, word and id of the formats, mistyped in a real file, and what the build then says.

Each case is one slip at one place of a file that is complete otherwise. Many cases share a site,
each on a line of its own, and the suggestion is read off the diagnostic on that line.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path
from typing import Any

from tests.sites import TODAY
from tests.typos import fits
from vouch.building import check
from vouch.model import claims, corrections, sections, site, waivers
from vouch.model.base import Record
from vouch.model.claimant import Claimant
from vouch.model.site import DEFAULT_SCALE

Slips = Callable[[str], Iterable[tuple[str, str]]]
Path_ = tuple[str | int, ...]
_SUGGESTED = re.compile(r"did you mean `?([^`]+?)`?\?")
_LOOKED_UP = 50
"""References of one file for which an unknown id is compared with the known ones."""
_PASSAGE = "le texte de cet article"

_PARTY: dict[str, Any] = {"name": "Un nom", "url": "https://site.example/nom"}
_CORRECTION: dict[str, Any] = {
    "date": "2026-11-23",
    "kind": "update",
    "was": "a",
    "now": "b",
    "why": "c",
}
_DOCUMENT: dict[str, Any] = {
    "title": "Un document",
    "publisher": "Une maison",
    "url": "https://site.example/document",
    "locator": "page 3",
    "published": "2026",
    "accessed": "2026",
    "kind": "primary",
    "origin": "depeche",
    "seen": "page",
    "archive": "https://site.example/archive",
    "capture": "captures/document.txt",
    "capture_sha256": "0" * 64,
    "captured": "2026",
}
_USED: dict[str, Any] = {"excerpt": "des mots", "stance": "context"}
_SELECTOR: dict[str, Any] = {"quote": _PASSAGE, "prefix": "", "suffix": ""}
_CLAIM: dict[str, Any] = {
    "id": "affirmation",
    **_SELECTOR,
    "also": [_SELECTOR],
    "claimant": {**_PARTY, "kind": "person"},
    "said": "2026",
    "appearance": "https://site.example/ici",
    "verdict": "pending",
    "summary": "Une ligne.",
    "explanation": "Un alinéa.",
    "figure": {
        "value": "6",
        "unit": "GW",
        "modality": "exact",
        "label": "des mots",
        "as_of": "2026",
        "fact": "un.fait",
        "callout": "lead",
    },
    "check": [
        {
            "expression": "un * deux",
            "where": {
                "un": {"figure": "affirmation"},
                "deux": {"value": "2", "unit": "GW", "source": "document"},
            },
            "gives": "6 GW",
            "within": "1 %",
            "label": "des mots",
        }
    ],
    "sources": [
        {"id": "document", "locator": "page 3", **_USED},
        {**_DOCUMENT, **_USED},
    ],
    "checked": "2026",
    "checked_by": "Un nom",
    "recheck": "2027",
    "corrections": [_CORRECTION],
}
_SIDECAR: dict[str, Any] = {
    "claims": [_CLAIM],
    "sources": {"document": _DOCUMENT},
    "timeline": [
        {
            "date": "2026",
            "title": "Un jalon",
            "text": "des mots",
            "status": "done",
            "claims": ["affirmation"],
            "sources": ["document"],
        }
    ],
    "charts": [{"kind": "bar", "title": "Un titre", "figures": ["affirmation"]}],
    "waivers": [
        {"text": "MI450", "why": "un nom"},
        {"check": "due-claim", "claim": "affirmation", "why": "un congé"},
    ],
    "withdrawn": [{"id": "ancienne", "date": "2026", "was": "a", "why": "b"}],
}
_SITE: dict[str, Any] = {
    "title": "Un site",
    "url": "https://site.example/",
    "tagline": "Une ligne",
    "lang": "fr",
    "publisher": _PARTY,
    "timezone": "Europe/Paris",
    "policies": dict.fromkeys(sections.Policies.model_fields, "https://site.example/page"),
    "verdicts": {
        **dict.fromkeys(DEFAULT_SCALE),
        "pending": {
            "labels": "Un mot",
            "meanings": "Une phrase",
            "rating": "3",
            "sign": "half",
            "hue": "mixed",
            "line": "solid",
            "needs_source": False,
        },
    },
    "thresholds": {"key_figures": "5", "excerpt_words": "60"},
    "sourcing": {"accurate": {"primary": "1", "origins": "2"}},
    "formats": dict.fromkeys(sections.Formats.model_fields, True),
    "checks": {"unused-source": {"level": "error", "why": "b", "require": "site"}},
    "coverage": {"report": ["all"], "require": ["money"]},
    "units": {"foyers": {"labels": {"fr": ["foyer", "foyers"]}}},
    "withdrawn": [{"slug": "parti", "date": "2026", "title": "Un titre", "why": "b"}],
}
_ARTICLE: dict[str, Any] = {
    "title": "Un article",
    "date": "2026-11-23",
    "dek": "Une ligne",
    "updated": "2026-11-23",
    "authors": [_PARTY],
    "lang": "fr",
    "translations": {},
    "tags": ["un"],
    "image": {"src": "a.png", "alt": "a", "caption": "b", "credit": "c"},
    "draft": False,
    "slug": "",
    "aliases": [],
}
_PAGE: dict[str, Any] = {"title": "Une page", "dek": "Une ligne", "lang": "fr", "updated": "2026"}

WHOLE: Mapping[str, dict[str, Any]] = {
    "sidecar": _SIDECAR,
    "site": _SITE,
    "article": _ARTICLE,
    "page": _PAGE,
    "shared": {"sources": {"document": _DOCUMENT}},
}
"""For each kind of file one with every key that it may have."""

RECORDS: Sequence[tuple[str, Path_, type[Record]]] = (
    ("sidecar", (), claims.Sidecar),
    ("sidecar", ("claims", 0), claims.Claim),
    ("sidecar", ("claims", 0, "also", 0), claims.Selector),
    ("sidecar", ("claims", 0, "claimant"), Claimant),
    ("sidecar", ("claims", 0, "figure"), claims.Figure),
    ("sidecar", ("claims", 0, "check", 0), claims.Check),
    ("sidecar", ("claims", 0, "check", 0, "where", "un"), claims.Operand),
    ("sidecar", ("claims", 0, "check", 0, "where", "deux"), claims.Operand),
    ("sidecar", ("claims", 0, "sources", 0), claims.Use),
    ("sidecar", ("claims", 0, "sources", 1), claims.InPlace),
    ("sidecar", ("claims", 0, "corrections", 0), corrections.Correction),
    ("sidecar", ("sources", "document"), claims.Source),
    ("sidecar", ("timeline", 0), claims.Event),
    ("sidecar", ("charts", 0), claims.Chart),
    ("sidecar", ("waivers", 0), waivers.Waiver),
    ("sidecar", ("waivers", 1), waivers.Waiver),
    ("sidecar", ("withdrawn", 0), corrections.Withdrawal),
    ("shared", (), claims.SharedSources),
    ("shared", ("sources", "document"), claims.Source),
    ("site", (), site.Site),
    ("site", ("publisher",), sections.Publisher),
    ("site", ("policies",), sections.Policies),
    ("site", ("verdicts", "pending"), site.Verdict),
    ("site", ("thresholds",), sections.Thresholds),
    ("site", ("checks", "unused-source"), sections.Ruling),
    ("site", ("sourcing", "accurate"), sections.Sourcing),
    ("site", ("formats",), sections.Formats),
    ("site", ("coverage",), sections.Coverage),
    ("site", ("units", "foyers"), sections.DeclaredUnit),
    ("site", ("withdrawn", 0), sections.WithdrawnArticle),
    ("article", (), site.Article),
    ("article", ("authors", 0), site.Party),
    ("article", ("image",), site.Picture),
    ("page", (), site.Page),
)
"""Every record of the formats and a place at which it stands in :data:`WHOLE`."""


@dataclass(frozen=True)
class Case:
    """A slip at one place: what is written there, and the word that is meant.

    ``group`` is the vocabulary, ``kind`` that of the slip. ``item`` is the file with the slip or,
    in a sidecar, the section's item with it; ``section`` is then its section.
    """

    group: str
    kind: str
    word: str
    slip: str
    file: str
    item: Any
    section: str = ""
    known: Mapping[str, Any] = field(default_factory=dict, compare=False)


@dataclass
class Tally:
    """Cases by group and by kind: all, and those whose help named the right word alone."""

    tried: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[Case, tuple[str, ...]]] = field(default_factory=list)

    def add(self, case: Case, suggested: tuple[str, ...]) -> None:
        """Count one case with what was suggested on its line."""
        right = suggested == (case.word,)
        for label in (case.group, f"kind: {case.kind}"):
            self.tried[label] += 1
            self.right[label] += right
        if not right:
            self.wrong.append((case, suggested))

    def rates(self) -> dict[str, float]:
        """The share of right suggestions, by group and by kind."""
        return {label: self.right[label] / self.tried[label] for label in sorted(self.tried)}


NEIGHBOURS = (
    "capex-2024 capex-2025 capex-2026 capex-q1-2026 capex-q2-2026 amd-8k amd-10k amd-10q"
    " amd-10q-2026q1 amd-10q-2026q2 revenue-amd revenue-nvidia gw-1 gw-2 gw-6 part-10 part-100"
    " share-9 q1 q2 ceo"
).split()
"""Ids that are a letter or a digit apart, and short ones."""


def every_case(slips: Slips, left_out: Counter[str]) -> Iterator[Iterator[Case]]:
    """The cases of keys, of words, and of three sets of ids."""
    content = Path(__file__).parent.parent / "content"
    claim_ids = re.findall(
        "^  - id: (.+)$", (content / "openai-amd.claims.yaml").read_text("utf-8"), re.MULTILINE
    )
    shared = (content / "sources.yaml").read_text("utf-8")
    source_ids = re.findall("^ *([a-z0-9-]+):$", shared, re.MULTILINE)
    yield key_cases(slips, left_out)
    yield word_cases(slips, left_out)
    yield id_cases(slips, left_out, claim_ids, "claims of the site")
    yield id_cases(slips, left_out, [id for id in source_ids if id != "sources"], "its sources")
    yield id_cases(slips, left_out, NEIGHBOURS, "neighbours")


def key_cases(slips: Slips, left_out: Counter[str]) -> Iterator[Case]:
    """Slips in every key, beside all other keys of its record and beside the needed ones alone."""
    for file, path, model in RECORDS:
        held = at(WHOLE[file], path)
        for key in held:
            for kind, slip in slips(key):
                group = f"key: {model.__name__}"
                if not fits(slip, key, model.model_fields):
                    left_out[group] += 1
                    continue
                for alone in (False, True):
                    written = _mistyped(held, key, slip, model if alone else None)
                    yield _case((group, kind, key, slip), file, path, written)


def word_cases(slips: Slips, left_out: Counter[str]) -> Iterator[Case]:
    """Slips in every word of every closed list, verdicts included."""
    for file, path, model in RECORDS:
        held = at(WHOLE[file], path)
        for key, words in word_lists(model).items():
            if key not in held or isinstance(held[key], bool):
                continue
            group = f"word: {model.__name__}.{key}"
            for word in words:
                for kind, slip in slips(word):
                    if not fits(slip, word, words):
                        left_out[group] += 1
                        continue
                    value = [slip] if isinstance(held[key], list) else slip
                    yield _case((group, kind, word, slip), file, path, {**held, key: value})


def id_cases(slips: Slips, left_out: Counter[str], ids: Sequence[str], name: str) -> Iterator[Case]:
    """Slips in references to ``ids``, which are sources, claims and articles of the site."""
    known = {"ids": tuple(ids)}
    for row, word in enumerate(ids):
        for kind, slip in slips(word):
            if not fits(slip, word, ids):
                left_out[f"id: {name}"] += 1
                continue
            for section, item in _references(slip, row):
                yield Case(f"id: {name}", kind, word, slip, "sidecar", item, section, known)


def _references(slip: str, row: int) -> Iterator[tuple[str, Any]]:
    """One of the places at which an id may stand, each id's in turn."""
    claim = {"id": "affirmation", "quote": _PASSAGE, "verdict": "pending"}
    figure = {**claim, "figure": {"value": "1"}}
    sums = {"expression": "un", "gives": "1"}
    places: list[tuple[str, Any]] = [
        ("claims", {**claim, "sources": [slip]}),
        ("claims", {**claim, "sources": [{"id": slip, "excerpt": "des mots"}]}),
        ("timeline", {"date": "2026", "title": "Un jalon", "sources": [slip]}),
        ("timeline", {"date": "2026", "title": "Un jalon", "claims": [slip]}),
        ("charts", {"figures": [slip]}),
        ("claims", {**figure, "check": [{**sums, "where": {"un": {"figure": slip}}}]}),
        (
            "claims",
            {**figure, "check": [{**sums, "where": {"un": {"value": "1", "source": slip}}}]},
        ),
    ]
    yield places[row % len(places)]


def at(node: Any, path: Path_) -> Any:
    for part in path:
        node = node[part]
    return node


def word_lists(model: type[Record]) -> dict[str, list[str]]:
    """The closed lists of a record's fields, as its schema has them."""
    lists = {}
    schema = model.model_json_schema()
    for key, about in schema["properties"].items():
        words = next(_enums(about), None)
        if words and key != "rating":
            lists[key] = words
        elif key == "verdict":
            lists[key] = list(DEFAULT_SCALE)
    return lists


def _enums(schema: Any) -> Iterator[list[str]]:
    if isinstance(schema, dict):
        if "enum" in schema:
            yield schema["enum"]
        for part in schema.values():
            yield from _enums(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _enums(part)


def _mistyped(
    held: dict[str, Any], key: str, slip: str, alone: type[Record] | None
) -> dict[str, Any]:
    """The record with ``key`` mistyped; of the others, all or those that ``alone`` needs."""
    kept = held
    if alone is not None:
        needed = {name for name, about in alone.model_fields.items() if about.is_required()}
        if alone in (claims.Source, claims.InPlace):
            needed.add("url")
        if alone is claims.Operand:
            needed.add("figure" if "figure" in held else "value")
        kept = {name: held[name] for name in held if name in needed or name == key}
    return {slip if name == key else name: value for name, value in kept.items()}


def _case(about: tuple[str, str, str, str], file: str, path: Path_, written: Any) -> Case:
    """A case of these group, kind, word and slip, in the whole file or the item that holds it."""
    whole = deepcopy(WHOLE[file])
    if not path:
        return Case(*about, file, written)
    at(whole, path[:-1])[path[-1]] = written
    if file != "sidecar":
        return Case(*about, file, whole)
    section, name = str(path[0]), path[1]
    return Case(*about, file, whole[section][name], section)


# --- Writing the sites and reading what is said of them ---


def measured(cases: Iterable[Case], folder: Path, tally: Tally) -> Tally:
    """Check sites that hold the cases and count what is suggested."""
    numbers = count()
    for group in _sites(cases):
        at = _written(folder / f"{next(numbers)}", group)
        said: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for problem in check(folder / f"{next(numbers) - 1}", today=TODAY).diagnostics:
            found = _SUGGESTED.search(problem.help or "")
            if found:
                said[problem.span.path, problem.span.line].append(found[1])
        for place, case in at.items():
            tally.add(case, tuple(dict.fromkeys(said[place])))
    return tally


def _sites(cases: Iterable[Case]) -> Iterator[list[list[Case]]]:
    """The cases, those of one file together, files of one site together."""
    alone: list[list[Case]] = []
    shared: defaultdict[tuple[str, ...], list[Case]] = defaultdict(list)
    for case in cases:
        if case.file in ("site", "shared"):
            yield [[case]]
        elif case.section:
            shared[case.known.get("ids", ())].append(case)
        else:
            alone.append([case])
    for group in shared.values():
        yield from _batched(_batched(group, _LOOKED_UP), 40)
    yield from _batched(alone, 400)


def _batched(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch


def _written(folder: Path, files: Sequence[list[Case]]) -> dict[tuple[str, int], Case]:
    """Write a site; where each case stands in it, by path and line."""
    content = folder / "content"
    (content / "pages").mkdir(parents=True)
    texts = {"site.yaml": json.dumps(_plain_site())}
    placed: dict[tuple[str, int], Case] = {}
    for number, cases in enumerate(files):
        first = cases[0]
        name = f"a{number}"
        if first.section:
            text, lines = _sectioned(cases)
            texts |= {f"{name}.claims.yaml": text, f"{name}.md": _front({})}
            placed |= {(f"content/{name}.claims.yaml", line): case for line, case in lines}
            continue
        path, line = {
            "site": ("site.yaml", 1),
            "shared": ("sources.yaml", 1),
            "sidecar": (f"{name}.claims.yaml", 1),
            "article": (f"{name}.md", 2),
            "page": (f"pages/{name}.md", 2),
        }[first.file]
        texts[path] = _front(first.item) if line == 2 else json.dumps(first.item)
        if first.file == "sidecar":
            texts[f"{name}.md"] = _front({})
        placed[f"content/{path}", line] = first
    for path, text in texts.items():
        (content / path).write_text(text, encoding="utf-8")
    return placed


def _plain_site() -> dict[str, Any]:
    return {"title": "Un site", "url": "https://site.example/", "coverage": {"report": []}}


def _front(head: Mapping[str, Any]) -> str:
    head = head or {"title": "Un article", "date": "2026-11-23"}
    return f"---\n{json.dumps(head)}\n---\nVoici {_PASSAGE}.\n"


def _sectioned(cases: Sequence[Case]) -> tuple[str, list[tuple[int, Case]]]:
    """A sidecar that holds each case on a line of its own, and which line that is."""
    lines: list[str] = []
    placed = []
    known = cases[0].known.get("ids", ("document",))
    rows: dict[str, list[tuple[str, Case | None]]] = {name: [] for name in _SIDECAR}
    for number, case in enumerate(cases):
        if case.section == "sources":
            rows["sources"].append((f"  s{number}: {json.dumps(case.item)}", case))
            continue
        item = deepcopy(case.item)
        if case.section == "claims" and "id" in item:
            item["id"] = f"affirmation-numero-{number}"
        rows[case.section].append((f"  - {json.dumps(item)}", case))
    figure = {**_SELECTOR, "verdict": "pending", "figure": {"value": "1"}}
    for id in known if cases[0].known else ("affirmation",):
        rows["claims"].append((f"  - {json.dumps({**figure, 'id': id})}", None))
    for id in known:
        document = {"title": id, "url": f"https://site.example/{id}"}
        rows["sources"].append((f"  {json.dumps(id)}: {json.dumps(document)}", None))
    for section, written in rows.items():
        if written:
            lines.append(f"{section}:")
        for text, owner in written:
            lines.append(text)
            if owner is not None:
                placed.append((len(lines), owner))
    return "\n".join(lines) + "\n", placed
