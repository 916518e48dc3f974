"""Which spellings of an address are one document, and which are two."""

from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vouch.addresses import canonical, fragment, is_simple, read_apart

SAME = {
    "http and https": ("http://a.example/x", "https://a.example/x"),
    "capitals of the host": ("https://A.Example/x", "https://a.example/x"),
    "www": ("https://www.a.example/x", "https://a.example/x"),
    "closing slash": ("https://a.example/x/", "https://a.example/x"),
    "no path": ("https://a.example", "https://a.example/"),
    "default port": ("https://a.example:443/x", "http://a.example:80/x"),
    "dot after the host": ("https://a.example./x", "https://a.example/x"),
    "order of parameters": ("https://a.example/x?b=2&a=1", "https://a.example/x?a=1&b=2"),
    "campaign": ("https://a.example/x?utm_source=n&id=7&fbclid=z", "https://a.example/x?id=7"),
    "needless escape": ("https://a.example/%7Edesk/%c3%a9", "https://a.example/~desk/é"),
    "host in its own letters": ("https://économie.example/", "https://xn--conomie-9xa.example/"),
    "place in the page": ("https://a.example/x#here", "https://a.example/x"),
}
OTHER = {
    "path": ("https://a.example/x", "https://a.example/y"),
    "capitals of the path": ("https://a.example/X", "https://a.example/x"),
    "host": ("https://a.example/x", "https://b.example/x"),
    "subdomain": ("https://fr.a.example/x", "https://a.example/x"),
    "port": ("https://a.example:8080/x", "https://a.example/x"),
    "parameter": ("https://a.example/x?id=7", "https://a.example/x?id=8"),
    "escaped slash": ("https://a.example/x%2Fy", "https://a.example/x/y"),
    "escaped ampersand": ("https://a.example/?q=a%26b", "https://a.example/?q=a&b"),
    "no campaign": ("https://a.example/x?utmost=1", "https://a.example/x"),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_one_document(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(("one", "other"), OTHER.values(), ids=OTHER)
def test_two_documents(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("https://a.example/x#exhibits", "exhibits"),
        ("https://a.example/x", ""),
        ("https://a.example/x#:~:text=a%20deal", ""),
        ("https://a.example/x#exhibits:~:text=a", "exhibits"),
        ("https://a.example/x#xtor=RSS-1", ""),
    ],
)
def test_the_place_in_a_document(address: str, place: str) -> None:
    assert fragment(address) == place


@given(st.text(st.characters(codec="utf-8", exclude_characters="#\t\r\n"), max_size=30))
def test_a_form_is_its_own_form(path: str) -> None:
    once = canonical(f"https://a.example/{path}")
    assert canonical(f"https://{once}") == once


@given(st.text(alphabet="abXZ09-._~!$&'()*+,;=:@/", max_size=20))
def test_what_needs_no_escape_is_the_same_beside_an_escape(path: str) -> None:
    assert canonical(f"https://a.example/{path}%41") == canonical(f"https://a.example/{path}A")


@pytest.mark.parametrize("host", ["a.example", "x_y.example", f"{'a' * 64}.example", "a..example"])
def test_a_host_in_plain_letters_stays(host: str) -> None:
    assert canonical(f"https://{host}/x") == f"{host}/x"


_PARTS = st.sampled_from(
    ["www.", "a", "b-c", "é", "A", ".", "/", "//", "~", "%7e", "?", "#", "@", ":8"]
)


@given(st.sampled_from(["http://", "https://", "HTTP://"]), st.lists(_PARTS, max_size=8))
@example("https://", ["www.", "www.", "a", "/", "b-c", "//"])
def test_what_is_simple_needs_not_be_taken_apart(scheme: str, parts: list[str]) -> None:
    address = scheme + "".join(parts)
    if is_simple(address):
        assert canonical(address) == read_apart(address)
        taken = urlsplit(address)
        assert (taken.hostname or "").strip(".")
        assert (taken.port, taken.username, taken.query, taken.fragment) == (None, None, "", "")
