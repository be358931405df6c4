"""Pages with an organisation's own estimates, interventions and questionnaires."""

from plateau.tailoring.views import estimates, interventions, questionnaires  # noqa: F401 (routes)
from plateau.tailoring.views.shared import blueprint

__all__ = ["blueprint"]
