"""As much of CBOR (RFC 8949) as an index of Pagefind has: arrays, texts and whole numbers."""

from __future__ import annotations

from typing import Any

Value = Any
"""A list of values, a text or a whole number."""
_NUMBER, _NEGATIVE, _TEXT, _ARRAY = 0, 1, 3, 4
_HERE = 24
"""Numbers below this stand in the first byte itself."""
_SIZES = {24: 1, 25: 2, 26: 4, 27: 8}


def read(content: bytes) -> Value:
    """The one value that is written. Raises ValueError for anything else."""
    value, end = _read(content, 0)
    if end != len(content):
        raise ValueError("more than one value")
    return value


def written(value: Value) -> bytes:
    """The value in the shortest form (section 4.2.1)."""
    if isinstance(value, str):
        text = value.encode()
        return _head(_TEXT, len(text)) + text
    if isinstance(value, int):
        return _head(_NEGATIVE, -1 - value) if value < 0 else _head(_NUMBER, value)
    return _head(_ARRAY, len(value)) + b"".join(map(written, value))


def _read(content: bytes, at: int) -> tuple[Value, int]:
    kind, number, at = _read_head(content, at)
    if kind == _NUMBER:
        return number, at
    if kind == _NEGATIVE:
        return -1 - number, at
    if kind == _TEXT:
        return content[at : at + number].decode(), at + number
    if kind == _ARRAY:
        values = []
        for _ in range(number):
            value, at = _read(content, at)
            values.append(value)
        return values, at
    raise ValueError(f"a value of the kind {kind}")


def _read_head(content: bytes, at: int) -> tuple[int, int, int]:
    if at >= len(content):
        raise ValueError("the end is missing")
    kind, number = divmod(content[at], 32)
    if number < _HERE:
        return kind, number, at + 1
    if number not in _SIZES:
        raise ValueError(f"a length of the form {number}")
    end = at + 1 + _SIZES[number]
    return kind, int.from_bytes(content[at + 1 : end], "big"), end


def _head(kind: int, number: int) -> bytes:
    if number < _HERE:
        return bytes([kind * 32 + number])
    form, size = next((f, s) for f, s in _SIZES.items() if number < 1 << 8 * s)
    return bytes([kind * 32 + form]) + number.to_bytes(size, "big")
