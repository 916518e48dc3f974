"""What the preview shows: the last good site, and what is wrong with what came after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from vouch.frozen import frozen
from vouch.preview import dressing, targets
from vouch.preview.exchange import LASTING, OWN, Answer, Asked, elsewhere, refusal
from vouch.preview.outcome import Outcome
from vouch.preview.panel import panel

BROUGHT = Path(__file__).resolve().parent / "brought"
PANEL = f"{OWN}panel"
"""The address of the panel alone, and what a browser is told to load where it alone changed."""
PAGES = f"{OWN}pages"
"""What a browser is told to load where nothing but pages changed: it amends the one it shows."""
EVERYTHING = "*"
_FOR_PROGRAMS = (".csv", ".json", ".jsonld", ".txt", ".xml", "/card.png")
"""How files end that no page shows anything of."""
_NOTHING_YET = dressing.bare(
    "There is nothing to show yet", "The site is shown here as soon as it can be built."
)
_NOT_HERE = dressing.bare("This page does not exist", "The site has no page of its own for that.")

Writes = Mapping[str, Callable[[Asked], Answer]]
"""What takes POST, by its name under :data:`~vouch.preview.exchange.OWN`."""


@frozen
class Shown:
    """What is shown at a time.

    ``count`` counts what changed since the preview began; ``prefix`` are the names under which
    the site stands; ``is_there`` whether there ever was a good one. ``held`` has the files of the
    site that are not in its folder as they are now: their bytes, None for one that is gone.
    """

    count: int = 0
    is_there: bool = False
    url: str = ""
    prefix: tuple[str, ...] = ()
    panel: str = panel(())
    held: Mapping[str, bytes | None] = field(default_factory=dict)


def after(shown: Shown, outcome: Outcome) -> tuple[Shown, tuple[str, ...]]:
    """What is shown after a build, and what browsers have to load for it.

    Those are paths of style sheets, :data:`PANEL`, :data:`PAGES` or :data:`EVERYTHING`. A build
    that failed changes the panel alone: the site stays the last good one.
    """
    changed = tuple(path for path in outcome.changed if not path.endswith(_FOR_PROGRAMS))
    if outcome.is_amends:
        changed = ()  # they are no pages, and none shows them before it is loaded anew
    told = panel(outcome.diagnostics, outcome.fault, stands=shown.is_there)
    to_load: tuple[str, ...] = (PANEL,) if told != shown.panel else ()
    now = replace(shown, panel=told)
    if outcome.is_whole or not shown.is_there:
        now = replace(now, url=outcome.url, prefix=targets.prefix_of(outcome.url))
    if outcome.is_whole:
        held = outcome.held if outcome.is_on_disk else {**shown.held, **outcome.held}
        now = replace(now, is_there=True, held=held)
        if not shown.is_there or now.prefix != shown.prefix:
            to_load = (EVERYTHING,)
        elif all(path.endswith(".css") for path in changed):
            to_load += changed
        elif all(path.endswith(".html") for path in changed):
            to_load = (PAGES,)
        else:
            to_load = (EVERYTHING,)
    return (replace(now, count=shown.count + 1) if to_load else now), to_load


@dataclass
class Preview:
    """The site in ``folder`` as it is served; ``shown`` is replaced after each build."""

    folder: Path
    token: str
    session: str
    writes: Writes = field(default_factory=dict)
    shown: Shown = field(default_factory=Shown)

    @property
    def version(self) -> str:
        """What tells this state from every other, those of earlier previews included."""
        return f"{self.session}.{self.shown.count}"

    @property
    def address(self) -> str:
        """Where the site stands on this server."""
        return targets.address(self.shown.prefix)

    def answer(self, asked: Asked) -> Answer:
        """The answer to a request from somebody who may ask."""
        if asked.target.startswith(OWN):
            return self._own(asked, asked.target.removeprefix(OWN))
        if asked.method not in ("GET", "HEAD"):
            return _only("GET, HEAD")
        names = targets.names_of(asked.target)
        if names is None:
            status = 404 if asked.target.startswith("/") else 400
            return self._missing(asked) if status == 404 else refusal(400, "this is no path")
        if names == ("",) and self.shown.prefix:
            return elsewhere(self.address)
        return self._site(asked, names)

    def _own(self, asked: Asked, name: str) -> Answer:
        if name in self.writes:
            return self.writes[name](asked) if asked.method == "POST" else _only("POST")
        if asked.method not in ("GET", "HEAD"):
            return _only("GET, HEAD")
        if name == "panel":
            return Answer(200, self.shown.panel.encode(), targets.kind_of("panel.html"))
        path = targets.file_at(BROUGHT, (name,)) if name else None
        if path is None:
            return refusal(404, "the preview has nothing of that name")
        return Answer(200, (BROUGHT / path).read_bytes(), targets.kind_of(path), LASTING)

    def _site(self, asked: Asked, names: tuple[str, ...]) -> Answer:
        if not self.shown.is_there:
            return self._page(asked, 503, _NOTHING_YET)
        depth = len(self.shown.prefix)
        if names[:depth] != self.shown.prefix:
            return self._missing(asked)
        within = names[depth:]
        content = self.content(within) if within else None
        if content is None:
            if not within or (within[-1] and self.content((*within, ""))):
                return elsewhere(targets.address(names))
            return self._missing(asked)
        path, body = content
        if path.endswith(".html"):
            return self._page(asked, 200, body.decode("utf-8", "replace"))
        return Answer(200, body, targets.kind_of(path))

    def content(self, names: tuple[str, ...]) -> tuple[str, bytes] | None:
        """The path and the bytes of a file of the site; None where it has none there."""
        path = targets.path_of(names)
        if path in self.shown.held:
            content = self.shown.held[path]
            return None if content is None else (path, content)
        if targets.file_at(self.folder, names) is None:
            return None
        try:
            return path, (self.folder / path).read_bytes()
        except OSError:  # it went between the two looks
            return None

    def _missing(self, asked: Asked) -> Answer:
        content = self.content(("404.html",)) if self.shown.is_there else None
        page = content[1].decode("utf-8", "replace") if content else _NOT_HERE
        return self._page(asked, 404, dressing.at_home(page, self.shown.url, self.address))

    def _page(self, asked: Asked, status: int, page: str) -> Answer:
        html = dressing.dressed(
            page,
            host=asked.host,
            session=self.session,
            version=self.version,
            token=self.token,
            panel=self.shown.panel,
        )
        return Answer(status, html.encode(), targets.kind_of("page.html"))


def _only(methods: str) -> Answer:
    return replace(refusal(405, f"this takes {methods}"), headers={"Allow": methods})
