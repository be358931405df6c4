"""Which interventions can come to their turn at all."""

from __future__ import annotations

from plateau.catalogue.model import Catalogue


def startable(catalogue: Catalogue) -> frozenset[str]:
    """Ids of the interventions whose prerequisites can be done, one after the other, from nothing on."""
    # What does not exist is told by another rule.
    known = {item.id for item in catalogue.interventions}
    found: set[str] = set()
    waiting = list(catalogue.interventions)
    while True:
        ready = [
            item
            for item in waiting
            if found.issuperset(known.intersection(item.all_of))
            and (not item.one_of or not found.isdisjoint(item.one_of))
        ]
        if not ready:
            return frozenset(found)
        found.update(item.id for item in ready)
        waiting = [item for item in waiting if item.id not in found]
