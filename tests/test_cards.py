"""Cards: the images that are shown where somebody shares a page, and what its head says of them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image, ImageChops, ImageDraw, ImageFont
from PIL.ImageFont import Layout
from playwright.sync_api import Browser

from tests.newsroom import newsroom
from tests.sites import TODAY, sidecar, written
from vouch import cardface
from vouch.building import build
from vouch.canvas import BOLD, REGULAR, Canvas, measure, shown
from vouch.cardface import HEIGHT, HUES, WIDTH, ArticleFace, ClaimFace, Judgement
from vouch.lettering import Box, Setting, fitted
from vouch.signstrokes import SIGNS

CHECKOUT = Path(__file__).parent.parent
MOST_BYTES = 40_000
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
EUROPEAN = (
    "àâäæçéèêëîïôœùûüÿ áčďéěíňóřšťúůýž äöüß åøæ ąćęłńóśźż ãõâ ñ¿¡ ğışç ășțâî őű ģķļņ ėįųū ŵŷ ðþ ħġċ"
    " đ αβγ абвґєіїй ëçš ij ẁ ấ €$£%‰×÷−≈≠≤≥±½²³°§†•·… –—-‑ “”‘’„«»‹› → ™©® №"
)
VERDICT = Judgement("warning", "mixed", "Trompeur")
CLAIM = ClaimFace(
    words="six gigawatts",
    marks=("« ", " »"),
    verdict=VERDICT,
    figure="Jusqu’à 6 GW",
    label="la puissance annoncée",
    name="Pièces à l’appui",
)
ARTICLE = ArticleFace(
    words="Six gigawatts annoncés",
    verdicts=(VERDICT, Judgement("check", "holds", "12")),
    below="13 affirmations : 12 vraies, 1 trompeuse",
    name="Pièces à l’appui",
)
LONG = "l’Énergie coûte 6\u202f000\u00a0€ à l’œuvre, « énormément » ; " * 40
FACES: Mapping[str, ArticleFace | ClaimFace] = {
    "a claim": CLAIM,
    "an article": ARTICLE,
    "a claim without a figure": replace(CLAIM, figure="", label=""),
    "a long claim": replace(CLAIM, words=LONG, figure=LONG, label=LONG, name=LONG),
    "a long verdict": replace(CLAIM, verdict=replace(VERDICT, text=LONG)),
    "one long word": replace(CLAIM, words="É" * 3000, figure="9" * 300, label="g" * 300),
    "a long title": replace(ARTICLE, words=LONG, below=LONG, name=LONG),
    "every sign": replace(ARTICLE, verdicts=tuple(Judgement(s, "open", "1") for s in SIGNS)),
    "every hue": replace(ARTICLE, verdicts=tuple(Judgement("check", h, "") for h in HUES)),
    "more signs than fit": replace(ARTICLE, verdicts=(replace(VERDICT, text="1 234"),) * 40),
    "no claims": replace(ARTICLE, verdicts=(), below=""),
    "nothing that the fonts have": replace(CLAIM, words="你好", label="مرحبا", name="\U0001f600"),
}


def _image(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


def _parts(png: bytes) -> list[bytes]:
    kinds, at = [], 8
    while at < len(png):
        kinds.append(png[at + 4 : at + 8])
        at += 12 + int.from_bytes(png[at : at + 4], "big")
    return kinds


@pytest.mark.parametrize("face", FACES.values(), ids=FACES)
def test_a_card_is_small_and_nothing_runs_over_its_edges(face: ArticleFace | ClaimFace) -> None:
    png = face.png()
    assert len(png) <= MOST_BYTES
    assert {*_parts(png)} == {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
    image = _image(png)
    assert image.size == (WIDTH, HEIGHT)
    paper = Image.new("RGB", image.size, cardface.PAPER)
    drawn = ImageChops.difference(image, paper).crop((20, 0, WIDTH, HEIGHT)).getbbox()
    assert drawn
    left, top, right, bottom = drawn
    assert (left >= 45, top >= 30, right <= WIDTH - 20 - 45, bottom <= HEIGHT - 15) == (True,) * 4


@pytest.mark.parametrize("inks", [3, 4], ids=["four bits a pixel", "eight"])
def test_a_file_holds_what_was_drawn(inks: int) -> None:
    hues = [*HUES.values()][:inks]
    canvas = Canvas(301, 90, cardface.PAPER, hues)
    canvas.rule(0, 0, 14, 90, 1)
    canvas.rule(200, 3, 90, 1, 2)
    canvas.sign("check", 20, 20, 56, inks - 1)
    canvas.write(Setting(("Vouch, 15 %",), 44, 55), 90, 20, 0, BOLD)
    drawn = canvas._image.copy()  # noqa: SLF001
    read = Image.open(BytesIO(canvas.png()))
    assert (read.mode, read.tobytes()) == ("P", drawn.tobytes())
    colours = read.getpalette()
    assert colours is not None
    assert colours[:3] == [*cardface.PAPER]
    assert [colours[15 * i + 15 : 15 * i + 18] for i in range(inks)] == [[*h] for h in hues]


@pytest.mark.parametrize("face", FACES.values(), ids=FACES)
def test_text_stands_clear_of_the_rule_and_of_other_text(face: ArticleFace | ClaimFace) -> None:
    image = _image(face.png())
    for above in (True, False):
        y = cardface._FOOT - 3 if above else cardface._FOOT + 5  # noqa: SLF001
        row = image.crop((20, y, WIDTH, y + 1)).getcolors()
        assert row == [(WIDTH - 20, cardface.PAPER)]


def test_the_same_input_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys; from tests.test_cards import FACES\n"
        "for face in FACES.values(): sys.stdout.buffer.write(face.png())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, cwd=CHECKOUT
    )
    assert done.stdout == b"".join(face.png() for face in FACES.values())


# --- Letters ---


def _glyph(text: str, weight: str = BOLD, size: int = 60) -> Image.Image:
    canvas = Canvas(400, 120, cardface.PAPER, [cardface.INK])
    box = Box(300, 100, (size,))
    canvas.write(fitted(text, box, partial(measure, weight)), 50, 10, 0, weight)
    image = _image(canvas.png())
    return ImageChops.difference(image, Image.new("RGB", image.size, cardface.PAPER)).convert("L")


def _box(image: Image.Image) -> tuple[int, int, int, int]:
    found = image.getbbox()
    assert found
    return found


@pytest.mark.parametrize("weight", [REGULAR, BOLD])
def test_letters_of_europe_are_drawn_each_as_itself(weight: str) -> None:
    assert shown(EUROPEAN) == EUROPEAN
    letters = sorted({*EUROPEAN, *EUROPEAN.upper()} - {" "})
    drawn = [_glyph(letter, weight).tobytes() for letter in letters if len(letter) == 1]
    absent = _glyph("\U0010ffff", weight).tobytes()
    assert absent not in drawn
    same = {"Α": "A", "Β": "B", "А": "A", "В": "B", "І": "I", "а": "a", "і": "i"}
    alike = {*same, *same.values(), "-", "‑", "Ї", "Ï", "ї", "ï", "Ð", "Đ"}
    others = [d for letter, d in zip(letters, drawn, strict=True) if letter not in alike]
    assert len({*others}) == len(others)


@pytest.mark.parametrize("pair", ["EÉ", "AÀ", "UÛ", "IÎ", "eé", "aà", "CÇ", "cç"])
def test_an_accent_stands_above_its_letter_and_a_cedilla_below(pair: str) -> None:
    bare, marked = (_box(_glyph(letter)) for letter in pair)
    if pair[0] in "cC":
        assert marked[3] > bare[3] + 5
        assert abs(marked[1] - bare[1]) <= 1
    else:
        assert marked[1] < bare[1] - 5
        assert abs(marked[3] - bare[3]) <= 1


def test_a_letter_and_its_mark_apart_are_drawn_as_one() -> None:
    assert shown("e\u0301") == "é"


@pytest.mark.parametrize("weight", [REGULAR, BOLD])
def test_spaces_are_as_wide_as_they_are_meant(weight: str) -> None:
    wide = {space: measure(weight, space, 100) for space in " \u00a0\u202f\u2009"}
    assert wide["\u00a0"] == wide[" "] > wide["\u202f"] > 0
    assert wide["\u2009"] < wide[" "]


@pytest.mark.parametrize("weight", [REGULAR, BOLD])
def test_a_text_is_as_wide_as_it_is_measured(weight: str) -> None:
    text = "Œuvre « à 6\u202f000"
    assert abs(_box(_glyph(text, weight, 30))[2] - 50 - measure(weight, text, 30)) <= 4


@pytest.mark.parametrize("size", [26, 43, 66])
@pytest.mark.parametrize("weight", [REGULAR, BOLD])
@pytest.mark.parametrize("text", ["l’Œuvre « à 6\u202f000 »", "jf f” ffl (j) Ty", "Çŵĝ’ÅĘ"])
def test_letters_stand_as_pillow_sets_a_line_of_them(text: str, weight: str, size: int) -> None:
    black, white = (0, 0, 0), (255, 255, 255)
    canvas = Canvas(1200, 200, black, (white,))
    canvas.write(Setting((text,), size, size), 50, 50, 0, weight)
    font = ImageFont.truetype(
        CHECKOUT / "vouch" / "fonts" / f"NotoSerif-{weight}.ttf", size, layout_engine=Layout.BASIC
    )
    ascent, descent = font.getmetrics()
    line = Image.new("L", (1200, 200))
    at = (50, 50 + (size + ascent - descent) // 2)
    ImageDraw.Draw(line).text(at, text, 255, font, anchor="ls")
    in_shades = line.point([round(round(value / 51) * 51) for value in range(256)])
    drawn = Image.open(BytesIO(canvas.png())).convert("L")
    assert ImageChops.difference(drawn, in_shades).getbbox() is None


# --- Colours and signs ---


@pytest.mark.parametrize("size", [(64, 8), (63, 8), (1, 1)], ids=str)
@pytest.mark.parametrize("inks", [1, 3, 4, 6])
def test_a_file_shows_what_was_drawn(size: tuple[int, int], inks: int) -> None:
    """Pixels of four bits or of eight, rows that end within a byte."""
    colours = [(number, 2 * number, 255 - number) for number in range(20, 20 + inks)]
    canvas = Canvas(*size, (1, 2, 3), colours)
    for place in range(inks):
        canvas.rule(place * 3, 0, 3, 8, place)
    image = _image(canvas.png())
    for x in range(size[0]):
        wanted = colours[x // 3] if x // 3 < inks else (1, 2, 3)
        assert image.getpixel((x, 0)) == image.getpixel((x, size[1] - 1)) == wanted


def _luminance(colour: tuple[int, int, int]) -> float:
    def linear(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = map(linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", [cardface.INK, cardface.SOFT, *HUES.values()])
def test_colours_stand_out_from_the_paper(colour: tuple[int, int, int]) -> None:
    light, dark = _luminance(cardface.PAPER), _luminance(colour)
    assert (light + 0.05) / (dark + 0.05) >= LEAST_CONTRAST


def test_colours_are_those_of_the_style_sheet_in_daylight() -> None:
    css = (CHECKOUT / "static/vouch.css").read_text("utf-8")
    daylight = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", css.partition("@media")[0]))
    ours = {"paper": cardface.PAPER, "ink": cardface.INK, "soft": cardface.SOFT, **HUES}
    assert {name: "#{:02x}{:02x}{:02x}".format(*rgb) for name, rgb in ours.items()} == {
        name: daylight[name] for name in ours
    }


def test_signs_look_as_browsers_draw_those_of_the_pages(browser: Browser) -> None:
    source = (CHECKOUT / "templates/_signs.svg").read_text("utf-8")
    assert {*re.findall(r'id="sign-([\w-]+)"', source)} == {*SIGNS}
    style = "fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;"
    style += "stroke-linejoin:round;color:#000;overflow:visible"
    page = browser.new_page(viewport={"width": 120, "height": 120})
    for name in SIGNS:
        page.set_content(
            f"<style>body{{margin:20px;background:#fff}}svg.one{{{style}}}</style>"
            f'<svg class="one" width="64" height="64"><use href="#sign-{name}"/></svg>{source}'
        )
        theirs = Image.open(BytesIO(page.screenshot())).convert("L")
        canvas = Canvas(120, 120, (255, 255, 255), [(0, 0, 0)])
        canvas.sign(name, 20, 20, 64, 0)
        difference = ImageChops.difference(theirs, _image(canvas.png()).convert("L"))
        off = sum(difference.point([0] * 128 + [1] * 128).tobytes())
        assert off <= 40, f"{name}: {off} of 4,096 pixels differ"
    page.close()


# --- What pages say of them ---

HOME = "https://controle.example/verifs/"

ROW: Mapping[str, object] = {
    "id": "k1",
    "quote": "six gigawatts",
    "verdict": "misleading",
    "figure": {"value": 6, "unit": "GW", "modality": "up-to", "label": "la puissance"},
    "sources": [{"title": "Contrat", "url": "https://societe.example/contrat"}],
}


def _site(folder: Path, settings: str = "", front: str = "", formats: str = "{}") -> Path:
    text = "On annonce six gigawatts pour demain."
    site = written(folder, text, sidecar([ROW]), formats=formats)
    with (site / "content/site.yaml").open("a", encoding="utf-8") as file:
        file.write(settings)
    article = site / "content/a.md"
    article.write_text(article.read_text("utf-8").replace("---\n", f"---\n{front}", 1), "utf-8")
    outcome = build(site, folder / "_site", today=TODAY)
    assert outcome.files, outcome.checked.diagnostics
    return folder / "_site"


def _told(page: Path) -> dict[str, str]:
    """What the head of a page says to those who share it, by name."""
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    found = soup.select("head meta[property], head meta[name^='twitter:']")
    return {str(meta.get("property") or meta["name"]): str(meta["content"]) for meta in found}


def test_the_page_of_a_claim_names_its_card_and_says_what_it_shows(tmp_path: Path) -> None:
    site = _site(tmp_path, front="dek: Un mot.\n")
    image = {
        "og:image": "https://site.example/a/claims/k1/card.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Verdict\u00a0: trompeur – «\u00a0six gigawatts\u00a0» – "
        "Jusqu’à 6\u00a0GW, la puissance – Un site",
        "twitter:card": "summary_large_image",
    }
    assert _told(site / "a/claims/k1/index.html") == {
        "og:type": "article",
        "og:url": "https://site.example/a/claims/k1/",
        "og:title": "six gigawatts",
        "og:site_name": "Un site",
        "og:locale": "fr_FR",
        "article:published_time": "2026-11-23",
        **image,
    }
    told = _told(site / "a/index.html")
    assert told["og:description"] == "Un mot."
    assert told["og:image:alt"] == "Un article – 1 affirmation\u00a0: 1 trompeuse – Un site"


@pytest.mark.parametrize(
    ("front", "wanted"),
    [
        pytest.param("updated: 2026-11-23\n", "2026-11-23", id="a day"),
        pytest.param("updated: 2026-11-23T08:30\n", "2026-11-23", id="a time of day"),
        pytest.param("updated: 2026-11\n", None, id="a month"),
        pytest.param("updated: 2026-11-23~\n", None, id="about a day"),
    ],
)
def test_dates_are_told_where_they_are_whole_days(
    tmp_path: Path, front: str, wanted: str | None
) -> None:
    told = _told(_site(tmp_path, front=front) / "a/index.html")
    assert told.get("article:modified_time") == wanted


def test_every_page_that_is_to_be_found_is_shared_with_an_image_that_exists(tmp_path: Path) -> None:
    site = tmp_path / "out"
    outcome = build(CHECKOUT / "tests/golden/site", site, today=TODAY)
    named = set()
    for path in (path for path in outcome.files if path.endswith(".html")):
        html = (site / path).read_text("utf-8")
        told = _told(site / path)
        if 'name="robots" content="noindex"' in html or path.endswith("embed.html"):
            assert not told, path
            continue
        assert told["twitter:card"] == "summary_large_image", path
        image = told["og:image"].removeprefix(HOME)
        assert image in outcome.files, path
        assert _image(outcome.files[image]).size == (WIDTH, HEIGHT)
        named.add(image)
    assert named == {path for path in outcome.files if path.endswith("card.png")}


def test_a_translation_names_the_locales_of_all(tmp_path: Path) -> None:
    build(CHECKOUT / "tests/golden/site", tmp_path / "out", today=TODAY)
    told = _told(tmp_path / "out/bridge/index.html")
    assert (told["og:locale"], told["og:locale:alternate"]) == ("en_GB", "fr_FR")


def test_a_site_can_do_without(tmp_path: Path) -> None:
    site = _site(tmp_path, formats="{cards: false}")
    assert not [*site.rglob("card.png")]
    for path in ("index.html", "a/index.html", "a/claims/k1/index.html"):
        told = _told(site / path)
        assert told["twitter:card"] == "summary"
        assert told["og:title"]
        assert not [name for name in told if name.startswith("og:image")]


def test_a_card_is_drawn_again_only_where_it_shows_something_else(tmp_path: Path) -> None:
    room, output = newsroom(), tmp_path / "_site"
    del room.settings["formats"]
    built = partial(build, tmp_path / "in", output, jobs=1)

    def cards() -> dict[str, int]:
        return {
            path.relative_to(output).as_posix(): path.stat().st_ino
            for path in output.rglob("card.png")
        }

    room.write(tmp_path / "in")
    built(today=room.today)
    before = cards()
    assert len(before) > 4
    room.articles["one"].items[1][1] = 96
    room.write(tmp_path / "in")
    built(today=room.today)
    after = cards()
    changed = {path for path in before if before[path] != after[path]}
    assert "one/claims/c2/card.png" in changed
    assert changed <= {"one/card.png", "one/claims/c2/card.png"}
