"""Arithmetic as an author writes it, read into a tree.

The grammar is closed, and nothing that is written is handed to Python to run::

    sum      = product { ("+" | "-") product }
    product  = signed { ("*" | "/") signed }
    signed   = { "+" | "-" } power
    power    = atom [ ("^" | "**") exponent ]
    exponent = [ "-" ] number | "(" sum of numbers ")"
    atom     = number | name | "(" sum ")"

`×`, `·`, `÷`, `:` and a real minus sign stand for the operators that they look like. A number is
written with a point and without marks between thousands (:func:`vouch.quantity.parse_decimal`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from vouch.frozen import frozen
from vouch.quantity import parse_decimal

LONGEST = 400
"""Characters of an expression."""
DEEPEST = 30
"""Parentheses within parentheses."""
LARGEST_POWER = 20
"""The largest exponent, either way: beyond it a figure is no longer about the world."""

_OPERATORS = {**dict.fromkeys("×·⋅∙", "*"), **dict.fromkeys("÷:", "/"), "\u2212": "-", "**": "^"}
_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?![\w.,])"
    r"|(?P<name>[^\W\d]\w*)|(?P<sign>\*\*|[-+*/^()×·⋅∙÷:\u2212]))"
)


@frozen
class Number:
    """A number that is written in the expression; it has no unit."""

    value: Decimal
    start: int
    end: int


@frozen
class Name:
    """A name that stands for a figure."""

    name: str
    start: int
    end: int


@frozen
class Operation:
    """Two parts and what is done with them: `+`, `-`, `*` or `/`."""

    sign: str
    left: Tree
    right: Tree
    start: int
    end: int


@frozen
class Power:
    """A part raised to a power, which is a number."""

    base: Tree
    exponent: Decimal
    start: int
    end: int


@frozen
class Negative:
    """A part with its sign turned."""

    of: Tree
    start: int
    end: int


Tree = Number | Name | Operation | Power | Negative
"""Every part knows where it stands in the text, `start` to `end` in characters."""


@frozen
class Misread:
    """Where the text is no arithmetic, why, and what would mend it."""

    start: int
    end: int
    message: str
    help: str


class _Stop(Exception):
    def __init__(self, fault: Misread) -> None:
        self.fault = fault


@frozen
class _Token:
    kind: str
    text: str
    start: int
    end: int


@lru_cache(maxsize=64)  # several checks and the page of a claim read the same calculation
def read(text: str) -> Tree | Misread:
    """The tree of an expression, or the first thing in it that is no arithmetic."""
    if len(text) > LONGEST:
        help = "carry out a part of it in another calculation"
        return Misread(0, len(text), f"this has more than {LONGEST} characters", help)
    try:
        return _Reader(list(_tokens(text)), len(text)).whole()
    except _Stop as stop:
        return stop.fault


def names(tree: Tree) -> Iterator[Name]:
    """The names of an expression, as often as they stand in it."""
    return (leaf for leaf in leaves(tree) if isinstance(leaf, Name))


def leaves(tree: Tree) -> Iterator[Name | Number]:
    """The names and numbers of an expression, exponents left out."""
    if isinstance(tree, Name | Number):
        yield tree
    elif isinstance(tree, Operation):
        yield from leaves(tree.left)
        yield from leaves(tree.right)
    elif isinstance(tree, Power):
        yield from leaves(tree.base)
    elif isinstance(tree, Negative):
        yield from leaves(tree.of)


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        if found is None:
            raise _Stop(_stray(text, at + len(text[at:]) - len(text[at:].lstrip())))
        kind = found.lastgroup or ""
        written = found[kind]
        sign = _OPERATORS.get(written, written)
        yield _Token(kind if kind != "sign" else sign, written, found.start(kind), found.end())
        at = found.end()


def _stray(text: str, at: int) -> Misread:
    """Why no token begins at ``at``."""
    piece = re.compile(r"[\w.,]+|.").match(text, at)
    end = piece.end() if piece else at + 1
    word = text[at:end]
    if word[0].isdigit():
        help = "write numbers with a point, and nothing between the thousands"
        return Misread(at, end, f"`{word}` is no number here", help)
    help = "an expression is made of names, numbers, + - * / ^ and parentheses"
    return Misread(at, end, f"`{word}` has no place in a calculation", help)


class _Reader:
    """Descends by the grammar; each method reads one rule from where the last one stopped."""

    def __init__(self, tokens: list[_Token], length: int) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0
        self.end = length

    def whole(self) -> Tree:
        tree = self.sum()
        if self.at < len(self.tokens):
            token = self.tokens[self.at]
            closes = token.kind == ")"
            help = "take it out, or open it" if closes else "write an operator before it: + - * /"
            if token.kind == "^":
                help = "put the power before it into parentheses"
            raise self.stop(f"`{token.text}` does not follow from what is before it", help)
        return tree

    def sum(self) -> Tree:
        tree = self.product()
        while sign := self.take("+", "-"):
            right = self.product()
            tree = Operation(sign, tree, right, tree.start, right.end)
        return tree

    def product(self) -> Tree:
        tree = self.signed()
        while sign := self.take("*", "/"):
            right = self.signed()
            tree = Operation(sign, tree, right, tree.start, right.end)
        return tree

    def signed(self) -> Tree:
        start, is_negative = self.place(), False
        while sign := self.take("+", "-"):
            is_negative ^= sign == "-"
        tree = self.power()
        return Negative(tree, start, tree.end) if is_negative else tree

    def power(self) -> Tree:
        tree = self.atom()
        if not self.take("^"):
            return tree
        before = self.place()
        exponent = self.exponent()
        if abs(exponent) > LARGEST_POWER:
            end = self.tokens[self.at - 1].end
            message = f"a power of more than {LARGEST_POWER} is not carried out"
            raise _Stop(Misread(before, end, message, "check the exponent"))
        return Power(tree, exponent, tree.start, self.tokens[self.at - 1].end)

    def exponent(self) -> Decimal:
        start = self.place()
        is_negative = bool(self.take("-"))
        tree = self.atom()
        if found := next(names(tree), None):
            message = f"`{found.name}` cannot be an exponent"
            help = "an exponent is a number, as in ^2 or ^(1/5)"
            raise _Stop(Misread(found.start, found.end, message, help))
        value = _number(tree)
        if value is None:
            help = "an exponent is a number, as in ^2 or ^(1/5)"
            raise _Stop(Misread(start, tree.end, "this exponent is no number", help))
        return -value if is_negative else value

    def atom(self) -> Tree:
        if self.at == len(self.tokens):
            raise self.stop("the calculation ends too early", "write what is missing at its end")
        token = self.tokens[self.at]
        if token.kind == "(":
            return self.parentheses(token)
        if token.kind == "name":
            self.at += 1
            return Name(token.text, token.start, token.end)
        if token.kind == "number":
            self.at += 1
            try:
                return Number(parse_decimal(token.text), token.start, token.end)
            except ValueError as error:
                fault = Misread(token.start, token.end, str(error), "write it shorter")
                raise _Stop(fault) from None
        help = "write a name, a number or an opening parenthesis there"
        raise self.stop(f"`{token.text}` stands where a number is needed", help)

    def parentheses(self, opening: _Token) -> Tree:
        self.at += 1
        self.depth += 1
        if self.depth > DEEPEST:
            message = f"parentheses are nested more than {DEEPEST} deep"
            raise _Stop(Misread(opening.start, opening.end, message, "write it more simply"))
        tree = self.sum()
        if not self.take(")"):
            message = "this parenthesis is never closed"
            raise _Stop(Misread(opening.start, opening.end, message, "write the `)` that it needs"))
        self.depth -= 1
        return tree

    def take(self, *kinds: str) -> str:
        """The kind of the next token if it is one of these; nothing, and it stays, if not."""
        if self.at < len(self.tokens) and self.tokens[self.at].kind in kinds:
            self.at += 1
            return self.tokens[self.at - 1].kind
        return ""

    def place(self) -> int:
        return self.tokens[self.at].start if self.at < len(self.tokens) else self.end

    def stop(self, message: str, help: str) -> _Stop:
        here = self.tokens[self.at] if self.at < len(self.tokens) else None
        start, end = (here.start, here.end) if here else (max(0, self.end - 1), self.end)
        return _Stop(Misread(start, end, message, help))


def _number(tree: Tree) -> Decimal | None:
    """The value of an exponent: numbers alone, combined once at most by each operator."""
    if isinstance(tree, Number):
        return tree.value
    if isinstance(tree, Negative):
        inner = _number(tree.of)
        return None if inner is None else -inner
    if isinstance(tree, Operation):
        left, right = _number(tree.left), _number(tree.right)
        if left is None or right is None or (tree.sign == "/" and right == 0):
            return None
        return {"+": left + right, "-": left - right, "*": left * right}.get(
            tree.sign, left / right if right else None
        )
    return None
