"""Ids that were released stay: answers, plans and other people's files point to them."""

from __future__ import annotations

from collections.abc import Iterator

from plateau.catalogue.model import Catalogue
from plateau.catalogue.yaml_reader import Value


def ids_of(catalogue: Catalogue) -> frozenset[str]:
    """Every id that something outside the catalogue may point to."""
    criteria = (criterion for instrument in catalogue.instruments for criterion in instrument.criteria)
    questions = (question for scan in catalogue.scans for question in scan.criteria)
    groups = (
        catalogue.documents,
        catalogue.areas,
        catalogue.principles,
        catalogue.transities,
        catalogue.instruments,
        criteria,
        catalogue.scans,
        questions,
        catalogue.interventions,
        catalogue.tools,
        catalogue.figures,
    )
    return frozenset(item.id for group in groups for item in group)


def ids_kept(catalogue: Catalogue, released: Value) -> Iterator[str]:
    """Each released id still exists, or stands under `retired` with the reason; never both.

    `released` is the document `released.yaml`: `ids`, and `retired` (id → reason).
    """
    keys = released.mapping({"ids", "retired"})
    retired = {name: reason.text() for name, reason in keys["retired"].mapping().items()}
    present = ids_of(catalogue)
    for item in keys["ids"].items():
        name = item.text()
        if name not in present and name not in retired:
            yield f"{name}: was released and is gone; bring it back, or retire it with a reason"
    for name in sorted(present & retired.keys()):
        yield f"{name}: is retired and still here"
