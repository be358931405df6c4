"""What the catalogue's codes are called in a sentence, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext as _

from plateau.catalogue.model import Certainty, Origin, Role, Track


def track_name(track: Track) -> str:
    """Taking over tasks, or learning to work differently."""
    return {Track.TRANSITIE: _("transitie"), Track.TRANSFORMATIE: _("transformatie")}[track]


def role_name(role: Role) -> str:
    """Whose days it takes."""
    return {
        Role.BESTUUR: _("bestuur"),
        Role.MANAGEMENT: _("management"),
        Role.BELEID: _("beleid"),
        Role.UITVOERING: _("uitvoering"),
        Role.BEDRIJFSVOERING: _("bedrijfsvoering"),
    }[role]


def certainty_name(certainty: Certainty) -> str:
    """How firm a date is."""
    return {
        Certainty.VAST: _("vaste datum"),
        Certainty.VERWACHT: _("verwachte datum"),
        Certainty.ONZEKER: _("onzekere datum"),
    }[certainty]


def basis_sentence(origin: Origin) -> str:
    """Where an intervention comes from."""
    return {
        Origin.SOURCE: _("Deze maatregel staat in de bron."),
        Origin.DERIVED: _("Wij hebben deze maatregel uit de bron afgeleid."),
        Origin.OURS: _("Deze maatregel is van ons."),
        Origin.ORGANISATION: _("Deze maatregel is van uw organisatie."),
    }[origin]
