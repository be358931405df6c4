"""How an organisation goes over time, and organisations side by side for who advises them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from plateau.accounts import store as accounts_store
from plateau.accounts.guard import requires, signed_in
from plateau.accounts.model import Actor, Organisation, Permission, Person
from plateau.assessment import comparison_wording, operations, pictures, store
from plateau.assessment.asked import questionnaire_of
from plateau.assessment.comparison import SHARED_THEMES, find_changes, find_scan_changes
from plateau.assessment.model import Round
from plateau.assessment.operations import Measured, MeasuredScan
from plateau.assessment.views.shared import blueprint
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Area, Kind
from plateau.catalogue.scan import Questionnaire, Scan
from plateau.web.data import reading
from plateau.web.svg import to_svg

M = TypeVar("M", Measured, MeasuredScan)
#: Pages over more than one organisation.
together = Blueprint("together", __name__)


@blueprint.get("/verloop")
@requires(Permission.PROFILE_READ)
def course(actor: Actor) -> ResponseReturnValue:
    """What changed between two rounds (`?van=` and `?naar=`) with the same questionnaire (`?vragenlijst=`).

    With plateaus the trend per area too. Each round counts with the version that it asked.
    """
    with reading() as session:
        rounds = store.rounds(session, actor.organisation.id)
    newest = {item.instrument_id: item for item in reversed(rounds)}
    usual = actor.organisation.kind.value
    chosen = request.args.get("vragenlijst") or usual
    if chosen != usual and chosen not in newest:
        abort(404)
    links = Links(
        chosen != usual, [questionnaire_of(newest[name]) for name in newest if name not in {chosen, usual}]
    )
    if chosen in newest and isinstance(questionnaire_of(newest[chosen]), Scan):
        return _scan_course(actor, newest[chosen], links)
    return _plateau_course(actor, chosen, links)


@dataclass(frozen=True, slots=True)
class Links:
    """To the course of other questionnaires that were used; `usual`: to the one with plateaus too."""

    usual: bool
    others: Sequence[Questionnaire]


def _plateau_course(actor: Actor, instrument_id: str, links: Links) -> ResponseReturnValue:
    with reading() as session:
        measured = operations.measured_rounds(
            session, organisation_id=actor.organisation.id, instrument_id=instrument_id
        )
    before, after, line = _two(measured)
    newest_of_unit = {item.round.unit: item for item in measured}
    return render_template(
        "assessment/course.html",
        measured=measured,
        line=line,
        before=before,
        after=after,
        changes=find_changes(before.asked, after.asked, before.profile, after.profile)
        if before and after
        else (),
        units=list(newest_of_unit.values()) if len(newest_of_unit) > 1 else [],
        catalogue=catalogue(),
        chosen=instrument_id,
        links=links,
        trend=_trend(line) if len(line) > 1 else None,
        wording=comparison_wording,
    )


def _scan_course(actor: Actor, newest: Round, links: Links) -> ResponseReturnValue:
    with reading() as session:
        measured = operations.measured_scans(
            session, organisation_id=actor.organisation.id, scan_id=newest.instrument_id
        )
    before, after, _line = _two(measured)
    return render_template(
        "assessment/scan_course.html",
        scan=questionnaire_of(newest),
        parts=_parts([item.asked for item in (after, before) if item]),
        measured=measured,
        before=before,
        after=after,
        changes=find_scan_changes(before.asked, after.asked, before.tally, after.tally)
        if before and after
        else (),
        links=links,
        wording=comparison_wording,
    )


def _parts(versions: Sequence[Scan]) -> list[Area]:
    """The parts of the versions of a scan: those of the first, and what only another has."""
    found: dict[str, Area] = {}
    for part in (part for scan in versions for part in scan.parts):
        found.setdefault(part.id, part)
    return list(found.values())


def _two(measured: Sequence[M]) -> tuple[M | None, M | None, list[M]]:
    """The two rounds to compare, and all of the same unit: it is compared with itself."""
    after = _chosen(measured, request.args.get("naar"))
    line = [item for item in measured if after and item.round.unit == after.round.unit]
    earlier = [item for item in line if after and item.round.created_at < after.round.created_at]
    return _chosen(earlier, request.args.get("van")), after, line


def _chosen(measured: Sequence[M], wanted: str | None) -> M | None:
    """The round with this id; the newest when none is asked for, None when there are no rounds."""
    if not wanted:
        return measured[-1] if measured else None
    return next((item for item in measured if str(item.round.id) == wanted), None) or abort(404)


def _trend(line: Sequence[Measured]) -> Markup:
    return to_svg(
        pictures.trend([(item.round.name, item.profile) for item in line], catalogue()),
        title=_("Verloop per gebied"),
        description=_("Per gebied het plateau in elke meting. Dezelfde gegevens staan in de tabel eronder."),
        id_prefix="trend",
    )


@together.get("/vergelijken")
@signed_in
def side_by_side(person: Person) -> ResponseReturnValue:
    """The organisations that someone advises; a municipality and a provider on what they share."""
    with reading() as session:
        memberships = accounts_store.memberships(session, person.id)
        found = operations.side_by_side(session, memberships=memberships)
    if not found:
        abort(404)
    return render_template(
        "assessment/side_by_side.html",
        organisations=found,
        catalogue=catalogue(),
        themes=SHARED_THEMES if _has_both_kinds(found) else (),
    )


def _has_both_kinds(found: Sequence[tuple[Organisation, Measured | None]]) -> bool:
    return {organisation.kind for organisation, measured in found if measured} == set(Kind)
