"""Words in a picture: how wide they are at the most, cut to fit, and which way they run."""

import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from secondsource.export.safe import on_page

# The widest a character is, in thousandths of the type size, in DejaVu Sans and Liberation Sans,
# which are as wide as any face that a reader's system is likely to set these words in.
_WIDTHS = {
    400: " !'(),-./:;I[]\\fijlt|‘’·",
    560: '"*J_`r“”•°–',
    640: "$0123456789?abcdeghknopqsuvxyz{}€£«»",
    740: "ABCEFKLPRSTUVXYZ",
    840: "#&+<=>DGHNOQw^~×≈≥≤",
    1030: "%@MWm…—→",
}
_WIDTH = {character: width for width, among in _WIDTHS.items() for character in among}
# By the first word of a character's name, where it is in no table above.
_SCRIPTS = {"HEBREW": 750, "ARABIC": 1250, "GREEK": 870, "CYRILLIC": 1080}
_WIDE, _OTHER, _LIGATURE = 1060, 1150, 12_000
_MOST_MARKS = 3  # more marks on one letter than any language sets would climb over other lines

Side = Literal["left", "right", "middle"]


@dataclass(frozen=True, slots=True)
class Lettering:
    """A line of words as it is drawn: `x` is its left or right end or its middle, as `side` says.

    `y` is the line that it stands on, `size` that of its type, `width` the most that it may take
    up; all in pixels.
    """

    text: str
    x: float
    y: float
    size: float
    side: Side
    width: float
    rtl: bool

    @property
    def left(self) -> float:
        """Where it begins at the earliest."""
        shift = {"left": 0.0, "middle": self.width / 2, "right": self.width}[self.side]
        return self.x - shift

    @property
    def right(self) -> float:
        """Where it ends at the latest."""
        return self.left + self.width

    @property
    def top(self) -> float:
        """The height that it reaches up to."""
        return self.y - self.size

    @property
    def bottom(self) -> float:
        """The depth that it reaches down to."""
        return self.y + self.size * 0.3

    @property
    def anchor(self) -> str:
        """The `text-anchor` that puts it there: words that run leftward start at their right."""
        if self.side == "middle":
            return "middle"
        return "start" if (self.side == "left") != self.rtl else "end"


def lettering(
    text: str, at: tuple[float, float], *, room: float, size: float = 12, side: Side = "left"
) -> Lettering:
    """`text` on one line at `at`, cut with an ellipsis where it would be wider than `room`."""
    shown = shortened(text, room, size)
    return Lettering(shown, *at, size, side, width(shown, size), runs_leftward(shown))


def lines_of(first: Lettering, text: str, *, room: float, most: int) -> tuple[Lettering, ...]:
    """`text` on up to `most` lines, the first where `first` stands, the last cut if need be."""
    rest = drawable(text).split(" ")
    lines: list[str] = []
    while rest and len(lines) < most - 1:
        taken = _that_fit(rest, room, first.size)
        lines.append(" ".join(rest[:taken]))
        rest = rest[taken:]
    lines += [" ".join(rest)] if rest else []
    rtl = runs_leftward(text)
    return tuple(
        replace(
            lettering(line, (first.x, first.y + at * first.size * 1.3), room=room, size=first.size),
            side=first.side,
            rtl=rtl,
        )
        for at, line in enumerate(lines)
    )


def shortened(text: str, room: float, size: float) -> str:
    """`text` in one line, whole if it fits into `room`, else its beginning with "…"."""
    whole = drawable(text)
    if width(whole, size) <= room:
        return whole
    left = room - width("…", size)
    for at, character in enumerate(whole):
        left -= width(character, size)
        if left < 0:
            return f"{whole[:at].rstrip()}…" if at else "…"
    return whole


def drawable(text: str) -> str:
    """`text` in one line without what cannot be drawn, each letter with few enough marks."""
    kept: list[str] = []
    marks = 0
    for character in " ".join(on_page(text).split()):
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def width(text: str, size: float) -> float:
    """How many pixels `text` takes up at the most in type of `size`."""
    return sum(map(_width, text)) * size / 1000


def runs_leftward(text: str) -> bool:
    """Whether the first letter that has a direction belongs to a script written to the left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _that_fit(words: list[str], room: float, size: float) -> int:
    """How many of some words fit on a line: one at the least."""
    for count in range(len(words), 1, -1):
        if width(" ".join(words[:count]), size) <= room:
            return count
    return 1


@cache
def _width(character: str) -> int:
    plain = unicodedata.normalize("NFD", character)[0]
    if (known := _WIDTH.get(plain)) is not None:
        return known
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return _WIDE
    name = unicodedata.name(character, "")
    if " LIGATURE " in name or name.startswith("CUNEIFORM"):
        return _LIGATURE if name.startswith(("ARABIC", "CUNEIFORM")) else 2 * _OTHER
    return _SCRIPTS.get(name.partition(" ")[0], _OTHER)
