"""A sheet drawn as a page of PDF."""

from __future__ import annotations

import io

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import FILL_EVEN_ODD, FILL_NON_ZERO, Canvas

from geo.export.fonts import Run, font_name, outlines, plain_font, runs, text_width
from geo.export.sheet import Label, Shape, Sheet, letters, printable

POINTS = 0.75
"""Points of a pixel."""

INVISIBLE = 3
"""PDF's mode of text that can be searched and copied but is not seen."""


def to_pdf(sheet: Sheet) -> bytes:
    """The sheet as a page of PDF with its fonts inside and its recipe among its keywords."""
    out = io.BytesIO()
    rl_config.useA85 = 0
    canvas = Canvas(out, pagesize=(sheet.width * POINTS, sheet.height * POINTS), invariant=1, lang="en")
    canvas.setTitle(printable(sheet.title))
    canvas.setSubject(printable(sheet.description))
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


def _register_fonts(sheet: Sheet) -> dict[tuple[str, bool], str]:
    """The fonts that the sheet needs made known to the PDF, and their names there."""
    names = {}
    for (name, bold), used in letters(sheet).items():
        names[name, bold] = font_name(name, used, bold)
        if names[name, bold] not in pdfmetrics.getRegisteredFontNames():
            file = io.BytesIO(plain_font(name, used, bold))
            pdfmetrics.registerFont(TTFont(names[name, bold], file))
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
