"""The search form: what to look for and what to narrow it to; sent with GET, so that a search is a link."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import SearchField, SelectField
from wtforms.validators import Length

from plateau.catalogue.model import Catalogue, Kind, Track
from plateau.catalogue.search import Filters, ItemKind
from plateau.library import wording
from plateau.terms import track_name
from plateau.web.forms import BaseForm
from plateau.web.locale import local

LONGEST_QUERY = 200


class SearchForm(BaseForm):
    """Free text and filters; every field may be empty."""

    class Meta:
        """Looking something up changes nothing, and a link can't carry a token."""

        csrf = False

    query = SearchField(_l("Zoeken"), name="zoek", default="", validators=[Length(max=LONGEST_QUERY)])
    item = SelectField(_l("Soort"), name="soort", default="")
    organisation = SelectField(_l("Voor wie"), name="organisatie", default="")
    area = SelectField(_l("Gebied"), name="gebied", default="")
    transitie = SelectField(_l("Transitie"), name="transitie", default="")
    principle = SelectField(_l("Principe"), name="principe", default="")
    plateau = SelectField(_l("Plateau"), name="plateau", default="")
    track = SelectField(_l("Spoor"), name="spoor", default="")

    def offer(self, catalogue: Catalogue) -> None:
        """Fill the choices, in the language of the page."""
        self.item.choices = _choices((kind.value, wording.items_name(kind)) for kind in ItemKind)
        self.organisation.choices = _choices((kind.value, wording.organisation_name(kind)) for kind in Kind)
        self.area.choices = _choices((area.id, local(area.name)) for area in catalogue.areas)
        self.transitie.choices = _choices((item.id, local(item.short)) for item in catalogue.transities)
        self.principle.choices = _choices((item.id, local(item.name)) for item in catalogue.principles)
        self.plateau.choices = _choices(
            (str(item.number), f"{item.number} – {local(item.name)}") for item in catalogue.plateaus
        )
        self.track.choices = _choices((track.value, track_name(track).capitalize()) for track in Track)

    @property
    def text(self) -> str:
        """What to look for; cut off where the field ends."""
        return (self.query.data or "")[:LONGEST_QUERY].strip()

    def filters(self) -> Filters:
        """What the fields narrow to; call `validate` first: a field with an error narrows nothing."""
        item, organisation = _chosen(self.item), _chosen(self.organisation)
        plateau, track = _chosen(self.plateau), _chosen(self.track)
        return Filters(
            item=ItemKind(item) if item else None,
            organisation=Kind(organisation) if organisation else None,
            area=_chosen(self.area),
            transitie=_chosen(self.transitie),
            principle=_chosen(self.principle),
            plateau=int(plateau) if plateau else None,
            track=Track(track) if track else None,
        )

    def parameters(self) -> dict[str, str]:
        """The search as the parameters of its address, without the empty ones."""
        chosen = {field.name: _chosen(field) for field in self if isinstance(field, SelectField)}
        return {name: value for name, value in {"zoek": self.text, **chosen}.items() if value}


def _choices(options: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", str(_l("Alle"))), *options]


def _chosen(field: SelectField) -> str | None:
    return None if field.errors or not field.data else str(field.data)
