"""matplotlib figures as SVG that may stand in a page with a strict content-security policy.

matplotlib writes `style="…"` on everything; under `style-src 'self'` the browser ignores those and paints
black. Here each style becomes presentation attributes, which the policy allows.
"""

from __future__ import annotations

import io
import re
import threading

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
# Not presentation attributes, or of no use here.
DROPPED = {"-inkscape-stroke"}
URL = re.compile(r"url\(#([^)]+)\)")
#: What XML cannot hold; a pasted title may.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
# The settings are matplotlib's own globals: two threads at once would switch each other's off.
# Who also keeps what was drawn, holds it from the look-up on: hence one that its holder may take again.
DRAWING = threading.RLock()


def to_svg(figure: Figure, *, title: str, description: str, id_prefix: str) -> Markup:
    """The figure as one `<svg>` element to stand in a page; the same figure gives the same text.

    `title` and `description` are read out in its place. `id_prefix` (a letter, then letters, digits, - and
    _) keeps its ids apart from the rest of the page. Width and height are the figure's own, in pixels:
    without them a browser blows the drawing up to the width of the page.

    Raises:
        ValueError: `id_prefix` cannot begin an id.
    """
    if not PREFIX.fullmatch(id_prefix):
        raise ValueError(f"{id_prefix!r} cannot begin an id: use a letter, then letters, digits, - and _.")
    root = _root(figure)
    width, height = figure.get_size_inches()
    root.set("width", f"{width * 96:.0f}")
    root.set("height", f"{height * 96:.0f}")
    root.set("class", "plateau-chart__svg")
    _prefix_ids(root, id_prefix)
    _describe(root, title, description, id_prefix)
    return Markup(etree.tostring(root, encoding="unicode"))  # noqa: S704  (lxml escaped every text)


def to_svg_bytes(figure: Figure) -> bytes:
    """The figure as an SVG document of its own, for a report; same figure, same bytes."""
    document: bytes = etree.tostring(_root(figure), encoding="utf-8", xml_declaration=True)
    return document


def _root(figure: Figure) -> etree._Element:
    root = etree.fromstring(_draw(figure), etree.XMLParser(resolve_entities=False, remove_comments=True))
    for element in list(root.iter(f"{SVG}style", f"{SVG}metadata")):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in root.iter():
        _style_to_attributes(element)
    _drop_unused_ids(root)
    # matplotlib's own <style> said this for all lines.
    root.set("stroke-linejoin", "round")
    root.set("stroke-linecap", "butt")
    return root


def _draw(figure: Figure) -> bytes:
    stream = io.StringIO()
    with DRAWING, rc_context(SETTINGS):  # type: ignore[arg-type]
        figure.savefig(stream, format="svg", metadata={"Date": None}, transparent=True)
    # lxml wants bytes when the text says how it is encoded.
    return NOT_XML.sub("", stream.getvalue()).encode()


def _style_to_attributes(element: etree._Element) -> None:
    style = element.attrib.pop("style", "")
    for declaration in filter(None, (part.strip() for part in str(style).split(";"))):
        name, value = (part.strip() for part in declaration.split(":", 1))
        if name == "font-family":
            element.set(name, FAMILY)
        elif name not in DROPPED:
            element.set(name, value)


def _references(name: str, value: str) -> list[str]:
    if name in {"href", XLINK}:
        return [value[1:]] if value.startswith("#") else []
    return URL.findall(value)


def _drop_unused_ids(root: etree._Element) -> None:
    used = {
        reference
        for element in root.iter()
        for name, value in element.attrib.items()
        for reference in _references(str(name), str(value))
    }
    for element in root.iter():
        if "id" in element.attrib and element.get("id") not in used:
            del element.attrib["id"]


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
    for position, (tag, name, text) in enumerate(
        (("title", "title", title), ("desc", "description", description))
    ):
        element = etree.Element(f"{SVG}{tag}")
        element.set("id", f"{prefix}-{name}")
        element.text = NOT_XML.sub("", text)
        root.insert(position, element)
