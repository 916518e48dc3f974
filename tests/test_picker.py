"""The claim picker: from a selected passage to a claim in the sidecar, nothing else changed."""

import json
import re
import time
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Route

from tests.previews import PATIENCE, Running, asked, preview
from tests.sites import written
from vouch import yamldoc
from vouch.anchor import Range, Selector, find, fold
from vouch.building import build
from vouch.decoding import decoded
from vouch.preview import sidecarfile
from vouch.preview.appending import CannotAppend, appended
from vouch.preview.drafting import Draft, suggested_id
from vouch.preview.picking import CannotPick, picked
from vouch.statedfigure import figure_in

DAY = date(2026, 11, 23)
DRAFT = Draft("new", "6 GW", "pending", DAY, figure=(("value", "6"), ("unit", "GW")))
BLOCK = (
    '- id: new\n    quote: "6 GW"\n    verdict: pending\n    figure: {value: 6, unit: GW}\n'
    "    checked: 2026-11-23"
)
FLOW = (
    '{id: new, quote: "6 GW", verdict: pending, figure: {value: 6, unit: GW}, checked: 2026-11-23}'
)


# --- The passage ---------------------------------------------------------------------------------


def _counts(text: str, part: str, nth: int = 0) -> tuple[int, int]:
    """Where a part of a text begins and ends, as a browser counts."""
    at = [found.start() for found in re.finditer(re.escape(part), text)][nth]
    return tuple(len("".join(piece.split())) for piece in (text[:at], text[: at + len(part)]))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "part", "nth", "selector"),
    [
        ("About 6 GW of chips", "6 GW", 0, Selector("6 GW")),
        ("About 16 GWh of chips", "6 GW", 0, Selector("16 GWh")),
        ("Il vaut 12 345,6 €.", "345", 0, Selector("12 345,6")),
        ("L’accord prévoit", "accord", 0, Selector("accord")),
        ("qu’« environ 10 % » vaut", "« environ 10 % »", 0, Selector("« environ 10 % »")),
        ("one\n\ntwo", "one\n\ntwo", 0, Selector("one two")),
        ("a\u00adb\u200bc de", "b\u200bc", 0, Selector("abc")),
        ("e\u0301te\u0301 sec", "t", 0, Selector("e\u0301te\u0301")),
        ("deux fois, puis deux fois.", "deux fois", 1, Selector("deux fois", "puis ")),
        ("deux fois et deux fois.", "deux fois", 0, Selector("deux fois", "", " et")),
        ("𝄞 un 𝄞 deux", "deux", 0, Selector("deux")),
    ],
)
def test_a_selection_becomes_a_quote_that_is_found_there_alone(
    text: str, part: str, nth: int, selector: Selector
) -> None:
    found = picked(text, *_counts(text, part, nth))
    assert found.selector == selector
    assert find(fold(text), found.selector) == (found.place,)
    assert part in text[found.place.start : found.place.end]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("abc", 3, 4),
        ("abc", 1, 1),
        ("abc", 0, 9),
        ("", 0, 1),
        ("… — …", 0, 3),
        ("x" * 3000, 0, 3000),
    ],
    ids=range(6),
)
def test_what_is_no_passage_is_refused(text: str, start: int, end: int) -> None:
    with pytest.raises(CannotPick):
        picked(text, start, end)


@given(
    st.text("ab1 ,.%\u00a0\u202f’'\n-«»é\u0301\u200b", max_size=40),
    st.integers(0, 40),
    st.integers(0, 40),
)
def test_whatever_is_selected_anchors_or_is_refused(text: str, start: int, end: int) -> None:
    try:
        found = picked(text, start, end)
    except CannotPick:
        return
    assert find(fold(text), found.selector) == (found.place,)
    selected = _seen("".join(text.split())[start:end])
    assert selected in _seen("".join(text[found.place.start : found.place.end].split()))


def _seen(text: str) -> str:
    """The text without characters that nobody sees: a quote does not have to hold them."""
    return "".join(each for each in text if unicodedata.category(each) != "Cf")


# --- The claim -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lang", "figure"),
    [
        ("environ 10 % du capital", "fr", {"value": "10", "unit": '"%"', "modality": "about"}),
        ("up to $6 billion", "en", {"value": "6", "unit": "billion USD", "modality": "up-to"}),
        ("1,6 milliard d’euros", "fr", {"value": "1.6", "unit": "billion EUR"}),
        ("160 millions d’actions", "fr", {"value": "160", "unit": "million share"}),
        ("lent 41,200 books in 2025", "en", {"value": "41200"}),
        ("at least 6 GW", "en", {"value": "6", "unit": "GW", "modality": "at-least"}),
        ("plus de 6 GW", "fr", {"value": "6", "unit": "GW"}),
        ("3 essais pour 9,10 %", "fr", {"value": "9.10", "unit": '"%"'}),
        ("20 °C", "fr", {"value": "20", "unit": "°C"}),
        ("12-15 %", "fr", {}),
        ("le 6 octobre 2025", "fr", {}),
        ("3.000 unités", "fr", {}),
        ("rien", "fr", {}),
    ],
)
def test_a_figure_is_read_or_left_out(text: str, lang: str, figure: dict[str, str]) -> None:
    assert dict(figure_in(text, Range(0, len(text)), lang)) == figure


def test_a_figure_is_read_with_the_words_around_the_passage() -> None:
    text = "up to 6 GW and 7 GW"
    assert dict(figure_in(text, Range(6, 10), "en"))["modality"] == "up-to"
    assert dict(figure_in(text, Range(15, 19), "en")) == {"value": "7", "unit": "GW"}
    assert figure_in(text, Range(8, 10), "en") == ()


@pytest.mark.parametrize(
    ("quote", "taken", "id"),
    [
        ("environ 10 % du capital", (), "10-capital"),
        ("L’Œuvre a été achevée à Évry", (), "oeuvre-achevee-evry"),
        ("4,8 %", (), "4-8"),
        ("de la", (), "claim"),
        ("日本", (), "claim"),
        ("le pont", ("pont",), "pont-2"),
        ("le pont", ("Pont", "pont-2"), "pont-3"),
        ("a" * 90, (), "a" * 40),
    ],
)
def test_an_id_is_suggested(quote: str, taken: tuple[str, ...], id: str) -> None:
    assert suggested_id(quote, taken) == id


# --- The sidecar ---------------------------------------------------------------------------------

ONE = "claims:\n  - id: a\n    verdict: pending\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, f"claims:\n  {BLOCK}\n"),
        ("", f"claims:\n  {BLOCK}\n"),
        ("# todo\n", f"# todo\nclaims:\n  {BLOCK}\n"),
        ("claims:\n", f"claims:\n  {BLOCK}\n"),
        ("claims:", f"claims:\n  {BLOCK}"),
        (
            "claims: # none yet\n\nsources: {}\n",
            f"claims: # none yet\n  {BLOCK}\n\nsources: {{}}\n",
        ),
        ("claims:\n  # - id: x\nwaivers: []\n", f"claims:\n  # - id: x\n  {BLOCK}\nwaivers: []\n"),
        ("claims: []\n", f"claims: [\n  {FLOW}\n]\n"),
        ("claims: [ ] # none\n", f"claims: [ \n  {FLOW}\n] # none\n"),
        (ONE, f"{ONE}  {BLOCK}\n"),
        (ONE.rstrip("\n"), f"{ONE}  {BLOCK}"),
        (f"{ONE}sources: {{}}\n", f"{ONE}  {BLOCK}\nsources: {{}}\n"),
        (f"{ONE}\n\nsources: {{}}\n", f"{ONE}  {BLOCK}\n\n\nsources: {{}}\n"),
        (f"{ONE}    # of a\n# of b\n", f"{ONE}    # of a\n  {BLOCK}\n# of b\n"),
        (
            f"{ONE}\n  - id: b\n    quote: x\n",
            f"{ONE}\n  - id: b\n    quote: x\n\n  {BLOCK}\n",
        ),
        (
            "claims:\n- id: a\n  explanation: |\n    x\n\n    y\n\nwaivers: []\n",
            "claims:\n- id: a\n  explanation: |\n    x\n\n    y\n"
            + re.sub("^  ", "", BLOCK, flags=re.MULTILINE)
            + "\n\nwaivers: []\n",
        ),
        (
            "claims:\n  - id: a\n    explanation: |+\n      x\n\n\nwaivers: []\n",
            f"claims:\n  - id: a\n    explanation: |+\n      x\n\n\n  {BLOCK}\nwaivers: []\n",
        ),
        (
            "claims:\n  -   id: a\n      quote: x\n",
            "claims:\n  -   id: a\n      quote: x\n  -   "
            + BLOCK.removeprefix("- ").replace("\n", "\n  ")
            + "\n",
        ),
        ("claims:\n  - {id: a}\n", f"claims:\n  - {{id: a}}\n  - {FLOW}\n"),
        ("claims: [{id: a}]\n", f"claims: [{{id: a}}, {FLOW}]\n"),
        ("claims: [\n  {id: a}, # first\n]\n", f"claims: [\n  {{id: a}},\n  {FLOW}, # first\n]\n"),
        ("sources:\n  s: {title: x}\n", f"sources:\n  s: {{title: x}}\nclaims:\n  {BLOCK}\n"),
        ("sources: {}", f"sources: {{}}\nclaims:\n  {BLOCK}"),
        ("---\nclaims:\n  - id: a\n", f"---\nclaims:\n  - id: a\n  {BLOCK}\n"),
        ('{"claims": [{"id": "a"}]}', f'{{"claims": [{{"id": "a"}}, {FLOW}]}}'),
        (
            "claims:\n  - id: a\n    explanation:\n",
            f"claims:\n  - id: a\n    explanation:\n  {BLOCK}\n",
        ),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "BOM"])
def test_a_claim_is_added_and_every_byte_kept(
    before: str | None, after: str, line_end: str, mark: str
) -> None:
    if before is None:
        assert appended("a.claims.yaml", None, DRAFT) == after.encode()
        return
    ends = line_end if "\n" in before else "\n"
    content = (mark + before.replace("\n", line_end)).encode()
    assert appended("a.claims.yaml", content, DRAFT) == (mark + after.replace("\n", ends)).encode()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"claims: ~\n", "is no list"),
        (b"claims: none\n", "is no list"),
        (b"claims: {a: b}\n", "is no list"),
        (b"claims: |\n  - id: a\n", "is no list"),
        (b"{sources: {}}\n", "has no `claims`"),
        (b"- id: a\n", "mend that first"),
        (b"claims: [\n", "mend that first"),
        (b"claims:\n  - id: a\n\t- id: b\n", "mend that first"),
        (b"claims: []\nclaims: []\n", "mend that first"),
        (b"claims: []\n---\nx: y\n", "mend that first"),
        (b"claims: \xff\n", "mend that first"),
        (b"claims: []\x00\n", "mend that first"),
        (b"sources: {}\n...\n", "mend that first"),
        (b"claims: &a\n  - id: a\n", "mend that first"),
    ],
    ids=str,
)
def test_what_cannot_be_added_to_safely_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(CannotAppend, match=why):
        appended("a.claims.yaml", content, DRAFT)


_VALUE = st.sampled_from(
    [
        *("x", '"a: b # c"', "'é'", "[a, {b: c}]", "{value: 6}", "", "x # why"),
        *("|\n        one\n\n        two", "|+\n        one\n\n", ">-\n        x"),
        *("un\n        deux", "|\n        a # b\n"),
    ]
)
_ITEM = st.lists(st.tuples(st.sampled_from(["quote", "summary", "figure"]), _VALUE), max_size=3)
_GAP = st.sampled_from(
    ["", "\n", "\n\n", "    # of this\n", "  # of the next\n", "# far left\n", "\n# x\n"]
)


@st.composite
def _sidecars(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(["", "# head\n", "---\n", "sources:\n  s: {title: x}\n"]))
    text += f"claims:{draw(st.sampled_from(['', ' # why']))}\n"
    for number, pairs in enumerate(draw(st.lists(_ITEM, max_size=3))):
        text += f"  - id: k{number}\n"
        for key, value in dict(pairs).items():
            text += f"    {key}: {value}\n"
        text += draw(_GAP)
    text += draw(st.sampled_from(["", "timeline: []\n", "waivers:\n  - text: x\n"]))
    return text.rstrip("\n") if draw(st.booleans()) else text


@given(_sidecars(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_sidecar_however_written_reads_as_before_with_one_claim_more(
    text: str, line_end: str
) -> None:
    content = text.replace("\n", line_end).encode()
    try:
        after = appended("a.claims.yaml", content, DRAFT)
    except CannotAppend as error:
        before = decoded("a", content)[0]
        assert before is not None
        assert yamldoc.parse(before)[1], str(error)  # nothing sound is refused
        return
    added = len(after) - len(content)
    # One piece was put in, and nothing else touched.
    assert any(after[:at] + after[at + added :] == content for at in range(len(content) + 1))
    old, new = _claims(content), _claims(after)
    assert len(new) == len(old) + 1


def _claims(content: bytes) -> tuple[yamldoc.Node, ...]:
    source = decoded("a", content)[0]
    document = yamldoc.parse(source)[0] if source else None
    assert document
    claims = document.root.get("claims")
    return claims.items if isinstance(claims, yamldoc.Sequence) else ()


def test_a_file_is_replaced_only_as_long_as_it_is_what_was_read(tmp_path: Path) -> None:
    path = tmp_path / "a.claims.yaml"
    sidecarfile.replace(path, None, b"one")
    with pytest.raises(sidecarfile.Changed):
        sidecarfile.replace(path, None, b"two")
    path.chmod(0o640)
    sidecarfile.replace(path, b"one", b"two")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"two", 0o640)
    with pytest.raises(sidecarfile.Changed):
        sidecarfile.replace(path, b"one", b"three")
    link = tmp_path / "link"
    link.symlink_to(path)
    sidecarfile.replace(link, b"two", b"four")
    assert link.is_symlink() and path.read_bytes() == b"four"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.claims.yaml", "link"]


# --- In a browser --------------------------------------------------------------------------------

TEXT = (
    "Le rapport dit qu’« environ 10 % du capital » valent **1,6** milliard d’euros.[^1]\n\n"
    "- Le pont mesure 12 km.\n- Ce pont mesure 12 km, dit-on.\n\n[^1]: Une note.\n"
)
SELECT = r"""([words, nth]) => {
  const walker = document.createTreeWalker(document.querySelector('[data-article-body]'), 4);
  const texts = [];
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.parentElement.closest('[data-generated]')) texts.push(text);
  }
  const whole = texts.map(text => text.data).join('').replace(/\s/g, ' ');
  let at = -1;
  for (let n = 0; n <= nth; n++) at = whole.indexOf(words, at + 1);
  const range = document.createRange();
  let passed = 0;
  for (const text of texts) {
    const start = at - passed, end = at + words.length - passed;
    if (0 <= start && start < text.length) range.setStart(text, start);
    if (0 < end && end <= text.length) range.setEnd(text, end);
    passed += text.length;
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
DRAFTED = """(least, isCounted) => {
  const drafts = performance.getEntriesByType('resource').filter(
    each => each.name.endsWith('/__vouch__/claim'));
  return isCounted ? drafts.length : drafts.length >= least;
}"""
PANEL = "vouch-overlay section:not([hidden])"


FRONT = "---\ntitle: Un article\ndate: 2026-11-23\n---\n"
PLACED = (
    "claims:\n  - {id: le-rapport, quote: Le rapport, verdict: pending}\n"
    "  - {id: le-pont, quote: Le pont, verdict: pending}\n"
)
SIDECARS = {
    "a": "# mine\r\nclaims: []\r\nwaivers: []",
    "b": PLACED,
    "c": "claims: []\n",
    "e": "claims: []\n",
}
"""Each article is for one test; d has no sidecar."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with an article for each test that changes one."""
    home = written(tmp_path_factory.mktemp("picker"), TEXT)
    for name in "abcde":
        (home / "content" / f"{name}.md").write_text(f"{FRONT}{TEXT}", "utf-8")
        (home / "content" / f"{name}.claims.yaml").unlink(missing_ok=True)
    for name, text in SIDECARS.items():
        (home / "content" / f"{name}.claims.yaml").write_bytes(text.encode())
    return home


@pytest.fixture(scope="module")
def running(home: Path) -> Iterator[Running]:
    with preview(home) as found:
        yield found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1200, "height": 700})
    opened = context.new_page()
    opened.set_default_timeout(PATIENCE * 1000)
    yield opened
    context.close()


def _offered(page: Page, words: str, nth: int = 0) -> str:
    page.evaluate(SELECT, [words, nth])
    quote = words.rpartition(" ")[2]
    page.wait_for_selector(f"{PANEL} #yaml:has-text('{quote}')")
    return page.inner_text(f"{PANEL} #yaml")


def test_a_passage_becomes_a_claim(page: Page, home: Path, running: Running) -> None:
    sidecar = home / "content" / "a.claims.yaml"
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(running.address + "a/")
    # Exact quotes, whatever typography, marks and blocks lie in between.
    assert 'quote: "environ 10 % du capital"' in _offered(page, "viron 10 % du capital")
    assert "figure: {value: 1.6, unit: billion EUR}" in _offered(page, "1,6 milliard d’euros")
    assert "prefix:" not in page.inner_text(f"{PANEL} #yaml")
    assert 'prefix: "Ce "' in _offered(page, "pont mesure 12", 1)
    page.click("#copy")
    page.wait_for_selector(f"{PANEL} >> text=Copied.")
    pasted = page.evaluate("navigator.clipboard.readText()")
    assert pasted == page.inner_text(f"{PANEL} #yaml").rstrip("\n") + "\n"
    # By keyboard: to the panel, another id, into the sidecar.
    page.keyboard.press("Alt+Shift+C")
    assert (
        page.evaluate("document.querySelector('vouch-overlay').shadowRoot.activeElement.id") == "id"
    )
    page.keyboard.press("Control+A")
    page.keyboard.type("le-pont")
    page.keyboard.press("Tab")
    page.wait_for_selector("#yaml:has-text('le-pont')")
    page.focus("#add")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark[data-claim=le-pont]")
    text = sidecar.read_bytes().decode()
    assert text.startswith("# mine\r\nclaims: [\r\n  {id: le-pont, quote: ")
    assert text.endswith("\r\n]\r\nwaivers: []") and "\n" not in text.replace("\r\n", "")
    place = "content/a.claims.yaml:3:8"
    page.wait_for_selector(f"{PANEL} >> text=Copy {place}")
    page.keyboard.press("Escape")
    page.wait_for_selector(PANEL, state="detached")


def test_a_claim_is_not_added_to_what_was_changed_meanwhile(
    page: Page, home: Path, running: Running
) -> None:
    sidecar = home / "content" / "e.claims.yaml"
    page.goto(running.address + "e/")
    _offered(page, "Le rapport")
    page.wait_for_selector("#add:not([disabled])")
    item = "{id: theirs, quote: Une note, verdict: pending}"
    theirs = f"claims: [{item}]\n"

    def meanwhile(route: Route) -> None:
        sidecar.write_bytes(theirs.encode())
        route.continue_()

    drafted = page.evaluate(f"({DRAFTED})(0, true)")
    page.route("**/__vouch__/add", meanwhile)
    page.click("#add")
    page.wait_for_selector(f"{PANEL} >> text=was changed meanwhile")
    assert sidecar.read_bytes().decode() == theirs
    # The reason stays when the page is amended and the claim drafted anew; then it can be added.
    page.unroute("**/__vouch__/add")
    page.wait_for_selector("mark[data-claim=theirs]")
    page.wait_for_function(DRAFTED, arg=drafted + 2)
    page.evaluate("fetch('/__vouch__/panel')")
    said = page.locator(f"{PANEL} [role=status]")
    assert "was changed meanwhile" in said.inner_text()
    page.click("#add:not([disabled])")
    page.wait_for_selector("mark[data-claim=rapport]")
    page.wait_for_selector(f"{PANEL} [role=status]:has-text('Added rapport.')")
    assert item in sidecar.read_text("utf-8") and "id: rapport" in sidecar.read_text("utf-8")
    # Another passage is another matter.
    _offered(page, "Ce pont mesure")
    assert "meanwhile" not in said.inner_text()
    assert not list((home / "content").glob(".*"))


def test_a_claim_s_place_is_told(page: Page, running: Running) -> None:
    place = "content/b.claims.yaml:3:10"
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(running.address + "b/")
    page.click("mark[data-claim=le-pont]")
    page.wait_for_selector(f"{PANEL} >> text=Copy {place}")
    page.click("#close")
    page.focus("#ref-le-pont")
    page.keyboard.press("Alt+Shift+C")
    page.wait_for_selector(f"{PANEL} >> text=Copy {place}")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{PANEL} >> text=Copied {place}")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "ref-le-pont"


def _sent(running: Running, name: str, sent: object, **headers: str) -> tuple[int, str]:
    """The answer to what a script of the preview's own page would send."""
    html = asked(running, "/a/")
    token = re.search(r'data-token="([^"]+)"', html)
    assert token
    given = {
        "Origin": f"http://{running.host}",
        "Content-Type": "application/json",
        "X-Vouch-Token": token[1],
        **headers,
    }
    lines = [f"{key}: {value}" for key, value in given.items() if value]
    body = sent if isinstance(sent, str) else json.dumps(sent)
    answer = asked(running, f"/__vouch__/{name}", *lines, method="POST", body=body)
    return int(answer.split()[1]), answer.partition("\r\n\r\n")[2]


def test_nothing_is_written_for_anybody_else_nor_anywhere_else(
    home: Path, running: Running
) -> None:
    before = sorted(path.name for path in (home / "content").iterdir())
    sidecar = home / "content" / "c.claims.yaml"
    wish = {"page": "/c/", "start": 0, "end": 9}
    digest = sidecarfile.digest(sidecar.read_bytes())
    good = {**wish, "digest": digest}
    assert _sent(running, "claim", wish)[0] == 200
    cases: list[tuple[int, str, object, dict[str, str]]] = [
        (403, "add", good, {"X-Vouch-Token": ""}),
        (403, "add", good, {"X-Vouch-Token": "guess"}),
        (403, "add", good, {"Origin": ""}),
        (403, "add", good, {"Origin": "http://elsewhere.example"}),
        (403, "add", good, {"Host": "rebound.example", "Origin": "http://rebound.example"}),
        (415, "add", good, {"Content-Type": "text/plain"}),
        (400, "add", "no JSON", {}),
        (400, "add", "[" * 10_000, {}),
        (400, "add", [], {}),
        (409, "add", {}, {}),
        (409, "add", wish, {}),
        (409, "add", {**good, "digest": "none"}, {}),
        (409, "add", {**good, "page": "/../c/"}, {}),
        (409, "add", {**good, "page": "/%2e%2e/x/"}, {}),
        (409, "add", {**good, "page": "/nothing/"}, {}),
        (409, "add", {**good, "page": "/claims/"}, {}),
        (409, "add", {**good, "page": ["a"]}, {}),
        (409, "add", {**good, "start": -1}, {}),
        (409, "add", {**good, "start": "0"}, {}),
        (409, "add", {**good, "end": 10**9}, {}),
        (409, "add", {**good, "id": "a b"}, {}),
        (409, "add", {**good, "id": "x\n- id: y"}, {}),
        (409, "add", {**good, "id": "../x"}, {}),
        (409, "add", {**good, "id": ["x"]}, {}),
    ]
    for status, name, sent, headers in cases:
        assert _sent(running, name, sent, **headers)[0] == status, (name, sent, headers)
    assert sidecar.read_bytes() == b"claims: []\n"
    # A link that leads out of the content is not followed.
    outside = home.parent / "outside.yaml"
    sidecar.rename(outside)
    sidecar.symlink_to(outside)
    status, said = _sent(running, "add", good)
    assert (status, "leads out of content/" in said) == (409, True), said
    assert outside.read_bytes() == b"claims: []\n"
    sidecar.unlink()
    outside.rename(sidecar)
    # The article was rewritten, and does not say that any more.
    article = home / "content" / "c.md"
    text = article.read_text("utf-8")
    article.write_text(text.replace("rapport", "r[apport"), "utf-8")
    status, said = _sent(running, "add", good)
    assert (status, "would have an error" in said) == (409, True), said
    article.write_text(text, "utf-8")
    # Nothing of what was refused has done harm: the wish itself is granted, once, as soon as
    # the page shows the article as it is again.
    for _ in range(200):
        status, said = _sent(running, "add", good)
        if "would have an error" not in said:
            break
        time.sleep(0.1)
    assert status == 200, said
    assert _sent(running, "add", good)[0] == 409
    assert sidecar.read_text("utf-8").count("id: ") == 1
    assert not [line for line in running.printed if "fault" in line]
    assert sorted(path.name for path in (home / "content").iterdir()) == before


def test_an_article_without_a_sidecar_gets_one(home: Path, running: Running) -> None:
    sidecar = home / "content" / "d.claims.yaml"
    sent = {"page": "/d/index.html", "start": 0, "end": 9, "digest": "none"}
    assert json.loads(_sent(running, "claim", sent)[1])["digest"] == "none"
    assert _sent(running, "add", sent)[0] == 200
    assert sidecar.read_text("utf-8").startswith("claims:\n  - id: rapport\n")


def test_a_published_site_holds_none_of_this(tmp_path: Path) -> None:
    home = written(tmp_path, TEXT, ["Le rapport dit"])
    built = build(home, tmp_path / "_site", today=DAY)
    assert built.files
    for path, content in built.files.items():
        if path.startswith("media/"):
            continue
        less = content.replace(b'<script type="application/ld+json">', b"")
        for trace in (b"__vouch__", b"livereload", b"<script", b"vouch-panel", b"vouch-overlay"):
            assert trace not in less, (path, trace)
