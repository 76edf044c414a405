"""What a snapshot shows and how it was asked for: kept inside it, and read back out of it."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from lxml import etree
from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from geo import __version__
from geo.export.rounding import ROUNDINGS
from geo.view.basemap import country_names
from geo.view.filters import Filters
from geo.view.view import Count, Incidents, Mask

KEY = "dateline"
"""The name under which a recipe stands in a PNG's text, an SVG's metadata and a page's script."""
PDF_KEY = "/Keywords"

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a snapshot was made. ``box`` is south, west, north, east, or None for wherever the incidents are.

    ``exported`` is a day, ``data`` a hash of the incidents shown, whatever their order.
    """

    filters: Mapping[str, list[str]] = field(default_factory=dict)
    box: Box | None = None
    title: str = ""
    size: str = "slide"
    rounding: str = "exact"
    exported: str = ""
    shown: int = 0
    total: int = 0
    reports: int = 0
    unplaced: int = 0
    undated: int = 0
    data: str = ""
    program: str = f"Dateline {__version__}"

    def to_json(self) -> dict[str, Any]:
        """The recipe as a JSON value."""
        return asdict(self)

    def to_text(self) -> str:
        """The recipe as JSON, always the same for the same recipe, in ASCII."""
        return json.dumps(self.to_json(), sort_keys=True)

    def view(self) -> Filters:
        """The filters that were set."""
        return Filters.from_query(self.filters)

    def counts(self) -> str:
        """The numbers as the page says them: "31 of 57 incidents, from 14 reports; 2 without a place"."""
        return Count(self.shown, self.total, self.reports, self.unplaced, self.undated).sentence()

    def area(self) -> str:
        """The box in words: "Area: 33.2° N to 33.5° N, 44.2° E to 44.6° E"; nothing without one."""
        if self.box is None:
            return ""
        south, west, north, east = self.box
        digits = 0 if max(north - south, (east - west) % 360) > 20 else 1 if north - south > 0.5 else 2
        return f"Area: {_edges((south, north), 'N', 'S', digits)}, {_edges((west, east), 'E', 'W', digits)}"

    def lines(self) -> list[str]:
        """What the snapshot shows, for a person: filters, counts, rounding."""
        filters = self.view()
        said = [filters.in_words(country_names() if filters.countries else None), self.area()]
        lines = ["; ".join(filter(None, said)), self.counts(), ROUNDINGS.get(self.rounding, "")]
        return [line for line in lines if line]


def _edges(degrees: tuple[float, float], positive: str, negative: str, digits: int) -> str:
    turned = [degree if positive == "N" else (degree + 180) % 360 - 180 for degree in degrees]
    return " to ".join(f"{abs(one):.{digits}f}° {positive if one >= 0 else negative}" for one in turned)


def from_text(text: str) -> Recipe:
    """The recipe that ``to_text`` wrote; raises ``ValueError`` when it is none."""
    value = json.loads(text)
    if not isinstance(value, dict) or not isinstance(value.get("filters"), dict) or "data" not in value:
        raise ValueError("not a recipe of Dateline")
    whole = Recipe()
    known = {name: value[name] for name in Recipe.__dataclass_fields__ if name in value}
    for name, found in known.items():
        if name not in ("filters", "box") and type(found) is not type(getattr(whole, name)):
            raise ValueError(f"not a recipe of Dateline: {name} is {found!r}")
    for values in known["filters"].values():
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            raise ValueError(f"not a recipe of Dateline: a filter is {values!r}")
    if known.get("box") is not None:
        south, west, north, east = (float(edge) for edge in known["box"])
        if not (-90 <= south <= north <= 90 and abs(west) <= 720 and abs(east) <= 720):
            raise ValueError("not a recipe of Dateline: its box is none on earth")
        known["box"] = (south, west, north, east)
    return Recipe(**known)


def data_hash(incidents: Incidents, shown: Mask) -> str:
    """A hash of what the marked incidents say on a map, whatever their order."""
    rows = np.flatnonzero(shown)
    parts = [pd.util.hash_array(incidents.ids[rows], categorize=False)]
    for words in (
        incidents.sub_event_types,
        incidents.statuses,
        incidents.attributions,
        incidents.places,
        incidents.place_precisions,
        incidents.date_precisions,
    ):
        names = pd.util.hash_array(np.array([*words.names, ""], dtype=object), categorize=False)
        parts.append(names[words.codes[rows]])
    for numbers in (incidents.latitude, incidents.longitude, incidents.radius_km, incidents.deaths):
        parts.append(pd.util.hash_array(np.nan_to_num(numbers[rows], nan=-999.0)))
    parts += [pd.util.hash_array(days[rows].astype(np.int64)) for days in (incidents.first_day, incidents.last_day)]
    whole = np.zeros(len(rows), dtype=np.uint64)
    for part in parts:
        whole = whole * np.uint64(0x9E3779B97F4A7C15) + part
    return hashlib.sha256(np.sort(whole).astype("<u8").tobytes()).hexdigest()


def find_recipe(data: bytes) -> Recipe | None:
    """The recipe inside a PNG, SVG, PDF or one-file map, None when there is none."""
    try:
        text = _text_in(data)
        return from_text(text) if text else None
    except (ValueError, TypeError, OSError, RecursionError, etree.LxmlError, PyPdfError, UnidentifiedImageError):
        return None


def _text_in(data: bytes) -> str | None:
    start = data[:2000].lstrip()
    if data.startswith(b"\x89PNG"):
        with Image.open(io.BytesIO(data)) as image:
            return str(image.info[KEY]) if KEY in image.info else None
    if data.startswith(b"%PDF"):
        about: Mapping[str, Any] = PdfReader(io.BytesIO(data)).metadata or {}
        return str(about[PDF_KEY]) if PDF_KEY in about else None
    if start.lower().startswith((b"<!doctype html", b"<html")):
        mark = f'<script type="application/json" id="{KEY}-recipe">'.encode()
        _, found, rest = data.partition(mark)
        return rest.partition(b"</script>")[0].decode() if found else None
    if start.startswith((b"<?xml", b"<svg")):
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        found_text: str | None = etree.fromstring(data, parser).findtext(f".//{{*}}metadata[@id='{KEY}-recipe']")
        return found_text
    return None


def changes(old: Recipe, now: Recipe) -> list[str]:
    """What is different from when a snapshot was made, one sentence each; [] when nothing is."""
    found = []
    if old.data != now.data:
        more = now.shown - old.shown
        words = f"{abs(more):,} {'more' if more > 0 else 'fewer'}" if more else "as many"
        found.append(
            f"The incidents have changed since {old.exported}: {now.shown:,} now, {words} than the {old.shown:,} then."
            if more
            else f"The incidents have changed since {old.exported}: as many as then, but not the same."
        )
    if old.total != now.total:
        found.append(f"The store has {now.total:,} incidents; it had {old.total:,}.")
    if old.program != now.program:
        found.append(f"The snapshot was made by {old.program}; this is {now.program}.")
    return found


def as_day(text: str) -> date | None:
    """The day on which a snapshot was made, None when it does not say."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
