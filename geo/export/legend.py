"""The legend of a picture: what its marks mean, and how many incidents there are of each kind."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geo.export.fonts import text_width
from geo.export.marks import DIM, INK, SYMBOL_RADIUS, Mark, draw_pie, draw_symbol, kind_codes
from geo.export.projection import Frame
from geo.export.sheet import Item, Label, Shape, disc, wrapped
from geo.records import STATUSES
from geo.view.symbols import SYMBOLS
from geo.view.view import Incidents, Mask
from geo.view.wording import STATUS_WORDS

WIDTH = 214.0


def legend(incidents: Incidents, shown: Mask, marks: Sequence[Mark], frame: Frame) -> list[Item]:
    """What the marks mean, for those that are there, with how many incidents there are of each kind."""
    x, y = frame.x + frame.width + 18, frame.y + 12
    items: list[Item] = []
    totals = np.bincount(kind_codes(incidents)[shown], minlength=len(SYMBOLS))

    def head(text: str) -> None:
        nonlocal y
        items.append(Label(x, y, text, 12, INK, bold=True, name="legend"))
        y += 22

    def entry(mark: list[Item], text: str, number: str = "") -> None:
        nonlocal y
        items.extend(mark)
        lines = wrapped(text, 11.5, WIDTH - 30 - (text_width(number, 11.5) + 6 if number else 0), most=3)
        for i, line in enumerate(lines):
            items.append(Label(x + 30, y + 4 + i * 14, line, 11.5, INK, name="legend"))
        if number:
            items.append(Label(x + WIDTH, y + 4, number, 11.5, DIM, "end", name="legend-count"))
        y += 23 + 14 * (len(lines) - 1)

    if totals.any():
        head("Kind")
    for (kind, symbol), total in zip(SYMBOLS.items(), totals.tolist(), strict=True):
        if total:
            entry(draw_symbol(symbol, "occurred", x + 11, y, SYMBOL_RADIUS), kind, f"{total:,}")
    present = {incidents.statuses.names[code] for code in np.unique(incidents.statuses.codes[shown])}
    others = [status for status in STATUSES if status in present and status != "occurred"]
    if others:
        y += 8
        head("Status, where it did not just happen")
    for status in others:
        entry(draw_symbol(SYMBOLS["Protests"], status, x + 11, y, 6.0), STATUS_WORDS[status])
    several = any(mark.size > 1 for mark in marks)
    area = any(mark.area for mark in marks)
    ring = any(mark.one_place and mark.radius_km > 0 for mark in marks)
    if several or area or ring:
        y += 8
        head("Marks")
    if several:
        entry(draw_pie((2, 1, 0, 1, 0, 0, 0), 4, False, x + 11, y, 11, ""), "several incidents near each other")
    if area:
        entry(draw_pie((0, 0, 1, 0, 0, 0, 0), 1, True, x + 11, y, 7, ""), "place known only as an area")
    if ring:
        tint = Shape([disc(x + 11, y, 10)], fill="#8A8F98", opacity=0.15, stroke="#5B616B", width=1.1, dash=(4.0, 3.0))
        entry([tint], "how far off the point may be")
    return items
