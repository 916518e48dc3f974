"""What a verdict rests on: which sources count, as what, and how often."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vouch.backing import Backing, Cited, backing, grouped, meets
from vouch.diagnostics import SourceText
from vouch.model.claims import Claim, Sidecar
from vouch.model.fields import Vocabulary
from vouch.model.reading import read
from vouch.model.sections import Sourcing
from vouch.yamldoc import parse

SOURCES = """
sources:
  filing: {title: A filing, url: "https://sec.example/1", kind: primary}
  exhibit: {title: Its exhibit, url: "https://sec.example/1", kind: primary, locator: p. 3}
  mirror: {title: The filing again, url: "https://mirror.example/1", kind: primary, origin: filing}
  unread: {title: A report, url: "https://report.example/", kind: primary, seen: unseen}
  quoted: {title: Minutes, locator: archive box 4, kind: primary, seen: quoted}
  paper: {title: A deal, url: "https://paper.example/deal", kind: secondary}
  portal: {title: The deal, url: "https://portal.example/2", kind: secondary, origin: paper}
  blog: {title: On the deal, url: "https://blog.example/3", kind: secondary, origin: portal}
  alias: {title: A deal, url: "http://www.paper.example/deal/?utm_source=n", kind: secondary}
  of-alias: {title: From the alias, url: "https://b.example/", origin: alias}
  wire-a: {title: A, url: "https://a.example/", kind: secondary, origin: wire}
  wire-b: {title: B, url: "https://b2.example/", kind: secondary, origin: Wire}
  bare: {title: Bare, url: "https://bare.example/"}
  ring-a: {title: A, url: "https://ra.example/", origin: ring-b}
  ring-b: {title: B, url: "https://rb.example/", origin: ring-a}
"""
OTHER = """
  - id: other
    quote: o
    verdict: accurate
    figure: {value: 1}
    sources: [filing, {id: paper, stance: contradicts}, {id: quoted, stance: context}]
  - id: ring
    quote: r
    verdict: accurate
    figure: {value: 1}
    sources: [paper]
    check: {expression: s, where: {s: stake}, gives: 1}
"""

# name: sources, calculation, (documents that count, primary, origins)
COUNTS = {
    "nothing": ("[]", "", (0, 0, 0)),
    "a primary source": ("[filing]", "", (1, 1, 1)),
    "a secondary source": ("[paper]", "", (1, 0, 1)),
    "no kind is not primary": ("[bare]", "", (1, 0, 1)),
    "what contradicts counts": ("[{id: filing, stance: contradicts}]", "", (1, 1, 1)),
    "context does not count": ("[{id: filing, stance: context}]", "", (0, 0, 0)),
    "unseen does not count": ("[unread, paper]", "", (1, 0, 1)),
    "quoted counts": ("[quoted]", "", (1, 1, 1)),
    "one source named twice": (
        "[{id: filing, excerpt: a}, {id: filing, excerpt: b}]",
        "",
        (1, 1, 1),
    ),
    "context in one place, support in another": (
        "[{id: filing, stance: context}, filing]",
        "",
        (1, 1, 1),
    ),
    "two origins": ("[paper, filing]", "", (2, 1, 2)),
    "a reprint, by the id of what it reprints": ("[paper, portal]", "", (2, 0, 1)),
    "a reprint of a reprint that is not named": ("[paper, blog]", "", (2, 0, 1)),
    "reprints of what is nowhere, capitals apart": ("[wire-a, wire-b]", "", (2, 0, 1)),
    "two ids of one address": ("[paper, alias]", "", (2, 0, 1)),
    "a reprint of another id of the address": ("[paper, of-alias]", "", (2, 0, 1)),
    "a third ties two together": ("[portal, of-alias, paper]", "", (3, 0, 1)),
    "two parts of one document": ("[filing, exhibit]", "", (2, 1, 1)),
    "a mirror is no second primary source": ("[filing, mirror]", "", (2, 1, 1)),
    "two primary sources": ("[filing, quoted]", "", (2, 2, 2)),
    "origins in a ring": ("[ring-a, ring-b, paper]", "", (3, 0, 2)),
    "in place": ("[{title: T, url: 'https://t.example/', kind: primary}]", "", (1, 1, 1)),
    "in place, unseen": ("[{title: T, locator: box 1, seen: unseen}]", "", (0, 0, 0)),
    "in place, context": ("[{title: T, locator: box 1, stance: context}]", "", (0, 0, 0)),
    "in place, the address of another": (
        "[paper, {title: T, url: 'https://paper.example/deal'}]",
        "",
        (2, 0, 1),
    ),
    "in place, without addresses": (
        "[{title: T, locator: box 1}, {title: T, locator: box 2}]",
        "",
        (2, 0, 2),
    ),
    "in place, a reprint": ("[paper, {title: T, locator: x, origin: paper}]", "", (2, 0, 1)),
    "of a calculation": ("[paper]", "{value: 1, source: filing}", (2, 1, 2)),
    "of a calculation, unseen": ("[paper]", "{value: 1, source: unread}", (1, 0, 1)),
    "of a calculation, named already": ("[paper]", "{value: 1, source: paper}", (1, 0, 1)),
    "a value of nobody": ("[paper]", "{value: 1}", (1, 0, 1)),
    "a figure brings what supports its claim": ("[bare]", "{figure: other}", (2, 1, 2)),
    "a figure of a claim that takes this one's": ("[bare]", "{figure: ring}", (2, 0, 2)),
    "a figure of no claim": ("[paper]", "{figure: nobody}", (1, 0, 1)),
}


def _backing(sources: str, operand: str = "") -> Backing:
    check = f"\n    check: {{expression: n, where: {{n: {operand}}}, gives: 1}}" if operand else ""
    text = f"claims:\n  - id: stake\n    quote: q\n    verdict: accurate\n    sources: {sources}"
    document, problems = parse(SourceText("x.yaml", f"{text}{check}{OTHER}{SOURCES}"))
    assert document is not None and problems == ()
    reading = read(Sidecar, document, Vocabulary(("accurate",)))
    assert reading.diagnostics == () and reading.value is not None
    claims = {claim.id: claim for claim in reading.value.claims}
    return backing(claims["stake"], claims, reading.value.sources)


@pytest.mark.parametrize(("sources", "operand", "counts"), COUNTS.values(), ids=COUNTS)
def test_what_counts(sources: str, operand: str, counts: tuple[int, int, int]) -> None:
    held = _backing(sources, operand)
    assert (len(held.counted), held.primary, len(held.origins)) == counts


MET = {
    "nothing asked, nothing there": (None, None, "[]", True),
    "nothing there": (1, 2, "[]", False),
    "one primary source": (1, 2, "[filing]", True),
    "two origins": (1, 2, "[paper, bare]", True),
    "neither": (1, 2, "[paper, portal]", False),
    "primary alone is asked": (1, None, "[paper, bare, wire-a]", False),
    "origins alone are asked": (None, 2, "[filing]", False),
    "two primary sources asked, a mirror there": (2, None, "[filing, mirror]", False),
    "two primary sources": (2, None, "[filing, quoted]", True),
    "three origins": (2, 3, "[filing, paper, bare]", True),
}


@pytest.mark.parametrize(("primary", "origins", "sources", "met"), MET.values(), ids=MET)
def test_either_number_will_do(
    primary: int | None, origins: int | None, sources: str, met: bool
) -> None:
    need = Sourcing(primary=primary, origins=origins)
    assert meets(need, _backing(sources).counted) is met


IDS = ["filing", "exhibit", "mirror", "quoted", "paper", "portal", "blog", "alias", "of-alias"]


SOME = st.lists(st.sampled_from(IDS), unique=True, min_size=1)


@given(SOME.flatmap(lambda ids: st.tuples(st.just(ids), st.permutations(ids))))
def test_the_order_of_sources_changes_no_count(orders: tuple[list[str], list[str]]) -> None:
    ids, _ = orders
    one, other = (_backing(f"[{', '.join(order)}]") for order in orders)
    assert (one.primary, len(one.origins)) == (other.primary, len(other.origins))
    members = [member.id for group in grouped(one.counted) for member in group]
    assert sorted(members) == sorted(ids)
    assert one.primary <= len(one.origins) <= len(one.counted)


def _grouped_one_by_one(cited: Sequence[Cited]) -> list[list[str]]:
    """Each source with every group before it that shares a sign with it, where the first stands."""
    groups: list[list[Cited]] = []
    for one in cited:
        near = [group for group in groups if any(one.marks & member.marks for member in group)]
        at = groups.index(near[0]) if near else len(groups)
        groups = [group for group in groups if group not in near]
        groups.insert(at, [*(member for group in near for member in group), one])
    return [[member.id for member in group] for group in groups]


@given(st.lists(st.frozensets(st.sampled_from("abcdef"), max_size=3), max_size=10))
def test_sources_that_share_a_sign_are_of_one_origin(signs: list[frozenset[str]]) -> None:
    cited = [
        Cited(str(row), "k", row, "supports", None, frozenset(("sign", one) for one in marks))
        for row, marks in enumerate(signs)
    ]
    found = [[member.id for member in group] for group in grouped(cited)]
    assert found == _grouped_one_by_one(cited)


@pytest.mark.parametrize("number", [24, 3000])
def test_claims_that_rest_on_each_other_are_met_once(number: int) -> None:
    """Each takes the figure of the one before it, twice: the ways to the first one double."""
    claims = {
        f"c{row}": Claim.model_validate(
            {
                "id": f"c{row}",
                "quote": "q",
                "verdict": "pending",
                "sources": [f"s{row}"],
                "check": {
                    "expression": "a + b",
                    "where": {name: {"figure": f"c{row - 1}"} for name in "ab"},
                    "gives": "1",
                },
            },
            context=Vocabulary(("pending",)),
        )
        for row in range(number)
    }
    cited = backing(claims[f"c{number - 1}"], claims, {}).cited
    assert [one.id for one in cited] == [f"s{row}" for row in reversed(range(number))]
