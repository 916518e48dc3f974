"""The claim picker's requests: a claim for a selection, that claim into the sidecar, its place.

The browser says which page and which passage, and perhaps another id. What the claim says and what
is written is made here, from the files as they are: nothing that a browser sends reaches a file.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

from vouch import verdicts
from vouch.diagnostics import Span
from vouch.frozen import frozen
from vouch.model.fields import is_id
from vouch.preview import appending, guard, sidecarfile, targets
from vouch.preview.articles import Behind, behind
from vouch.preview.drafting import Draft, suggested_id
from vouch.preview.exchange import Answer, Asked, as_json, refusal
from vouch.preview.picking import CannotPick, picked
from vouch.preview.showing import Preview, Writes
from vouch.reread import reread
from vouch.statedfigure import figure_in

_PENDING = "pending"


@frozen
class Picker:
    """Answers for the articles of a preview, with the files of ``site``."""

    preview: Preview
    site: Path
    today: date | None = None

    @property
    def writes(self) -> Writes:
        """What takes POST, by its name."""
        return {
            "claim": self._guarded(self._claim),
            "add": self._guarded(self._add),
            "places": self._guarded(self._places),
        }

    def _guarded(
        self, answer: Callable[[dict[str, object]], dict[str, object]]
    ) -> Callable[[Asked], Answer]:
        def guarded(asked: Asked) -> Answer:
            refused = guard.refused_to_write(asked, self.preview.token)
            if refused:
                return refused
            try:
                sent = json.loads(asked.body)
            except (ValueError, RecursionError):
                sent = None
            if not isinstance(sent, dict):
                return refusal(400, "this takes a JSON object")
            try:
                return as_json(200, answer(sent))
            except (CannotPick, appending.CannotAppend) as error:
                return as_json(409, {"error": str(error)})
            except sidecarfile.Changed:
                why = "the sidecar was changed meanwhile; add the claim once more"
                return as_json(409, {"error": why})
            except OSError as error:
                return as_json(409, {"error": f"this cannot be written: {error.strerror}"})

        return guarded

    def _claim(self, sent: dict[str, object]) -> dict[str, object]:
        article = self._article(sent)
        draft = self._draft(article, sent)
        return {
            "id": draft.id,
            "yaml": draft.block(),
            "file": article.path,
            "digest": sidecarfile.digest(article.content),
        }

    def _add(self, sent: dict[str, object]) -> dict[str, object]:
        article = self._article(sent)
        if sent.get("digest") != sidecarfile.digest(article.content):
            raise sidecarfile.Changed
        if not sidecarfile.lies_in(article.file, self.site / "content"):
            raise appending.CannotAppend(f"{article.path} is a link that leads out of content/")
        draft = self._draft(article, sent)
        content = appending.appended(article.path, article.content, draft)
        faults = article.faults_of(content)
        if faults:
            raise appending.CannotAppend(f"the article would have an error: {faults[0].message}")
        sidecarfile.replace(article.file, article.content, content)
        now = self._article(sent).span(draft.id)
        return {"id": draft.id, "place": _place(now) if now else article.path}

    def _places(self, sent: dict[str, object]) -> dict[str, object]:
        article = self._article(sent)
        ids = sent.get("ids")
        wanted = [id for id in ids if isinstance(id, str)] if isinstance(ids, list) else []
        spans = ((id, article.span(id)) for id in wanted)
        return {"places": [{"id": id, "place": _place(span)} for id, span in spans if span]}

    def _names(self, sent: dict[str, object]) -> tuple[str, ...]:
        """The names of the page within the site: the article's slug, and that of its file."""
        names = targets.names_of(str(sent.get("page"))) or ()
        prefix = self.preview.shown.prefix
        within = names[len(prefix) :] if names[: len(prefix)] == prefix else ()
        if len(within) != 2 or within[1] not in ("", "index.html"):
            raise CannotPick("this page is no article's")
        return within

    def _article(self, sent: dict[str, object]) -> Behind:
        article = behind(self.site, self._names(sent)[0])
        if article is None:
            raise CannotPick("the article of this page is gone; load the page again")
        return article

    def _draft(self, article: Behind, sent: dict[str, object]) -> Draft:
        text = self._text(sent)
        start, end = sent.get("start"), sent.get("end")
        if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
            raise CannotPick("nothing is selected")
        passage = picked(text, start, end)
        wished = sent.get("id") or ""
        if wished and not (isinstance(wished, str) and is_id(wished)):
            raise CannotPick("an id has letters without accents and digits, with single - between")
        taken = article.ids()
        if wished and str(wished).casefold() in {id.casefold() for id in taken}:
            raise CannotPick(f"there is a claim `{wished}` already, or was one")
        scale = article.site.verdicts
        open_ones = (k for k, v in scale.items() if not verdicts.needs_source(k, v))
        return Draft(
            id=str(wished) or suggested_id(passage.selector.exact, taken),
            quote=passage.selector.exact,
            prefix=passage.selector.prefix,
            suffix=passage.selector.suffix,
            verdict=_PENDING if _PENDING in scale else next(open_ones, next(iter(scale))),
            figure=figure_in(text, passage.place, article.lang),
            checked=article.day(self.today),
        )

    def _text(self, sent: dict[str, object]) -> str:
        """The text of the article as its page has it: that in which something was selected."""
        found = self.preview.content(self._names(sent))
        page = found[1].decode() if found else ""
        body = reread(page)
        if body is not None:
            return body.text
        from vouch.htmltext import parsed, text_of  # heavy, and seldom needed

        bodies = parsed(page).select("[data-article-body]")
        if len(bodies) != 1:
            raise CannotPick("this page is no article's")
        return text_of(bodies[0])


def _place(span: Span) -> str:
    return f"{span.path}:{span.line}:{span.column}"
