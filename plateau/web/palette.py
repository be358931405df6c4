"""The colours of charts: the hex values of static/css/tokens.css, since matplotlib reads no style sheet.

The five plateau hues are of equal weight, and colour-blind people can tell them apart.
"""

from __future__ import annotations

PLATEAU = {1: "#aa5a0a", 2: "#054899", 3: "#128382", 4: "#8a59e3", 5: "#633f47"}
TRANSITIE = {
    "jeugdzorg": "#b22078",
    "wmo": "#0781db",
    "participatiewet": "#055601",
    "passend_onderwijs": "#987c08",
}
HOUSE = "#0f5666"
HOUSE_LIGHT = "#8fcad6"
HOUSE_PALE = "#e4f1f4"
INK = "#04222b"
GREY = "#5b6b73"
LINE = "#c3ccd0"
WARNING = "#a8480b"
WHITE = "#ffffff"
