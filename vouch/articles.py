"""Each article on its own: remembered where nothing that went into it changed, else compiled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from vouch import crew
from vouch.articleview import Presented
from vouch.asked import Answers, Asked, still_holds
from vouch.compile import Beside, compile_article
from vouch.compiled import Compilation, Compiled
from vouch.diagnostics import has_errors
from vouch.dossier import Dossier, Folio
from vouch.evidence import files
from vouch.filing import filed, folio_of, listed, released
from vouch.memory import Entry, Memory, Store
from vouch.outcomes import problems
from vouch.prepare import Prepared, parsed, text_digest
from vouch.released import ReleasedArticle
from vouch.surroundings import Surroundings
from vouch.texts import TextFile

R = TypeVar("R")
_LONG = 1_000_000
"""From so many characters of a sidecar on it is worth the while to begin other processes."""


def recalled(prepared: Prepared, memory: Memory) -> Mapping[str, Entry]:
    """The articles that are remembered and would be compiled to the same again."""
    return {
        head.name: entry
        for head in prepared.heads
        if (entry := memory.articles.get(head.name)) is not None
        and entry.key
        and entry.key == _key(prepared, head.name)
        and still_holds(entry.answers, _tables(prepared))
        and entry.captures == _captures(prepared.folder_of_site, entry.captures)
    }


def compiled(
    prepared: Prepared, name: str, store: Store, *, jobs: int = 1
) -> tuple[Entry, Folio | None]:
    """An article compiled, what is to be remembered of it put into ``store``.

    What has an error is not to be remembered and has no key: its messages may name the day.
    With more than one of ``jobs`` another process may help. Raises :class:`vouch.texts.Changed`
    and :class:`vouch.crew.Died`.
    """
    answers: Answers = {}
    around = replace(
        prepared.around,
        addresses=Asked("addresses", prepared.around.addresses, answers),
        versions=Asked("versions", prepared.around.versions, answers),
        media=Asked("media", _named(prepared.folder.media), answers),
        pictures=Asked("pictures", prepared.around.pictures, answers),
    )
    beside = _noting(crew.beside, answers) if jobs > 1 else nullcontext
    dossier, article = _filed(prepared, name, around, beside)
    folio: Folio | None = None
    if article is not None:
        site, texts = prepared.folder_of_site, _texts(prepared, name)
        folio = folio_of(site, article, dossier.outcomes, around, texts)
    found = (*dossier.problems, *problems(dossier.outcomes))
    cited = {c.capture.path for c in article.citations} if article else set()
    own = {capture.path for capture in article.captures} if article else set()
    own |= {s.capture for s in article.sources.values() if s.capture} if article else set()
    entry = Entry(
        key="" if folio is None or has_errors(found) else _key(prepared, name),
        answers=answers,
        captures=_captures(prepared.folder_of_site, cited | own),
        dossier=dossier,
        listed=store.put(listed(folio.presented)) if folio else "",
        folio=store.put(folio) if folio else "",
    )
    return entry, folio


def checked(
    prepared: Prepared, name: str, *, jobs: int = 1, record: bool = False
) -> tuple[Dossier, ReleasedArticle | None]:
    """An article compiled as by :func:`compiled`, and nothing made of it or remembered.

    With ``record`` there is what a release records of it, where it may be published.
    """
    beside = crew.beside if jobs > 1 else nullcontext
    dossier, article = _filed(prepared, name, prepared.around, beside)
    return dossier, released(article, prepared.around) if article and record else None


def shown(prepared: Prepared, entry: Entry, store: Store) -> Presented | None:
    """What pages across the site show of an article; None where it may not be published."""
    if not entry.listed:
        return None
    held = store.listed(entry.listed)
    if held is None:  # it could not be remembered
        folio = compiled(prepared, entry.dossier.name, store)[1]
        held = listed(folio.presented) if folio else None
    return held


def folio(prepared: Prepared, entry: Entry, store: Store) -> Folio | None:
    """What the pages of an article are made from; None where it may not be published."""
    if not entry.folio:
        return None
    return store.folio(entry.folio) or compiled(prepared, entry.dossier.name, store)[1]


def _filed(
    prepared: Prepared, name: str, around: Surroundings, beside: Beside
) -> tuple[Dossier, Compiled | None]:
    """The dossier of an article; and the article, where it may be published and can be shown."""
    compilation = _compiled(prepared, name, around, beside)
    reading = prepared.settings.reading
    can_show = reading is not None and not has_errors(reading.diagnostics)
    dossier, article = filed(prepared.folder_of_site, compilation, around)
    return dossier, article if can_show else None


def _texts(prepared: Prepared, name: str) -> Sequence[TextFile]:
    """What an article is compiled from."""
    texts = prepared.folder.articles[name], prepared.folder.sidecars.get(name)
    return [text for text in texts if text is not None]


def _compiled(prepared: Prepared, name: str, around: Surroundings, beside: Beside) -> Compilation:
    text, sidecar = prepared.folder.articles[name], prepared.folder.sidecars.get(name)
    read = parsed(name, text.read(), prepared.settings)
    source = sidecar.read() if sidecar else None
    is_long = source is not None and len(source.text) >= _LONG
    return compile_article(read, source, around, beside=beside if is_long else nullcontext)


def _noting(beside: Beside, answers: Answers) -> Beside:
    """The same, which also brings here what was answered to what another process asked."""

    @contextmanager
    def begun(work: Callable[[], R]) -> Iterator[Callable[[], R]]:
        def found() -> R:
            result, answered = made()
            answers.update(answered)
            return result

        with beside(lambda: (work(), answers)) as made:
            yield found

    return begun


def _key(prepared: Prepared, name: str) -> str:
    """A digest of what the article is compiled from, but for what it asks of other files."""
    folder = prepared.folder
    texts = (text_digest(folder.articles.get(name)), text_digest(folder.sidecars.get(name)))
    told = "\n".join((prepared.ground, name, *texts)).encode("utf-8", "surrogateescape")
    return sha256(told).hexdigest()[:32]


def _tables(prepared: Prepared) -> Mapping[str, Mapping[str, object]]:
    """What an article may ask of other files."""
    around = prepared.around
    return {
        "addresses": around.addresses,
        "versions": around.versions,
        "media": _named(prepared.folder.media),
        "pictures": around.pictures,
    }


@lru_cache(maxsize=1)
def _named(media: frozenset[str]) -> Mapping[str, bool]:
    return dict.fromkeys(media, True)


def _captures(site: Path, paths: Iterable[str]) -> Mapping[str, str]:
    """A digest of each capture, or of why it cannot be read, by its path."""
    return {path: _capture(site, path) for path in sorted(paths)}


def _capture(site: Path, path: str) -> str:
    held = files.opened(site, path)
    return held.sha256 if isinstance(held, files.Held) else repr(held)
