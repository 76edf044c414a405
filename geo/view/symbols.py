"""How each kind of incident looks: shape, colours and line, the same on the page and in every picture.

The colours are Okabe and Ito's, which people with any colour vision tell apart
(https://jfly.uni-koeln.de/color/); the shape says the same once more. Shapes are polygons in a square
from -1 to 1, y downwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Symbol:
    """The mark of one event type: ``fill`` on light and on dark ground, ``ink`` for text of that colour on white."""

    name: str
    fill: str
    ink: str
    points: tuple[Point, ...]


def _round(sides: int, turn: float = 0.0, radius: float = 1.0) -> tuple[Point, ...]:
    """A regular polygon; ``turn`` in parts of a full turn from straight up."""
    steps = [2 * pi * (turn + i / sides) for i in range(sides)]
    return tuple((round(radius * sin(a), 4), round(-radius * cos(a), 4)) for a in steps)


def _star(tips: int, inner: float) -> tuple[Point, ...]:
    """A star whose inner corners lie at ``inner`` of the radius."""
    outside, inside = _round(tips), _round(tips, 0.5 / tips, inner)
    return tuple(point for pair in zip(outside, inside, strict=True) for point in pair)


_ARM = 0.36
_CROSS: tuple[Point, ...] = (
    (-_ARM, -1), (_ARM, -1), (_ARM, -_ARM), (1, -_ARM), (1, _ARM), (_ARM, _ARM),
    (_ARM, 1), (-_ARM, 1), (-_ARM, _ARM), (-1, _ARM), (-1, -_ARM), (-_ARM, -_ARM),
)  # fmt: skip

SYMBOLS: dict[str, Symbol] = {
    "Battles": Symbol("diamond", "#D55E00", "#A84A00", _round(4, radius=1.08)),
    "Explosions/Remote violence": Symbol("star", "#E69F00", "#8A5F00", _star(8, 0.56)),
    "Violence against civilians": Symbol("triangle", "#CC79A7", "#9A3F72", _round(3, radius=1.15)),
    "Protests": Symbol("circle", "#56B4E9", "#1B6E9E", _round(32, radius=0.92)),
    "Riots": Symbol("square", "#0072B2", "#005A8C", _round(4, 0.125, 1.2)),
    "Strategic developments": Symbol("hexagon", "#009E73", "#00704F", _round(6, radius=1.0)),
    "Other incident": Symbol("cross", "#8A8F98", "#5B616B", _CROSS),
}
"""Event type to symbol, in the order of every legend."""

STATUS_STYLES: dict[str, tuple[str, str]] = {
    "occurred": ("filled", "solid"),
    "ongoing": ("filled", "ringed"),
    "attempted": ("half", "solid"),
    "historical": ("faint", "solid"),
    "planned": ("hollow", "solid"),
    "threatened": ("hollow", "dashed"),
    "hypothetical": ("hollow", "dotted"),
    "denied": ("hollow", "struck"),
}
"""Status to how the shape is filled and how its edge is drawn."""

AREA_PRECISIONS = ("admin2", "admin1", "region", "country")
"""Places of these precisions are drawn as areas, never as pins."""


def path_of(symbol: Symbol, radius: float) -> str:
    """The shape as the ``d`` of an SVG path around the origin, ``radius`` in pixels."""
    return "M" + "L".join(f"{x * radius:.2f},{y * radius:.2f}" for x, y in symbol.points) + "Z"
