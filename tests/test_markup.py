"""HTML read strictly and written one way: what may stand in an article, and what is refused."""

import pytest

from vouch.markup import (
    ALLOWED,
    NESTING_LIMIT,
    Close,
    Open,
    address_problem,
    read,
    text,
    visible,
    write,
)

ALLOWED_HTML = {
    "inline": "un <em>mot</em>, <strong>fort</strong>",
    "attributes": '<span class="x" lang="en" title="t" id="i" dir="ltr">a</span>',
    "link": '<a href="https://amd.example/?a=1&amp;b=2#c" hreflang="en" rel="nofollow">a</a>',
    "mail": '<a href="mailto:a@amd.example">a</a>',
    "telephone": '<a href="tel:+33100000000">a</a>',
    "place": '<a href="#fn:1">1</a>',
    "inside": '<a href="autre.md#x">a</a>',
    "image": '<img src="media/a.png" alt="a" width="10" height="10">',
    "numbers": '<table><tr><td rowspan="9999" colspan="1">a</td></tr></table>',
    "empty-alternative": '<img src="media/a.png" alt="">',
    "figure": '<figure><img src="media/a.png" alt="a"><figcaption>b</figcaption></figure>',
    "details": "<details open><summary>a</summary><p>b</p></details>",
    "table": '<table><tr><td colspan="2" class="x">a</td></tr></table>',
    "definitions": "<dl><dt>a</dt><dd>b</dd></dl>",
    "definitions-in-divisions": "<dl><div><dt>a</dt><dd>b</dd></div></dl>",
    "lists": '<ol start="3" reversed type="a"><li value="4">a<ul><li>b</li></ul></li></ol>',
    "time": '<time datetime="2025-10-06">a</time>',
    "edits": '<del datetime="2025">a</del><ins cite="https://amd.example/">b</ins>',
    "quotes": '<blockquote cite="https://amd.example/"><p><q>a</q></p></blockquote>',
    "void": "a<br>b<wbr>c",
    "block-in-a-transparent-element": "<ins><p>a</p></ins>",
    "escaped": "&lt;script&gt; &amp; b",
}


@pytest.mark.parametrize("html", ALLOWED_HTML.values(), ids=ALLOWED_HTML)
def test_it_passes_as_it_is(html: str) -> None:
    tokens, faults = read(html)
    assert faults == ()
    assert write(tokens) == html
    assert read(write(tokens)) == (tokens, ())


REFUSED = {
    "script": ("<script>x</script>", "html-not-allowed", "<script>"),
    "style": ("<style>p{}</style>", "html-not-allowed", "<style>"),
    "upper-case": ("<SCRIPT>x</SCRIPT>", "html-not-allowed", "<script>"),
    "iframe": ('<iframe src="https://x.example"></iframe>', "html-not-allowed", "<iframe>"),
    "object": ("<object></object>", "html-not-allowed", "<object>"),
    "embed": ("<embed></embed>", "html-not-allowed", "<embed>"),
    "form": ("<form></form>", "html-not-allowed", "<form>"),
    "input": ("<input></input>", "html-not-allowed", "<input>"),
    "svg": ("<svg></svg>", "html-not-allowed", "<svg>"),
    "math": ("<math></math>", "html-not-allowed", "<math>"),
    "template": ("<template></template>", "html-not-allowed", "<template>"),
    "mark": ('<mark data-claim="k1">a</mark>', "html-not-allowed", "<mark>"),
    "heading-of-the-page": ("<main></main>", "html-not-allowed", "<main>"),
    "own-element": ("<x-y></x-y>", "html-not-allowed", "<x-y>"),
    "base": ("<base></base>", "html-not-allowed", "<base>"),
    "handler": ('<p onclick="x()">a</p>', "html-not-allowed", "`onclick`"),
    "handler-upper-case": ('<p OnClick="x()">a</p>', "html-not-allowed", "`onclick`"),
    "style-attribute": ('<p style="color:red">a</p>', "html-not-allowed", "`style`"),
    "style-of-a-cell": (
        '<table><tr><td style="color:red">a</td></tr></table>',
        "html-not-allowed",
        "`style`",
    ),
    "data-attribute": ('<p data-claim="k1">a</p>', "html-not-allowed", "`data-claim`"),
    "generated": ("<p data-generated>a</p>", "html-not-allowed", "`data-generated`"),
    "generated-with-a-value": ('<p data-generated="1">a</p>', "html-not-allowed", "`data-gen"),
    "generated-with-a-reference": ('<p data-generated="&#2;">a</p>', "html-not-allowed", "`data-"),
    "target": ('<a href="#a" target="_blank">a</a>', "html-not-allowed", "`target`"),
    "source-set": ('<img src="media/a.png" alt srcset="x">', "html-not-allowed", "`srcset`"),
    "attribute-of-another-element": ('<p href="#a">a</p>', "html-not-allowed", "`href`"),
    "declaration": ("<!DOCTYPE html>", "html-not-allowed", "<!DOCTYPE html>"),
    "instruction": ("<?php x ?>", "html-not-allowed", "<?php"),
    "not-closed": ("<em>a", "html-unbalanced", "<em> is not closed"),
    "not-opened": ("a</em>", "html-unbalanced", "</em> closes nothing"),
    "crossed": ("<em><b>a</em></b>", "html-unbalanced", "<b> is still open"),
    "void-closed-is-fine-otherwise-not": ("<div></div></div>", "html-unbalanced", "</div>"),
    "block-in-paragraph": ("<p>a<div>b</div></p>", "html-misplaced", "<div> cannot stand in <p>"),
    "block-in-emphasis": ("<em><p>b</p></em>", "html-misplaced", "<p> cannot stand in <em>"),
    "block-in-heading": ("<h2><ul><li>b</li></ul></h2>", "html-misplaced", "<ul> cannot stand in"),
    "link-in-link": ('<a href="#a"><a href="#b">b</a></a>', "html-misplaced", "a link cannot"),
    "item-outside": ("<li>b</li>", "html-misplaced", "<li> stands outside <ol> or <ul>"),
    "cell-outside": ("<td>b</td>", "html-misplaced", "<td> stands outside <tr>"),
    "caption-outside": ("<figcaption>b</figcaption>", "html-misplaced", "outside <figure>"),
    "summary-outside": ("<summary>b</summary>", "html-misplaced", "outside <details>"),
    "text-in-list": (
        "<ul>b<li>a</li></ul>",
        "html-misplaced",
        "text cannot stand directly in <ul>",
    ),
    "text-in-table": ("<table>b</table>", "html-misplaced", "directly in <table>"),
    "paragraph-in-list": ("<ul><p>b</p></ul>", "html-misplaced", "directly in <ul>"),
    "number-too-long": (
        '<table><tr><td colspan="10000">b</td></tr></table>',
        "html-not-allowed",
        "`colspan`",
    ),
    "number-with-a-sign": ('<ol start="-1"><li>b</li></ol>', "html-not-allowed", "`start`"),
    "number-with-a-unit": ('<img src="a.png" alt width="50%">', "html-not-allowed", "`width`"),
    "number-missing": ('<img src="a.png" alt height>', "html-not-allowed", "`height`"),
    "number-in-words": ('<ol><li value="x">b</li></ol>', "html-not-allowed", "`value`"),
    "number-other-digits": ('<ol><li value="٣">b</li></ol>', "html-not-allowed", "`value`"),
    "address-with-a-space": ('<a href="https://x.example/a b">a</a>', "bad-url", "a space"),
    "address": ('<a href="javascript:x">a</a>', "bad-url", "javascript:x"),
    "image-elsewhere": ('<img src="https://x.example/a.png" alt>', "bad-url", "lies outside"),
}


@pytest.mark.parametrize(("html", "code", "words"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_with_its_name(html: str, code: str, words: str) -> None:
    _, faults = read(html)
    assert code in {fault.code for fault in faults}
    assert any(words in fault.message for fault in faults if fault.code == code)
    assert all(any(seek.lower() in html.lower() for seek in fault.seek) for fault in faults)


@pytest.mark.parametrize(("html", "code", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_left_is_well_formed(html: str, code: str, words: str) -> None:  # noqa: ARG001
    left = write(read(html)[0])
    assert not {fault.code for fault in read(left)[1]} & {"html-not-allowed", "html-unbalanced"}


ADDRESSES = {
    "http": ("http://amd.example/", True),
    "https": ("https://amd.example/", True),
    "upper-case": ("HTTPS://amd.example/", True),
    "mail": ("mailto:a@amd.example", True),
    "telephone": ("tel:+33", True),
    "path": ("autre.md", True),
    "root": ("/claims/", True),
    "place": ("#x", True),
    "query": ("?x=1", True),
    "colon-in-a-path": ("a/b:c", True),
    "spaces-around": (" https://amd.example/ ", True),
    "path-with-a-space": ("media/ma carte.png", True),
    "space": ("https://ex.example/a b", False),
    "no-break-space": ("https://ex.example/a\u00a0b", False),
    "mail-with-a-space": ("mailto:a b@ex.example", False),
    "angle-bracket": ("https://ex.example/<a>", False),
    "quotation-mark": ('https://ex.example/"a"', False),
    "escaped-space": ("https://ex.example/a%20b", True),
    "javascript": ("javascript:x", False),
    "javascript-mixed": ("JaVaScRiPt:x", False),
    "javascript-space-before": ("  javascript:x", False),
    "javascript-no-break-space": ("\u00a0javascript:x", False),
    "javascript-tab-inside": ("java\tscript:x", False),
    "javascript-line-end-inside": ("java\nscript:x", False),
    "javascript-control": ("\x01javascript:x", False),
    "data": ("data:text/html,x", False),
    "vbscript": ("vbscript:x", False),
    "file": ("file:///etc/passwd", False),
    "blob": ("blob:https://x", False),
    "view-source": ("view-source:https://x", False),
    "no-scheme": ("//evil.example/", False),
    "no-scheme-space": (" //evil.example/", False),
    "backslashes": ("\\\\evil.example", False),
    "slash-backslash": ("/\\evil.example", False),
    "line-end-in-path": ("a\nb", False),
}


@pytest.mark.parametrize(("address", "is_good"), ADDRESSES.values(), ids=ADDRESSES)
def test_addresses(address: str, is_good: bool) -> None:
    assert (address_problem("a", address) == "") is is_good


REFERENCES = {
    "colon": "javascript&colon;x",
    "colon-number": "javascript&#58;x",
    "colon-hexadecimal": "javascript&#x3A;x",
    "letter": "&#106;avascript:x",
    "tab": "java&Tab;script:x",
    "line-end": "java&NewLine;script:x",
    "number-without-semicolon": "&#106avascript:x",
}


@pytest.mark.parametrize("address", REFERENCES.values(), ids=REFERENCES)
def test_references_hide_no_scheme(address: str) -> None:
    assert [fault.code for fault in read(f'<a href="{address}">a</a>')[1]] == ["bad-url"]


def test_images_lie_in_the_site() -> None:
    assert address_problem("img", "media/a.png") == ""
    for address in ("https://x.example/a.png", "data:image/png;base64,x", "//x.example/a.png"):
        assert address_problem("img", address)


def test_every_attribute_is_held_to_its_element() -> None:
    for tag, own in ALLOWED.items():
        for name in {attribute for attributes in ALLOWED.values() for attribute in attributes}:
            refused = any(f"`{name}`" in f.message for f in read(f'<{tag} {name}="1">')[1])
            assert refused is (name not in own or name == "style")


def test_nesting_has_a_limit() -> None:
    def codes(depth: int) -> list[str]:
        return [fault.code for fault in read("<div>" * depth + "a" + "</div>" * depth)[1]]

    assert codes(NESTING_LIMIT) == []
    assert codes(NESTING_LIMIT + 1) == ["nesting-too-deep"]
    assert codes(20_000) == ["nesting-too-deep"]


def test_comments_vanish() -> None:
    tokens, faults = read("a<!-- <script>x</script> -->b")
    assert (write(tokens), faults) == ("ab", ())


def test_alignment_of_cells_becomes_a_class() -> None:
    html = '<table><tr><td class="x" style="text-align: right;">a</td></tr></table>'
    tokens, faults = read(html)
    assert faults == ()
    assert write(tokens) == '<table><tr><td class="x align-right">a</td></tr></table>'


def test_the_first_of_two_attributes_counts() -> None:
    assert write(read('<p class="a" class="b">x</p>')[0]) == '<p class="a">x</p>'


def test_text_and_values_are_escaped() -> None:
    tokens = (Open("a", (("href", '"<&>'),)), text('<b> & "'))
    assert write(tokens) == '<a href="&quot;&lt;&amp;&gt;">&lt;b&gt; &amp; "'


def test_attributes_are_set_and_taken_off() -> None:
    tag = Open("img", (("src", "a"), ("title", "t")))
    assert tag.with_attributes(title=None, data_x="1") == Open(
        "img", (("src", "a"), ("data-x", "1"))
    )
    assert tag.with_class("a").with_class("b").get("class") == "a b"


def test_what_the_build_made_is_not_seen() -> None:
    made = (Open("sup", (("data-generated", ""),)), *read("<a>1<br></a>")[0], Close("sup"))
    assert [token for _, token in visible((text("a"), *made, text("b")))] == [text("a"), text("b")]
