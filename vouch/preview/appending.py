"""A claim put into the text of a sidecar, and nothing else changed in it.

The text is never written anew: one piece is put in at one place, in the manner of the claims that
stand there. What came of it is read again, and has to be the old file with one claim more; a file
for which that cannot be done is refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from vouch import yamldoc
from vouch.decoding import decoded
from vouch.diagnostics import Severity, SourceText
from vouch.document import Document, Mapping, Node, Scalar, Sequence, plain
from vouch.frozen import frozen
from vouch.preview.drafting import Draft

_LINE_END = re.compile(rb"\r\n|\n|\r")


class CannotAppend(ValueError):
    """The claim cannot be added without touching something else; the message says why."""


@frozen
class _Piece:
    """What is put in, and where, in the text as the parser has it, whose line ends are `LF`."""

    at: int
    text: str


def appended(path: str, content: bytes | None, draft: Draft) -> bytes:
    """The bytes of a sidecar with the claim at the end of its claims; None: there is no file yet.

    Raises CannotAppend. Every byte of ``content`` is in what comes out, in its order.
    """
    if content is None:
        return f"claims:\n{draft.block()}\n".encode()
    source = _source(path, content)
    before = _document(source)
    piece = _piece(before, draft)
    after = _document(
        SourceText(path, source.text[: piece.at] + piece.text + source.text[piece.at :])
    )
    if not _has_one_more(before, after, draft):
        raise CannotAppend(f"{path} is written in a way that cannot be added to; paste the claim")
    return _put_in(content, piece)


def _source(path: str, content: bytes) -> SourceText:
    source, problems = decoded(path, content)
    if source is None:
        raise CannotAppend(f"{path}: {problems[0].message}; mend that first")
    return source


def _document(source: SourceText) -> Document:
    document, problems = yamldoc.parse(source)
    for problem in problems:
        if document is None or problem.severity is Severity.ERROR:
            place = f"{problem.span.path}:{problem.span.line}:{problem.span.column}"
            raise CannotAppend(f"{place}: {problem.message}; mend that first")
    assert document is not None
    return document


def _piece(document: Document, draft: Draft) -> _Piece:
    text, root = document.source.text, document.root
    claims = root.get("claims")
    key = root.key("claims")
    if claims is None or key is None:
        return _new_key(document, draft)
    if isinstance(claims, Sequence):
        is_flow = text[claims.start : claims.start + 1] == "["
        return _into_flow(text, claims, draft) if is_flow else _into_block(text, claims, draft)
    if isinstance(claims, Scalar) and claims.start == claims.end and not claims.text:
        column = _column(text, key.start)
        at = _behind_comments(text, _line_end(text, key.end), column + 1)
        return _line(text, at, draft.block(" " * (column + 2)))
    raise CannotAppend(
        f"{document.source.path}: what stands under `claims` is no list; paste the claim there"
    )


def _new_key(document: Document, draft: Draft) -> _Piece:
    """A key `claims` at the end of the file, as far right as its other keys."""
    text, root = document.source.text, document.root
    column = _column(text, root.entries[0][0].start) if root.entries else 0
    if text[root.start : root.start + 1] == "{":
        raise CannotAppend(f"{document.source.path} has no `claims`; paste the claim")
    indent = " " * column
    return _line(text, len(text), f"{indent}claims:\n{draft.block(f'{indent}  ')}")


def _into_block(text: str, claims: Sequence, draft: Draft) -> _Piece:
    """A further item behind the last one, and behind the comments that are indented like it."""
    last = claims.items[-1]
    column = _column(text, claims.start)
    dash = text.rfind("-", claims.start, last.start)
    is_beside = dash >= 0 and "\n" not in text[dash : last.start]
    gap = (
        " " * (last.start - dash - 1)
        if is_beside and not text[dash + 1 : last.start].strip()
        else " "
    )
    at = _behind_comments(text, _line_end(text, _written_end(text, last)), column + 1)
    indent = text[text.rfind("\n", 0, claims.start) + 1 : claims.start]
    if indent.strip():  # `- - id: a`, or a list behind something else on its line
        raise CannotAppend("the list of claims is written in a way that cannot be added to")
    is_flow = isinstance(last, Mapping) and text[last.start : last.start + 1] == "{"
    item = f"{indent}-{gap}{draft.flow()}" if is_flow else draft.block(indent, gap or " ")
    return _line(text, at, f"\n{item}" if _are_apart(text, claims) else item)


def _are_apart(text: str, claims: Sequence) -> bool:
    """Whether empty lines stand between the last claims."""
    if len(claims.items) < 2:
        return False
    before, last = claims.items[-2:]
    between = text[_written_end(text, before) : last.start]
    return re.search(r"\n[ \t]*\n|^[ \t]*\n", between) is not None


def _into_flow(text: str, claims: Sequence, draft: Draft) -> _Piece:
    """A further item before the bracket that closes the list; the first one on its own line."""
    if not claims.items:
        at = claims.end - 1
        line = text[text.rfind("\n", 0, claims.start) + 1 : claims.start]
        indent = line[: len(line) - len(line.lstrip(" "))]
        return _Piece(at, f"\n{indent}  {draft.flow()}\n{indent}")
    last = claims.items[-1]
    end = _written_end(text, last)
    start = text.rfind("\n", 0, last.start) + 1
    alone = not text[start : last.start].strip()
    return _Piece(
        end, f",\n{text[start : last.start]}{draft.flow()}" if alone else f", {draft.flow()}"
    )


def _written_end(text: str, node: Node) -> int:
    """Where what is written of a node ends; what follows may be comments and empty lines.

    The parser ends a list or mapping without brackets only where the next thing begins.
    """
    if isinstance(node, Scalar):
        return _scalar_end(text, node)
    if text[node.start : node.start + 1] in ("[", "{"):
        return node.end
    return max((_written_end(text, child) for child in _children(node)), default=node.start)


def _children(node: Sequence | Mapping) -> Iterator[Node]:
    if isinstance(node, Sequence):
        yield from node.items
    else:
        for key, value in node.entries:
            yield key
            yield value


def _scalar_end(text: str, scalar: Scalar) -> int:
    """The end of a scalar, less the empty lines behind a literal text that are no part of it."""
    written = text[scalar.start : scalar.end]
    if not scalar.plain and written[:1] in ("|", ">"):
        if "+" in written.partition("\n")[0].partition("#")[0]:
            return scalar.end - 1 if written.endswith("\n") else scalar.end
        return scalar.start + len(written.rstrip())
    return scalar.end


def _column(text: str, at: int) -> int:
    return at - (text.rfind("\n", 0, at) + 1)


def _line_end(text: str, at: int) -> int:
    """Where the line ends on which ``at`` stands: at its line end, or at the text's."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _behind_comments(text: str, at: int, column: int) -> int:
    """``at``, or the end of the last comment below it that is indented by ``column`` or more."""
    while at < len(text):
        end = _line_end(text, at + 1)
        line = text[at + 1 : end]
        bare = line.lstrip(" ")
        if not bare.startswith("#") or len(line) - len(bare) < column:
            return at
        at = end
    return at


def _line(text: str, at: int, lines: str) -> _Piece:
    """Lines behind the line that ends at ``at``; a file keeps its final line end, or its lack."""
    if at >= len(text):
        if not text or text.endswith("\n"):
            return _Piece(len(text), f"{lines}\n")
        return _Piece(len(text), f"\n{lines}")
    return _Piece(at, f"\n{lines}")


def _has_one_more(before: Document, after: Document, draft: Draft) -> bool:
    """Whether the file reads as it did, but for one more claim at the end: the drafted one."""
    old, new = plain(before.root), plain(after.root)
    assert isinstance(old, dict)
    assert isinstance(new, dict)
    claims = new.pop("claims", None)
    stood = old.pop("claims", None) or []
    if not isinstance(claims, list) or not claims or not isinstance(claims[-1], dict):
        return False
    added = claims[-1]
    return (
        _bare(old) == _bare(new)
        and _bare(stood) == _bare(claims[:-1])
        and added.get("id") == draft.id
        and added.get("quote") == draft.quote
        and added.keys() == {key for key, _ in draft.pairs}
    )


def _bare(value: object) -> object:
    """The value, its texts without line ends behind them: the last one of a file may have none."""
    if isinstance(value, dict):
        return [(key, _bare(each)) for key, each in value.items()]
    if isinstance(value, list):
        return [_bare(each) for each in value]
    return value.rstrip("\n") if isinstance(value, str) else value


def _put_in(content: bytes, piece: _Piece) -> bytes:
    """The piece at its place in the bytes as they are, with the line ends that stand around it."""
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    raw = content[len(mark) :]
    at, place = 0, 0  # in the text and in the bytes
    line_end = b"\n"
    for found in (*_LINE_END.finditer(raw), None):
        end = found.start() if found else len(raw)
        length = len(raw[place:end].decode())
        if piece.at <= at + length:
            line_end = found[0] if found else line_end
            place += len(raw[place:end].decode()[: piece.at - at].encode())
            break
        assert found is not None
        line_end = found[0]
        at, place = at + length + 1, found.end()
    added = piece.text.encode().replace(b"\n", line_end)
    return mark + raw[:place] + added + raw[place:]
