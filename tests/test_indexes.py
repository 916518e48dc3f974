"""Pages across the site: what an article and its translations say alike stands there once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.sites import TODAY, presented
from vouch.building import check
from vouch.filing import listed
from vouch.indexes import Indexes
from vouch.pages import SiteMap

WORDS = "Un, deux, trois, quatre."
PASSAGES = {"k1": "Un", "k2": "deux", "k3": "trois", "k4": "quatre"}


@dataclass(frozen=True)
class Files:
    """The files of an article: its language, its claims and milestones with their sources.

    ``claims`` is `k1: s1 s2, k2`, ``events`` `2026-07 done k1: s1, 2027`, ``sources`` `s1=Title`
    for those whose title is not their id; ``ties`` the front matter's `translations`; ``said``
    the words of every excerpt, where they are not the language and the source.
    """

    lang: str = "fr"
    day: str = "2026-11-01"
    claims: str = ""
    events: str = ""
    ties: str = ""
    sources: str = ""
    said: str = ""

    @property
    def markdown(self) -> str:
        head = f"title: T\ndate: {self.day}\nlang: {self.lang}\ntranslations: {{{self.ties}}}\n"
        return f"---\n{head}---\n{WORDS}\n"

    @property
    def sidecar(self) -> str:
        """The sidecar in JSON, which is YAML."""
        claims, events = _rows(self.claims), _rows(self.events)
        titles = dict(row.split("=") for row in self.sources.split())
        used = [source for _, uses in (*claims, *events) for source in uses]
        written = {
            "claims": [self._claim(id, uses) for id, uses in claims],
            "timeline": [self._event(text.split(), uses) for text, uses in events],
            "sources": {id: {"title": titles.get(id, id), "locator": "x"} for id in used},
        }
        return json.dumps(written)

    def _claim(self, id: str, uses: list[str]) -> dict[str, object]:
        sources = [
            {"id": use, "excerpt": self.said or f"{self.lang} {use}", "locator": self.lang}
            for use in uses
        ]
        return {"id": id, "quote": PASSAGES[id], "verdict": "pending", "sources": sources}

    def _event(self, words: list[str], uses: list[str]) -> dict[str, object]:
        day, status, *claims = words if len(words) > 1 else (*words, "announced")
        row = {"date": day, "title": "Jalon", "status": status}
        return {**row, "claims": claims, "sources": uses}


def _rows(text: str) -> list[tuple[str, list[str]]]:
    split = (row.partition(":") for row in text.split(",") if row)
    return [(row.strip(), uses.split()) for row, _, uses in split]


def indexes(folder: Path, articles: Mapping[str, Files], lang: str = "fr") -> Indexes:
    """The indexes of a site of these articles."""
    content = folder / "content"
    content.mkdir()
    (content / "site.yaml").write_text(
        f"title: S\nurl: https://s.example/\nlang: {lang}\n", encoding="utf-8"
    )
    for slug, article in articles.items():
        (content / f"{slug}.md").write_text(article.markdown, encoding="utf-8")
        (content / f"{slug}.claims.yaml").write_text(article.sidecar, encoding="utf-8")
    checked = check(folder, today=TODAY)
    assert {problem.code for problem in checked.diagnostics} <= {"closed-window"}
    shown = [*map(listed, presented(folder))]
    return SiteMap(checked.site, shown, checked.pages, TODAY).indexes


def claims(made: Indexes) -> list[str]:
    return [
        claim.href.removesuffix("/index.html").replace("/claims/", " ") for claim in made.claims
    ]


def events(made: Indexes) -> list[str]:
    return [f"{event.id} {event.date.text}" for event in made.events()]


def notes(made: Indexes) -> list[str]:
    """Each source as `number id (title): claims + milestones`; a claim as `article.id`."""
    return [
        f"{note.source.number} {note.source.id} ({note.source.title}): "
        + " ".join(f"{claim.article.href.partition('/')[0]}.{claim.id}" for claim in note.claims)
        + f" + {note.events}"
        for note in made.notes()
    ]


# --- Which version stands for an article ---

A, B = Files(ties="en: b"), Files(lang="en")
LEADING: dict[str, tuple[str, dict[str, Files], list[str]]] = {
    "no-article": ("fr", {}, []),
    "one": ("fr", {"a": Files()}, ["a"]),
    "one-in-another-language": ("fr", {"a": Files(lang="en")}, ["a"]),
    "untied": ("fr", {"a": Files(), "b": Files(lang="en")}, ["a", "b"]),
    "language-of-the-site": ("fr", {"a": A, "b": B}, ["a"]),
    "language-of-the-site-english": ("en", {"a": A, "b": B}, ["b"]),
    "later-in-another-language": (
        "fr",
        {"a": A, "b": Files(lang="en", day="2026-11-20")},
        ["a"],
    ),
    "region-of-the-site": (
        "fr-CA",
        {"a": A, "b": Files(lang="en", day="2026-11-20")},
        ["a"],
    ),
    "region-of-the-article": (
        "fr",
        {"a": Files(lang="fr-CA", ties="en: b"), "b": Files(lang="en", day="2026-11-20")},
        ["a"],
    ),
    "none-in-the-language-of-the-site": (
        "fr",
        {
            "a": Files(lang="en-GB", ties="en-US: b"),
            "b": Files(lang="en-US", day="2026-11-20"),
        },
        ["b"],
    ),
    "the-latest-first": (
        "fr",
        {"a": A, "b": B, "c": Files(day="2026-11-20"), "d": Files(day="2026-10-01")},
        ["c", "a", "d"],
    ),
    "two-pairs": (
        "fr",
        {"a": A, "b": B, "c": Files(ties="en: d"), "d": B},
        ["a", "c"],
    ),
}


@pytest.mark.parametrize(("lang", "articles", "slugs"), LEADING.values(), ids=LEADING)
def test_leading(tmp_path: Path, lang: str, articles: dict[str, Files], slugs: list[str]) -> None:
    leading = indexes(tmp_path, articles, lang).leading
    assert [article.slug for article in leading] == slugs


# --- Claims ---


def french(claims: str = "", **more: str) -> Files:
    return Files(claims=claims, ties="en: b", **more)


def english(claims: str = "", **more: str) -> Files:
    return Files(lang="en", claims=claims, **more)


CLAIMS: dict[str, tuple[dict[str, Files], list[str]]] = {
    "none": ({"a": french(), "b": english()}, []),
    "said-in-both": ({"a": french("k1, k2"), "b": english("k1, k2")}, ["a k1", "a k2"]),
    "said-in-the-leading-one": ({"a": french("k1, k2"), "b": english("k1")}, ["a k1", "a k2"]),
    "said-in-the-other": ({"a": french("k1"), "b": english("k1, k2")}, ["a k1", "b k2"]),
    "nothing-shared": ({"a": french("k1"), "b": english("k2")}, ["a k1", "b k2"]),
    "one-id-in-untied-articles": (
        {"a": Files(claims="k1"), "b": english("k1")},
        ["a k1", "b k1"],
    ),
    "one-id-in-a-pair-and-elsewhere": (
        {"a": french("k1"), "b": english("k1"), "c": Files(claims="k1")},
        ["a k1", "c k1"],
    ),
    "the-other-is-later": (
        {"a": french("k1"), "b": english("k1, k2", day="2026-11-20")},
        ["b k2", "a k1"],
    ),
}


@pytest.mark.parametrize(("articles", "expected"), CLAIMS.values(), ids=CLAIMS)
def test_claims(tmp_path: Path, articles: dict[str, Files], expected: list[str]) -> None:
    assert claims(indexes(tmp_path, articles)) == expected


THREE = {
    "a": french("k1: s1", events="2026-07"),
    "b": Files(lang="en", claims="k2: s2", events="2027", ties="en-GB: c"),
    "c": Files(lang="en-GB", claims="k2: s2", events="2027"),
}
"""What two translations have and the version of the site's language has not."""


def test_what_only_translations_have_is_listed_once_too(tmp_path: Path) -> None:
    made = indexes(tmp_path, THREE)
    assert claims(made) == ["a k1", "b k2"]
    assert events(made) == ["a-event-1 2026-07", "b-event-1 2027"]
    assert notes(made) == ["1 s1 (s1): a.k1 + 0", "2 s2 (s2): b.k2 + 0"]


# --- Milestones ---

EVENTS: dict[str, tuple[dict[str, Files], list[str]]] = {
    "none": ({"a": french(), "b": english()}, []),
    "in-both": (
        {"a": french(events="2026-07, 2027"), "b": english(events="2026-07, 2027")},
        ["a-event-1 2026-07", "a-event-2 2027"],
    ),
    "in-the-leading-one": (
        {"a": french(events="2026-07, 2027"), "b": english(events="2027")},
        ["a-event-1 2026-07", "a-event-2 2027"],
    ),
    "in-the-other": (
        {"a": french(events="2027"), "b": english(events="2026-07, 2027")},
        ["a-event-1 2027", "b-event-1 2026-07"],
    ),
    "of-another-status": (
        {"a": french(events="2026-07 done"), "b": english(events="2026-07 missed")},
        ["a-event-1 2026-07", "b-event-1 2026-07"],
    ),
    "of-another-claim": (
        {"a": french("k1, k2", events="2027 due k1"), "b": english("k1, k2", events="2027 due k2")},
        ["a-event-1 2027", "b-event-1 2027"],
    ),
    "two-on-one-day": (
        {"a": french(events="2027, 2027"), "b": english(events="2027, 2027")},
        ["a-event-1 2027", "a-event-2 2027"],
    ),
    "in-untied-articles": (
        {"a": Files(events="2027"), "b": english(events="2027")},
        ["a-event-1 2027", "b-event-1 2027"],
    ),
}


@pytest.mark.parametrize(("articles", "expected"), EVENTS.values(), ids=EVENTS)
def test_events(tmp_path: Path, articles: dict[str, Files], expected: list[str]) -> None:
    assert events(indexes(tmp_path, articles)) == expected


def test_a_second_milestone_of_one_day_that_only_the_other_version_has_is_kept(
    tmp_path: Path,
) -> None:
    articles = {"a": french(events="2027"), "b": english(events="2027, 2027")}
    assert len(events(indexes(tmp_path, articles))) == 2


# --- Sources ---

NOTES: dict[str, tuple[dict[str, Files], list[str]]] = {
    "none": ({"a": french(), "b": english()}, []),
    "in-both": (
        {"a": french("k1: s1"), "b": english("k1: s1")},
        ["1 s1 (s1): a.k1 + 0"],
    ),
    "title-translated": (
        {
            "a": french("k1: s1", sources="s1=Rapport"),
            "b": english("k1: s1", sources="s1=Report"),
        },
        ["1 s1 (Rapport): a.k1 + 0"],
    ),
    "title-translated-and-later": (
        {
            "a": french("k1: s1", sources="s1=Rapport"),
            "b": english("k1: s1", sources="s1=Report", day="2026-11-20"),
        },
        ["1 s1 (Rapport): a.k1 + 0"],
    ),
    "in-the-leading-one": (
        {"a": french("k1: s1 s2"), "b": english("k1: s1")},
        ["1 s1 (s1): a.k1 + 0", "2 s2 (s2): a.k1 + 0"],
    ),
    "in-the-other": (
        {"a": french("k1: s1"), "b": english("k1: s1 s2")},
        ["1 s1 (s1): a.k1 + 0", "2 s2 (s2): b.k1 + 0"],
    ),
    "of-a-claim-in-the-other": (
        {"a": french("k1: s1"), "b": english("k1: s1, k2: s1")},
        ["1 s1 (s1): a.k1 b.k2 + 0"],
    ),
    "of-milestones": (
        {"a": french("k1: s1", events="2027: s1"), "b": english("k1: s1", events="2027: s1")},
        ["1 s1 (s1): a.k1 + 1"],
    ),
    "of-milestones-alone": (
        {"a": french(events="2027: s1"), "b": english(events="2027: s1")},
        ["1 s1 (s1):  + 1"],
    ),
    "one-document-of-two-articles": (
        {
            "a": Files(claims="k1: s1", events="2027: s1"),
            "b": english("k2: s1", events="2028: s1"),
        },
        ["1 s1 (s1): a.k1 b.k2 + 2"],
    ),
    "one-id-for-two-documents": (
        {
            "a": Files(claims="k1: s1", sources="s1=Un"),
            "b": english("k2: s1", sources="s1=Deux"),
        },
        ["1 s1 (Un): a.k1 + 0", "2 b.s1 (Deux): b.k2 + 0"],
    ),
    "numbered-throughout": (
        {"a": Files(claims="k1: s1 s2"), "b": english("k2: s2 s3")},
        ["1 s1 (s1): a.k1 + 0", "2 s2 (s2): a.k1 b.k2 + 0", "3 s3 (s3): b.k2 + 0"],
    ),
}


@pytest.mark.parametrize(("articles", "expected"), NOTES.values(), ids=NOTES)
def test_notes(tmp_path: Path, articles: dict[str, Files], expected: list[str]) -> None:
    assert notes(indexes(tmp_path, articles)) == expected


def test_excerpts_of_every_version_are_kept_and_each_stands_once(tmp_path: Path) -> None:
    articles = {
        "a": french("k1: s1, k2: s1"),
        "b": english("k1: s1"),
        "c": Files(claims="k3: s1"),
    }
    (note,) = indexes(tmp_path, articles).notes()
    assert [excerpt for excerpt, _ in note.excerpts] == ["fr s1", "en s1"]


def test_an_excerpt_stands_once_whatever_the_language_of_its_locator(tmp_path: Path) -> None:
    articles = {"a": french("k1: s1", said="ten words"), "b": english("k1: s1", said="ten words")}
    (note,) = indexes(tmp_path, articles).notes()
    assert note.excerpts == (("ten words", "fr"),)


def test_a_translation_adds_to_the_document_of_its_own_article(tmp_path: Path) -> None:
    """Two articles use one id for two documents; the second has a version in English."""
    articles = {
        "a": Files(claims="k1: s1", day="2026-11-20", sources="s1=Un"),
        "c": Files(claims="k2: s1", ties="en: d", sources="s1=Deux"),
        "d": english("k2: s1, k3: s1", sources="s1=Two"),
    }
    made = indexes(tmp_path, articles)
    assert notes(made) == ["1 s1 (Un): a.k1 + 0", "2 c.s1 (Deux): c.k2 d.k3 + 0"]
    first, second = made.notes()
    assert [excerpt for excerpt, _ in first.excerpts] == ["fr s1"]
    assert [excerpt for excerpt, _ in second.excerpts] == ["fr s1", "en s1"]


def test_a_document_of_two_articles_is_listed_once_though_a_third_uses_its_id(
    tmp_path: Path,
) -> None:
    articles = {
        "a": Files(claims="k1: s1", sources="s1=Un"),
        "b": Files(claims="k2: s1", sources="s1=Deux"),
        "c": Files(claims="k3: s1", sources="s1=Deux"),
    }
    assert notes(indexes(tmp_path, articles)) == [
        "1 s1 (Un): a.k1 + 0",
        "2 b.s1 (Deux): b.k2 c.k3 + 0",
    ]


def test_a_milestone_that_only_the_other_version_has_counts_for_its_source(tmp_path: Path) -> None:
    articles = {"a": french("k1: s1"), "b": english("k1: s1", events="2027: s1")}
    made = indexes(tmp_path, articles)
    assert events(made) == ["b-event-1 2027"]
    assert notes(made) == ["1 s1 (s1): a.k1 + 1"]
