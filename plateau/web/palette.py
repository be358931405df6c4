"""The colours of charts: the hex values of static/css/tokens.css, since matplotlib reads no style sheet.

Texts stand at 4.5:1 or more on white and on GROUND, marks at 3:1 or more. The five plateau hues are of
equal weight and colour-blind people can tell them apart; still no meaning hangs on hue alone: a transitie
also has a shape, a track a pattern, a target a dashed line.
"""

from __future__ import annotations

PLATEAU = {1: "#aa5a0a", 2: "#054899", 3: "#128382", 4: "#8a59e3", 5: "#633f47"}
TRANSITIE = {
    "jeugdzorg": "#b22078",
    "wmo": "#0781db",
    "participatiewet": "#055601",
    "passend_onderwijs": "#987c08",
}
#: matplotlib's names for circle, square, triangle and diamond.
TRANSITIE_SHAPE = {"jeugdzorg": "o", "wmo": "s", "participatiewet": "^", "passend_onderwijs": "D"}

HOUSE = "#0f5666"
HOUSE_LIGHT = "#8fcad6"
HOUSE_TINT = "#e4f1f4"

#: Where the organisation stands, and where it wants to be (or what there is to spend).
CURRENT = HOUSE
TARGET = "#001a40"

TEXT = "#001a40"
TEXT_SECOND = "#3d5374"
AXIS = "#586c88"
RING = "#b9c3d1"
GRID = "#dfe3e8"
GROUND = "#f6f8f9"
WHITE = "#ffffff"
