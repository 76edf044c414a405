"""A sheet drawn as PNG."""

from __future__ import annotations

import io
from itertools import groupby

import numpy as np
from PIL import Image, ImageColor, ImageDraw, PngImagePlugin

from geo.export.fonts import pillow_font, runs
from geo.export.projection import Frame
from geo.export.sheet import Label, Points, Shape, Sheet, printable

MOST_PIXELS = 40_000_000
"""Pixels of the sheet that is drawn larger and then made smaller, so that edges are smooth."""


def to_png(sheet: Sheet) -> bytes:
    """The sheet as PNG, drawn twice as large and made smaller, so that edges are smooth."""
    width, height = round(sheet.width * sheet.scale), round(sheet.height * sheet.scale)
    smooth = 2 if width * height * 4 <= MOST_PIXELS else 1
    dots = sheet.scale * smooth
    image = Image.new("RGB", (width * smooth, height * smooth), sheet.background)
    for frame, layers in groupby(sheet.layers, key=lambda layer: layer.frame):
        left, top, right, bottom = _dots(frame or Frame(0, 0, sheet.width, sheet.height), dots)
        part = image.crop((left, top, right, bottom)) if frame else image
        pen = ImageDraw.Draw(part, "RGBA")
        for item in (item for layer in layers for item in layer.items):
            if isinstance(item, Label):
                _draw_label(pen, item, dots, left, top)
            else:
                _draw_shape(pen, item, dots, np.array([left, top], dtype=np.float64))
        if frame:
            image.paste(part, (left, top))
    about = PngImagePlugin.PngInfo()
    about.add_itxt("Title", printable(sheet.title))
    about.add_itxt("Description", printable(sheet.description))
    about.add_text(sheet.key, sheet.recipe)
    out = io.BytesIO()
    image.reduce(smooth).save(out, "PNG", pnginfo=about, dpi=(sheet.dpi, sheet.dpi), compress_level=4)
    return out.getvalue()


def _dots(frame: Frame, dots: float) -> tuple[int, int, int, int]:
    """The frame in dots: left, top, right, bottom."""
    edges = (frame.x, frame.y, frame.x + frame.width, frame.y + frame.height)
    left, top, right, bottom = (round(edge * dots) for edge in edges)
    return left, top, right, bottom


def _draw_shape(pen: ImageDraw.ImageDraw, shape: Shape, scale: float, offset: Points) -> None:
    rings = [np.asarray(ring) * scale - offset for ring in shape.rings if len(ring) > 1]
    if shape.fill:
        colour = (*ImageColor.getrgb(shape.fill)[:3], round(255 * shape.opacity))
        for ring in rings:
            if len(ring) > 2:
                pen.polygon(ring.ravel().tolist(), fill=colour)
    if shape.stroke:
        width = max(1, round(shape.width * scale))
        for ring in rings:
            line = np.concatenate([ring, ring[:1]]) if shape.closed else ring
            for piece in _dashed(line, shape.dash, scale) if shape.dash else [line]:
                pen.line(piece.ravel().tolist(), fill=shape.stroke, width=width, joint="curve" if width > 2 else None)


def _dashed(line: Points, dash: tuple[float, float], scale: float) -> list[Points]:
    """The pieces of a line that a dash pattern leaves."""
    steps = np.hypot(*np.diff(line, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    on, off = dash[0] * scale, dash[1] * scale
    if along[-1] > 400 * (on + off):
        return [line]
    pieces = []
    for start in np.arange(0, along[-1], on + off):
        end = min(start + on, along[-1])
        inner = along[(along > start) & (along < end)]
        at = np.concatenate([[start], inner, [end]])
        pieces.append(np.stack([np.interp(at, along, line[:, axis]) for axis in (0, 1)], axis=-1))
    return pieces


def _draw_label(pen: ImageDraw.ImageDraw, label: Label, scale: float, left: float, top: float) -> None:
    x, y = label.left * scale - left, label.y * scale - top
    halo = round(2.2 * scale) if label.halo else 0
    for run in runs(label.text):
        font = pillow_font(run.font, label.size * scale, label.bold)
        direction = "rtl" if run.rtl else "ltr"
        for letter in run.text if label.spacing else [run.text]:
            pen.text(
                (x, y), letter, fill=label.colour, font=font, anchor="ls", direction=direction,
                stroke_width=halo, stroke_fill=label.halo or None,
            )  # fmt: skip
            if halo:
                pen.text((x, y), letter, fill=label.colour, font=font, anchor="ls", direction=direction)
            x += font.getlength(letter, direction=direction) + label.spacing * scale
