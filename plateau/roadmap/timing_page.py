"""What fixes the finish of a roadmap and what can be put off, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from plateau.catalogue.model import Catalogue
from plateau.roadmap import wording
from plateau.roadmap.store import StoredPlan


@dataclass(frozen=True, slots=True)
class LinkRow:
    """An intervention of the critical chain."""

    id: str
    title: str
    quarters: str
    reason: str


@dataclass(frozen=True, slots=True)
class SlackRow:
    """An intervention that can start later: how many quarters alone, and with what waits for it."""

    id: str
    title: str
    quarters: str
    free: int
    total: int


@dataclass(frozen=True, slots=True)
class TimingPage:
    """``chain`` in order of time, ``spare`` the most first; both empty for a roadmap from before we knew."""

    chain: tuple[LinkRow, ...]
    spare: tuple[SlackRow, ...]

    @property
    def moves_along(self) -> bool:
        """Whether any of them can start later still when what waits for it moves along."""
        return any(row.total > row.free for row in self.spare)


def timing_page(stored: StoredPlan, catalogue: Catalogue) -> TimingPage:
    """What fixes when a computed roadmap is finished, and where there is time to spare."""
    calendar, planned = stored.problem.calendar, stored.plan.by_id
    chain = tuple(
        LinkRow(
            link.id,
            wording.intervention_title(link.id, catalogue),
            wording.span(calendar, link.start, link.end),
            wording.link_sentence(link, catalogue, calendar),
        )
        for link in stored.explanation.chain
    )
    spare = (
        SlackRow(
            slack.id,
            wording.intervention_title(slack.id, catalogue),
            wording.span(calendar, planned[slack.id].start, planned[slack.id].end),
            slack.free,
            slack.total,
        )
        for slack in stored.explanation.slack
        if slack.total
    )
    return TimingPage(chain, tuple(sorted(spare, key=lambda row: (-row.total, -row.free, row.title))))
