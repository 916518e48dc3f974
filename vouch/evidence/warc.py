"""The record of a web archive that holds a source; the only importer of warcio."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from urllib.parse import urljoin

from vouch.addresses import canonical
from vouch.evidence.captures import LIMIT, Unreadable
from vouch.frozen import frozen

_MOST_REDIRECTS = 10
_TEXTUAL = ("text/html", "application/xhtml+xml", "application/pdf", "text/plain")


@frozen
class Page:
    """A page as an archive has it: its bytes and the media type that came with them."""

    content: bytes
    media_type: str


@frozen
class _Record:
    address: str
    status: int
    location: str
    page: Page | Unreadable


def page_of(content: bytes, addresses: Sequence[str]) -> Page | Unreadable:
    """The last good answer in the archive, unpacked, for one of ``addresses``.

    Redirections are followed within the archive. Without an address, or in an archive of one
    page, that page.
    """
    try:
        records = _records(content)
    except Exception as error:  # noqa: BLE001 - a broken file leads its reader to raise anything
        return Unreadable(f"it is broken ({type(error).__name__})")
    by_address = {record.address: record for record in records}
    by_address |= {record.address: record for record in records if record.status < 300}
    for address in addresses:
        if found := _followed(canonical(address), by_address):
            return found.page
    pages = {
        record.address: record
        for record in records
        if record.status < 300
        and isinstance(record.page, Page)
        and record.page.media_type.partition(";")[0].strip().lower() in _TEXTUAL
    }
    if not addresses and len(pages) == 1:
        return next(iter(pages.values())).page
    if addresses:
        return Unreadable("it has no record of the source's address")
    return Unreadable("the source has no address that tells which of its records is meant")


def _followed(address: str, by_address: dict[str, _Record]) -> _Record | None:
    for _ in range(_MOST_REDIRECTS):
        record = by_address.get(address)
        if record is None or record.status < 300 or not record.location:
            return record
        address = record.location
    return None


def _records(content: bytes) -> list[_Record]:
    from warcio.archiveiterator import ArchiveIterator

    found = []
    for record in ArchiveIterator(BytesIO(content)):
        address = record.rec_headers.get_header("WARC-Target-URI") or ""
        if record.rec_type not in ("response", "resource", "conversion"):
            continue
        if not address.lower().startswith(("http://", "https://")):
            continue
        http = record.http_headers
        status = int(http.get_statuscode() or 0) if http else 200
        location = http.get_header("Location") if http else ""
        found.append(
            _Record(
                canonical(address),
                status,
                canonical(urljoin(address, location)) if location else "",
                _page(record) if status < 300 else Unreadable(f"the server answered {status}"),
            )
        )
    return found


def _page(record) -> Page | Unreadable:  # type: ignore[no-untyped-def] # warcio has no types
    headers = record.http_headers or record.rec_headers
    encoding = (record.http_headers and headers.get_header("Content-Encoding")) or "identity"
    if encoding.lower() not in ("identity", "gzip", "x-gzip", "deflate"):
        return Unreadable(f"the record is packed as {encoding}")
    content = record.content_stream().read(LIMIT + 1)
    if len(content) > LIMIT:
        return Unreadable("the record is too large")
    return Page(content, headers.get_header("Content-Type") or "")
