"""Which part of the earth a picture shows, and where on the paper each place lies.

Regions are drawn in Lambert's azimuthal equal-area projection around their middle, which knows no
date line and no pole; the whole world in Equal Earth (Šavrič, Patterson and Jenny, 2018).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

EARTH_KM = 6371.0088
WORLD_ANGLE = 62.0
"""Points that lie farther than this from their middle, in degrees, are shown on the world."""
LONE_KM = 420.0
LEAST_KM = 140.0
WORLD_SOUTH, WORLD_NORTH = -57.0, 80.0

Numbers = NDArray[np.float64]
Box = tuple[float, float, float, float]

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796


@dataclass(frozen=True, slots=True)
class Frame:
    """The rectangle of the paper that the map fills, in pixels, y downwards."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Projection:
    """From latitude and longitude to pixels: ``scale`` is the pixels of one earth radius."""

    world: bool
    latitude: float
    longitude: float
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0

    def to_pixels(self, latitude: Numbers, longitude: Numbers) -> Numbers:
        """The points on the paper, shape (n, 2)."""
        plane = self._equal_earth(latitude, longitude) if self.world else self._azimuthal(latitude, longitude)
        return np.asarray(plane * self.scale + np.array([self.x, self.y]))

    def _azimuthal(self, latitude: Numbers, longitude: Numbers) -> Numbers:
        phi, lam = np.radians(latitude), np.radians(longitude - self.longitude)
        middle = np.radians(self.latitude)
        cosine = np.sin(middle) * np.sin(phi) + np.cos(middle) * np.cos(phi) * np.cos(lam)
        k = np.sqrt(2 / np.maximum(1 + cosine, 1e-9))
        x = k * np.cos(phi) * np.sin(lam)
        y = k * (np.cos(middle) * np.sin(phi) - np.sin(middle) * np.cos(phi) * np.cos(lam))
        return np.stack([x, -y], axis=-1)

    def _equal_earth(self, latitude: Numbers, longitude: Numbers) -> Numbers:
        theta = np.arcsin(np.sqrt(3) / 2 * np.sin(np.radians(latitude)))
        turned = np.radians(longitude - self.longitude)
        slope = 9 * _A4 * theta**8 + 7 * _A3 * theta**6 + 3 * _A2 * theta**2 + _A1
        x = 2 * np.sqrt(3) * turned * np.cos(theta) / (3 * slope)
        y = _A4 * theta**9 + _A3 * theta**7 + _A2 * theta**3 + _A1 * theta
        return np.stack([x, -y], axis=-1)

    def distance(self, latitude: Numbers, longitude: Numbers) -> Numbers:
        """Degrees of arc from the projection's middle."""
        phi, middle = np.radians(latitude), np.radians(self.latitude)
        cosine = np.sin(middle) * np.sin(phi) + np.cos(middle) * np.cos(phi) * np.cos(
            np.radians(longitude - self.longitude)
        )
        return np.asarray(np.degrees(np.arccos(np.clip(cosine, -1, 1))))

    @property
    def pixels_per_km(self) -> float:
        """How long a kilometre is in the middle of the picture."""
        return self.scale / EARTH_KM


def fit(latitude: Numbers, longitude: Numbers, radius_km: Numbers, frame: Frame, box: Box | None = None) -> Projection:
    """The projection that shows all points in the frame, or a box of south, west, north and east."""
    if box is not None:
        latitude, longitude = _edge_of(box)
        radius_km = np.zeros(1)
    if not len(latitude):
        return _world(frame)
    middle = _middle(latitude, longitude)
    projection = Projection(False, *middle)
    if projection.distance(latitude, longitude).max() > WORLD_ANGLE:
        return _world(frame, latitude)
    points = projection.to_pixels(latitude, longitude)
    low, high = points.min(axis=0), points.max(axis=0)
    margin = 1.0 if box is not None else 1.25
    lone = np.ptp(points, axis=0).max() * EARTH_KM < 1
    least = 0.0 if box is not None else max(LONE_KM if lone else LEAST_KM, 5.0 * float(np.nanmax(radius_km, initial=0)))
    width, height = np.maximum((high - low) * margin, [least / EARTH_KM, least / EARTH_KM * frame.height / frame.width])
    scale = min(frame.width / width, frame.height / height)
    x, y = (low + high) / 2
    return replace(
        projection,
        scale=scale,
        x=frame.x + frame.width / 2 - x * scale,
        y=frame.y + frame.height / 2 - y * scale,
    )


def _world(frame: Frame, latitude: Numbers | None = None) -> Projection:
    """The whole world; Antarctica only where something lies so far south."""
    south = WORLD_SOUTH if latitude is None else min(WORLD_SOUTH, float(latitude.min()) - 4)
    north = WORLD_NORTH if latitude is None else max(WORLD_NORTH, float(latitude.max()) + 2)
    flat = Projection(True, 0.0, 0.0)
    edges = flat.to_pixels(np.array([0.0, 0.0, max(south, -90), min(north, 90)]), np.array([-180.0, 180.0, 0.0, 0.0]))
    width, height = edges[1, 0] - edges[0, 0], edges[2, 1] - edges[3, 1]
    scale = min(frame.width / width, frame.height / height)
    y = frame.y + (frame.height - height * scale) / 2 - edges[3, 1] * scale
    return replace(flat, scale=scale, x=frame.x + frame.width / 2, y=y)


def _middle(latitude: Numbers, longitude: Numbers) -> tuple[float, float]:
    """The middle of the points: of their span, or of their directions near a pole."""
    if np.abs(latitude).max() > 75:
        phi, lam = np.radians(latitude), np.radians(longitude)
        x, y, z = (np.cos(phi) * np.cos(lam)).mean(), (np.cos(phi) * np.sin(lam)).mean(), np.sin(phi).mean()
        return float(np.degrees(np.arctan2(z, np.hypot(x, y)))), float(np.degrees(np.arctan2(y, x)))
    east = np.sort(longitude % 360)
    gaps = np.append(east[1:] - east[:-1], east[0] + 360 - east[-1])
    widest = int(np.argmax(gaps))
    west, span = east[(widest + 1) % len(east)], 360 - gaps[widest]
    middle = (west + span / 2 + 180) % 360 - 180
    return float(latitude.min() + latitude.max()) / 2, float(middle)


def degrees_across(west: float, east: float) -> float:
    """How many degrees of longitude a box spans, over the date line where east lies west of west; at most 360."""
    return 360.0 if east - west >= 360 else (east - west) % 360 or 360.0


def _edge_of(box: Box) -> tuple[Numbers, Numbers]:
    """Points all along the edge of a box."""
    south, west, north, east = box
    width = degrees_across(west, east)
    along, up = west + np.linspace(0, width, 33), np.linspace(south, north, 33)
    latitude = np.concatenate([np.full(33, south), np.full(33, north), up, up])
    longitude = np.concatenate([along, along, np.full(33, west), np.full(33, west + width)])
    return latitude, (longitude + 180) % 360 - 180


def circle(latitude: float, longitude: float, radius_km: float, corners: int = 72) -> tuple[Numbers, Numbers]:
    """Latitudes and longitudes of a circle on the earth."""
    angle, phi = radius_km / EARTH_KM, np.radians(latitude)
    bearing = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    up = np.arcsin(np.sin(phi) * np.cos(angle) + np.cos(phi) * np.sin(angle) * np.cos(bearing))
    along = np.arctan2(np.sin(bearing) * np.sin(angle) * np.cos(phi), np.cos(angle) - np.sin(phi) * np.sin(up))
    return np.degrees(up), (longitude + np.degrees(along) + 180) % 360 - 180
