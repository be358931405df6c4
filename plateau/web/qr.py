"""A QR code as SVG that may stand in a page with a strict content-security policy."""

from __future__ import annotations

import segno
from markupsafe import Markup, escape

QUIET_ZONE = 4  # modules of white around it, as ISO/IEC 18004 asks


def qr_svg(text: str, *, label: str) -> Markup:
    """The text as a QR code (error correction M), scaled by the page; `label` is read out in its place.

    Always black on white, whatever the page's colours are: a camera must be able to read it.
    """
    matrix = segno.make(text, error="m", micro=False).matrix
    side = len(matrix) + 2 * QUIET_ZONE
    path = "".join(
        f"M{column + QUIET_ZONE} {row + QUIET_ZONE}h1v1h-1z"
        for row, modules in enumerate(matrix)
        for column, dark in enumerate(modules)
        if dark
    )
    return Markup(  # noqa: S704  (figures of our own, and an escaped label)
        f'<svg class="plateau-qr" viewBox="0 0 {side} {side}" role="img" aria-label="{escape(label)}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path fill="#000" d="{path}"/></svg>'
    )
