"""The fonts of the pictures: which one has a letter, and how wide a text is."""

from __future__ import annotations

import hashlib
import io
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

import uharfbuzz
from fontTools.pens.recordingPen import RecordingPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from PIL import ImageFont

FILES: dict[str, tuple[str, str]] = {
    "Noto Sans": ("justmytype_western_core", "notosans/NotoSans[wdth,wght].ttf"),
    "Noto Sans Arabic": ("justmytype_intl_rtl", "notosansarabic/NotoSansArabic[wdth,wght].ttf"),
    "Noto Sans Hebrew": ("justmytype_intl_rtl", "notosanshebrew/NotoSansHebrew[wdth,wght].ttf"),
    "Noto Sans SC": ("justmytype_intl_cjk", "notosanssc/NotoSansSC[wght].ttf"),
    "Noto Sans KR": ("justmytype_intl_cjk", "notosanskr/NotoSansKR[wght].ttf"),
}
"""Font to the package that carries it and its file there; all are under the SIL Open Font License."""

RIGHT_TO_LEFT = ("Noto Sans Arabic", "Noto Sans Hebrew")

RANGES: tuple[tuple[int, int, str], ...] = (
    (0x0590, 0x05FF, "Noto Sans Hebrew"),
    (0x0600, 0x08FF, "Noto Sans Arabic"),
    (0x1100, 0x11FF, "Noto Sans KR"),
    (0x2E80, 0x312F, "Noto Sans SC"),
    (0x3130, 0x318F, "Noto Sans KR"),
    (0x31A0, 0x9FFF, "Noto Sans SC"),
    (0xAC00, 0xD7FF, "Noto Sans KR"),
    (0xF900, 0xFAFF, "Noto Sans SC"),
    (0xFB1D, 0xFB4F, "Noto Sans Hebrew"),
    (0xFB50, 0xFDFF, "Noto Sans Arabic"),
    (0xFE70, 0xFEFF, "Noto Sans Arabic"),
    (0xFF00, 0xFFEF, "Noto Sans SC"),
    (0x20000, 0x323AF, "Noto Sans SC"),
)
"""First and last letter of the blocks that the first font lacks, and the font that has them."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters next to each other that one font draws, in one direction."""

    text: str
    font: str
    rtl: bool


def font_file(name: str) -> Path:
    """Where a font's file is; raises ``FileNotFoundError`` with the cure when its package is not installed."""
    package, path = FILES[name]
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"the fonts of {package} are not installed: pip install -r requirements.txt")
    return Path(spec.submodule_search_locations[0]) / "fonts" / "ofl" / path


def runs(text: str) -> list[Run]:
    """The text as runs in the order in which they stand on the paper, left to right."""
    clean = "".join(char if char.isprintable() else " " for char in text)
    found: list[tuple[str, str]] = []
    for char in clean:
        name = _font_of(char)
        if found and (found[-1][1] == name or _joins(char)):
            found[-1] = (found[-1][0] + char, found[-1][1])
        else:
            found.append((char, name))
    whole = [Run(words, name, name in RIGHT_TO_LEFT) for words, name in found]
    first = next((unicodedata.bidirectional(char) for char in clean if char.isalpha()), "L")
    if first not in ("R", "AL"):
        return whole
    groups = [list(group) for _, group in groupby(whole, key=lambda run: run.rtl)]
    return [run for group in groups[::-1] for run in group]


def _font_of(char: str) -> str:
    code = ord(char)
    return next((name for first, last, name in RANGES if first <= code <= last), "Noto Sans")


def _joins(char: str) -> bool:
    """Whether a sign belongs to whatever stands before it."""
    return char in " \u200c\u200d" or unicodedata.combining(char) > 0


@lru_cache(maxsize=256)
def pillow_font(name: str, size: float, bold: bool = False) -> ImageFont.FreeTypeFont:
    """A font for Pillow at a size in pixels."""
    font = ImageFont.truetype(str(font_file(name)), size)
    weights = {b"Weight": 700 if bold else 400, b"Width": 100}
    font.set_variation_by_axes(
        [weights.get(axis["name"] or b"", axis["default"] or 0) for axis in font.get_variation_axes()]
    )
    return font


@lru_cache(maxsize=20_000)
def text_width(text: str, size: float, bold: bool = False, spacing: float = 0.0) -> float:
    """How wide a text is, in pixels; ``spacing`` is what is added after each letter."""
    return sum(
        pillow_font(run.font, size, bold).getlength(run.text, direction="rtl" if run.rtl else "ltr")
        for run in runs(text)
    ) + spacing * len(text)


@lru_cache(maxsize=64)
def plain_font(name: str, letters: str, bold: bool) -> bytes:
    """A font file with these letters only, at one weight, under a name that holds for these letters only."""
    options = Options()
    options.notdef_outline = True
    if name in RIGHT_TO_LEFT:
        options.layout_features = ["*"]
    else:
        options.drop_tables += ["GSUB", "GPOS", "GDEF"]
    subsetter = Subsetter(options)
    subsetter.populate(text=letters + " ")
    axes = {"wght": 700.0 if bold else 400.0, "wdth": 100.0}
    out = io.BytesIO()
    with TTFont(font_file(name), lazy=True, recalcTimestamp=False) as font:
        subsetter.subset(font)
        instantiateVariableFont(font, {axis.axisTag: axes[axis.axisTag] for axis in font["fvar"].axes}, inplace=True)
        for number in (1, 3, 4, 6):
            font["name"].setName(font_name(name, letters, bold), number, 3, 1, 0x409)
        font.save(out)
    return out.getvalue()


def font_name(name: str, letters: str, bold: bool) -> str:
    """The name of a font with these letters only."""
    mark = hashlib.sha256(letters.encode("utf-8", "replace")).hexdigest()[:10]
    return f"{name.replace(' ', '')}{'Bold' if bold else 'Regular'}-{mark}"


def outlines(text: str, name: str, size: float, bold: bool) -> list[tuple[str, list[tuple[float, float]]]]:
    """The shapes of a run of letters that join, as path commands with points; y grows upwards, in pixels."""
    face = _hb_face(name)
    font = uharfbuzz.Font(face)
    font.set_variations({"wght": 700.0 if bold else 400.0, "wdth": 100.0})
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    scale, x, found = size / face.upem, 0.0, []
    for glyph, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        pen = RecordingPen()
        font.draw_glyph_with_pen(glyph.codepoint, pen)
        left, up = x + place.x_offset, place.y_offset
        for command, points in pen.value:
            found.append((command, [((left + px) * scale, (up + py) * scale) for px, py in points]))
        x += place.x_advance
    return found


@lru_cache(maxsize=4)
def _hb_face(name: str) -> uharfbuzz.Face:
    return uharfbuzz.Face(uharfbuzz.Blob(font_file(name).read_bytes()))
