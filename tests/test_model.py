"""From files to typed values: what is read, in which shapes, and what a fault leaves whole."""

import re
import typing
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from vouch.diagnostics import SourceText
from vouch.model.base import Record
from vouch.model.claims import InPlace, SharedSources, Sidecar, Use
from vouch.model.fields import Vocabulary
from vouch.model.reading import Reading, read
from vouch.model.site import DEFAULT_SCALE, Article, Page, Site
from vouch.settings import read_settings
from vouch.yamldoc import parse

WORDS = Vocabulary(tuple(DEFAULT_SCALE))
R = typing.TypeVar("R", bound=Record)

CONTRACT = (Path(__file__).parent / "samples" / "contract.claims.yaml").read_text("utf-8")


def _reading(model: type[R], text: str, words: Vocabulary = WORDS) -> Reading[R]:
    document, problems = parse(SourceText("x.yaml", text))
    assert document is not None and problems == ()
    return read(model, document, words)


def _value(model: type[R], text: str, words: Vocabulary = WORDS) -> R:
    reading = _reading(model, text, words)
    assert reading.diagnostics == ()
    assert reading.value is not None
    return reading.value


def _claim(extra: str) -> str:
    lines = "".join(f"    {line}\n" for line in extra.split("\n"))
    return f"claims:\n  - id: a\n    quote: q\n    verdict: pending\n{lines}"


def test_the_sidecar_of_the_contract_is_read_as_it_stands() -> None:
    sidecar = _value(Sidecar, CONTRACT)
    (claim,) = sidecar.claims
    assert claim.figure is not None and str(claim.figure.value) == "9.86"
    assert claim.figure.unit.numerator == ("%",)
    assert claim.said is not None and claim.said.text == "2025-10-06"
    assert [type(use) for use in claim.sources] == [Use, Use, InPlace]
    assert claim.check[0].where["shares_outstanding"].value == Decimal("1622.8")
    assert claim.explanation == "More about it.\n"
    assert sidecar.timeline[0].date.text == "2026-H2"


@pytest.mark.parametrize("digits", ["9.10", "0.10", "007", "1e3", "-3.0", "+2"])
def test_a_decimal_keeps_its_digits(digits: str) -> None:
    (claim,) = _value(Sidecar, _claim(f"figure: {{value: {digits}}}")).claims
    assert claim.figure is not None
    assert claim.figure.value.as_tuple() == Decimal(digits).as_tuple()


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("claimant: AMD", "claimant: {name: AMD}"),
        ("sources: release", "sources: [{id: release}]"),
        ("also: b", "also: [{quote: b}]"),
        ("also: {quote: b}", "also: [{quote: b}]"),
        ("also: [b, {quote: c}]", "also: [{quote: b}, {quote: c}]"),
        (
            "check: {expression: a, where: {a: 6}, gives: 6}",
            "check: [{expression: a, where: {a: {value: 6}}, gives: 6}]",
        ),
        (
            "check: {expression: a, where: {a: b}, gives: 6}",
            "check: [{expression: a, where: {a: {figure: b}}, gives: 6}]",
        ),
        ("corrections: {date: 2026}", "corrections: [{date: 2026}]"),
        ("prefix:\nsuffix: ~\nalso: []\nsources:", "explanation: ''"),
        ("figure: {value: 6}", "figure: {value: 6, unit: '', modality: exact}"),
    ],
)
def test_what_may_be_written_shorter(short: str, long: str) -> None:
    assert _value(Sidecar, _claim(short)) == _value(Sidecar, _claim(long))


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("authors: A", "authors: [{name: A}]"),
        ("authors: [A, {name: B}]", "authors: [{name: A}, {name: B}]"),
        ("tags: a", "tags: [a]"),
        ("image: media/a.png", "image: {src: media/a.png}"),
        ("aliases: /old/deal/", "aliases: [old/deal]"),
        ("updated: 2026-11-23 09:30", "updated: 2026-11-23T09:30:00"),
        ("updated: 2026-11-23T09:30+0100", "updated: 2026-11-23T09:30:00+01:00"),
        ("updated: 2026-11-23 09:30:00.5Z", "updated: 2026-11-23T09:30:00Z"),
    ],
)
def test_what_an_article_may_write_shorter(short: str, long: str) -> None:
    head = "title: T\ndate: 2026-11-23\n"
    assert _value(Article, head + short) == _value(Article, head + long)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("publisher: P", "publisher: {name: P}"),
        ("units: [rack]", "units: {rack: {}}"),
        ("units: rack", "units: {rack: {}}"),
        ("units: {rack: }", "units: {rack: {labels: {}}}"),
        ("units: {rack: racks}", "units: {rack: {labels: {en: [racks], fr: racks}}}"),
        ("verdicts: {true-: }", None),
        ("verdicts: {pending: }", "verdicts: {pending: {sign: clock, line: dashed}}"),
        ("verdicts: {ok: Fine}", "verdicts: {ok: {labels: {en: Fine, fr: Fine}}}"),
        ("verdicts: {ok: {sign: ✓}}", "verdicts: {ok: {sign: check}}"),
        ("verdicts: {}", "title: T"),
        ("policies: {about: /about/}", "policies: {about: about}"),
        ("policies: {about: pages/about.md}", "policies: {about: about}"),
    ],
)
def test_what_settings_may_write_shorter(short: str, long: str | None) -> None:
    head = "url: https://e.org/\n"
    title = "" if long and long.startswith("title") else "title: T\n"
    if long is None:
        assert _reading(Site, head + title + short).diagnostics
        return
    assert _value(Site, head + "title: T\n" + short) == _value(Site, head + title + long)


def test_a_step_of_the_default_scale_keeps_what_is_not_written() -> None:
    site = _value(Site, "title: T\nurl: https://e.org\nverdicts: {accurate: {labels: {fr: Exact}}}")
    assert site.verdicts["accurate"].rating == 5
    assert site.verdicts["accurate"].sign == "check"
    assert list(site.verdicts) == ["accurate"]


def test_the_address_of_a_site_ends_with_a_slash() -> None:
    assert _value(Site, "title: T\nurl: https://e.org/a").url == "https://e.org/a/"


FAULTS = """claims:
  - {id: a, quote: q, verdict: nope}
  - {id: b, quote: r, verdit: accurate, said: 2026-99, also: [[x], {quote: s}, 3, {qoute: t}]}
  - {quote: s, verdict: accurate}
  - {id: d, verdict: accurate}
  - {id: e, quote: t, verdict: accurate, sources: [{id: x, stance: z}, {id: }, y]}
sources:
  x: {title: X}
  y: {titel: Y, url: "https://y.example/"}
"""


def test_every_fault_is_told_once_at_its_place_and_the_rest_is_read() -> None:
    reading = _reading(Sidecar, FAULTS)
    found = [(p.code, p.span.line, p.span.column) for p in reading.diagnostics]
    assert sorted(found, key=lambda f: f[1:]) == [
        ("unknown-verdict", 2, 32),
        ("unknown-key", 3, 23),
        ("bad-date", 3, 47),
        ("wrong-type", 3, 63),
        ("unknown-key", 3, 84),
        ("missing-key", 4, 6),
        ("missing-key", 5, 6),
        ("unknown-stance", 6, 68),
        ("missing-value", 6, 73),
        ("missing-key", 8, 3),
        ("unknown-key", 9, 7),
    ]
    assert reading.value is not None
    assert [claim.quote for claim in reading.value.claims] == ["q", "r", "s", "t"]
    assert [s.quote for s in reading.value.claims[1].also] == ["s", "3", "t"]
    assert [use.id for use in reading.value.claims[3].sources if isinstance(use, Use)] == ["x", "y"]
    assert list(reading.value.sources) == ["y"]


def test_places_in_the_value_lead_to_places_in_the_file() -> None:
    reading = _reading(Sidecar, FAULTS)
    assert reading.span("claims", 3, "quote").line == 6
    assert reading.span("claims", 3, "sources", 1).column == 80
    assert reading.span("claims", 1, "verdict").column == 31
    assert reading.span("claims", 1, "also", 2, "quote").column == 91
    assert reading.key_span("sources", "y").line == 9


@pytest.mark.parametrize(
    ("model", "text", "suggested"),
    [
        (Sidecar, "claim: []", "claims"),
        (Sidecar, _claim("sumary: x"), "summary"),
        (Sidecar, _claim("figure: {value: 1, modalty: exact}"), "modality"),
        (Sidecar, _claim("figure: {value: 1, unit: gigawats}"), "gigawatt"),
        (Sidecar, _claim("figure: {value: 1, unit: milliard d'euros, callout: leed}"), "lead"),
        (Sidecar, _claim("sources: [{titel: X, url: 'https://x.example'}]"), "title"),
        (Sidecar, _claim("check: {expresion: a, gives: 1}"), "expression"),
        (Sidecar, _claim("claimant: {nam: X}"), "name"),
        (Sidecar, "timeline: [{date: 2026, title: t, status: cancelld}]", "cancelled"),
        (Sidecar, "waivers: [{txt: X}]", "text"),
        (SharedSources, "sources: {a: {title: t, url: 'https://x.example', sen: page}}", "seen"),
        (Article, "title: t\ndate: 2026\ntransaltions: {}", "translations"),
        (Article, "title: t\ndate: 2026\nimage: {credits: x, src: x}", "credit"),
        (Page, "titel: t", "title"),
        (Site, "title: t\nurl: https://x.example\npolicies: {methods: a}", "method"),
        (Site, "title: t\nurl: https://x.example\nthresholds: {excerpt-words: 1}", "excerpt_words"),
        (Site, "title: t\nurl: https://x.example\npublisher: {nme: a}", "name"),
        (Site, "title: t\nurl: https://x.example\nverdicts: {a: {ratng: 5}}", "rating"),
    ],
)
def test_a_mistyped_word_gets_the_nearest_right_one(
    model: type[Record], text: str, suggested: str
) -> None:
    helps = [problem.help for problem in _reading(model, text).diagnostics]
    assert any(re.fullmatch(rf"did you mean `?{suggested}`?\?", help) for help in helps), helps


def _records(annotation: object) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for part in typing.get_args(annotation):
        yield from _records(part)


def _fields(model: type[Record], path: str) -> Iterator[tuple[str, str]]:
    """Every field under a model with a file that has ``%s`` for its value."""
    for name, field in model.model_fields.items():
        yield f"{model.__name__}.{name}", path % f"{{{_required(model, name)}{name}: %s}}"
        inner = list(_records(field.annotation))
        shape = str(field.annotation)
        for record in inner:
            value = "[%s]" if "tuple[" in shape and "dict[" not in shape else "%s"
            value = "{x: %s}" if "dict[" in shape else value
            yield from _fields(record, path % f"{{{_required(model, name)}{name}: {value}}}")


_REQUIRED = {
    "id": "x", "quote": "q", "verdict": "pending", "title": "t", "name": "n", "text": "t",
    "url": "https://x.example/", "date": "2026", "value": "1", "gives": "1", "src": "media/x.png",
    "expression": "1", "figures": "[x]", "slug": "x",
}  # fmt: skip


def _required(model: type[Record], but: str) -> str:
    fields = (name for name, field in model.model_fields.items() if field.is_required())
    return "".join(f"{name}: {_REQUIRED[name]}, " for name in fields if name != but)


MODELS: tuple[type[Record], ...] = (Site, Article, Page, Sidecar, SharedSources)
FIELDS = [(name, model, text) for model in MODELS for name, text in _fields(model, "%s")]
VALUES = (
    "[] | [x] | {} | {a: b} | {a: {b: c}} | [[x]] | [{a: b}] | true | 12 | '' | ' ' | ~ | x | [~] |"
    " {'': x} | {x: ~} | [[[[]]]] | https://x.example | -1 | 1e999 | .nan | 1,5 | é<b>\"& | a b |"
    " ../x | media/x.png | 2026-02-30 | 0x1F | '\u202e' | {x: [y]} | [true, {y: z}] | '-' | a/b"
).split(" | ")


@pytest.mark.parametrize(
    ("model", "text"), [field[1:] for field in FIELDS], ids=[field[0] for field in FIELDS]
)
def test_a_value_that_does_not_belong_is_told_at_its_place_or_read(
    model: type[Record], text: str
) -> None:
    for value in VALUES:
        written = text % value
        reading = _reading(model, written)
        assert reading.value is not None
        assert all(p.message and p.span.text == written for p in reading.diagnostics)


@pytest.mark.parametrize("text", ["title: T\nurl: x\n", "title: [", "", None, "verdicts: 3"])
def test_a_site_that_cannot_be_read_still_has_settings_to_check_with(text: str | None) -> None:
    source = SourceText("content/site.yaml", text) if text is not None else None
    settings, _ = read_settings(source, None)
    assert settings.site.verdicts["anything"].rating is None
    assert settings.site.url


def test_words_are_not_unknown_where_the_settings_cannot_be_read() -> None:
    settings, _ = read_settings(SourceText("content/site.yaml", "verdicts: {a: ["), None)
    text = _claim("figure: {value: 1, unit: racks/furlong-of-ours}").replace("pending", "vrai")
    assert _reading(Sidecar, text, settings.words).diagnostics == ()


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("a: {title: A, url: 'https://a.example'}", {"a"}),
        ("sources:\n  a: {title: A, url: 'https://a.example'}", {"a"}),
        ("sources: {title: A, url: 'https://a.example'}", {"sources"}),
        ("", set()),
        ("a: [", None),
        ("a: {titre: A}", {"a"}),
    ],
)
def test_shared_sources_stand_at_the_top_or_under_their_key(
    text: str, ids: set[str] | None
) -> None:
    settings, _ = read_settings(None, SourceText("content/sources.yaml", text))
    assert settings.shared_ids == ids


def test_every_field_says_what_it_means() -> None:
    said = [field for model in MODELS for field in _described(model)]
    assert len(said) > 90
    assert [name for name, meaning in said if not meaning] == []


def _described(model: type[Record]) -> Iterator[tuple[str, str]]:
    for name, field in model.model_fields.items():
        yield f"{model.__name__}.{name}", field.description or ""
        for record in _records(field.annotation):
            yield from _described(record)
