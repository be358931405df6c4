"""The profile: verdicts, charts and tables."""

from __future__ import annotations

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment import operations, pictures, store, wording
from plateau.assessment.asked import questionnaire_of, round_catalogue
from plateau.assessment.model import Ambition, Round
from plateau.assessment.scoring import Profile
from plateau.assessment.views.scan_profile import scan_page
from plateau.assessment.views.shared import blueprint, get_round
from plateau.catalogue.model import Instrument
from plateau.catalogue.scan import Scan
from plateau.web.data import reading
from plateau.web.svg import to_svg


@blueprint.get("/<uuid:round_id>/profiel")
@requires(Permission.PROFILE_READ)
def profile(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Where the organisation stands, per area and per criterion, and what holds it there."""
    with reading() as session:
        item = get_round(session, actor, round_id)
        instrument = questionnaire_of(item)
        if isinstance(instrument, Scan):
            return scan_page(item, instrument, operations.compute_tally(session, item=item, scan=instrument))
        found = operations.compute_profile(session, item=item, instrument=instrument)
        ambition = store.find_ambition(session, organisation_id=actor.organisation.id, round_id=round_id)
    return render_template(
        "assessment/profile.html",
        round=item,
        instrument=instrument,
        catalogue=round_catalogue(item),
        profile=found,
        ambition=ambition,
        wording=wording,
        radar=_radar(item, found, ambition) if pictures.has_radar(found) else None,
        heat_map=_heat_map(item, instrument, found, ambition) if found.has_outcome else None,
    )


def _radar(item: Round, found: Profile, ambition: Ambition | None) -> Markup:
    return to_svg(
        pictures.radar(found, ambition, round_catalogue(item)),
        title=_("Profiel per gebied"),
        description=_("Radar met per gebied het plateau. Dezelfde gegevens staan in de tabel eronder."),
        id_prefix="radar",
    )


def _heat_map(item: Round, instrument: Instrument, found: Profile, ambition: Ambition | None) -> Markup:
    return to_svg(
        pictures.heat_map(instrument, found, ambition, round_catalogue(item)),
        title=_("Profiel per onderwerp"),
        description=_("Per onderwerp het plateau. Dezelfde gegevens staan in de tabel hieronder."),
        id_prefix="heat",
    )
