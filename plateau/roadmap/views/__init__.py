"""The roadmap in the browser: settings, scenarios, calculation, result, choices and approval."""

from plateau.roadmap.views import approval, calculations, choices, result, scenarios, settings
from plateau.roadmap.views.shared import blueprint

__all__ = ["approval", "blueprint", "calculations", "choices", "result", "scenarios", "settings"]
