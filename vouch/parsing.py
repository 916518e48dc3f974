"""A Markdown file of content/ cut in two, its front matter read; its text not yet rendered."""

from __future__ import annotations

from typing import Generic, TypeVar

from vouch import frontmatter, yamldoc
from vouch.diagnostics import Diagnostic, SourceText
from vouch.frozen import frozen
from vouch.model.base import Record
from vouch.model.fields import Vocabulary
from vouch.model.reading import Reading, read
from vouch.model.site import Article

H = TypeVar("H", bound=Record)
H_co = TypeVar("H_co", bound=Record, covariant=True)


@frozen
class Parsed(Generic[H_co]):
    """A file with its head, which is None where there is none to read.

    ``name`` is the file's without its ending, ``folder`` where it lies in content/.
    """

    name: str
    folder: str
    head: Reading[H_co] | None
    body: SourceText
    diagnostics: tuple[Diagnostic, ...]

    @property
    def has_text(self) -> bool:
        """Whether it is known which part of the file is its text."""
        return self.head is not None or bool(self.body.text)

    @property
    def value(self) -> H_co | None:
        """The front matter where it can be used."""
        return self.head.value if self.head else None


def parse(
    model: type[H], name: str, folder: str, source: SourceText, words: Vocabulary
) -> Parsed[H]:
    """Cut a Markdown file in two and read its front matter against ``model``."""
    needed = any(field.is_required() for field in model.model_fields.values())
    parts, problems = frontmatter.split(source, needed=needed)
    head: Reading[H] | None = None
    if parts.head is not None:
        document, syntax = yamldoc.parse(parts.head)
        problems += syntax
        if document is not None:
            head = read(model, document, words)
            problems += head.diagnostics
    return Parsed(name, folder, head, parts.body, problems)


def slug_of(parsed: Parsed[Article]) -> str:
    """The first part of an article's address: its `slug`, or its file's name."""
    return (parsed.value.slug if parsed.value else None) or parsed.name
