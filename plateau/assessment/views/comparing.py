"""How an organisation goes over time, and organisations side by side for who advises them."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from plateau.accounts import store as accounts_store
from plateau.accounts.guard import requires, signed_in
from plateau.accounts.model import Actor, Organisation, Permission, Person
from plateau.assessment import comparison_wording, operations, pictures
from plateau.assessment.comparison import SHARED_THEMES, find_changes
from plateau.assessment.operations import Measured
from plateau.assessment.views.shared import blueprint
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Kind
from plateau.web.data import reading
from plateau.web.svg import to_svg

#: Pages over more than one organisation.
together = Blueprint("together", __name__)


@blueprint.get("/verloop")
@requires(Permission.PROFILE_READ)
def course(actor: Actor) -> ResponseReturnValue:
    """Per area the trend, per criterion what changed between two rounds (`?van=` and `?naar=`)."""
    instrument = catalogue().instrument(actor.organisation.kind.value)
    with reading() as session:
        measured = operations.measured_rounds(
            session, organisation_id=actor.organisation.id, instrument=instrument
        )
    after = _chosen(measured, request.args.get("naar"))
    # A unit is compared with itself.
    line = [item for item in measured if after and item.round.unit == after.round.unit]
    earlier = [item for item in line if after and item.round.created_at < after.round.created_at]
    before = _chosen(earlier, request.args.get("van"))
    changes = find_changes(instrument, before.profile, after.profile) if before and after else ()
    newest_of_unit = {item.round.unit: item for item in measured}
    return render_template(
        "assessment/course.html",
        measured=measured,
        line=line,
        before=before,
        after=after,
        changes=changes,
        units=list(newest_of_unit.values()) if len(newest_of_unit) > 1 else [],
        catalogue=catalogue(),
        instrument=instrument,
        trend=_trend(line) if len(line) > 1 else None,
        wording=comparison_wording,
    )


def _chosen(measured: Sequence[Measured], wanted: str | None) -> Measured | None:
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
        found = operations.side_by_side(session, memberships=memberships, instruments=catalogue().instruments)
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
