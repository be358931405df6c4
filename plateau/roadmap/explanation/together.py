"""What was left out put in with others that were left out too."""

from __future__ import annotations

from collections.abc import Mapping, Set

from plateau.roadmap.explanation.attempts import Attempts, freest, why_not
from plateau.roadmap.explanation.companions import Companions, Company
from plateau.roadmap.model import (
    CandidateReason,
    Companion,
    Intervention,
    Limit,
    Scheduled,
)

#: Where each of some interventions is put, and the rules that it breaks there.
_Broken = Mapping[Scheduled, tuple[Limit, ...]]

_FEW = 3


class Together:
    """Companies of what one plan leaves out."""

    def __init__(self, attempts: Attempts, could_help: Set[str]) -> None:
        """``could_help``: all that may be put in."""
        self._attempts = attempts
        self._could_help = could_help
        self._companions = Companions(attempts.problem, attempts.plan, attempts.wishes, could_help)

    def tried(self, item: Intervention) -> CandidateReason | None:
        """With the cheapest of the few others with which it helps in time; None: there are none."""
        found = self._companions.of(item) if item.id in self._could_help else []
        for company in sorted(found, key=self._companions.dearness):
            broken = self._freest(company)
            if broken:
                return self._told(item, broken)
        return None

    def waits_for(self, other: str, id_: str) -> bool:
        """Whether ``other`` lacks something in the plan that ``id_`` gives it."""
        return self._companions.waits_for(other, id_)

    def _freest(self, company: Company) -> _Broken:
        """Each where it breaks the fewest rules; empty: there is no time for them.

        When few are then in each other's way, all places of the first are tried.
        """
        places = self._in_time(company, company.items[0])
        if not places:
            return {}
        _, first = freest((self._attempts.limits(place), place) for place in places)
        found = self._after(company, first)
        ids = {item.id for item in company.items}
        in_the_way = any(limit.intervention in ids for limits in found.values() for limit in limits)
        if in_the_way and len(ids) <= _FEW:
            every = [self._after(company, place) for place in places]
            return min(every, key=lambda broken: sum(map(len, broken.values())))
        return found

    def _after(self, company: Company, first: Scheduled) -> _Broken:
        """With the first there, each of the others where it breaks the fewest rules after those before it."""
        put = [first]
        for item in company.items[1:]:
            places = self._in_time(company, item)
            if not places:
                return {}
            with self._attempts.adding(put):
                _, best = freest((self._attempts.limits(place), place) for place in places)
            put.append(best)
        with self._attempts.adding(put):
            return {place: self._broken(place) for place in put}

    def _broken(self, place: Scheduled) -> tuple[Limit, ...]:
        """The rules that it breaks, being there."""
        with self._attempts.without([place.id]):
            return self._attempts.limits(place)

    def _in_time(self, company: Company, item: Intervention) -> list[Scheduled]:
        places = [it for it in self._attempts.places(item) if company.in_time(item, it.end)]
        return self._attempts.useful(item, places) or places

    def _told(self, item: Intervention, broken: _Broken) -> CandidateReason:
        mine = next(place for place in broken if place.id == item.id)
        others = [place for place in broken if place != mine]
        every = tuple(limit for limits in broken.values() for limit in limits)
        worse = self._attempts.outweighing(broken, every)
        return CandidateReason(
            item.id,
            why_not(every, worse),
            start=mine.start,
            limits=(*broken[mine], *worse),
            companions=tuple(Companion(place, broken[place]) for place in others),
        )
