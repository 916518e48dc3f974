"""Excerpts against captures: every format that is read, what is found and what must not be."""

import gzip
import hashlib
import subprocess
import sys
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from vouch.building import Built, build
from vouch.dates import parse
from vouch.evidence.captures import LIMIT, CaptureText, Unreadable
from vouch.evidence.lookup import Ground
from vouch.evidence.texts import text_of

URL = "https://amd.example/release"
HTML = "text/html; charset=utf-8"
LINES = ("AMD issued a warrant for up to", "160 million shares. The agree-", "ment covers 6 GW,")


# --- Captures that the tests make ---------------------------------------------------------------


def pdf(*pages: str) -> bytes:
    """A PDF with these content streams, a page each, in Helvetica as Windows encodes it."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, stream in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font"
            f" << /F1 3 0 R >> /XObject << /I {4 + 2 * len(pages)} 0 R >> >>"
            f" /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    image = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
    image += " /BitsPerComponent 8 /Length 1 >>"
    objects.append(f"{image}\nstream\n\x7f\nendstream")
    out, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return f"{out}startxref\n{out.rindex('xref', 0, len(out))}\n%%EOF\n".encode("latin-1")


def lines(*texts: str) -> str:
    shown = " T* ".join(f"({text}) Tj" for text in texts)
    return f"BT /F1 12 Tf 14 TL 72 700 Td {shown} ET"


SCAN = "q 500 0 0 700 50 50 cm /I Do Q"


def encrypted(content: bytes, password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


class InMemory(WARCWriter):  # type: ignore[misc] # warcio has no types
    """Its writer leaves temporary files open."""

    @staticmethod
    def _create_temp_file() -> BytesIO:
        return BytesIO()


def warc(records: Iterable[tuple[str, str, bytes, Mapping[str, str]]], gzipped: bool) -> bytes:
    """An archive of answers: address, status line, body, headers."""
    out = BytesIO()
    writer = InMemory(out, gzip=gzipped)
    for address, status, body, headers in records:
        said = StatusAndHeaders(status, list(headers.items()), protocol="HTTP/1.1")
        record = writer.create_warc_record(
            address, "response", payload=BytesIO(body), http_headers=said
        )
        writer.write_record(record)
    return out.getvalue()


def page(body: str, address: str = URL) -> tuple[str, str, bytes, Mapping[str, str]]:
    return address, "200 OK", body.encode(), {"Content-Type": HTML}


def look_up(content: bytes, name: str, excerpt: str, *addresses: str) -> str:
    """`found`, `absent`, or the reason why it cannot be looked up."""
    text = text_of(content, name, addresses)
    if isinstance(text, Unreadable):
        return text.reason
    return "found" if Ground(text).look_up(excerpt) is None else "absent"


# --- What is found ------------------------------------------------------------------------------

MARKUP = (
    "<!doctype html><html><head><title>Shop</title><style>.a{}</style></head><body><p>Up to "
    "160&nbsp;million <b>sha</b>res, &#8220;a&shy;bout&#8221;&#8239;10&#160;%"
    "<p>Profit: &minus;6&#x202f;%<script>'7 %'</script><div hidden>8 %</div>"
    '<span style="DISPLAY: none">9 %</span><!-- 11 % --><li>l&rsquo;accord</li></body></html>'
)
SEEN = {
    "entities and no-break spaces": ("Up to 160 million shares", "found"),
    "curly and straight": ('"about" 10 %', "found"),
    "across blocks": ("10 % Profit:", "found"),
    "apostrophe": ("l'accord", "found"),
    "sign kept": ("−6 %", "found"),
    "sign dropped": ("6 %", "absent"),
    "another sign": ("-6 %", "absent"),
    "digits": ("160 million", "found"),
    "flipped digit": ("180 million shares", "absent"),
    "case": ("up to 160", "absent"),
    "title": ("Shop", "absent"),
    "script": ("7 %", "absent"),
    "hidden": ("8 %", "absent"),
    "hidden by style": ("9 %", "absent"),
    "comment": ("11 %", "absent"),
    "part of a number": ("60 million", "absent"),
}


@pytest.mark.parametrize(("excerpt", "expected"), SEEN.values(), ids=SEEN)
@pytest.mark.parametrize("form", ["html", "html.gz", "warc", "warc.gz"])
def test_html_is_what_a_reader_sees(form: str, excerpt: str, expected: str) -> None:
    content = MARKUP.encode()
    if form.startswith("warc"):
        content = warc([page("no", "https://amd.example/"), page(MARKUP)], form.endswith("gz"))
    elif form == "html.gz":
        content = gzip.compress(content)
    assert look_up(content, f"evidence/x.{form}", excerpt, URL) == expected


SET = {
    "over a line's end": ("a warrant for up to 160 million shares", "found"),
    "hyphen of a line's end": ("The agreement covers 6 GW", "found"),
    "hyphen as it is set": ("The agree- ment covers", "found"),
    "another word": ("The agreements covers", "absent"),
    "digit": ("up to 161 million", "absent"),
    "fabricated": ("a blank cheque", "absent"),
}


@pytest.mark.parametrize(("excerpt", "expected"), SET.values(), ids=SET)
@pytest.mark.parametrize("form", ["pdf", "txt", "warc"])
def test_set_lines(form: str, excerpt: str, expected: str) -> None:
    content = "\n".join(LINES).encode() if form == "txt" else pdf(lines(*LINES))
    if form == "warc":
        content = warc([(URL, "200 OK", content, {"Content-Type": "application/pdf"})], True)
    assert look_up(content, f"evidence/x.{form}", excerpt, URL) == expected


JOINED = {
    "compound": ("a long-\nterm plan", "a long-term plan", "found"),
    "compound without its hyphen": ("a long-\nterm plan", "a longterm plan", "found"),
    "both in one excerpt": ("a long-\nterm agree-\nment", "a long-term agreement", "found"),
    "soft hyphen": ("agree\u00ad\nment", "agreement", "found"),
    "range of digits": ("in 2025-\n26", "in 2025-26", "found"),
    "digits are never joined": ("up to 16-\n0 million", "up to 160 million", "absent"),
    "letter and digit": ("the MI-\n450 chip", "the MI450 chip", "absent"),
    "ligature": ("a ﬁnancial oﬀer", "a financial offer", "found"),
    "no-break space": ("10\u00a0% of", "10 % of", "found"),
    "space that is missing": ("10% of", "10 % of", "absent"),
}


@pytest.mark.parametrize(("text", "excerpt", "expected"), JOINED.values(), ids=JOINED)
def test_words_are_joined_where_exact(text: str, excerpt: str, expected: str) -> None:
    assert look_up(text.encode(), "x.txt", excerpt) == expected


PIECES = {
    "in order": ("AMD […] 160 million", "found"),
    "three points": ("AMD ... 160 million", "found"),
    "in parentheses": ("AMD (…) covers", "found"),
    "without spaces": ("AMD…covers", "found"),
    "at the ends": ("… warrant for up to […]", "found"),
    "with a full stop": ("AMD issued […].", "found"),
    "out of order": ("covers […] AMD", "absent"),
    "one twice": ("AMD […] AMD", "absent"),
    "one made up": ("AMD […] 170 million", "absent"),
}


@pytest.mark.parametrize(("excerpt", "expected"), PIECES.values(), ids=PIECES)
def test_an_ellipsis_parts_an_excerpt(excerpt: str, expected: str) -> None:
    assert look_up("\n".join(LINES).encode(), "x.txt", excerpt) == expected


@given(st.text("abc dé,.", min_size=1), st.text("abc 0123456789−-,.", min_size=1), st.data())
def test_a_changed_digit_is_never_found(before: str, after: str, data: st.DataObject) -> None:
    number = data.draw(st.integers(100, 999))
    other = data.draw(st.integers(100, 999).filter(lambda n: n != number))
    ground = Ground(CaptureText(f"{before} first {number} last {after}", has_lines=True))
    assert ground.look_up(f"first {number} last") is None
    assert ground.look_up(f"first {other} last") is not None


@pytest.mark.parametrize(
    ("text", "excerpt", "shown"),
    [
        ("invest up to $100 billion in it", "up to $100", "$100 billion"),
        ("a rise of 12 % in May", "a rise of 12", "12 %"),
        ("une hausse de 3,5 milliards", "une hausse de 3,5", "3,5 milliards"),
        ("from $70–$72 billion to 80", "from $70–$72", "$70–$72 billion"),
        ("sold 160 million; then 160 shares", "160 shares", None),
        ("first 160 million, at last 160 of them", "160", None),
        ("it covers 6 gigawatts", "it covers 6", None),
        ("it rose 12 % in May", "it rose 12 %", None),
        ("they were 12, a million said", "they were 12", None),
    ],
)
def test_an_excerpt_holds_its_last_amount_whole(text: str, excerpt: str, shown: str | None) -> None:
    absent = Ground(CaptureText(text)).look_up(excerpt)
    assert (absent.help if absent else None) == (
        f"it stands there only as a part of “{shown}”: quote the amount to its end"
        if shown
        else None
    )


# --- Which record of an archive -----------------------------------------------------------------

MOVED = (URL, "301 Moved", b"gone", {"Location": "/new", "Content-Type": HTML})
NEW = page("<p>the new page", "https://amd.example/new")
GONE = (URL, "404 Not Found", b"<p>the new page", {"Content-Type": HTML})
PACKED = {"Content-Type": HTML, "Content-Encoding": "gzip"}
CHUNKED = {"Content-Type": HTML, "Transfer-Encoding": "chunked"}
ARCHIVES = {
    "other spelling": ([page("<p>the new page", URL + "/?utm_source=x")], (URL,), "found"),
    "redirection": ([MOVED, NEW], (URL,), "found"),
    "redirection that ends nowhere": ([MOVED], (URL,), "it has no record of the source's address"),
    "circle": (
        [(URL, "302 Found", b"", {"Location": URL})],
        (URL,),
        "it has no record of the source's address",
    ),
    "the archived address": ([NEW], (URL, "https://amd.example/new"), "found"),
    "another page": ([NEW], (URL,), "it has no record of the source's address"),
    "no address, one page": ([NEW], (), "found"),
    "no address, two pages": (
        [NEW, page("x")],
        (),
        "the source has no address that tells which of its records is meant",
    ),
    "not found by the server": ([GONE], (URL,), "the server answered 404"),
    "later and good": ([GONE, page("<p>the new page")], (URL,), "found"),
    "packed": ([(URL, "200 OK", gzip.compress(b"<p>the new page"), PACKED)], (URL,), "found"),
    "in chunks": (
        [(URL, "200 OK", b"F\r\n<p>the new page\r\n0\r\n\r\n", CHUNKED)],
        (URL,),
        "found",
    ),
    "packed otherwise": (
        [(URL, "200 OK", b"x", {"Content-Type": HTML, "Content-Encoding": "br"})],
        (URL,),
        "the record is packed as br",
    ),
    "empty": ([], (URL,), "there is no text in it"),
}


@pytest.mark.parametrize(("records", "addresses", "expected"), ARCHIVES.values(), ids=ARCHIVES)
def test_the_record_of_the_source(
    records: list[tuple[str, str, bytes, Mapping[str, str]]],
    addresses: tuple[str, ...],
    expected: str,
) -> None:
    found = look_up(warc(records, False), "x.txt", "the new page", *addresses)
    assert found == expected


# --- What cannot be read ------------------------------------------------------------------------

WHOLE = pdf(lines(*LINES))
ARCHIVE = warc([page("<p>words " * 99)], True)
UNREADABLE = {
    "encrypted": (encrypted(WHOLE, "secret"), "x.pdf", "it is encrypted"),
    "images alone": (pdf(SCAN), "x.pdf", "its pages are images: there is no text in them"),
    "broken PDF": (b"%PDF-1.7\n" + bytes(99), "x.pdf", "it is broken (PdfStreamError)"),
    "PDF cut short": (WHOLE[:60], "x.pdf", "it is broken (PdfStreamError)"),
    "gzip cut short": (ARCHIVE[:-20], "x.warc.gz", "it is broken: it ends too early"),
    "broken gzip": (b"\x1f\x8b nothing", "x.gz", "it is broken: it cannot be unpacked"),
    "too large": (
        gzip.compress(bytes(LIMIT + 1)),
        "x.txt.gz",
        "it is larger than 50 MB when it is unpacked",
    ),
    "picture": (b"\x89PNG", "x.png", "its format is unknown; text, HTML, PDF and WARC can be read"),
    "empty": (b"", "x.txt", "there is no text in it"),
    "empty HTML": (b"<p hidden>x</p>", "x.html", "there is no text in it"),
    "not text": (b"a\0b", "x.txt", "it is no text in an encoding that is known"),
    "broken WARC": (b"WARC/1.0\r\nnothing", "x.warc", "it has no record of the source's address"),
}


@pytest.mark.parametrize(("content", "name", "reason"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_says_why(content: bytes, name: str, reason: str) -> None:
    assert look_up(content, name, "words", URL) == reason


@given(st.binary(max_size=200), st.sampled_from([b"%PDF-1.4\n", b"WARC/1.0\r\n", b"\x1f\x8b", b""]))
def test_no_bytes_lead_to_a_traceback(content: bytes, start: bytes) -> None:
    for name in ("x.html", "x.txt", "x.pdf"):
        assert isinstance(look_up(start + content, name, "words", URL), str)


def test_a_pdf_that_opens_without_a_password_is_read() -> None:
    assert look_up(encrypted(WHOLE, ""), "x.pdf", "160 million shares") == "found"


ENCODINGS = {
    "UTF-8": ("é 10 €".encode(), ""),
    "UTF-8 with a mark": ("é 10 €".encode("utf-8-sig"), ""),
    "UTF-16": ("é 10 €".encode("utf-16"), ""),
    "as Windows wrote it": ("é 10 €".encode("cp1252"), ""),
    "declared": ("é 10 €".encode("iso-8859-15"), '<meta charset="iso-8859-15">'),
    "declared and unknown": ("é 10 €".encode(), '<meta charset="klingon">'),
}


@pytest.mark.parametrize(("content", "head"), ENCODINGS.values(), ids=ENCODINGS)
def test_encodings(content: bytes, head: str) -> None:
    name = "x.html" if head else "x.txt"
    assert look_up(head.encode() + content, name, "é 10 €") == "found"


# --- On the pages -------------------------------------------------------------------------------

ARTICLE = "---\ntitle: T\ndate: 2026-11-20\n---\nSix gigawatts.\n"
CLAIM = "claims:\n  - {id: c, quote: Six gigawatts, verdict: misleading, sources: [SOURCES]}\n"


def site(
    folder: Path, sidecar: str, captures: Mapping[str, bytes], lang: str = "en"
) -> tuple[Built, Path]:
    content = folder / "site/content"
    (content / "evidence").mkdir(parents=True)
    settings = f"title: S\nurl: https://s.example/\nlang: {lang}\n"
    (content / "site.yaml").write_text(settings, "utf-8")
    (content / "a.md").write_text(ARTICLE, "utf-8")
    (content / "a.claims.yaml").write_text(sidecar, "utf-8")
    for name, capture in captures.items():
        (content / "evidence" / name).write_bytes(capture)
    day = parse("2026-11-20").earliest
    return build(folder / "site", folder / "out", today=day), folder / "site"


def sidecar_with(*sources: str) -> str:
    uses = ", ".join(f"{{id: s{n}, excerpt: 6 GW}}" for n in range(len(sources)))
    written = "".join(
        f"  s{n}: {{title: S{n}, url: https://s.example/{n}{more}}}\n"
        for n, more in enumerate(sources)
    )
    return CLAIM.replace("SOURCES", uses) + f"sources:\n{written}"


@pytest.mark.parametrize(
    ("lang", "words", "count"),
    [
        (
            "en",
            [
                "word for word in our copy",
                "our copy was not at hand",
                "not checkable in our copy",
            ],
            "1 found word for word, 1 of a copy that was not at hand, 1 not checkable, 1 without",
        ),
        (
            "fr",
            [
                "mot pour mot dans notre copie",
                "notre copie n’était pas disponible",
                "non vérifiable dans notre copie",
            ],
            "1 retrouvé mot pour mot, 1 dont la copie n’était pas disponible, 1 non vérifiable",
        ),
    ],
)
def test_each_state_is_shown_as_what_it_is(
    tmp_path: Path, lang: str, words: list[str], count: str
) -> None:
    captures = [f", capture: evidence/{name}" for name in ("there.txt", "gone.txt", "scan.pdf")]
    text = sidecar_with(f"{captures[0]}, captured: 2026-11-19", *captures[1:], "")
    built, _ = site(tmp_path, text, {"there.txt": b"6 GW", "scan.pdf": pdf(SCAN)}, lang)
    states = ["verified", "missing", "uncheckable"]
    for path in ("a/index.html", "a/claims/c/index.html", "sources/index.html"):
        soup = BeautifulSoup(built.files[path], "html.parser")
        shown = soup.select("[data-excerpt]")
        assert [e["data-excerpt"] for e in shown] == states
        assert [e.get_text() for e in shown] == words
    article = BeautifulSoup(built.files["a/index.html"], "html.parser")
    assert count in article.get_text().replace("\u00a0", " ").replace("\u202f", " ")
    assert "19" in article.select("#src-s0 .known")[0].get_text()
    assert dict(built.checked.findings.excerpts) == dict.fromkeys([*states, "none"], 1)


def test_a_shared_source_and_one_in_place_have_captures_too(tmp_path: Path) -> None:
    sources = "{title: P, url: https://p.example/, excerpt: 7 GW, capture: evidence/p.txt}"
    sidecar = CLAIM.replace("SOURCES", f"{sources}, {{id: s, excerpt: 8 GW}}")
    built, folder = site(tmp_path, sidecar, {"p.txt": b"6 GW", "s.txt": b"6 GW"})
    shared = "s: {title: S, url: https://s.example/, capture: evidence/s.txt}\n"
    (folder / "content/sources.yaml").write_text(shared, "utf-8")
    built = build(folder, tmp_path / "out", today=parse("2026-11-20").earliest)
    assert [d.code for d in built.checked.diagnostics] == ["excerpt-absent"] * 2


def test_a_capture_may_not_be_a_link_out_of_the_content(tmp_path: Path) -> None:
    _, folder = site(tmp_path, sidecar_with(", capture: evidence/x.txt"), {})
    (tmp_path / "secret.txt").write_text("6 GW", "utf-8")
    (folder / "content/evidence/x.txt").symlink_to(tmp_path / "secret.txt")
    built = build(folder, tmp_path / "out")
    assert [d.code for d in built.checked.diagnostics] == ["outside-content"]


def test_a_folder_is_no_capture(tmp_path: Path) -> None:
    built, _ = site(tmp_path, sidecar_with(", capture: evidence"), {})
    assert [d.code for d in built.checked.diagnostics] == ["unreadable-capture"]


def test_a_scan_among_pages_leaves_open_what_it_says(tmp_path: Path) -> None:
    captures = {"x.pdf": pdf(lines("7 GW"), SCAN)}
    built, _ = site(tmp_path, sidecar_with(", capture: evidence/x.pdf"), captures)
    (problem,) = built.checked.diagnostics
    assert problem.code == "unreadable-capture"
    assert "“6 GW” is not in its text, and 1 of its 2 pages are images" in problem.message


def test_a_changed_capture_is_not_searched(tmp_path: Path) -> None:
    digest = hashlib.sha256(b"6 GW").hexdigest()
    more = f", capture: evidence/x.txt, capture_sha256: {digest}"
    built, _ = site(tmp_path, sidecar_with(more), {"x.txt": b"7 GW"})
    assert [d.code for d in built.checked.diagnostics] == ["hash-mismatch"]


def test_without_captures_nothing_is_imported_or_said(tmp_path: Path) -> None:
    built, folder = site(tmp_path, sidecar_with(""), {})
    assert not built.checked.findings.excerpts
    assert b"data-excerpt" not in b"".join(built.files.values())
    script = (
        "import sys; from pathlib import Path; from vouch.building import check;"
        f" check(Path({str(folder)!r}));"
        " print(*sorted({'pypdf', 'warcio', 'bs4', 'vouch.evidence.examining'} & {*sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
