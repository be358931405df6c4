"""What the page of a running calculation shows, in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.roadmap import wording
from plateau.roadmap.calculation import Calculation, Condition, State
from plateau.roadmap.model import ObjectiveName
from plateau.roadmap.solver import Progress
from plateau.web.locale import money, number


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """One objective: what is found, the best that may be possible, how far the search is, what counts."""

    name: str
    found: str
    bound: str
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class CalculationPage:
    """How it stands, how long it takes so far, and how many of the objectives are settled.

    `steps`: how many objectives there are, 0 before the search has begun.
    """

    condition: Condition
    sentence: str
    elapsed: str
    done: int
    steps: int
    rows: tuple[ObjectiveRow, ...]


def calculation_page(item: Calculation, *, now: datetime, worker_seen_at: datetime | None) -> CalculationPage:
    """The page at `now`; see `Calculation.condition` for `worker_seen_at`."""
    condition = item.condition(now=now, worker_seen_at=worker_seen_at)
    busy = next((level.name for level in item.progress if not level.settled), None)
    seconds = int((now - item.started_at).total_seconds()) if item.started_at else 0
    return CalculationPage(
        condition=condition,
        sentence=_sentence(item, condition),
        elapsed=ngettext("%(num)s seconde", "%(num)s seconden", seconds),
        done=sum(level.settled for level in item.progress),
        steps=len(item.progress),
        rows=tuple(_row(level, is_busy=level.name is busy) for level in item.progress),
    )


def _sentence(item: Calculation, condition: Condition) -> str:
    if condition is Condition.BROKEN:
        return broken_sentence(item)
    if condition is Condition.RUNNING and item.progress and item.progress[-1].settled:
        return _("De roadmap is gevonden. plateau zoekt nu uit waarom hij zo is.")
    return {
        Condition.WAITING: _("De berekening wacht op haar beurt."),
        Condition.UNATTENDED: _(
            "De berekening wacht, maar er is niets dat rekent. Vraag uw beheerder om “plateau worker” te "
            "starten."
        ),
        Condition.RUNNING: _("plateau zoekt de beste roadmap."),
        Condition.STOPPING: _("De berekening stopt en bewaart wat er gevonden is."),
        Condition.ENDED: _("De berekening is gestopt voordat er een roadmap was."),
    }[condition]


def broken_sentence(item: Calculation) -> str:
    """Why no answer is to be expected of it."""
    return _BROKEN[item.state]()


_BROKEN = {
    State.QUEUED: lambda: _("De berekening is niet begonnen."),
    State.RUNNING: lambda: _("De berekening geeft geen teken van leven meer."),
    State.FAILED: lambda: _("De berekening is misgegaan. Wat u opsloeg, is bewaard."),
    State.INTERRUPTED: lambda: _("De berekening is onderbroken, omdat het rekenprogramma stopte."),
    State.REPLACED: lambda: _("Deze berekening is vervangen door een nieuwere."),
}


def _row(level: Progress, *, is_busy: bool) -> ObjectiveRow:
    if level.settled:
        state = _("beter kan niet") if level.value == level.bound else _("beter niet gevonden")
    else:
        state = _("bezig") if is_busy else _("nog niet begonnen")
    write = money if level.name in (ObjectiveName.COST, ObjectiveName.BENEFIT) else number
    return ObjectiveRow(
        name=wording.objective_name(level.name).capitalize(),
        found=_("nog niets") if level.value is None else write(level.value),
        bound=_("onbekend") if level.bound is None else write(level.bound),
        state=state,
        note=_note(level.name),
    )


def _note(name: ObjectiveName) -> str:
    """In what an objective counts, where its name does not tell; else empty."""
    return {
        ObjectiveName.MILESTONES: _(
            "Punten voor elk onderwerp dat te laat is: 3 bij een mijlpaal die vaststaat, 2 bij een "
            "verwachte, 1 bij een onzekere."
        ),
        ObjectiveName.TARGETS: _("Het aantal stappen dat ontbreekt, van alle onderwerpen samen."),
        ObjectiveName.COST: _(
            "Elke gekozen maatregel telt alsof hij meteen begint, zodat wachten geen besparing is. Begint "
            "een maatregel later, dan geeft u in de looptijd misschien minder uit."
        ),
        ObjectiveName.KNITTING: _(
            "Elke gekozen maatregel telt één keer, en nog eens voor elke transitie waarvoor hij niet werkt."
        ),
        ObjectiveName.EARLINESS: _(
            "Het aantal kwartalen tot een stap er is, van alle stappen naar de doelen samen."
        ),
        ObjectiveName.STABILITY: _(
            "Het aantal kwartalen dat maatregelen verschuiven ten opzichte van de vorige roadmap. Wat "
            "wegvalt of erbij komt, telt voor de hele looptijd."
        ),
    }.get(name, "")
