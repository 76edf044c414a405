"""A sheet drawn as SVG."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from xml.etree import ElementTree

from geo.export.fonts import FILES, plain_font
from geo.export.sheet import Label, Shape, Sheet, letters, printable

SVG = "http://www.w3.org/2000/svg"


def to_svg(sheet: Sheet) -> bytes:
    """The sheet as SVG, its words as text and its recipe as metadata."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.Element(
        f"{{{SVG}}}svg",
        {"viewBox": f"0 0 {sheet.width} {sheet.height}", "width": str(sheet.width), "height": str(sheet.height)}
        | {"role": "img", "aria-label": printable(sheet.title), "font-family": _families()},
    )
    _add(root, "title").text = printable(sheet.title)
    _add(root, "desc").text = printable(sheet.description)
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
    for (name, bold), used in letters(sheet).items():
        data = base64.b64encode(plain_font(name, used, bold)).decode("ascii")
        weight = 700 if bold else 400
        yield f"@font-face{{font-family:'{name}';font-weight:{weight};src:url(data:font/ttf;base64,{data})}}"


def _families() -> str:
    return ", ".join(f"'{name}'" for name in FILES) + ", 'DejaVu Sans', Arial, sans-serif"


def _add(parent: ElementTree.Element, tag: str, **attributes: str) -> ElementTree.Element:
    named = {name.replace("_", "-"): value for name, value in attributes.items()}
    return ElementTree.SubElement(parent, f"{{{SVG}}}{tag}", named)


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


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
        _add(element, "title").text = printable(shape.name)


def _svg_label(group: ElementTree.Element, label: Label) -> None:
    element = _add(group, "text", x=_n(label.x), y=_n(label.y), font_size=f"{label.size:g}", fill=label.colour)
    element.text = printable(label.text)
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
