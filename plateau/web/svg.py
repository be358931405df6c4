"""matplotlib figures as SVG that may stand in a page with a strict content-security policy.

matplotlib writes `style="…"` on everything; under `style-src 'self'` the browser ignores those and paints
black. Here each style becomes presentation attributes, which the policy allows.
"""

from __future__ import annotations

import io
import re

from lxml import etree
from markupsafe import Markup
from matplotlib import rc_context
from matplotlib.figure import Figure

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}href"
# matplotlib measures with what the server has; the reader's browser has the page's own font.
FAMILY = "Noto Sans, sans-serif"
# Real text instead of outlines, and the same ids for the same figure.
SETTINGS = {"svg.fonttype": "none", "svg.hashsalt": "plateau"}
# Not presentation attributes in SVG 1.1, or of no use here.
DROPPED = {"font", "-inkscape-stroke", "stroke-linejoin-miter"}
FONT_SHORTHAND = re.compile(
    r"(?:(?P<style>italic)\s+)?(?:(?P<weight>bold|\d{3})\s+)?(?P<size>[\d.]+)px\s+(?P<family>.+)"
)
URL = re.compile(r"url\(#([^)]+)\)")


def to_svg(figure: Figure, *, title: str, description: str, id_prefix: str) -> Markup:
    """The figure as one `<svg>` element to stand in a page; `id_prefix` keeps its ids apart from others'."""
    root = _root(figure)
    for attribute in ("width", "height"):
        root.attrib.pop(attribute, None)
    root.set("class", "plateau-chart__svg")
    _prefix_ids(root, id_prefix)
    _describe(root, title, description, id_prefix)
    return Markup(etree.tostring(root, encoding="unicode"))  # noqa: S704  (lxml escaped every text)


def to_svg_bytes(figure: Figure) -> bytes:
    """The figure as an SVG document of its own, for a report; same figure, same bytes."""
    document: bytes = etree.tostring(_root(figure), encoding="utf-8", xml_declaration=True)
    return document


def _root(figure: Figure) -> etree._Element:
    stream = io.BytesIO()
    with rc_context(SETTINGS):  # type: ignore[arg-type]
        figure.savefig(stream, format="svg", metadata={"Date": None}, transparent=True)
    root = etree.fromstring(stream.getvalue(), etree.XMLParser(resolve_entities=False, remove_comments=True))
    for element in list(root.iter(f"{SVG}style", f"{SVG}metadata")):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in root.iter():
        _style_to_attributes(element)
    # matplotlib's own <style> said this for all lines.
    root.set("stroke-linejoin", "round")
    root.set("stroke-linecap", "butt")
    return root


def _style_to_attributes(element: etree._Element) -> None:
    style = element.attrib.pop("style", "")
    for declaration in filter(None, (part.strip() for part in str(style).split(";"))):
        name, value = (part.strip() for part in declaration.split(":", 1))
        if name == "font":
            _font_to_attributes(element, value)
        elif name == "font-family":
            element.set(name, FAMILY)
        elif name not in DROPPED:
            element.set(name, value)


def _font_to_attributes(element: etree._Element, value: str) -> None:
    found = FONT_SHORTHAND.match(value)
    if found is None:
        return
    element.set("font-size", found["size"])
    element.set("font-family", FAMILY)
    if found["weight"]:
        element.set("font-weight", found["weight"])
    if found["style"]:
        element.set("font-style", found["style"])


def _prefix_ids(root: etree._Element, prefix: str) -> None:
    for element in root.iter():
        if "id" in element.attrib:
            element.set("id", f"{prefix}-{element.get('id')}")
        for name, value in element.attrib.items():
            text = str(value)
            if name in {"href", XLINK} and text.startswith("#"):
                element.set(name, f"#{prefix}-{text[1:]}")
            elif "url(#" in text:
                element.set(name, URL.sub(rf"url(#{prefix}-\1)", text))


def _describe(root: etree._Element, title: str, description: str, prefix: str) -> None:
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}-title {prefix}-description")
    for position, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = etree.Element(f"{SVG}{tag}")
        element.set("id", f"{prefix}-{'title' if tag == 'title' else 'description'}")
        element.text = text
        root.insert(position, element)
