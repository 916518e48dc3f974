"""Sites on the disk that are built again and again: brought back to cold, or edited a little."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from layouts import write
from peers import Generator
from story import Story
from timing import Task

_MADE = {"hugo": "public", "hugo-json": "public", "pelican": "output"}
"""Where generators put what they make; ``_site`` unless said otherwise."""
_WORDS = "encore enfin ensuite toujours pourtant demain souvent parfois".split()


@dataclass(frozen=True)
class Site:
    """A site in ``folder``, which holds ``own`` and, besides, what its generator made."""

    kind: str
    folder: Path
    own: frozenset[str]

    @property
    def made(self) -> Path:
        """The folder of the pages that its generator makes of it."""
        return self.folder / _MADE.get(self.kind, "_site")

    def task(self, generator: Generator, before: Callable[[], None]) -> Task:
        """A run of it; whatever the generator remembers it remembers in the site's folder."""
        caches = str(self.folder / ".cache")
        places = {"XDG_CACHE_HOME": caches, "HUGO_CACHEDIR": caches}
        name = self.folder.name
        return Task(
            name, generator.command, self.folder, {**generator.environment, **places}, before
        )

    def cold(self) -> None:
        """Put aside what a generator made: the site, and whatever it remembers.

        To remove it would be timed with the run: ext4 makes no file for a while in the place of
        one that was just removed, and looks at each of these places first.
        """
        aside = Path(mkdtemp(prefix="aside-", dir=self.folder.parent))
        for path in self.folder.iterdir():
            if path.name not in self.own:
                path.rename(aside / path.name)

    def as_it_stands(self) -> None:
        """Change nothing."""

    def edit(self, article: Story) -> None:
        """Put another word at the end of the first paragraph of an article."""
        path = self.folder / "content" / f"{article.slug}.md"
        text = path.read_text(encoding="utf-8")
        opening = article.blocks[0].rstrip(".")
        endings = ["", *(f" {word}" for word in _WORDS)]
        now = next(i for i, end in enumerate(endings) if f"{opening}{end}.\n" in text)
        then = endings[1 + now % len(_WORDS)]
        path.write_text(text.replace(f"{opening}{endings[now]}.", f"{opening}{then}."), "utf-8")


def made(kind: str, folder: Path, articles: Iterable[Story], *, claim_pages: bool = True) -> Site:
    """A site of the corpus, written anew."""
    if folder.exists():
        shutil.rmtree(folder)
    write(kind, articles, folder, claim_pages=claim_pages)
    return Site(kind, folder, frozenset(path.name for path in folder.iterdir()))


def copied(content: Path, folder: Path) -> Site:
    """A site of Vouch with a copy of a content folder."""
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(content, folder / "content")
    return Site("vouch", folder, frozenset(["content"]))
