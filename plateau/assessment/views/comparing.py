"""How an organisation goes over time, and organisations side by side for who advises them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from plateau.accounts import store as accounts_store
from plateau.accounts.guard import requires, signed_in
from plateau.accounts.model import Actor, Organisation, Permission, Person
from plateau.assessment import comparison_wording, operations, pictures, store
from plateau.assessment.comparison import SHARED_THEMES, find_changes, find_scan_changes
from plateau.assessment.operations import Measured, MeasuredScan
from plateau.assessment.views.shared import blueprint
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Kind
from plateau.catalogue.scan import Scan
from plateau.web.data import reading
from plateau.web.svg import to_svg

M = TypeVar("M", Measured, MeasuredScan)
#: Pages over more than one organisation.
together = Blueprint("together", __name__)


@blueprint.get("/verloop")
@requires(Permission.PROFILE_READ)
def course(actor: Actor) -> ResponseReturnValue:
    """What changed between two rounds (`?van=` and `?naar=`) with the same questionnaire (`?vragenlijst=`).

    Of the instrument with plateaus the trend per area too.
    """
    with reading() as session:
        used = {item.instrument_id for item in store.rounds(session, actor.organisation.id)}
    scans = [scan for scan in catalogue().scans if scan.id in used]
    wanted = request.args.get("vragenlijst")
    if wanted:
        chosen = next((scan for scan in scans if scan.id == wanted), None)
        return _scan_course(actor, chosen or abort(404), scans)
    instrument = catalogue().instrument(actor.organisation.kind.value)
    with reading() as session:
        measured = operations.measured_rounds(
            session, organisation_id=actor.organisation.id, instrument=instrument
        )
    before, after, line = _two(measured)
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
        scans=scans,
        trend=_trend(line) if len(line) > 1 else None,
        wording=comparison_wording,
    )


def _scan_course(actor: Actor, scan: Scan, scans: Sequence[Scan]) -> ResponseReturnValue:
    with reading() as session:
        measured = operations.measured_scans(session, organisation_id=actor.organisation.id, scan=scan)
    before, after, _line = _two(measured)
    return render_template(
        "assessment/scan_course.html",
        scan=scan,
        scans=scans,
        measured=measured,
        before=before,
        after=after,
        changes=find_scan_changes(scan, before.tally, after.tally) if before and after else (),
        wording=comparison_wording,
    )


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
