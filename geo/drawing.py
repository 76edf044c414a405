"""A picture as shapes and words on a sheet, drawn as PNG, SVG or PDF."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageColor, ImageDraw, PngImagePlugin
from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont as PdfFont
from reportlab.pdfgen.canvas import FILL_EVEN_ODD, FILL_NON_ZERO, Canvas

from geo.fonts import FILES, Run, font_name, outlines, pillow_font, plain_font, runs, text_width
from geo.projection import Frame

Points = NDArray[np.float64]

SVG = "http://www.w3.org/2000/svg"
MOST_PIXELS = 40_000_000
"""Pixels of the sheet that is drawn larger and then made smaller, so that edges are smooth."""


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


# PNG


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
    about.add_itxt("Title", _clean(sheet.title))
    about.add_itxt("Description", _clean(sheet.description))
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


# SVG


def to_svg(sheet: Sheet) -> bytes:
    """The sheet as SVG, its words as text and its recipe as metadata."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.Element(
        f"{{{SVG}}}svg",
        {"viewBox": f"0 0 {sheet.width} {sheet.height}", "width": str(sheet.width), "height": str(sheet.height)}
        | {"role": "img", "aria-label": _clean(sheet.title), "font-family": _families()},
    )
    _add(root, "title").text = _clean(sheet.title)
    _add(root, "desc").text = _clean(sheet.description)
    _add(root, "metadata", id=f"{sheet.key}-recipe").text = sheet.recipe
    _add(root, "style").text = "".join(_font_faces(sheet))
    _add(root, "rect", width=str(sheet.width), height=str(sheet.height), fill=sheet.background)
    for number, layer in enumerate(sheet.layers):
        group = _add(root, "g", id=layer.name)
        if layer.frame:
            frame = layer.frame
            clip = _add(root, "clipPath", id=f"clip-{number}")
            _add(clip, "rect", x=_n(frame.x), y=_n(frame.y), width=_n(frame.width), height=_n(frame.height))
            group.set("clip-path", f"url(#clip-{number})")
        for item in layer.items:
            _svg_label(group, item) if isinstance(item, Label) else _svg_shape(group, item)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _font_faces(sheet: Sheet) -> Iterator[str]:
    """The letters that the sheet needs, inside the file, so that it looks the same everywhere."""
    for (name, bold), letters in _letters(sheet).items():
        data = base64.b64encode(plain_font(name, letters, bold)).decode("ascii")
        weight = 700 if bold else 400
        yield f"@font-face{{font-family:'{name}';font-weight:{weight};src:url(data:font/ttf;base64,{data})}}"


def _families() -> str:
    return ", ".join(f"'{name}'" for name in FILES) + ", 'DejaVu Sans', Arial, sans-serif"


def _add(parent: ElementTree.Element, tag: str, **attributes: str) -> ElementTree.Element:
    named = {name.replace("_", "-"): value for name, value in attributes.items()}
    return ElementTree.SubElement(parent, f"{{{SVG}}}{tag}", named)


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _clean(text: str) -> str:
    """The text without what a file's metadata can't hold."""
    return "".join(char if char.isprintable() else " " for char in text)


def _svg_shape(group: ElementTree.Element, shape: Shape) -> None:
    lines = ("M" + "L".join(f"{_n(x)},{_n(y)}" for x, y in ring) for ring in shape.rings if len(ring) > 1)
    path = "".join(line + ("Z" if shape.closed else "") for line in lines)
    if not path:
        return
    element = _add(group, "path", d=path, fill=shape.fill or "none")
    if shape.fill and len(shape.rings) > 1:
        element.set("fill-rule", "evenodd")
    if shape.opacity < 1:
        element.set("fill-opacity", f"{shape.opacity:g}")
    if shape.stroke:
        element.set("stroke", shape.stroke)
        element.set("stroke-width", f"{shape.width:g}")
        element.set("stroke-linejoin", "round")
    if shape.dash:
        element.set("stroke-dasharray", f"{shape.dash[0]:g} {shape.dash[1]:g}")
    if shape.name:
        _add(element, "title").text = _clean(shape.name)


def _svg_label(group: ElementTree.Element, label: Label) -> None:
    element = _add(group, "text", x=_n(label.x), y=_n(label.y), font_size=f"{label.size:g}", fill=label.colour)
    element.text = _clean(label.text)
    if label.anchor != "start":
        element.set("text-anchor", label.anchor)
    if label.bold:
        element.set("font-weight", "700")
    if label.spacing:
        element.set("letter-spacing", f"{label.spacing:g}")
    if label.halo:
        element.set("stroke", label.halo)
        element.set("stroke-width", "3.4")
        element.set("stroke-linejoin", "round")
        element.set("paint-order", "stroke")
    if label.name:
        element.set("class", label.name)


# PDF

POINTS = 0.75
"""Points of a pixel."""

INVISIBLE = 3
"""PDF's mode of text that can be searched and copied but is not seen."""


def to_pdf(sheet: Sheet) -> bytes:
    """The sheet as a page of PDF with its fonts inside and its recipe among its keywords."""
    out = io.BytesIO()
    rl_config.useA85 = 0
    canvas = Canvas(out, pagesize=(sheet.width * POINTS, sheet.height * POINTS), invariant=1, lang="en")
    canvas.setTitle(_clean(sheet.title))
    canvas.setSubject(_clean(sheet.description))
    canvas.setCreator("Dateline")
    canvas.setKeywords(sheet.recipe)
    canvas.transform(POINTS, 0, 0, -POINTS, 0, sheet.height * POINTS)
    canvas.setLineJoin(1)
    fonts = _register_fonts(sheet)
    for layer in sheet.layers:
        canvas.saveState()
        if layer.frame:
            frame = layer.frame
            path = canvas.beginPath()
            path.rect(frame.x, frame.y, frame.width, frame.height)
            canvas.clipPath(path, stroke=0, fill=0)
        for item in layer.items:
            if isinstance(item, Label):
                _pdf_label(canvas, item, fonts)
            else:
                _pdf_shape(canvas, item)
        canvas.restoreState()
    canvas.save()
    return out.getvalue()


def _letters(sheet: Sheet) -> dict[tuple[str, bool], str]:
    """Which letters the sheet needs of which font, plain or bold."""
    wanted: dict[tuple[str, bool], set[str]] = {}
    for label in (item for layer in sheet.layers for item in layer.items if isinstance(item, Label)):
        for run in runs(label.text):
            wanted.setdefault((run.font, label.bold), set()).update(run.text)
    return {key: "".join(sorted(letters)) for key, letters in sorted(wanted.items())}


def _register_fonts(sheet: Sheet) -> dict[tuple[str, bool], str]:
    """The fonts that the sheet needs made known to the PDF, and their names there."""
    names = {}
    for (name, bold), letters in _letters(sheet).items():
        names[name, bold] = font_name(name, letters, bold)
        if names[name, bold] not in pdfmetrics.getRegisteredFontNames():
            file = io.BytesIO(plain_font(name, letters, bold))
            pdfmetrics.registerFont(PdfFont(names[name, bold], file))
    return names


def _pdf_shape(canvas: Canvas, shape: Shape) -> None:
    path = canvas.beginPath()
    for ring in shape.rings:
        if len(ring) < 2:
            continue
        path.moveTo(*ring[0])
        for x, y in ring[1:].tolist():
            path.lineTo(x, y)
        if shape.closed:
            path.close()
    if shape.fill:
        canvas.setFillColor(HexColor(shape.fill))
        canvas.setFillAlpha(shape.opacity)
    if shape.stroke:
        canvas.setStrokeColor(HexColor(shape.stroke))
        canvas.setLineWidth(shape.width)
        canvas.setDash(*(([*shape.dash], 0) if shape.dash else ([], 0)))
    canvas.drawPath(path, stroke=int(bool(shape.stroke)), fill=int(bool(shape.fill)), fillMode=FILL_EVEN_ODD)


def _pdf_label(canvas: Canvas, label: Label, fonts: dict[tuple[str, bool], str]) -> None:
    for halo in (True, False) if label.halo else (False,):
        x = label.left
        for run in runs(label.text):
            name = fonts[run.font, label.bold]
            canvas.saveState()
            canvas.transform(1, 0, 0, -1, x, label.y)
            canvas.setFont(name, label.size)
            canvas.setFillAlpha(1)
            canvas.setDash([], 0)
            canvas.setFillColor(HexColor(label.colour))
            if halo:
                canvas.setStrokeColor(HexColor(label.halo))
                canvas.setLineWidth(3.4)
            if run.rtl:
                _pdf_outlines(canvas, run, label, halo)
                canvas.drawString(0, 0, run.text, mode=INVISIBLE)
            else:
                canvas.drawString(0, 0, run.text, mode=1 if halo else 0, charSpace=label.spacing)
            canvas.restoreState()
            x += text_width(run.text, label.size, label.bold, label.spacing)


def _pdf_outlines(canvas: Canvas, run: Run, label: Label, halo: bool) -> None:
    """Letters that join are drawn as shapes, the words themselves lie invisible on them."""
    path = canvas.beginPath()
    at = (0.0, 0.0)
    for command, points in outlines(run.text, run.font, label.size, label.bold):
        if command == "moveTo":
            path.moveTo(*points[0])
        elif command == "lineTo":
            path.lineTo(*points[0])
        elif command == "qCurveTo":
            (cx, cy), (x, y) = points
            path.curveTo(
                at[0] + 2 / 3 * (cx - at[0]),
                at[1] + 2 / 3 * (cy - at[1]),
                x + 2 / 3 * (cx - x),
                y + 2 / 3 * (cy - y),
                x,
                y,
            )
        elif command == "curveTo":
            path.curveTo(*(number for point in points for number in point))
        else:
            path.close()
        at = points[-1] if points else at
    canvas.drawPath(path, stroke=int(halo), fill=int(not halo), fillMode=FILL_NON_ZERO)


DRAWERS: dict[str, Callable[[Sheet], bytes]] = {"png": to_png, "svg": to_svg, "pdf": to_pdf}
"""Format to the function that draws it."""
