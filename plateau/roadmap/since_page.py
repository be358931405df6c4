"""What the page of a roadmap says of what changed since the one before it, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plateau.catalogue.model import Catalogue
from plateau.roadmap import wording
from plateau.roadmap.outlook_page import MilestoneRow
from plateau.roadmap.store import StoredPlan


@dataclass(frozen=True, slots=True)
class Since:
    """What is different from roadmap `number`: of milestones (with what that costs) and of interventions."""

    number: int
    milestones: tuple[str, ...]
    costs: str
    interventions: tuple[str, ...]


def since(
    earlier: StoredPlan,
    stored: StoredPlan,
    catalogue: Catalogue,
    titles: wording.Titles,
    chances: Iterable[MilestoneRow],
) -> Since:
    """The difference between two roadmaps of a scenario; `titles` of milestones by id, `chances` of now."""
    before, after = (earlier.problem, earlier.plan), (stored.problem, stored.plan)
    number = earlier.summary.number
    return Since(
        number=number,
        milestones=tuple(
            wording.milestone_sentences(
                before,
                after,
                stored.explanation,
                catalogue,
                titles,
                number=number,
                chances={row.id: row.count for row in chances},
            )
        ),
        costs=wording.cost_sentence(before, after, number=number) if earlier.plan.found else "",
        interventions=tuple(wording.move_sentences(before, after, stored.explanation, catalogue)),
    )
