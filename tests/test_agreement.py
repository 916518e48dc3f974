"""What machines are told is what readers see, or nothing is published: templates tampered with."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sites import TODAY, sidecar, written
from vouch import editions
from vouch.building import Built, build
from vouch.outputs import articlefiles, searchrecords
from vouch.outputs.annotations import annotation_page
from vouch.outputs.claimreview import claim_reviews
from vouch.outputs.records import claims_file
from vouch.outputs.searchrecords import records_file
from vouch.outputs.shown import bare, shown_claims, words

TEMPLATES = Path(__file__).parent.parent / "templates"
CLAIM: Mapping[str, object] = {
    "quote": "six gigawatts",
    "verdict": "accurate",
    "claimant": {"name": "Une société", "url": "https://societe.example/"},
    "said": "2025-10",
    "summary": "Le contrat le dit.",
    "figure": {"value": 6, "unit": "GW", "modality": "up-to", "callout": "lead"},
    "sources": [{"title": "Contrat", "url": "https://societe.example/contrat"}],
    "checked": "2026-11-20",
    "checked_by": "Une lectrice",
}


def _built(
    folder: Path,
    templates: Mapping[str, str],
    formats: str = "{cards: false, search: false}",
    claim: Mapping[str, object] = CLAIM,
) -> Built:
    text = "On annonce six gigawatts pour demain."
    site = written(folder, text, sidecar([claim]), formats=formats)
    (site / "templates").mkdir()
    for name, text in templates.items():
        (site / "templates" / name).write_text(text, "utf-8")
    return build(site, site / "_site", today=TODAY)


def _with(name: str, old: str, new: str) -> dict[str, str]:
    text = (TEMPLATES / name).read_text("utf-8")
    assert old in text, (name, old)
    return {name: text.replace(old, new)}


VERDICT = "{{ verdict.label }}</span></b>"
QUOTE = "<q data-claim-text{{ foreign(claim.lang) }}>{{ claim.quote|quoted(claim.lang) }}"
OF_CLAIMS = "{% if page.kind == 'claim' %}{{ page.structured }}{% endif %}"
CARD = '<article class="sheet" id="claim" data-claim-card="{{ claim.id }}">'
STRUCTURED = '<script type="application/ld+json">{{ page.structured }}</script>'
OG_TITLE = 'property="og:title" content="{{ page.title }}"'
NUMBER = "<b>{{ figure.number }}</b>{% if figure.unit %} <span>{{ figure.unit }}</span>{% endif %}"


@pytest.mark.parametrize(
    ("templates", "told"),
    [
        pytest.param(
            _with("_macros.html", VERDICT, "faux</span></b>"), "the verdict of `k1`", id="its word"
        ),
        pytest.param(
            _with("_macros.html", 'data-verdict="{{ verdict.key }}"', 'data-verdict="inaccurate"'),
            "the verdict of `k1`",
            id="its key",
        ),
        pytest.param(
            _with("_macros.html", ' data-verdict="{{ verdict.key }}"', ""),
            "the verdict of `k1`",
            id="no hook of a verdict",
        ),
        pytest.param(
            _with(
                "claim.html",
                QUOTE,
                "<q data-claim-text>sept gigawatts",
            ),
            "the words of `k1`",
            id="the words on the claim's page",
        ),
        pytest.param(
            _with("claim.html", "{{ claim.figure.text }}", "7 GW"),
            "the figure of `k1`",
            id="the figure on the claim's page",
        ),
        pytest.param(
            _with("claim.html", "{{ checked(claim) }}", "Vérifié le 21 novembre 2026"),
            "the date `checked` of `k1`",
            id="the day of the check",
        ),
        pytest.param(
            _with("claim.html", "{{ time(claim.said) }}", "octobre 2024"),
            "the date `said` of `k1`",
            id="when it was said",
        ),
        pytest.param(
            _with(
                "claim.html", "<span data-checked>{{ checked(claim) }}", "<span>le 21 novembre 2026"
            ),
            "the date `checked` of `k1`",
            id="the day of the check without its hook",
        ),
        pytest.param(
            _with("embed.html", "<span data-said>{{ time(claim.said) }}", "<span>octobre 2024"),
            "the date `said` of `k1`",
            id="when it was said without its hook",
        ),
        pytest.param(
            _with("claim.html", 'data-claim-card="{{ claim.id }}"', ""),
            "the cards of `k1`",
            id="no card on the claim's page",
        ),
        pytest.param(
            _with("claim.html", 'data-claim-card="{{ claim.id }}"', 'data-claim-card="k2"'),
            "a card of `k2`",
            id="the card of a claim that is not there",
        ),
        pytest.param(
            _with("embed.html", "{{ card.words }}", "sept gigawatts"),
            "the words of `k1`",
            id="the words of the card for others",
        ),
        pytest.param(
            _with("embed.html", "{{ claim.verdict.label }}", "plutôt vrai"),
            "the verdict of `k1`",
            id="the verdict of the card for others",
        ),
        pytest.param(
            _with("packet.html", "{{ claim.figure.text }}", "8 GW"),
            "the figure of `k1`",
            id="the figure in the packet",
        ),
        pytest.param(
            _with("article.html", "<h1>{{ article.title }}</h1>", "<h1>Un autre titre</h1>"),
            "the title",
            id="the title of the article",
        ),
        pytest.param(
            _with(
                "base.html",
                "{{ page.structured }}",
                "{{ page.structured|replace('gigawatts', 'GW') }}",
            ),
            "the ClaimReview of `k1`",
            id="the words of the ClaimReview",
        ),
        pytest.param(
            _with(
                "base.html",
                "{{ page.structured }}",
                "{{ page.structured|replace('vrai', 'faux') }}",
            ),
            "the ClaimReview of `k1`",
            id="the verdict of the ClaimReview",
        ),
        pytest.param(
            _with("base.html", "{{ page.structured }}", "{}"),
            "the ClaimReview of `k1` is missing",
            id="no ClaimReview",
        ),
        pytest.param(
            _with("base.html", "{{ page.structured }}", "{{ page.structured }},"),
            "the ClaimReview of `k1` is missing",
            id="a ClaimReview that is no JSON",
        ),
        pytest.param(
            _with("base.html", "{{ page.structured }}", OF_CLAIMS),
            "the NewsArticle is missing",
            id="no NewsArticle",
        ),
        pytest.param(
            _with(
                "base.html",
                "{{ page.structured }}",
                OF_CLAIMS.replace("{% endif", "{% else %}x{% endif"),
            ),
            "the NewsArticle is missing",
            id="a NewsArticle that is no JSON",
        ),
        pytest.param(
            _with("claim.html", QUOTE, "<q data-claim-text>six […]"),
            "the words of `k1`",
            id="words cut on the claim's page",
        ),
        pytest.param(
            _with("claim.html", "{{ claim.figure.text }}", "{{ claim.figure.text }}h"),
            "the figure of `k1`",
            id="a unit that goes on",
        ),
        pytest.param(
            _with("_macros.html", "<b>{{ figure.number }}</b>", "<b>1{{ figure.number }}</b>"),
            "the callout of `k1`",
            id="the number of a callout",
        ),
        pytest.param(
            _with("_macros.html", "<b>{{ figure.number }}</b>", "<b>-{{ figure.number }}</b>"),
            "the callout of `k1`",
            id="the sign of a callout",
        ),
        pytest.param(
            _with("_macros.html", "<span>{{ figure.unit }}</span>", "<span>GWh</span>"),
            "the callout of `k1`",
            id="the unit of a callout",
        ),
        pytest.param(
            _with("_macros.html", "{% if figure.modality %}", "{% if false %}"),
            "the callout of `k1`",
            id="a callout without its modality",
        ),
        pytest.param(
            _with("article.html", 'data-figure="{{ claim.id }}"', 'data-figure="k2"'),
            "a callout of `k2`",
            id="a callout of no claim",
        ),
        pytest.param(
            _with("base.html", 'og:title" content="{{ page.title }}"', 'og:title" content="Faux"'),
            "a/claims/k1/index.html: `og:title`",
            id="the title to share",
        ),
        pytest.param(
            _with("base.html", 'content="{{ page.sharing.published }}"', 'content="2025-11-23"'),
            "a/index.html: `article:published_time`",
            id="the day to share",
        ),
        pytest.param(
            _with("base.html", '"og:type"', '"article:modified_time" content="2026-11-23"><meta x'),
            "a/index.html: `article:modified_time`",
            id="a change to share that never was",
        ),
        pytest.param(
            _with("base.html", 'content="{{ page.sharing.published }}"', 'content="hier"'),
            "a/claims/k1/index.html: `article:published_time`",
            id="no day to share",
        ),
    ],
)
def test_a_template_that_shows_something_else_is_found_out(
    tmp_path: Path, templates: Mapping[str, str], told: str
) -> None:
    built = _built(tmp_path, templates)
    assert not built.files
    messages = [p.message for p in built.checked.diagnostics if p.code == "markup-differs"]
    assert messages
    assert any(told in message for message in messages), messages


@pytest.mark.parametrize(
    "templates",
    [
        pytest.param({}, id="ours"),
        pytest.param(
            _with("claim.html", " data-claim-text", ""), id="without the hook of the words"
        ),
        pytest.param(
            _with("claim.html", "<h1><q", "<p>sept gigawatts</p>\n<h1><q"),
            id="with words of its own",
        ),
        pytest.param(
            _with("claim.html", "<dd data-said>", "<dd>")
            | _with("embed.html", "<span data-checked>", "<span>"),
            id="without the hooks of dates",
        ),
        pytest.param(
            _with("base.html", "</main>", "<!-- six --></main><p data-verdict='none'>x</p>"),
            id="with hooks outside of cards",
        ),
        pytest.param(
            _with("_macros.html", VERDICT, "<i>{{ verdict.label }}</i></span></b>"),
            id="with other elements",
        ),
        pytest.param(
            _with(
                "claim.html",
                "{{ claim.figure.text }}",
                "{{ claim.figure.text|replace(' ', '  ') }}",
            ),
            id="with other white space",
        ),
        pytest.param(
            _with("claim.html", CARD, "<ARTICLE\ndata-claim-card = '{{ claim.id }}' title='a>\"'>"),
            id="with hooks written otherwise",
        ),
        pytest.param(
            _with("_macros.html", '"{{ verdict.key }}"', "{{ verdict.key }}"),
            id="with hooks without quotes",
        ),
        pytest.param(
            _with("claim.html", CARD, f'<!-- {CARD}<b data-verdict="x"></b> -->{CARD}<!-- six -->'),
            id="with a card that is commented out",
        ),
        pytest.param(
            _with(
                "base.html",
                STRUCTURED,
                "<!-- <script type='application/ld+json'>{}</script> --><script id='x'"
                " type='application/ld+json'\n>{{ page.structured }}</script>"
                '<script type="application/ld+json">{"@type": "WebSite", "headline": 1}</script>',
            ),
            id="with blocks of its own",
        ),
        pytest.param(
            _with("_macros.html", NUMBER, "{{ figure.number }}\u202f<i>{{ figure.unit }}</i>"),
            id="with a figure set otherwise",
        ),
        pytest.param(
            _with("base.html", OG_TITLE, "content='{{ page.title }} – X' property=og:title"),
            id="with a longer title to share",
        ),
        pytest.param(
            _with("base.html", OG_TITLE, 'property="og:title" content="{{ page.title[:5] }}…"'),
            id="with a shorter title to share",
        ),
        pytest.param(
            _with("base.html", ".published }}", ".published }}T00:00:00+01:00"),
            id="with a time to share",
        ),
        pytest.param(_with("base.html", OG_TITLE, ""), id="with no title to share"),
        pytest.param(
            _with("base.html", "<title>", '<!-- <meta property="og:title" content="x"> --><title>'),
            id="with a title to share that is commented out",
        ),
    ],
)
def test_a_template_that_shows_the_same_otherwise_is_left_alone(
    tmp_path: Path, templates: Mapping[str, str]
) -> None:
    assert _built(tmp_path, templates).files


PENDING: Mapping[str, object] = {**CLAIM, "verdict": "pending"}
SAYS_CHECKED = _with(
    "claim.html",
    "{% if claim.checked or claim.checked_by %}<span data-checked>{{ checked(claim) }}</span>",
    "{% if true %}<span data-checked>Vérifié le 20 novembre 2026</span>",
)


def _published_with(folder: Path, claims: Sequence[Mapping[str, object]]) -> tuple[str, str]:
    """All that is published of a site of one article, and the table of its claims."""
    text = "On annonce six gigawatts pour demain, et deux gigawatts après."
    built = build(written(folder, text, sidecar(list(claims))), folder / "out", today=TODAY)
    assert built.files, built.checked.diagnostics
    made = {path: (folder / "out" / path).read_bytes() for path in built.files}
    pages = [content.decode() for path, content in made.items() if path.endswith(TEXTS)]
    return " ".join(" ".join(pages).split()), made["a/claims.json"].decode()


TEXTS = (".html", ".json", ".jsonld", ".csv", ".xml")


@pytest.mark.parametrize(
    ("verdict", "is_said"),
    [
        pytest.param("accurate", True, id="judged"),
        pytest.param("unverifiable", True, id="judged to be beyond a check"),
        pytest.param("pending", False, id="not judged yet"),
    ],
)
@pytest.mark.parametrize(
    "signed", [pytest.param("Une lectrice", id="with a name"), pytest.param(None, id="a day alone")]
)
def test_only_a_claim_that_is_judged_was_checked(
    tmp_path: Path, verdict: str, is_said: bool, signed: str | None
) -> None:
    claim = {**CLAIM, "verdict": verdict, "checked_by": signed}
    shown, claims = _published_with(tmp_path, [claim])
    for told in ("20 novembre 2026", "2026-11-20", *([signed] if signed else ())):
        assert (told in shown) is is_said, told
    record = json.loads(claims)
    assert record["article"]["checked"] == ("2026-11-20" if is_said else None)
    assert record["claims"][0]["checked"] == ("2026-11-20" if is_said else None)


@pytest.mark.parametrize(
    "templates",
    [
        pytest.param({}, id="ours"),
        pytest.param(
            _with("claim.html", "{{ claim.quote|quoted(claim.lang) }}", "{{ claim.quote }}"),
            id="one that shows the words as they are",
        ),
    ],
)
def test_marks_in_a_quotation_change_for_readers_alone(
    tmp_path: Path, templates: Mapping[str, str]
) -> None:
    words, text = "« six gigawatts » pour demain", "On annonce « six gigawatts » pour demain."
    site = written(tmp_path, text, sidecar([{**CLAIM, "quote": words}]))
    (site / "templates").mkdir()
    for name, source in templates.items():
        (site / "templates" / name).write_text(source, "utf-8")
    built = build(site, tmp_path / "out", today=TODAY)
    assert built.files, built.checked.diagnostics
    out = tmp_path / "out" / "a"
    (record,) = json.loads((out / "claims.json").read_bytes())["claims"]
    assert " ".join(record["text"].split()) == words
    pages = [(out / "claims" / "k1" / name).read_text("utf-8") for name in PAGES_OF_A_CLAIM]
    for page in [*([] if templates else pages[:1]), *pages[1:]]:
        assert [card.words for card in shown_claims(bare(page))] == ["“six gigawatts” pour demain"]


PAGES_OF_A_CLAIM = ("index.html", "embed.html")


def test_an_article_was_last_checked_when_a_judged_claim_of_it_was(tmp_path: Path) -> None:
    other = {**PENDING, "id": "k2", "quote": "deux gigawatts", "checked": "2026-11-22"}
    _, claims = _published_with(tmp_path, [CLAIM, {**other, "figure": None}])
    assert json.loads(claims)["article"]["checked"] == "2026-11-20"


def test_a_template_that_has_a_pending_claim_checked_is_found_out(tmp_path: Path) -> None:
    built = _built(tmp_path, SAYS_CHECKED, claim=PENDING)
    messages = [p.message for p in built.checked.diagnostics if p.code == "markup-differs"]
    assert any("the check of `k1`" in message for message in messages), messages
    assert not built.files


def _claims(change: Callable[[dict[str, object]], None]) -> Callable[..., bytes]:
    """The file of an article's claims with its first claim changed."""
    made = claims_file

    def changed(*asked: object) -> bytes:
        value = json.loads(made(*asked))  # type: ignore[arg-type]
        change(value["claims"][0])
        return json.dumps(value).encode()

    return changed


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param({"text": "sept gigawatts"}, "the words of `k1`", id="words"),
        pytest.param(
            {"verdict": {"key": "accurate", "label": "faux", "rating": 5}},
            "the verdict of `k1`",
            id="verdict",
        ),
        pytest.param({"checked": "2026-11-21"}, "the date `checked` of `k1`", id="date"),
        pytest.param({"review": None}, "the ClaimReview of `k1`", id="ClaimReview"),
        pytest.param(
            {"passages": [{"start": 0, "end": 2, "exact": "six", "prefix": "", "suffix": ""}]},
            "the passage of `k1`",
            id="place",
        ),
        pytest.param({"passages": []}, "the passages of `k1`", id="no place"),
        pytest.param({"id": "k9"}, "a card of `k1`", id="id"),
    ],
)
def test_a_format_that_says_something_else_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Mapping[str, object], told: str
) -> None:
    monkeypatch.setattr(articlefiles, "claims_file", _claims(lambda claim: claim.update(change)))
    built = _built(tmp_path, {})
    assert not built.files
    assert any(told in problem.message for problem in built.checked.diagnostics)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param('"value":"vrai"', '"value":"faux"', "the verdict of `k1`", id="verdict"),
        pytest.param("six gigawatts", "six kilowatts", "the passages of `k1`", id="words"),
        pytest.param('ted":"2026-11-20', 'ted":"2026-11-21', "the day of `k1`", id="checked"),
        pytest.param('fied":"2026-11-20', 'fied":"2026-11-22', "the day of `k1`", id="modified"),
    ],
)
def test_annotations_that_say_something_else_are_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, told: str
) -> None:
    made = annotation_page

    def changed(*asked: object) -> bytes:
        page = made(*asked)  # type: ignore[arg-type]
        assert old.encode() in page
        return page.replace(old.encode(), new.encode())

    monkeypatch.setattr(articlefiles, "annotation_page", changed)
    built = _built(tmp_path, {})
    assert not built.files
    assert f"annotations.jsonld: {told}" in built.checked.diagnostics[-1].message


@pytest.mark.parametrize(
    ("place", "told"),
    [
        pytest.param(("datePublished",), "the date `checked` in the ClaimReview", id="checked"),
        pytest.param(
            ("itemReviewed", "datePublished"), "the date `said` in the ClaimReview", id="said"
        ),
    ],
)
def test_a_claim_review_of_another_day_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: tuple[str, ...], told: str
) -> None:
    def changed(*asked: object) -> Mapping[str, object]:
        reviews = json.loads(json.dumps(claim_reviews(*asked)))  # type: ignore[arg-type]
        node = reviews["k1"]
        for name in place[:-1]:
            node = node[name]
        node[place[-1]] = "2024-01-02"
        return dict(reviews)

    monkeypatch.setattr(editions, "claim_reviews", changed)
    built = _built(tmp_path, {})
    assert not built.files
    assert any(told in problem.message for problem in built.checked.diagnostics)


def test_a_search_under_another_verdict_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(*asked: object) -> bytes:
        return records_file(*asked).replace(b'["accurate"]', b'["inaccurate"]')  # type: ignore[arg-type]

    monkeypatch.setattr(searchrecords, "records_file", changed)
    built = _built(tmp_path, {}, formats="{cards: false}")
    assert not built.files
    assert "search.json: what is searched" in built.checked.diagnostics[-1].message


def test_what_a_card_shows_is_read_as_a_browser_reads_it() -> None:
    page = (
        '<section data-x="a > b" data-claim-card="k&amp;1"><section>i</section>'
        '<b data-verdict="true"><svg><use href="#a"/></svg> vrai\u00a0!</b>'
        "<p data-claim-text>un<br>deux &lt;trois&gt;</p></section><p data-said>hors</p>"
    )
    (seen,) = shown_claims(bare(page))
    assert (seen.id, seen.verdict, seen.label) == ("k&1", "true", "vrai !")
    assert (seen.words, seen.said) == ("un deux <trois>", None)
    assert re.fullmatch("i.*trois>", seen.text)


TAGS = st.builds(
    "<{}{}{}>".format,
    st.sampled_from(["", "/"]),
    st.sampled_from(["p", "P", "b", "header", "prefix", "li-x", "br", "!x"]),
    st.sampled_from(["", "/", " class=x", " title='>'", " title=\"a > 'b'\"", "\n"]),
)


WORDS = st.sampled_from(["un", "un ", "\u00a0un", "&amp;", "5 < 6", "3 > 2"])


@given(st.lists(st.tuples(WORDS, TAGS, WORDS).map("".join)))
def test_words_stand_apart_where_a_block_begins_or_ends(pieces: Sequence[str]) -> None:
    page = "".join(pieces)
    rest = r"""(?:[^<>"']|"[^"]*"|'[^']*')*>"""
    blocks = re.sub(rf"</?(?:p|header|br)(?=[\s/>]){rest}", " ", page, flags=re.IGNORECASE)
    plain = re.sub(rf"<[a-z/!?]{rest}", "", blocks, flags=re.IGNORECASE)
    assert words(bare(page)) == " ".join(unescape(plain).split())


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        ("<!-- un --><p>deux</p>", "<p>deux</p>"),
        ("<!doctype html><p>un<!-- deux --></p>", "<!doctype html><p>un</p>"),
        ("<!doctype html><p>un !<!-- deux\n! --> trois</p>", "<!doctype html><p>un ! trois</p>"),
        ("<p>un<!----><!-- > --></p><!-- deux", "<p>un</p><!-- deux"),
        ("<!doctype html><p>un !</p>", "<!doctype html><p>un !</p>"),
    ],
    ids=["first", "alone", "beside another sign", "several", "none"],
)
def test_comments_are_not_seen(page: str, seen: str) -> None:
    assert bare(page) == seen
