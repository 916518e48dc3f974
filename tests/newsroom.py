"""A small site that is edited at random: what it holds as values, and as files on a disk."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from tests.sites import PIXEL

_WORDS = ("alpha", "gamma", "delta", "sigma", "theta", "kappa")
_UNITS = ("GW", "MW", "GWh", "%")
_VERDICTS = ("accurate", "misleading", "missing-context", "pending")


@dataclass
class Article:
    """An article with its sidecar: a paragraph and a claim for each of ``items``."""

    title: str
    lang: str
    day: str = "2026-11-20"
    items: list[list[object]] = field(default_factory=list)
    front: dict[str, object] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    events: list[dict[str, object]] = field(default_factory=list)
    fault: bool = False

    def text(self) -> str:
        """The Markdown of the article with its front matter."""
        front = {"title": self.title, "lang": self.lang, "date": self.day, **self.front}
        lines = [f"{key}: {json.dumps(value)}" for key, value in front.items()]
        body = [f"In {word} item {n} holds {v} {unit}." for n, (word, v, unit) in self._numbered()]
        body += [f"See [this]({target})." for target in self.links]
        body += ["![A dot](media/a.png)"] * ("picture" in self.title)
        return "\n".join(["---", *lines, "---", "\n\n".join(body), ""])

    def sidecar(self) -> str:
        """The text of the sidecar (JSON is YAML)."""
        claims = [
            {
                "id": f"c{n}",
                "quote": f"item {n} holds {'no ' if self.fault else ''}{value} {unit}",
                "verdict": _VERDICTS[(n + int(str(value))) % 4],
                "summary": f"Item {n} in {word}.",
                "figure": {"value": value, "unit": unit, "fact": f"fact.{word}"},
                "recheck": "2026-12-01",
                "sources": [
                    {"id": "shared", "excerpt": "the item holds"},
                    {"title": f"Own {word}", "url": f"https://s.example/{word}"},
                ],
            }
            for n, (word, value, unit) in self._numbered()
        ]
        return "".join(
            f"{key}:\n" + "".join(f"  - {json.dumps(row)}\n" for row in rows)
            for key, rows in (("claims", claims), ("timeline", self.events))
            if rows
        )

    def _numbered(self) -> list[tuple[int, list[object]]]:
        return list(enumerate(self.items, start=1))


@dataclass
class Newsroom:
    """The whole site, and what a build of it is asked for."""

    articles: dict[str, Article]
    settings: dict[str, object]
    sources: dict[str, dict[str, object]]
    files: dict[str, bytes]
    today: date = date(2026, 11, 23)
    drafts: bool = False
    base_url: str | None = None
    strict: bool = False

    def held(self) -> Mapping[str, bytes]:
        """Every file of the site by its path."""
        found = dict(self.files)
        for name, article in self.articles.items():
            found[f"content/{name}.md"] = article.text().encode()
            if sidecar := article.sidecar():
                found[f"content/{name}.claims.yaml"] = sidecar.encode()
        found["content/site.yaml"] = _lines(self.settings)
        if self.sources:
            found["content/sources.yaml"] = _lines(self.sources)
        return found

    def write(self, site: Path, *, with_times: bool = False) -> None:
        """Bring the files on the disk up to date; what is as it should be is not touched.

        With ``with_times`` a file that keeps its size keeps its time too.
        """
        wanted = self.held()
        for path in [p for p in site.rglob("*") if p.is_file()]:
            if path.relative_to(site).as_posix() not in wanted:
                path.unlink()
        for name, content in wanted.items():
            path = site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            before = path.stat() if path.exists() else None
            if before is not None and path.read_bytes() == content:
                continue
            path.write_bytes(content)
            if with_times and before is not None and before.st_size == len(content):
                os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _lines(mapping: Mapping[str, object]) -> bytes:
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in mapping.items()).encode()


FEWER = {"cards": False, "search": False}
"""What takes longer to make than all else; edits ask for it now and then."""


def newsroom() -> Newsroom:
    """The site before any edit: two articles that are versions of each other, and two more."""
    return Newsroom(
        {
            "one": Article(
                "One",
                "en",
                items=[["alpha", 3, "GW"], ["beta", 4, "MW"]],
                front={"translations": {"fr": "un"}},
                events=[{"date": "2026-12", "title": "Opening", "status": "announced"}],
            ),
            "un": Article("Un", "fr", items=[["alpha", 3, "GW"]]),
            "two": Article("Two picture", "en", "2026-11-22", [["rho", 5, "GWh"]]),
            "three": Article("Three", "en", links=["two.md", "/two/claims/c1/"]),
        },
        {"title": "Site", "url": "https://site.example/", "lang": "en", "formats": FEWER},
        {
            "shared": {
                "title": "Shared",
                "url": "https://shared.example/",
                "kind": "primary",
                "capture": "evidence/shared.txt",
            }
        },
        {
            "content/media/a.png": PIXEL,
            "content/evidence/shared.txt": b"Here the item holds what it holds.",
            "content/pages/about.md": b"---\ntitle: About\n---\nWho we are.\n",
            "static/own.txt": b"own",
        },
    )


Edit = Callable[[Newsroom, Path, Random], None]
"""Changes the values, or the files on the disk where it is about those."""


def _any(room: Newsroom, chance: Random) -> Article:
    return room.articles[chance.choice(sorted(room.articles))] if room.articles else Article("", "")


def _text(room: Newsroom, _: Path, chance: Random) -> None:
    for item in _any(room, chance).items[:1]:
        item[0] = chance.choice(_WORDS)


def _figure(room: Newsroom, _: Path, chance: Random) -> None:
    for item in _any(room, chance).items[-1:]:
        item[1], item[2] = chance.randrange(1, 9), chance.choice(_UNITS)


def _items(room: Newsroom, _: Path, chance: Random) -> None:
    items = _any(room, chance).items
    if len(items) > 1 and chance.random() < 0.5:
        items.pop()
    else:
        items.append([chance.choice(_WORDS), chance.randrange(1, 9), chance.choice(_UNITS)])


def _title(room: Newsroom, _: Path, chance: Random) -> None:
    _any(room, chance).title = f"{chance.choice(_WORDS)} {chance.choice(('', 'picture'))}"


def _day_of_article(room: Newsroom, _: Path, chance: Random) -> None:
    _any(room, chance).day = f"2026-11-{chance.randrange(10, 23)}"


def _front(room: Newsroom, _: Path, chance: Random) -> None:
    front = _any(room, chance).front
    key, value = chance.choice(
        [
            ("slug", f"s-{chance.choice(_WORDS)}"),
            ("aliases", [f"was-{chance.choice(_WORDS)}"]),
            ("draft", True),
            ("dek", chance.choice(_WORDS)),
            ("authors", [chance.choice(_WORDS)]),
            ("image", {"src": "media/a.png", "alt": "A dot"}),
        ]
    )
    if front.pop(key, None) != value:
        front[key] = value


def _ties(room: Newsroom, _: Path, __: Random) -> None:
    if "one" in room.articles:
        front = room.articles["one"].front
        if "translations" in front:
            del front["translations"]
        elif "un" in room.articles:
            front["translations"] = {"fr": room.articles["un"].front.get("slug", "un")}


def _links(room: Newsroom, _: Path, chance: Random) -> None:
    links = _any(room, chance).links
    if links and chance.random() < 0.5:
        links.clear()
    else:
        links.append(f"{chance.choice([*sorted(room.articles), 'pages/about'])}.md")


def _events(room: Newsroom, _: Path, chance: Random) -> None:
    events = _any(room, chance).events
    if events and chance.random() < 0.5:
        events.clear()
    else:
        status = chance.choice(("announced", "done", "due"))
        when = f"2026-{chance.randrange(10, 13)}"
        events.append({"date": when, "title": chance.choice(_WORDS), "status": status})


def _fault(room: Newsroom, _: Path, chance: Random) -> None:
    article = _any(room, chance)
    article.fault = not article.fault


def _added(room: Newsroom, _: Path, chance: Random) -> None:
    name = f"new-{chance.choice(_WORDS)}"
    room.articles[name] = Article(name, "en", items=[[chance.choice(_WORDS), 7, "GW"]])


def _removed(room: Newsroom, _: Path, chance: Random) -> None:
    if room.articles:
        del room.articles[chance.choice(sorted(room.articles))]


def _renamed(room: Newsroom, _: Path, chance: Random) -> None:
    if room.articles:
        name = chance.choice(sorted(room.articles))
        room.articles[f"new-{chance.choice(_WORDS)}"] = room.articles.pop(name)


def _settings(room: Newsroom, _: Path, chance: Random) -> None:
    key, value = chance.choice(
        [
            ("title", chance.choice(_WORDS)),
            ("tagline", chance.choice(_WORDS)),
            ("lang", "fr"),
            ("url", "https://other.example/below/"),
            ("coverage", {"report": []}),
            ("units", {"widget": {}}),
            ("timezone", "Europe/Paris"),
            ("publisher", {"name": chance.choice(_WORDS), "url": "https://p.example/"}),
            ("policies", {"about": "about"}),
            ("formats", chance.choice([{"search": False}, {**FEWER, "embeds": False}])),
        ]
    )
    required = {"title": "Site", "url": "https://site.example/", "formats": FEWER}
    if room.settings.get(key) == value:
        room.settings |= {key: required[key]} if key in required else {}
        if key not in required:
            del room.settings[key]
    else:
        room.settings[key] = value


def _shared(room: Newsroom, _: Path, chance: Random) -> None:
    source = room.sources["shared"]
    key, value = chance.choice(
        [("title", chance.choice(_WORDS)), ("publisher", "P"), ("kind", "secondary")]
    )
    source[key] = value
    if chance.random() < 0.2:
        room.sources["further"] = {"title": "Further", "url": "https://further.example/"}


def _capture(room: Newsroom, _: Path, chance: Random) -> None:
    path = "content/evidence/shared.txt"
    if chance.random() < 0.3:
        room.files.pop(path, None)
    else:
        room.files[path] = chance.choice([b"Another text.", b"Here the item holds what it holds."])


_TEMPLATES = {
    "page.html": '{% extends "base.html" %}{% block content %}<main>NN</main>{% endblock %}',
    "timeline.html": '{% extends "base.html" %}{% block content %}<main>NN</main>{% endblock %}',
    "_nav.html": "<nav>NN</nav>",
    "claim.html": '{% extends "base.html" %}{% block content %}<main>NN {{ claim.quote }}</main>'
    "{% include '_own.html' ignore missing %}{% endblock %}",
    "_own.html": "<p>NN</p>",
}


def _template(room: Newsroom, _: Path, chance: Random) -> None:
    name = chance.choice(sorted(_TEMPLATES))
    path = f"templates/{name}"
    if path in room.files and chance.random() < 0.5:
        del room.files[path]
    else:
        room.files[path] = _TEMPLATES[name].replace("NN", chance.choice(_WORDS)).encode()


def _file(room: Newsroom, _: Path, chance: Random) -> None:
    path = chance.choice(("static/own.txt", "static/more/own.css", "content/media/b.png"))
    if path in room.files and chance.random() < 0.5:
        del room.files[path]
    else:
        room.files[path] = PIXEL if path.endswith("png") else chance.choice(_WORDS).encode()


def _picture(room: Newsroom, _: Path, chance: Random) -> None:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (chance.randrange(2, 5), 2), chance.choice(("red", "blue"))).save(out, "PNG")
    room.files["content/media/a.png"] = chance.choice((PIXEL, out.getvalue()))


def _unreleased(room: Newsroom, _: Path, __: Random) -> None:
    room.files.pop("content/released.json", None)


def _page(room: Newsroom, _: Path, chance: Random) -> None:
    path = f"content/pages/{chance.choice(('about', 'method'))}.md"
    if path in room.files and chance.random() < 0.5:
        del room.files[path]
    else:
        word = chance.choice(_WORDS)
        room.files[path] = f"---\ntitle: {chance.choice(_WORDS)}\n---\nA {word}.\n".encode()


def _today(room: Newsroom, _: Path, chance: Random) -> None:
    room.today += timedelta(days=chance.choice((-9, 1, 12)))


def _request(room: Newsroom, _: Path, chance: Random) -> None:
    match chance.randrange(3):
        case 0:
            room.drafts = not room.drafts
        case 1:
            room.base_url = None if room.base_url else "https://asked.example/"
        case _:
            room.strict = not room.strict


def _same_size_and_time(room: Newsroom, site: Path, chance: Random) -> None:
    for item in _any(room, chance).items[:1]:
        item[0] = chance.choice([word for word in _WORDS if word != item[0]])
    room.write(site, with_times=True)


def _touched(_: Newsroom, site: Path, chance: Random) -> None:
    os.utime(chance.choice(sorted(p for p in site.rglob("*") if p.is_file())))


def _written_anew(_: Newsroom, site: Path, chance: Random) -> None:
    path = chance.choice(sorted(p for p in site.rglob("*") if p.is_file()))
    path.write_bytes(path.read_bytes())


def _nothing(_: Newsroom, __: Path, ___: Random) -> None:
    """Leave everything as it is."""


EDITS: Mapping[str, Edit] = {
    "text": _text,
    "figure": _figure,
    "items": _items,
    "title": _title,
    "date of an article": _day_of_article,
    "front matter": _front,
    "ties": _ties,
    "links": _links,
    "events": _events,
    "fault": _fault,
    "article added": _added,
    "article removed": _removed,
    "article renamed": _renamed,
    "settings": _settings,
    "shared source": _shared,
    "capture": _capture,
    "template": _template,
    "file": _file,
    "picture": _picture,
    "standing page": _page,
    "today": _today,
    "request": _request,
    "same size and time": _same_size_and_time,
    "released no more": _unreleased,
    "touched": _touched,
    "written anew": _written_anew,
    "nothing": _nothing,
}
