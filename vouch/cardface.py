"""What stands where on the card of an article or of a claim, and in which size."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from vouch.canvas import BOLD, REGULAR, Canvas, Colour, measure, shown
from vouch.frozen import frozen
from vouch.lettering import Box, Setting, fitted

WIDTH, HEIGHT = 1200, 630
PAPER: Colour = (255, 253, 248)
INK: Colour = (26, 24, 20)
SOFT: Colour = (92, 87, 78)
HUES: Mapping[str, Colour] = {
    "holds": (0, 107, 184),
    "mixed": (138, 103, 0),
    "fails": (102, 13, 5),
    "open": (84, 84, 84),
}
"""The colours of the site in daylight (`static/vouch.css`), the hues by their roles."""
_INK, _SOFT, _HUE = 0, 1, 2
"""The inks of a canvas; those from the third on are hues."""
_LEFT, _TOP = 72, 60
_ROOM = WIDTH - 2 * _LEFT
_FOOT = 530
"""Where the foot of a card begins: a rule, and the name of the site under it."""
_EDGE = 14
_SIGN = 56
_GAP = 18


@frozen
class Judgement:
    """A verdict by its sign and its colour role, and the word or the number beside it."""

    sign: str
    hue: str
    text: str


@frozen
class ClaimFace:
    """The card of a claim: its words between ``marks``, its verdict, its figure where it has one.

    ``label`` says what the figure is of, ``name`` is that of the site.
    """

    words: str
    marks: tuple[str, str]
    verdict: Judgement
    figure: str
    label: str
    name: str

    def png(self) -> bytes:
        """The card as a file."""
        canvas = Canvas(WIDTH, HEIGHT, PAPER, (INK, SOFT, HUES[self.verdict.hue]))
        canvas.rule(0, 0, _EDGE, HEIGHT, _HUE)
        canvas.sign(self.verdict.sign, _LEFT, _TOP, _SIGN, _HUE)
        beside = _LEFT + _SIGN + _GAP
        said = _set(self.verdict.text, Box(_ROOM - _SIGN - _GAP, _SIGN, (44, 38, 32, 27)), BOLD)
        canvas.write(said, beside, _TOP + (_SIGN - said.step) // 2, _HUE, BOLD)
        end = _FOOT - 20
        if self.label:
            label = _set(self.label, Box(_ROOM, 40, (29, 26)), REGULAR)
            end -= label.height
            canvas.write(label, _LEFT, end, _SOFT, REGULAR)
        if self.figure:
            figure = _set(self.figure, Box(_ROOM, 74, (58, 52, 46, 40, 35, 30)), BOLD)
            end -= figure.height
            canvas.write(figure, _LEFT, end, _INK, BOLD)
            end -= 20
        top = _TOP + _SIGN + 22
        sizes = (66, 60, 54, 48, 43, 38, 34, 30)
        words = _set(self.words, Box(_ROOM, end - top, sizes), REGULAR, self.marks)
        canvas.write(words, _LEFT, top, _INK, REGULAR)
        _foot(canvas, self.name)
        return canvas.png()


@frozen
class ArticleFace:
    """The card of an article: its title, how often each verdict was found, the same in words.

    ``name`` is that of the site.
    """

    words: str
    verdicts: tuple[Judgement, ...]
    below: str
    name: str

    def png(self) -> bytes:
        """The card as a file."""
        hues = [*dict.fromkeys(verdict.hue for verdict in self.verdicts)]
        canvas = Canvas(WIDTH, HEIGHT, PAPER, (INK, SOFT, *(HUES[hue] for hue in hues)))
        canvas.rule(0, 0, _EDGE, HEIGHT, _INK)
        end = _FOOT - 24
        if self.below:
            below = _set(self.below, Box(_ROOM, 112, (30, 28, 26)), REGULAR)
            end -= below.height
            canvas.write(below, _LEFT, end, _SOFT, REGULAR)
        if self.verdicts:
            end -= 58
            self._tally(canvas, hues, end)
            end -= 18
        sizes = (80, 72, 65, 58, 52, 47, 42, 38)
        title = _set(self.words, Box(_ROOM, end - _TOP, sizes, 1.2), BOLD)
        canvas.write(title, _LEFT, _TOP, _INK, BOLD)
        _foot(canvas, self.name)
        return canvas.png()

    def _tally(self, canvas: Canvas, hues: list[str], y: int) -> None:
        """Signs with numbers in a row, as many as it holds."""
        x, size = _LEFT, 38
        for verdict in self.verdicts:
            number = _set(verdict.text, Box(_ROOM, size, (34,)), BOLD)
            wide = size + 12 + round(measure(BOLD, verdict.text, number.size))
            if x + wide > WIDTH - _LEFT:
                return
            ink = _HUE + hues.index(verdict.hue)
            canvas.sign(verdict.sign, x, y, size, ink)
            canvas.write(number, x + size + 12, y + (size - number.step) // 2, ink, BOLD)
            x += wide + 36


def _foot(canvas: Canvas, name: str) -> None:
    canvas.rule(_LEFT, _FOOT, _ROOM, 2, _SOFT)
    canvas.write(_set(name, Box(_ROOM, 46, (32, 28, 24)), BOLD), _LEFT, _FOOT + 18, _INK, BOLD)


def _set(text: str, box: Box, weight: str, marks: tuple[str, str] = ("", "")) -> Setting:
    return fitted(shown(text), box, partial(measure, weight), marks)
