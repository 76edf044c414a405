"""A picture as shapes and words on a sheet, before it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.export.fonts import runs, text_width
from geo.export.projection import Frame

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shape:
    """One or more outlines, filled by the even-odd rule, or lines that stay open.

    ``name`` says in the SVG what it stands for.
    """

    rings: Sequence[Points]
    fill: str = ""
    opacity: float = 1.0
    stroke: str = ""
    width: float = 1.0
    dash: tuple[float, float] | None = None
    closed: bool = True
    name: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a point of their baseline; ``anchor`` is start, middle or end."""

    x: float
    y: float
    text: str
    size: float
    colour: str = "#1c2530"
    anchor: str = "start"
    bold: bool = False
    halo: str = ""
    spacing: float = 0.0
    name: str = ""

    @property
    def left(self) -> float:
        """Where the words begin on the paper."""
        width = text_width(self.text, self.size, self.bold, self.spacing)
        return self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]


Item = Shape | Label


@dataclass(frozen=True, slots=True)
class Layer:
    """Items in the order in which they are drawn; with a frame nothing is drawn beyond it."""

    items: Sequence[Item]
    name: str
    frame: Frame | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole picture: ``scale`` is the dots of one pixel in a PNG, ``dpi`` what the PNG says of itself."""

    width: int
    height: int
    layers: Sequence[Layer]
    title: str
    description: str
    scale: float = 1.0
    dpi: int = 96
    recipe: str = ""
    key: str = "dateline"
    background: str = "#ffffff"


def letters(sheet: Sheet) -> dict[tuple[str, bool], str]:
    """Which letters the sheet needs of which font, plain or bold."""
    wanted: dict[tuple[str, bool], set[str]] = {}
    for label in (item for layer in sheet.layers for item in layer.items if isinstance(item, Label)):
        for run in runs(label.text):
            wanted.setdefault((run.font, label.bold), set()).update(run.text)
    return {key: "".join(sorted(letters)) for key, letters in sorted(wanted.items())}


def printable(text: str) -> str:
    """The text without what a file's metadata can't hold."""
    return "".join(char if char.isprintable() else " " for char in text)


def wrapped(text: str, size: float, width: float, bold: bool = False, most: int = 2) -> list[str]:
    """The text in lines that fit; what does not fit into the last of them ends in an ellipsis."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size, bold) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    kept = lines[:most]
    if len(lines) > most or text_width(kept[-1], size, bold) > width:
        last = kept[-1]
        while last and text_width(last + "…", size, bold) > width:
            last = last[:-1]
        kept[-1] = last.rstrip() + "…"
    return [line for line in kept if line]


def disc(x: float, y: float, radius: float, corners: int = 40) -> Points:
    """The outline of a circle on the paper."""
    turns = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    return np.stack([x + radius * np.sin(turns), y - radius * np.cos(turns)], axis=-1)
