"""The content folder on the disk: what is read, what is refused, what is left alone."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from vouch.decoding import decoded
from vouch.folder import ContentFolder, check_templates, read_assets, read_folder


def _folder(tmp_path: Path, **files: str | bytes) -> Path:
    for name, content in {"site.yaml": "", **files}.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path


def _read(site: Path) -> tuple[ContentFolder, list[tuple[str, str]]]:
    folder, problems = read_folder(site)
    return folder, [(problem.code, problem.span.path) for problem in problems]


def test_every_file_has_its_place(tmp_path: Path) -> None:
    site = _folder(
        tmp_path,
        **{
            "a.md": "A",
            "a.claims.yaml": "",
            "sources.yaml": "",
            "pages/b.md": "B",
            "media/c/d.png": "",
        },
    )
    folder, problems = _read(site)
    assert problems == []
    assert (list(folder.articles), list(folder.sidecars), list(folder.pages)) == (
        ["a"],
        ["a"],
        ["b"],
    )
    assert folder.media == {"media/c/d.png"}
    assert folder.settings is not None and folder.settings.path == "content/site.yaml"
    assert folder.shared_sources is not None


def test_a_dot_in_a_name_belongs_to_the_name(tmp_path: Path) -> None:
    folder, problems = _read(_folder(tmp_path, **{"v1.2.md": "A", "v1.2.claims.yaml": ""}))
    assert (list(folder.articles), list(folder.sidecars), problems) == (["v1.2"], ["v1.2"], [])


@pytest.mark.parametrize(
    ("target", "refused"),
    [("../../secret.md", True), ("/etc/hostname", True), ("loop.md", True), ("a.md", False)],
)
def test_a_link_stays_within_content(tmp_path: Path, target: str, refused: bool) -> None:
    site = _folder(tmp_path, **{"a.md": "A"})
    (tmp_path / "content" / "loop.md").symlink_to(target)
    folder, problems = _read(site)
    assert (("outside-content", "content/loop.md") in problems) is refused
    assert ("loop" in folder.articles) is not refused


@pytest.mark.parametrize("name", ["pages", "media", "media/inner"])
def test_a_linked_folder_is_refused(tmp_path: Path, name: str) -> None:
    site = _folder(tmp_path / "site", **{"media/x.png": ""} if "/" in name else {})
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.md").write_text("secret")
    (site / "content" / name).symlink_to(tmp_path / "elsewhere")
    folder, problems = _read(site)
    assert ("outside-content", f"content/{name}") in problems
    assert folder.pages == {} and "media/inner/secret.md" not in folder.media


@pytest.mark.parametrize(
    "name", ["x.md", "site.yaml", "sources.yaml", "x.claims.yaml", "pages/p.md"]
)
def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path, name: str) -> None:
    site = _folder(tmp_path)
    path = site / "content" / name
    path.unlink(missing_ok=True)
    path.mkdir(parents=True)
    assert ("unreadable-file", f"content/{name}") in _read(site)[1]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    site = _folder(tmp_path)
    os.mkfifo(site / "content" / "x.md")
    assert _read(site)[1] == [("unreadable-file", "content/x.md")]


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that everybody may enter, unlike those that pytest makes."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.parametrize("name", ["x.md", "pages"])
def test_what_may_not_be_read_is_named(open_to_all: Path, name: str) -> None:
    site = _folder(open_to_all, **{"x.md": "", "pages/p.md": ""})
    path = site / "content" / name
    path.chmod(0)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)  # root may read all
    try:
        assert ("unreadable-file", f"content/{name}") in _read(site)[1]
    finally:
        if root:
            os.seteuid(0)
        path.chmod(0o700)


def test_a_site_without_content_is_no_empty_site(tmp_path: Path) -> None:
    assert _read(tmp_path)[1] == [("missing-content", "content")]
    (tmp_path / "content").write_text("a file")
    assert _read(tmp_path)[1] == [("missing-content", "content")]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"", ""),
        (b"\xef\xbb\xbfa\r\nb\rc\n", "a\nb\nc\n"),
        ("é\u202f😀\u200b".encode(), "é\u202f😀\u200b"),
    ],
)
def test_text_is_decoded(content: bytes, text: str) -> None:
    source, problems = decoded("x", content)
    assert problems == ()
    assert source is not None and source.text == text


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (b"a\nb\xffc", "not-utf8", 2, 2),
        ("é\né".encode() + b"\xe9\n", "not-utf8", 2, 2),
        ("abc\ndéf".encode()[:-2], "not-utf8", 2, 2),
        ("texte".encode("utf-16"), "not-utf8", 1, 1),
        (b"a\r\nb\0", "nul-byte", 2, 2),
        (b"\x1b[31m", "control-character", 1, 1),
        (b"\xed\xa0\x80", "not-utf8", 1, 1),
    ],
)
def test_bytes_that_are_no_text_have_their_place(
    content: bytes, code: str, line: int, column: int
) -> None:
    source, (problem, *_) = decoded("x", content)
    assert source is None
    assert (problem.code, problem.span.line, problem.span.column) == (code, line, column)


def test_assets_of_the_site_come_before_those_that_are_brought(tmp_path: Path) -> None:
    site = _folder(tmp_path / "site", **{"media/a.png": "a"})
    for root, words in ((site / "static", "own"), (tmp_path / "brought", "brought")):
        root.mkdir()
        (root / "x.css").write_text(words)
    (site / "static" / "leak").symlink_to("/etc/hostname")
    found, problems = read_assets(site, tmp_path / "brought")
    assert found == {"static/x.css": b"own", "media/a.png": b"a"}
    assert [(problem.code, problem.span.path) for problem in problems] == [
        ("outside-content", "static/leak")
    ]


def test_a_template_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    site = _folder(tmp_path / "site")
    assert check_templates(site) == ()
    (site / "templates").mkdir()
    (site / "templates" / "base.html").write_text("own")
    (site / "templates" / "nav.html").symlink_to(site / "templates" / "base.html")
    assert check_templates(site) == ()
    (site / "templates" / "claim.html").symlink_to("/etc/hostname")
    (problem,) = check_templates(site)
    assert (problem.code, problem.span.path) == ("outside-content", "templates/claim.html")
