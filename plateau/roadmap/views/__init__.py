"""The roadmap in the browser: its settings, its calculation, the result and the approval."""

from plateau.roadmap.views import approval, calculations, result, settings
from plateau.roadmap.views.shared import blueprint

__all__ = ["approval", "blueprint", "calculations", "result", "settings"]
