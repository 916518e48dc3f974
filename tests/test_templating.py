"""Templates give what Jinja gives for them, page after page, whatever a site writes into them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import meta
from markupsafe import Markup, escape

from vouch import templating
from vouch.building import build
from vouch.codebase import brought
from vouch.composition import named
from vouch.templating import Environment
from vouch.templating.kept import Kept
from vouch.templating.running import Once, QuickEnvironment, shown

TEMPLATES = Path(brought("templates"))
GOLDEN = Path(__file__).parent / "golden" / "site"
MACROS = """{# Of a page. #}
{% macro here(word='home') %}<a href="{{ root }}">{{ word }}</a>{% endmacro %}
{% macro both(word) %}{{ here(word) }}{{ page.lang }}{% endmacro %}
{% macro around() %}[{{ caller() }}]{% endmacro %}
{% macro asks(word='none') %}{{ word }}{{ caller() if caller is defined else '-' }}{% endmacro %}
{% macro open() %}{{ varargs|join(',') }}{{ kwargs|length }}{% endmacro %}
"""
CASES: dict[str, dict[str, str]] = {
    "a macro of this page": {"page": "{% from 'm' import both with context %}{{ both('<') }}"},
    "imported twice": {
        "page": "{% extends 'base' %}{% from 'm' import here with context %}"
        "{% block body %}{{ here() }}{% endblock %}",
        "base": "{% from 'm' import both with context %}{{ both('x') }}"
        "{% block body %}{% endblock %}",
    },
    "by its file": {"page": "{% import 'm' as m with context %}{{ m.both('a') }}{{ m.here() }}"},
    "without its context": {
        "page": "{% from 'plain' import bold %}{{ bold('&') }}{{ bold(w) }}",
        "plain": "{% macro bold(x) %}<b>{{ x }}{{ root is defined }}</b>{% endmacro %}",
    },
    "a key of what is written out": {
        "page": "{{ 'abc'['upper']() }}{{ ['a', w][0] }}{{ {'a': 'b'}['a'] }}"
        "{{ (1, 2)['count'](1) }}"
    },
    "a name set before": {
        "page": "{% set root = 'own' %}{% from 'm' import here with context %}{{ here() }}"
    },
    "a name set in the file": {
        "page": "{% from 'set' import kind with context %}{{ kind() }}",
        "set": "{% set at = page.lang %}{% macro kind() %}{{ at }}{% endmacro %}",
    },
    "shown by the file": {
        "page": "{% import 'says' as s with context %}{{ s }}",
        "says": "{{ w }}{% macro x() %}{% endmacro %}",
    },
    "macros of macros": {
        "page": "{% from 'charts' import chart with context %}{{ chart(1) }}",
        "charts": "{% from 'm' import both with context %}"
        "{% macro chart(n) %}{{ n }}{{ both(w) }}{% endmacro %}",
    },
    "macros of what differs": {
        "page": "{% from 'charts' import chart with context %}{{ chart(1) }}",
        "charts": "{% from 'set' import kind with context %}"
        "{% macro chart(n) %}{{ n }}{{ kind() }}{% endmacro %}",
        "set": "{% set at = page.lang %}{% macro kind() %}{{ at }}{% endmacro %}",
    },
    "a file shown in a macro": {
        "page": "{% set own = w %}{% from 'inc' import x with context %}{{ x() }}",
        "inc": "{% macro x() %}{% include 'part' %}{% endmacro %}",
        "part": "{{ page.lang }}{{ root }}{{ own }}",
    },
    "imported in a macro": {
        "page": "{% from 'inc' import x with context %}{{ x() }}",
        "inc": "{% macro x() %}{% from 'm' import here with context %}{{ here() }}{% endmacro %}",
    },
    "a caller": {
        "page": "{% from 'm' import around with context %}{% call around() %}{{ w }}{% endcall %}"
    },
    "a caller that is not there": {
        "page": "{% from 'm' import asks with context %}{{ asks(w) }}{{ asks() }}{{ asks(word=1) }}"
    },
    "a caller that is asked for": {
        "page": "{% from 'm' import asks with context %}{% for x in [1, 2] %}"
        "{% call asks(x) %}<{{ x }}{{ w }}>{% endcall %}{% call asks() %}{% endcall %}{% endfor %}"
    },
    "a caller too many": {
        "page": "{% from 'm' import here with context %}{% call here(1) %}x{% endcall %}"
    },
    "a caller and an argument too many": {
        "page": "{% from 'm' import asks with context %}{% call asks(1, 2) %}x{% endcall %}"
    },
    "an argument in the place of a caller": {
        "page": "{% from 'm' import asks with context %}{{ asks(1, here) }}"
    },
    "a caller among the arguments": {
        "page": "{% macro own(word, caller=none) %}{{ word }}{{ caller() if caller }}{% endmacro %}"
        "{{ own(w) }}{% call own(w) %}x{% endcall %}"
    },
    "a caller and open arguments": {
        "page": "{% macro own() %}{{ varargs|join(',') }}{{ caller() }}{% endmacro %}"
        "{% call own(1, w) %}x{% endcall %}"
    },
    "under a key": {
        "page": "{{ page['lang'] }}{{ [w, 1][0] }}{{ [w, 1][-1] }}{{ w[0] }}{{ w[1:3] }}",
    },
    "under a key that is an attribute": {
        "page": "{{ page['items']()|list|length }}{{ w['upper']() }}"
    },
    "under no key": {"page": "{{ page['nobody'] }}"},
    "a file without tags": {
        "page": "{% block a %}{% for x in [1, 2] %}{% include 'plain' %}{{ x }}{% endfor %}"
        "{% include 'plain' ignore missing %}{% include ['nowhere', 'plain'] %}{% endblock %}",
        "plain": "<b>&amp;</b>{# nothing #}",
    },
    "a file that sees what stands around it": {
        "page": "{% block a %}{% for x in [1, w] %}{% set y = x %}{% include 'part' %}{% endfor %}"
        "{% endblock %}",
        "part": "{{ x }}{{ y }}{{ root }}{% from 'm' import here with context %}{{ here() }}",
    },
    "open arguments": {"page": "{% from 'm' import open with context %}{{ open(1, '<', a=2) }}"},
    "by keyword": {"page": "{% from 'm' import both with context %}{{ both(word='<b>') }}"},
    "one too many": {"page": "{% from 'm' import both with context %}{{ both(1, 2) }}"},
    "one too few": {"page": "{% from 'm' import both with context %}{{ both() }}"},
    "a keyword too many": {"page": "{% from 'm' import both with context %}{{ both(1, a=2) }}"},
    "no such macro": {"page": "{% from 'm' import nobody with context %}{{ nobody() }}"},
    "no such file": {"page": "{% from 'nowhere' import x with context %}"},
    "no such name": {"page": "{{ nobody }}"},
    "no such attribute": {"page": "{{ page.nobody }}"},
    "blocks in blocks": {
        "page": "{% extends 'base' %}{% block inner %}{{ super() }}{{ w }}{% endblock %}",
        "base": "a{% block outer %}b{% block inner %}c{% endblock %}d{% endblock %}"
        "{{ self.inner() }}e{% for x in [1, 2] %}{% block each scoped %}{{ x }}{% endblock %}"
        "{% endfor %}",
    },
    "a block that is wanted": {
        "page": "{% extends 'base' %}",
        "base": "{% block body required %}{% endblock %}",
    },
    "parts with and without the context": {
        "page": "{% extends 'base' %}{% block body %}1{% include 'part' without context %}2"
        "{% include 'part' %}{% endblock %}",
        "base": "0{% block body %}{% endblock %}{% include 'part' without context %}3",
        "part": "[{{ root is defined }}]",
    },
    "extended on a condition": {
        "page": "{% if root %}{% extends 'base' %}{% endif %}a{% block body %}b{% endblock %}c",
        "base": "d{% block body %}{% endblock %}e",
    },
    "a filter and a set over several": {
        "page": "{% block a %}{% filter upper %}{{ w }}x{% endfilter %}{% set b %}<{{ w }}>"
        "{% endset %}{{ b }}{% endblock %}"
    },
    "attributes of attributes": {
        "page": "{{ page.lang.upper().lower() }}{{ page.lang.real is defined }}"
        "{{ page.none is defined }}{{ page.items()|list|length }}{{ page['lang'] }}"
    },
    "an attribute of nothing": {"page": "{{ page.nobody.else }}"},
    "a call of nothing": {"page": "{{ page.nobody() }}"},
    "a call of no function": {"page": "{{ w() }}"},
    "a call with a list": {"page": "{{ '{} {}'.format(*[w, 1]) }}{{ dict(**{'a': 1}).a }}"},
    "in a loop": {
        "page": "{% from 'm' import both with context %}"
        "{% for x in [1, 2] %}{{ both(x) }}{{ loop.cycle('a', 'b') }}{% endfor %}"
    },
    "unescaped": {
        "page": "{% from 'm' import both with context %}"
        "{% autoescape false %}{{ w }}{{ both(w) ~ w }}{% endautoescape %}{{ both(w) ~ w }}"
    },
    "trimmed and joined": {
        "page": "{% from 'm' import here with context %}"
        "{{ here('<')|trim }}{{ [here('&'), '<']|join(' · ') }}{{ [w, w]|join }}"
    },
    "methods": {"page": "{{ w.upper() }}{{ '%s'.format(w) }}{{ w.partition('&')[2] }}"},
    "what is no text": {"page": "{{ 1 }}{{ none }}{{ [w] }}{{ page }}{{ true }}"},
    "what is safe": {"page": "{{ safe }}{{ safe ~ w }}{{ w|safe }}{{ w|e }}{{ safe|e }}"},
    "text before a tag that extends": {
        "page": "x{% extends 'base' %}{% block body %}b{% endblock %}",
        "base": "a{% block body %}{% endblock %}",
    },
    "an attribute whose name is a word of Python": {"page": "{{ page.class is defined }}"},
    "an attribute of what stands there": {"page": "{{ 'a'.upper() }}{{ 1 .real }}"},
    "a name that is not there, asked for": {
        "page": "{{ nobody is defined }}{{ nobody|default(w) }}"
    },
    "a macro's name for something else": {
        "page": "{% from 'm' import here with context %}"
        "{% macro x(here) %}{{ here('<') }}{% endmacro %}{{ x(w.join) }}"
    },
    "set on a condition": {
        "page": "{% block a %}{% if w %}{% set x = w %}{% endif %}{{ x }}{% endblock %}"
        "{% block b %}{% if not w %}{% set page = w %}{% endif %}{{ page.lang }}{% endblock %}"
    },
    "set on a condition that fails": {
        "page": "{% macro a() %}{{ page.lang }}{% endmacro %}"
        "{% macro b() %}{% if not w %}{% set x = w %}{% endif %}{{ x }}{% endmacro %}"
        "{% macro c(x) %}{{ x }}{% endmacro %}{{ a() }}{{ c(1) }}{{ b() }}"
    },
    "a name of one macro that another sets": {
        "page": "{% macro a() %}{{ root }}{% endmacro %}"
        "{% macro b() %}{% if not w %}{% set root = w %}{% endif %}[{{ root }}]{% endmacro %}"
        "{% for root in [1, 2] %}{{ root }}{{ a() }}{{ b() }}{% endfor %}"
    },
    "one or the other": {
        "page": "{{ w if root else safe }}{{ '<' if root }}{{ safe if root }}|"
        "{{ ('<' ~ w ~ safe if root else safe ~ '<') ~ (w if root) }}"
    },
    "joined": {"page": "{{ '<' ~ w ~ safe ~ 1 ~ none }}{{ (safe ~ '<')|length }}{{ '<' ~ '>' }}"},
    "what a language says": {
        "page": "{% macro say(w) %}{{ w.text('a') }}{{ w.text('a', n=root) }}"
        "{{ w.text('a')|upper }}{{ w.text(root) }}{{ w.text('<' ~ root ~ 1) }}{% endmacro %}"
        "{{ say(words) }}{% set w = words %}{{ w.text('a') }}"
    },
    "made once, with what is set within": {
        "page": "{% set x = 1 %}{% for y in 'ab' %}{% once root, y %}{% set x = y %}{{ x }}{{ w }}"
        "{{ loop.index }}{% endonce %}{% endfor %}{{ x }}"
    },
    "a namespace": {
        "page": "{% set n = namespace(a=1) %}{% set n.a = 2 %}{{ n.a }}{{ range(2)|list }}"
    },
}


class Attributed(dict[str, Any]):
    """A mapping whose values are its attributes too."""

    def __init__(self, **values: Any) -> None:
        super().__init__(values)
        self.__dict__.update(values)


@dataclass(frozen=True, eq=False)
class Words:
    """What a language says."""

    lang: str

    def text(self, key: str, **values: object) -> str:
        return f"<{self.lang} {key}{values or ''}>"


PAGES: tuple[Mapping[str, Any], ...] = (
    {
        "root": "../",
        "page": Attributed(lang="fr"),
        "w": 'L\'<un> & "l’autre"',
        "safe": Markup("<i>"),
        "words": Words("fr"),
    },
    {
        "root": "",
        "page": Attributed(lang="en"),
        "w": "plain",
        "safe": Markup("&amp;"),
        "words": Words("en"),
    },
    {"root": "", "page": {"lang": "en"}, "w": "plain", "safe": Markup("&"), "words": Words("en")},
)
LEFT_TO_JINJA = {
    "without its context",
    "parts with and without the context",
    "blocks in blocks",
    "extended on a condition",
    "text before a tag that extends",
    "attributes of attributes",
    "an attribute whose name is a word of Python",
    "a call with a list",
    "a name that is not there, asked for",
    "a macro's name for something else",
    "unescaped",
    # faults
    "one too many",
    "one too few",
    "a keyword too many",
    "no such macro",
    "no such file",
    "no such name",
    "no such attribute",
    "a block that is wanted",
    "an attribute of nothing",
    "a call of nothing",
    "a call of no function",
    "set on a condition that fails",
    "a caller too many",
    "a caller and an argument too many",
    "an argument in the place of a caller",
    "under a key that is an attribute",
    "under no key",
}
"""What the quick code does not do."""


def _said(render: Any, page: Mapping[str, Any]) -> str:
    try:
        return str(render(page))
    except (jinja2.TemplateError, TypeError) as error:
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("files", CASES.values(), ids=list(CASES))
def test_a_template_gives_what_it_gives_in_jinja(tmp_path: Path, files: dict[str, str]) -> None:
    for name, text in {"m": MACROS, **files}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    ours = Environment([tmp_path], {})
    plain = jinja2.Environment(
        loader=jinja2.FileSystemLoader(tmp_path),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=[Once],
    )
    for page in (*PAGES, *PAGES):
        wanted = _said(plain.get_template("page").render, page)
        assert _said(lambda given: ours.render("page", given), page) == wanted


@pytest.mark.parametrize("case", CASES)
def test_quick_code_makes_what_is_usual(tmp_path: Path, case: str) -> None:
    for name, text in {"m": MACROS, **CASES[case]}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    try:
        Environment([tmp_path], {}).quick.render("page", PAGES[0])
    except Exception:  # noqa: BLE001 - whatever it is, Jinja is asked
        assert case in LEFT_TO_JINJA
    else:
        assert case not in LEFT_TO_JINJA


def test_quick_code_makes_every_page_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Environment, "render", lambda self, *page: self.quick.render(*page))
    built = build(GOLDEN, tmp_path / "out", jobs=1)
    assert "template-fault" not in {problem.code for problem in built.checked.diagnostics}
    assert built.published.paths


def test_macros_that_a_page_cannot_change_are_made_once(tmp_path: Path) -> None:
    (tmp_path / "m").write_text(MACROS, encoding="utf-8")
    (tmp_path / "page").write_text("{% import 'm' as m with context %}{{ m.both('a') }}")
    made = Environment([tmp_path], {}).quick
    seen = {made.render("page", page) for page in PAGES[:2]}
    macros = made.get_template("m")
    assert len(seen) == 2
    assert macros.make_module(made.current, shared=True) is macros.make_module(
        {**made.current, "more": 1}, shared=True
    )
    assert macros.make_module({**made.current, "root": "x"}, shared=True) is not (
        macros.make_module(made.current, shared=True)
    )


@given(st.text() | st.text().map(Markup) | st.integers() | st.none() | st.binary())
def test_what_is_shown_is_escaped_as_ever(value: object) -> None:
    assert shown(value) == str(escape(value))


@dataclass(frozen=True)
class Thing:
    name: str


THING = Thing("a")
ONCE: dict[str, tuple[str, list[dict[str, Any]], str]] = {
    "the same keys": (
        "{% once a, b %}{{ n }}{% endonce %}",
        [{"a": 1, "b": "x", "n": 1}, {"a": 1, "b": "x", "n": 2}],
        "1 1",
    ),
    "another key": (
        "{% once a, b %}{{ n }}{% endonce %}",
        [{"a": 1, "b": "x", "n": 1}, {"a": 1, "b": "y", "n": 2}],
        "1 2",
    ),
    "one key": ("{% once a %}{{ n }}{% endonce %}", [{"a": 1, "n": 1}, {"a": 1, "n": 2}], "1 1"),
    "another place": (
        "{% once a %}{{ n }}{% endonce %}{% once a %}-{% endonce %}",
        [{"a": 1, "n": 1}, {"a": 1, "n": 2}],
        "1- 1-",
    ),
    "the same object": (
        "{% once a %}{{ n }}{% endonce %}",
        [{"a": THING, "n": 1}, {"a": THING, "n": 2}],
        "1 1",
    ),
    "an object that is equal": (
        "{% once a %}{{ n }}{% endonce %}",
        [{"a": THING, "n": 1}, {"a": Thing("a"), "n": 2}],
        "1 2",
    ),
    "what is asked of a condition": (
        "{% once n < 9 or n %}{{ n }}{% endonce %}",
        [{"n": 1}, {"n": 2}, {"n": 9}],
        "1 1 9",
    ),
    "what is escaped": ("{% once 1 %}{{ n }}{% endonce %}", [{"n": "<"}, {"n": ">"}], "&lt; &lt;"),
}


@pytest.mark.parametrize(("text", "pages", "wanted"), ONCE.values(), ids=list(ONCE))
def test_what_is_made_once(
    tmp_path: Path, text: str, pages: list[dict[str, Any]], wanted: str
) -> None:
    (tmp_path / "page").write_text(text, encoding="utf-8")
    made = Environment([tmp_path], {})
    assert " ".join(made.render("page", page) for page in pages) == wanted


def test_what_is_made_once_is_forgotten_in_time(tmp_path: Path) -> None:
    (tmp_path / "page").write_text("{% once key %}{{ n }}{% endonce %}", encoding="utf-8")
    made = Environment([tmp_path], {})
    said = [made.render("page", {"key": n % 5000, "n": n}) for n in range(5001)]
    assert said[0] == "0"
    assert said[5000] == "5000"


NAMED: dict[str, tuple[str, list[str] | None]] = {
    "none": ("<p>{{ w }}</p>{% if a %}{% endif %}", []),
    "every way": (
        (
            "{% extends 'a' %}{%- include \"b\" -%}{% import 'c' as c with context %}"
            "{%+ from 'd' import x, y as z +%}{% include 'e' ignore missing %}"
            "{% include 'f' without context %}"
        ),
        ["a", "b", "c", "d", "e", "f"],
    ),
    "over two lines": ("{%\n  include\n  'a'\n%}", ["a"]),
    "a condition": ("{% include 'a' if b else 'c' %}", None),
    "one of several": ("{% include ['a', 'b'] %}", None),
    "an expression": ("{% extends page.kind ~ '.html' %}", None),
    "the beginning of a name": ("{% include 'a' ~ kind %}", None),
    "a variable": ("{% import other as o %}", None),
    "an escape": (r"{% include 'a\'b' %}", None),
    "words like the tags": ("{% set from = 'a' %}{{ 'include' }} extends 'b'", []),
    "the word of another tag": ("{% includes 'a' %}", []),
}


@pytest.mark.parametrize(("source", "wanted"), NAMED.values(), ids=list(NAMED))
def test_the_templates_that_a_source_names(source: str, wanted: list[str] | None) -> None:
    assert named(source) == wanted


@pytest.mark.parametrize("name", sorted(path.name for path in TEMPLATES.iterdir()))
def test_it_names_what_jinja_finds(name: str) -> None:
    source = (TEMPLATES / name).read_text("utf-8")
    tree = Environment([TEMPLATES], {"machine_date": str}).quick.parse(source)
    assert named(source) == list(meta.find_referenced_templates(tree))


def test_a_closure_has_all_that_a_page_is_made_of(tmp_path: Path) -> None:
    for name, text in {"m": MACROS, "other": "", "page": "{% extends 'base' %}"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "base").write_text("{% from 'm' import here %}", encoding="utf-8")
    made = Environment([tmp_path], {})
    assert sorted(made.closure("page")) == ["base", "m", "page"]
    (tmp_path / "base").write_text("{% include w %}", encoding="utf-8")
    assert sorted(made.closure("page")) == ["base", "m", "other", "page"]
    assert sorted(made.closure("nowhere")) == ["base", "m", "other", "page"]


def test_a_template_that_changed_is_compiled_anew(tmp_path: Path) -> None:
    """Compiled templates are kept for further builds of one process: by what stands in them."""
    shown_as = []
    for inner in ("a", "b", "a"):
        (tmp_path / "page").write_text("{% from 'm' import m %}<{{ m() }}>", "utf-8")
        (tmp_path / "m").write_text(f"{{% macro m() %}}{inner}{{% endmacro %}}", "utf-8")
        shown_as.append(Environment([tmp_path], {}).render("page", {}))
    assert shown_as == ["<a>", "<b>", "<a>"]


# --- What is kept of them ------------------------------------------------------------------------


def _shows(folder: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, int]:
    """What a page shows where compiled templates are kept there, and how many were compiled."""
    compiled: list[object] = []

    class Counted(QuickEnvironment):
        def _generate(self, *rest: Any, **named: Any) -> Any:
            compiled.append(rest)
            return super()._generate(*rest, **named)

    monkeypatch.setattr(templating, "_KEPT", Kept(kept))
    monkeypatch.setattr(templating, "QuickEnvironment", Counted)
    shown = Environment([folder], {}).render("page.html", {"word": "mot"})
    return shown, len(compiled)


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a template, where Python keeps what it compiles."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "page.html").write_text("<p>{{ word }}</p>", "utf-8")
    return folder


def test_a_template_is_compiled_once_for_all_builds(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    assert _shows(page, kept, monkeypatch) == ("<p>mot</p>", 1)
    assert _shows(page, kept, monkeypatch) == ("<p>mot</p>", 0)
    (page / "page.html").write_text("<b>{{ word }}</b>", "utf-8")
    assert _shows(page, kept, monkeypatch) == ("<b>mot</b>", 1)
    assert {path.suffix for path in kept.iterdir()} == {".template"}


@pytest.mark.parametrize(
    "spoilt",
    [lambda _: b"", lambda b: b[:-1], lambda b: b[:-1] + b"\x07", lambda _: b"\xff" * 99],
    ids=["empty", "cut", "a byte", "something else"],
)
def test_what_is_kept_and_spoilt_is_as_good_as_none(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoilt: Callable[[bytes], bytes]
) -> None:
    kept = tmp_path / "kept"
    _shows(page, kept, monkeypatch)
    (file,) = kept.iterdir()
    file.write_bytes(spoilt(file.read_bytes()))
    assert _shows(page, kept, monkeypatch) == ("<p>mot</p>", 1)
    assert _shows(page, kept, monkeypatch) == ("<p>mot</p>", 0)


def test_where_nothing_can_be_kept_nothing_is(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    kept = tmp_path / "file" / "kept"
    assert [_shows(page, kept, monkeypatch)[1] for _ in range(2)] == [1, 1]
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert _shows(page, tmp_path / "other", monkeypatch)[1] == 1
    assert not (tmp_path / "other").exists()


def test_no_more_is_kept_than_is_of_use(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    for number in range(400):
        (kept / f"{number}.template").touch()
    _shows(page, kept, monkeypatch)
    assert len([*kept.iterdir()]) == 1
