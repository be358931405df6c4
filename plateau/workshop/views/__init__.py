"""The live session in the browser: facilitator, beamer and phone."""

from plateau.workshop.views import facilitator, later, phone, screens, starting
from plateau.workshop.views.shared import blueprint

__all__ = ["blueprint", "facilitator", "later", "phone", "screens", "starting"]
