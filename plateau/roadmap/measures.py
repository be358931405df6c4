"""The catalogue's interventions, as a roadmap of any age names them."""

from __future__ import annotations

from plateau.catalogue.model import Catalogue
from plateau.catalogue.model import Intervention as Measure


def find_measure(catalogue: Catalogue, intervention_id: str) -> Measure | None:
    """The catalogue's intervention; None when a newer version of the model has lost it."""
    try:
        return catalogue.intervention(intervention_id)
    except KeyError:
        return None
