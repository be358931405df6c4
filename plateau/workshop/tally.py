"""What may be shown of votes once they are revealed: the total, and groups only when none is too small.

The rules are those of `assessment.suppression`. The people in the room and the early votes are each published
by them on their own, for the early votes stand in the results of the round too: what is left when those are
taken off the total must be as large as what is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plateau.assessment.agreement import Distribution, distribute
from plateau.assessment.answer_scale import PLATEAU_SCALE, AnswerScale
from plateau.assessment.model import Perspective
from plateau.assessment.suppression import Submission, publish
from plateau.workshop.model import Vote

ITEM = "item"  # each tally is about one


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes on one item.

    `live` and `early` are how many votes there are. `total` is None when too few people chose an answer to
    show any of it. `blocks` is what may be shown of the room per perspective (or several together that are
    small): empty when there is nothing to tell apart.
    """

    live: int
    early: int
    total: Distribution | None
    blocks: Mapping[tuple[Perspective, ...], Distribution]

    @property
    def votes(self) -> int:
        """All votes."""
        return self.live + self.early


def tally(
    live: Sequence[tuple[Perspective, Vote]],
    early: Sequence[Vote],
    *,
    named: bool,
    minimum_group: int,
    scale: AnswerScale = PLATEAU_SCALE,
) -> Tally:
    """The revealed votes as they may be shown.

    In a round with names the total is always shown, but a perspective is never smaller than `minimum_group`:
    the phones promise that the screen shows nobody's own vote.
    """
    room = [Submission(perspective, {ITEM: vote.answer(ITEM)}) for perspective, vote in live]
    before = [
        Submission(Perspective.STAF, {ITEM: vote.answer(ITEM)}) for vote in early
    ]  # one block: no split
    results = publish(room, {ITEM: scale}, minimum=minimum_group)
    found = results.criteria.get(ITEM)
    may_show = named or (_may_show(room, scale, minimum_group) and _may_show(before, scale, minimum_group))
    return Tally(
        live=len(live),
        early=len(early),
        total=distribute((item.answers[ITEM] for item in [*room, *before]), scale) if may_show else None,
        blocks={block.perspectives: found.blocks[block.key] for block in results.blocks}
        if may_show and found and found.blocks
        else {},
    )


def _may_show(group: Sequence[Submission], scale: AnswerScale, minimum_group: int) -> bool:
    """Whether the distribution of a group that stands on its own may be shown; of nobody it may."""
    return not group or ITEM in publish(group, {ITEM: scale}, minimum=minimum_group).distributions
