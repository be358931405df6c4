"""What the two pictures of the profile share."""

from __future__ import annotations

from plateau.catalogue.model import PLATEAUS
from plateau.web.drawing import Look
from plateau.web.palette import AXIS, WHITE

HIGHEST = PLATEAUS[-1]
UNKNOWN = Look(fill=WHITE, edge=AXIS, width=0.8, hatch="////")
