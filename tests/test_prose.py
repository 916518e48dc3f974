"""Markdown to tokens: its shape, its typography, what is refused in it and where."""

from pathlib import Path

import pytest

from tests.sites import FIRST_LINE, compiled
from vouch import prose
from vouch.markup import Text, write
from vouch.prose import BRACKET_LIMIT, MARKER_LIMIT, STRAY_LIMIT

INNER = "<table><tr><td>a</td></tr></table>"


def html(source: str, lang: str = "fr") -> str:
    """The HTML of a body that has no faults, its no-break spaces shown as `~` and `_`."""
    rendered = prose.body(source, lang, "Retour")
    assert rendered.faults == ()
    return write(rendered.tokens).replace("\u00a0", "~").replace("\u202f", "_")


def codes(source: str) -> list[str]:
    return [fault.code for fault in prose.body(source, "fr", "Retour").faults]


SHAPES = {
    "paragraph": ("Un *mot*.", "<p>Un <em>mot</em>.</p>"),
    "first-heading-is-of-level-2": ("# Un\n\n## Deux", '<h2 id="h-un">Un</h2>\n<h3 id="h-deux">'),
    "headings-keep-their-level": ("## Un\n\n### Deux", '<h2 id="h-un">Un</h2>\n<h3 id="h-deux">'),
    "headings-do-not-rise": ("### Un", '<h3 id="h-un">Un</h3>'),
    "headings-end-at-6": ("# a\n\n###### b", '<h6 id="h-b">b</h6>'),
    "heading-with-an-id": ("## Un {#place}", '<h2 id="place">Un</h2>'),
    "headings-of-one-name": ("## Un\n\n## Un", '<h2 id="h-un-2">Un</h2>'),
    "heading-without-letters": ("## …", '<h2 id="h-section">…</h2>'),
    "heading-with-accents": ("## Été 2025", '<h2 id="h-ete-2025">'),
    "figure": (
        '![Carte](media/a.png "Le site"){credit="AMD"}',
        '<figcaption>Le site <small class="credit">AMD</small></figcaption></figure>',
    ),
    "figure-with-a-credit-alone": (
        '![Carte](media/a.png){credit="AMD"}',
        '<figcaption><small class="credit">AMD</small></figcaption>',
    ),
    "image-alone-without-caption": ("![Carte](media/a.png)", '<p><img alt="Carte" src='),
    "image-in-text": ('Ici ![Carte](media/a.png "Le site")', '<p>Ici <img alt="Carte" src='),
    "caption-has-typography": ('![x](media/a.png "l\'an : 6 GW")', "<figcaption>l’an~: 6~GW</fig"),
    "table-empty-header": ("| | b |\n|---|---|\n| c | d |", "<td></td>\n<th>b</th>"),
    "table-in-a-cell": (
        f"<table><thead><tr><td></td></tr></thead><tr><td>{INNER}</td><td>b</td></tr></table>",
        "<td>a</td></tr></table></div></th><td>b</td>",
    ),
    "table-empty-corner": (
        "| | b |\n|---|---|\n| c | d |\n| e | f |",
        '<tr>\n<th scope="row">c</th>\n<td>d</td>\n</tr>\n<tr>\n<th scope="row">e</th>\n<td>f</td>',
    ),
    "table-full-corner": ("| a | b |\n|---|---|\n| c | d |", "<tr>\n<td>c</td>\n<td>d</td>"),
    "table-in-a-box": (
        "| a | c |\n|---|---|\n| b | d |",
        '<div class="table-box" tabindex="0" role="region" aria-label="a, c"><table>',
    ),
    "table-alignment": ("| a |\n|--:|\n| b |", '<td class="align-right">b</td>'),
    "footnote": ("a[^1]\n\n[^1]: b", '<li id="fn:1">\n<p>b<a class="footnote-backref" data-gen'),
    "footnote-reference-is-generated": ("a[^1]\n\n[^1]: b", '<sup data-generated id="fnref:1">'),
    "footnote-way-back-in-words": ("a[^1]\n\n[^1]: b", 'title="Retour">'),
    "footnote-twice": ("a[^1] b[^1]\n\n[^1]: c", 'href="#fnref2:1" title="Retour">'),
    "footnote-that-nothing-refers-to": ("a\n\n[^1]: b", '<li id="fn:1">\n<p>b</p>\n</li>'),
    "footnote-that-ends-in-a-list": ("a[^1]\n\n[^1]: - b", "<li>b</li>"),
    "list-that-looks-like-notes": (
        '<div class="footnote" markdown="1">\n\n1. a\n\n</div>',
        '<div class="footnote">\n<ol>\n<li>a</li>',
    ),
    "year-begins-no-list": ("2025. Texte", "<p>2025. Texte</p>"),
    "year-in-a-list": ("1. a\n2025. b", "<li>a\n2025. b</li>"),
    "number-begins-a-list": ("12. Texte", '<ol start="12">'),
    "abbreviation": ("La SEC.\n\n*[SEC]: Gendarme", '<abbr title="Gendarme">SEC</abbr>'),
    "abbreviations-in-a-row": (
        "La SEC et l’AMF.\n\n*[SEC]: Un\n*[AMF]: Deux\n*[AMF]: Trois\nFin.",
        '<p>La <abbr title="Un">SEC</abbr> et l’<abbr title="Trois">AMF</abbr>.</p>\n<p>Fin.</p>',
    ),
    "abbreviations-as-code": ("    *[A]: b\n    *[C]: d", "<code>*[A]: b\n*[C]: d\n</code>"),
    "abbreviations-in-a-fence": ("```\n*[A]: b\n*[C]: d\n```", "<code>*[A]: b\n*[C]: d\n</code>"),
    "abbreviations-behind-a-quotation": (
        "> Un\n*[A]: b\n*[C]: d\nDeux A",
        '<blockquote>\n<p>Un</p>\n<p>Deux <abbr title="b">A</abbr></p>\n</blockquote>',
    ),
    "headings-of-one-name-beside-its-numbers": (
        "## Un\n\n## Un 2\n\n## Un\n\n## Un",
        '<h2 id="h-un-2">Un 2</h2>\n<h2 id="h-un-3">Un</h2>\n<h2 id="h-un-4">Un</h2>',
    ),
    "definition": ("a\n:   b", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>"),
    "markdown-in-html": ('<div markdown="1">\n*a*\n</div>', "<div>\n<p><em>a</em></p>\n</div>"),
    "script-in-code": ("`<script>x</script>`", "<code>&lt;script&gt;x&lt;/script&gt;</code>"),
    "script-in-fenced-code": ("```\n<script>\n```", "<code>&lt;script&gt;\n</code>"),
    "handler-in-code": ('`<a onclick="x">`', "&lt;a onclick="),
    "comment": ("a <!-- x --> b", "<p>a  b</p>"),
    "comment-block": ("<!-- x -->\n\na", "<p>a</p>"),
    "comment-never-closed-is-text": ("a <!-- x", "<p>a &lt;!-- x</p>"),
}


@pytest.mark.parametrize(("source", "expected"), SHAPES.values(), ids=SHAPES)
def test_shape(source: str, expected: str) -> None:
    assert expected in html(source)


TYPOGRAPHY = {
    "french": ('Il dit : "oui" l\'an.', "fr", "<p>Il dit~: «~oui~» l’an.</p>"),
    "english": ('He said: "yes" it\'s.', "en", "<p>He said: “yes” it’s.</p>"),
    "across-elements": ('"un *mot*" : fin', "fr", "<p>«~un <em>mot</em>~»~: fin</p>"),
    "never-in-code": ('`a : "b" l\'x` : c', "fr", '<p><code>a : "b" l\'x</code>~: c</p>'),
    "never-in-a-block-of-code": ('    a : "b" l\'x', "fr", '<code>a : "b" l\'x\n</code>'),
    "never-in-keys": ("<kbd>a : b</kbd>", "fr", "<kbd>a : b</kbd>"),
    "never-in-addresses": ("<https://x.example/a;b:c>", "fr", ">https://x.example/a;b:c</a>"),
    "never-in-attributes": ('<i title="a : b">c</i>', "fr", '<i title="a : b">'),
    "footnote-number-is-no-text": ('"oui"[^1] ici\n\n[^1]: n', "fr", "<p>«~oui~»<sup"),
    "words-in-another-language": (
        'l\'an <i lang="en">it\'s "so" ; x</i> ; "a" <b lang="en">the "b</b> d\'un',
        "fr",
        '<p>l’an <i lang="en">it\'s "so" ; x</i>_; «~a~» <b lang="en">the "b</b> d’un</p>',
    ),
    "words-in-the-same-language": ('<i lang="fr-CA">l\'an ;</i>', "fr", '">l’an_;</i>'),
    "words-back-in-the-language": (
        '<i lang="en">it\'s <b lang="fr">l\'an</b> x\'s</i>',
        "fr",
        "it's <b lang=\"fr\">l’an</b> x's</i>",
    ),
    "block-in-another-language": (
        'He said "yes" ; 5 %\n{: lang=en }\n\n"oui"',
        "fr",
        '<p lang="en">He said “yes” ; 5~%</p>\n<p>«~oui~»</p>',
    ),
    "blocks-in-another-language": (
        '<div lang="en" markdown="1">\n\n"yes"\n\n- "no"\n\n</div>\n\n"oui"',
        "fr",
        "<p>“yes”</p>\n<ul>\n<li>“no”</li>\n</ul>\n</div>\n<p>«~oui~»</p>",
    ),
    "block-in-a-language-without-rules": ("l'an\n{: lang=de }", "fr", '<p lang="de">l\'an</p>'),
    "line-break-in-another-language": (
        "<i lang=\"en\">it's<br>it's</i> l'an",
        "fr",
        "it's<br>it's</i> l’an</p>",
    ),
    "block-by-block": ('"un\n\ndeux"', "fr", '<p>"un</p>\n<p>deux"</p>'),
}


@pytest.mark.parametrize(("source", "lang", "expected"), TYPOGRAPHY.values(), ids=TYPOGRAPHY)
def test_typography(source: str, lang: str, expected: str) -> None:
    assert expected in html(source, lang)


def test_what_was_typed_is_kept_beside_the_text() -> None:
    tokens = prose.body('l\'an : "six"', "fr", "Retour").tokens
    typed = "".join(token.typed for token in tokens if isinstance(token, Text))
    assert typed == 'l\'an : "six"'


def test_headings_are_listed() -> None:
    tokens = prose.body("# Un *mot*\n\n### Deux", "fr", "Retour").tokens
    assert [(h.level, h.id, h.title) for h in prose.headings(tokens)] == [
        (2, "h-un-mot", "Un mot"),
        (4, "h-deux", "Deux"),
    ]


def test_a_passage_has_lower_headings() -> None:
    assert write(prose.passage("# Un", "fr").tokens) == "<h4>Un</h4>"


def test_a_passage_has_no_footnotes() -> None:
    (fault,) = prose.passage("a[^1]", "fr").faults
    assert (fault.code, fault.help) == ("broken-link", "put the text of the note into the sentence")


# --- Refusals, each at its place ----------------------------------------------------------------

REFUSED = {
    "script": ("Un\n\nmot <script>x</script>", "html-not-allowed", 3, "<script>"),
    "script-block": ("Un\n\n<script>\nx\n</script>", "html-not-allowed", 3, "<script>"),
    "handler": ('Un\n<b onclick="x">mot</b>', "html-not-allowed", 2, '<b onclick="x">'),
    "handler-in-an-attribute-list": ("*mot*{onclick=x}", "html-not-allowed", 1, "onclick"),
    "style-in-an-attribute-list": ('## Un {style="x"}', "html-not-allowed", 1, "style"),
    "element-passed-over-in-code": ("`<b x>` <b x>y</b>", "html-not-allowed", 1, "<b x>"),
    "number-out-of-bounds": ("Un\n\n![x](media/a.png){width=50%}", "html-not-allowed", 3, "width"),
    "link-with-a-space": (
        "Un\n\n[mot](<https://ex.example/a b>)",
        "bad-url",
        3,
        "https://ex.example/a b",
    ),
    "javascript-link": ("Un\n\n[mot](javascript:x)", "bad-url", 3, "javascript:x"),
    "javascript-link-mixed": ("[mot](JavaScript:x)", "bad-url", 1, "JavaScript:x"),
    "javascript-link-by-reference": ("[mot][r]\n\n[r]: javascript:x", "bad-url", 3, "javascript:x"),
    "javascript-link-raw": ('<a href="javascript:x">mot</a>', "bad-url", 1, "javascript:x"),
    "data-link": ("[mot](data:text/html,x)", "bad-url", 1, "data:text/html,x"),
    "vbscript-link": ("[mot](vbscript:x)", "bad-url", 1, "vbscript:x"),
    "no-scheme": ("[mot](//evil.example/)", "bad-url", 1, "//evil.example/"),
    "image-elsewhere": ("![mot](https://x.example/a.png)", "bad-url", 1, "https://x.example/a.png"),
    "image-as-data": ("![mot](data:image/png;base64,x)", "bad-url", 1, "data:image/png"),
    "not-closed": ("Un\n\n<div>mot", "html-unbalanced", 3, "<div>"),
    "not-opened": ("Un\n\nmot</span>", "html-unbalanced", 3, "</span>"),
    "crossed": ("<b><i>mot</b></i>", "html-unbalanced", 1, "</b>"),
    "block-in-a-paragraph": ("Un\n\nmot <div>a</div> b", "html-misplaced", 3, "<div>"),
    "footnote-in-a-link": (
        "Un\n\n[mot[^x]](https://amd.example/)\n\n[^x]: a",
        "html-misplaced",
        3,
        "[^x]",
    ),
    "credit-in-text": ('Un ![x](media/a.png){credit="A"}', "figure-not-alone", 1, "credit="),
    "footnote-without-text": ("Un\n\nmot[^x]", "broken-link", 3, "[^x]"),
    "brackets-too-deep": ("Un\n\n" + "[" * (BRACKET_LIMIT + 1), "nesting-too-deep", 3, "[["),
    "quotes-too-deep": ("> " * (MARKER_LIMIT + 1) + "mot", "nesting-too-deep", 1, "> > "),
    "lost-word": ("| a |\n|---|\n| b | mot |", "lost-word", 3, "mot"),
}


@pytest.mark.parametrize(("source", "code", "line", "shown"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_at_its_place(
    tmp_path: Path, source: str, code: str, line: int, shown: str
) -> None:
    problems = [p for p in compiled(tmp_path, source).diagnostics if p.code == code]
    assert problems, compiled(tmp_path, source).codes
    span = problems[0].span
    assert (span.path, span.line) == ("content/a.md", FIRST_LINE + line - 1)
    assert span.text[span.column - 1 :].startswith(shown)


HARMLESS = {
    "quotes-as-deep-as-allowed": "> " * MARKER_LIMIT + "mot",
    "footnote-in-code": "`[^x]`",
    "brackets": "[sic] et [note]",
    "greater-than-signs": "a > b >> c >>> d",
    "brackets-as-deep-as-allowed": "[" * BRACKET_LIMIT + "a" + "]" * BRACKET_LIMIT,
    "brackets-in-many-blocks": ":( et [ici\n\n" * BRACKET_LIMIT,
    "escaped-brackets": r"\[" * 2 * BRACKET_LIMIT,
    "closing-brackets": "a) b] " * BRACKET_LIMIT,
    "arrows": "a -> b => c <- d",
    "less-than-signs": "3 < 4, a<b",
}


@pytest.mark.parametrize("source", HARMLESS.values(), ids=HARMLESS)
def test_it_is_not_refused(source: str) -> None:
    assert codes(source) == []


# --- No input breaks it -------------------------------------------------------------------------

MANY = 100_000
MONSTERS = {
    "quotes": "> " * 2000 + "x",
    "quotes-line-by-line": "\n".join(">" * depth + " a" for depth in range(1, 2000)),
    "lists": "\n".join("    " * depth + "- a" for depth in range(2000)),
    "lists-in-one-line": "- " * 2000 + "a",
    "lists-and-quotes": "- > " * 1000 + "a",
    "brackets": "[" * MANY,
    "pairs-of-brackets": "[" * MANY + "]" * MANY,
    "images": "![" * MANY,
    "links": "[a](" * (MANY // 4),
    "closing": "](" * MANY,
    "parentheses": "(" * MANY,
    "stars": "*" * MANY,
    "stars-and-words": "*a **b " * (MANY // 7),
    "underscores": "_" * MANY,
    "backticks": "`" * MANY,
    "backticks-of-all-lengths": " ".join("`" * count for count in range(400)),
    "less-than": "<" * MANY,
    "tags-not-closed": "<a " * MANY,
    "comments-not-closed": "<!--" * MANY,
    "addresses-not-closed": "<https://" * MANY,
    "elements": "<div>" * 20_000,
    "elements-in-markdown": '<div markdown="1">\n' * 500 + "a\n" + "</div>\n" * 500,
    "ampersands": "&" * MANY,
    "braces": "*a*{: " * 10_000,
    "backslashes": "\\" * MANY,
    "quotation-marks": '"' * MANY,
    "spaces": " " * MANY + "a",
    "lines": "\n" * MANY,
    "nothing": "",
}


@pytest.mark.parametrize("source", MONSTERS.values(), ids=MONSTERS)
def test_no_input_breaks_it(source: str) -> None:
    prose.body(source, "fr", "Retour")
    assert html("après : *tout*") == "<p>après~: <em>tout</em></p>"


def test_what_is_too_deep_is_named() -> None:
    for name in ("quotes", "lists", "brackets", "images", "links", "elements"):
        source = MONSTERS[name]
        assert "nesting-too-deep" in codes(source)
    assert codes("<a " * STRAY_LIMIT) != ["html-unbalanced"]
    assert codes("<a " * (STRAY_LIMIT + 1)) == ["html-unbalanced"]
