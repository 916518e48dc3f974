"""A style sheet says the same in fewer characters, and only ours is touched."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from vouch.codebase import brought
from vouch.stylesheet import published, slim

STATIC = Path(brought("static"))
CASES = {
    "a rule": ("a , b {\n  color : red ;\n  top: 0;\n}\n", "a,b{color :red;top:0}"),
    "a comment": ("/* a */ a { /* b; */ color: red /* c */; }", "a{color:red}"),
    "a comment between words": ("a/* x */b{margin:1px/**/2px}", "a b{margin:1px 2px}"),
    "a pseudo-class of what is inside": ("a :hover, a:hover {}", "a :hover,a:hover{}"),
    "signs that need their spaces": (
        "a > b { top: calc(1px + 2px) }",
        "a > b{top:calc(1px + 2px)}",
    ),
    "a text": ('a::after { content: "; }  /* x */ " }', 'a::after{content:"; }  /* x */ "}'),
    "a text in single marks": ("a { content: ' \\' ;} ' ; }", "a{content:' \\' ;} '}"),
    "an address": ("a { background: url(a ;b.svg) ; }", "a{background:url(a ;b.svg)}"),
    "nested": ("@media (x: 1) {\n a { b: c; }\n}", "@media (x:1){a{b:c}}"),
    "nothing": (" /* x */ \n", ""),
}
RULES = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return [...sheet.cssRules].map(rule => rule.cssText.replace(/([,:])\\s+/g, "$1"));
}"""
"""The rules; variables and conditions keep the white space that they are written with."""


@pytest.mark.parametrize(("style", "wanted"), CASES.values(), ids=list(CASES))
def test_what_is_left_of_a_style_sheet(style: str, wanted: str) -> None:
    assert slim(style) == wanted
    assert slim(wanted) == wanted


def test_a_browser_reads_the_same_rules(browser: Browser) -> None:
    page = browser.new_page()
    style = (STATIC / "vouch.css").read_text("utf-8")
    rules = page.evaluate(RULES, style)
    assert len(rules) > 100
    assert page.evaluate(RULES, slim(style)) == rules
    page.close()


@pytest.mark.parametrize(
    ("name", "is_slim"), [("a.css", True), ("inner/a.css", True), ("a.txt", False)]
)
def test_only_style_sheets_of_ours_are_slimmed(tmp_path: Path, name: str, is_slim: bool) -> None:
    ours, own = tmp_path / "ours", tmp_path / "own"
    content = b"a { b: c; } /* \xff */"
    assert published(ours / name, content, ours) == (b"a{b:c}" if is_slim else content)
    assert published(own / name, content, ours) == content
