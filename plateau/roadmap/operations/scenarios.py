"""Several scenarios of one round: copy one under a name, rename one, decide about one intervention."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from plateau.accounts.model import Actor
from plateau.assessment.operations import NotFound, get_round
from plateau.catalogue.model import Catalogue
from plateau.database import new_id
from plateau.roadmap import store
from plateau.roadmap.operations.settings import ScenarioChanged, add_scenario
from plateau.roadmap.scenario import MAX_SCENARIOS, Choice, StoredScenario
from plateau.roadmap.situation import get_situation

T = TypeVar("T")


class ScenarioNameTaken(RuntimeError):
    """Another scenario of this round has the name."""


class TooManyScenarios(RuntimeError):
    """There are as many as one can still compare."""


def copy_scenario(
    session: Session,
    *,
    actor: Actor,
    round_id: UUID,
    scenario_id: UUID | None,
    name: str,
    catalogue: Catalogue,
    now: datetime,
    today: date,
) -> StoredScenario:
    """A new scenario with the settings of another; as long as there is none, our proposal is kept first.

    Raises:
        NotFound: no such round or scenario.
        NoAmbition: there is nowhere to go yet.
        ScenarioNameTaken, TooManyScenarios.
    """
    get_round(session, organisation_id=actor.organisation.id, round_id=round_id, for_update=True)
    situation = get_situation(
        session,
        organisation=actor.organisation,
        round_id=round_id,
        catalogue=catalogue,
        today=today,
        scenario_id=scenario_id,
    )
    source = situation.stored or add_scenario(
        session, actor=actor, round_id=round_id, scenario=situation.scenario, now=now
    )
    _check_free(session, actor=actor, round_id=round_id, name=name)
    known = store.scenarios(session, organisation_id=actor.organisation.id, round_id=round_id)
    if len(known) >= MAX_SCENARIOS:
        raise TooManyScenarios(str(round_id))
    fresh = replace(source, id=new_id(), name=name, revision=1, updated_at=now, updated_by=actor.person.id)
    store.add_scenario(session, fresh)
    return fresh


def rename_scenario(
    session: Session, *, actor: Actor, round_id: UUID, scenario_id: UUID, name: str, now: datetime
) -> StoredScenario:
    """Give a scenario another name; the one that it has already is fine.

    Raises:
        NotFound, ScenarioNameTaken.
    """
    get_round(session, organisation_id=actor.organisation.id, round_id=round_id, for_update=True)
    current = _get(session, actor=actor, round_id=round_id, scenario_id=scenario_id)
    if current.name == name:
        return current
    _check_free(session, actor=actor, round_id=round_id, name=name, but=scenario_id)
    return _save(session, replace(current, name=name), actor=actor, now=now)


def decide_intervention(
    session: Session,
    *,
    actor: Actor,
    round_id: UUID,
    scenario_id: UUID,
    intervention_id: str,
    choice: Choice | None,
    not_before: int | None,
    not_after: int | None,
    base_revision: int,
    now: datetime,
) -> StoredScenario:
    """Decide about one intervention and leave the rest as it is; None sets it free again.

    `not_before` and `not_after`: the first and last quarter in which it may start, counted since the year 0.

    Raises:
        NotFound: no such round or scenario.
        ScenarioChanged: someone saved other settings since `base_revision`.
    """
    get_round(session, organisation_id=actor.organisation.id, round_id=round_id, for_update=True)
    current = _get(session, actor=actor, round_id=round_id, scenario_id=scenario_id)
    settings = current.scenario
    decided = replace(
        settings,
        choices=_with(settings.choices, intervention_id, choice),
        not_before=_with(settings.not_before, intervention_id, not_before),
        not_after=_with(settings.not_after, intervention_id, not_after),
    )
    if decided == current.scenario:
        return current
    if current.revision != base_revision:
        raise ScenarioChanged(current)
    return _save(session, replace(current, scenario=decided), actor=actor, now=now)


def _with(kept: Mapping[str, T], key: str, value: T | None) -> dict[str, T]:
    """The same, with another value for one key; None: without it."""
    others = {name: item for name, item in kept.items() if name != key}
    return others if value is None else {**others, key: value}


def _save(session: Session, item: StoredScenario, *, actor: Actor, now: datetime) -> StoredScenario:
    saved = replace(item, revision=item.revision + 1, updated_at=now, updated_by=actor.person.id)
    store.update_scenario(session, saved)
    return saved


def _get(session: Session, *, actor: Actor, round_id: UUID, scenario_id: UUID) -> StoredScenario:
    found = store.find_scenario(
        session, organisation_id=actor.organisation.id, round_id=round_id, scenario_id=scenario_id
    )
    if found is None:
        raise NotFound(f"scenario {scenario_id}")
    return found


def _check_free(
    session: Session, *, actor: Actor, round_id: UUID, name: str, but: UUID | None = None
) -> None:
    known = store.scenarios(session, organisation_id=actor.organisation.id, round_id=round_id)
    if any(item.name.casefold() == name.casefold() and item.id != but for item in known):
        raise ScenarioNameTaken(name)
