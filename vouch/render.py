"""Pages to HTML through the site's templates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from vouch import links
from vouch.contentpolicy import policy_of_style
from vouch.diagnostics import Diagnostic
from vouch.frames import Page
from vouch.innerquotes import quoted
from vouch.nameslugs import claimant_page, name_slug, tag_page
from vouch.templatefaults import fault
from vouch.templating import Environment, TemplateError, written
from vouch.views import Html
from vouch.wording import machine_date


class Renderer:
    """The templates of a site: its own folder first, then those that Vouch brings."""

    def __init__(self, folders: Sequence[Path]) -> None:
        filters: dict[str, Callable[..., object]] = {
            "machine_date": machine_date,
            "style_policy": policy_of_style,
            "drawn": drawn,
            "claimant_page": claimant_page,
            "tag_page": tag_page,
            "name_slug": name_slug,
            "quoted": quoted,
            "in_a_row": in_a_row,
        }
        self.environment = Environment(folders, filters)
        self._folders = tuple(folders)
        self._digests: dict[str, str] = {}

    def digest(self, template: str) -> str:
        """A digest of a template and of all that it extends, includes and imports."""
        if template not in self._digests:
            sources = sorted(self.environment.closure(template).items())
            self._digests[template] = sha256(repr(sources).encode()).hexdigest()[:32]
        return self._digests[template]

    def prepare(self, templates: Iterable[str]) -> None:
        """Compile templates before processes are started, each of which would do it for itself.

        What cannot be compiled is told when a page is made from it.
        """
        for template in templates:
            with suppress(TemplateError, UnicodeError, OSError):
                self.environment.prepare(template)

    def render(self, page: Page) -> str:
        """The HTML of a page, every inner link written from where the page stands."""
        html = self.environment.render(page.template, page.context)
        return html.replace(links.ROOT, str(page.context["root"]))

    def render_all(
        self, pages: Mapping[str, Page], sink: Callable[[str], str] | None = None
    ) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]]:
        """Every page by its path; a fault in a template is a problem like any other.

        A ``sink`` is handed large parts of pages as they are made and gives what is to stand there.
        """
        self.environment.quick.sink = sink
        rendered = {}
        faults = []
        for path, page in pages.items():
            try:
                rendered[path] = self.render(page)
            except Exception as error:  # noqa: BLE001 - a template can raise whatever Python can
                source = self.environment.source
                faults.append(fault(error, page.template, path, self._folders, source))
        return ({}, tuple(faults)) if faults else (rendered, ())


def in_a_row(facts: Iterable[object]) -> Html:
    """What there is of several facts, escaped, one after the other; nothing for what is empty."""
    return Html(" · ".join([written(fact) for fact in facts if fact]))


def drawn(signs: str, name: str) -> Html:
    """What one of the signs of `_signs.svg` is drawn with; nothing for one that is not there."""
    found = re.search(rf'<symbol id="sign-{re.escape(name)}"[^>]*>(.*?)</symbol>', signs)
    return Html(found[1] if found else "")
