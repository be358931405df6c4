"""The form that narrows the reference figures; sent with GET, so that a selection is a link."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SearchField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from plateau.catalogue.dossier import State
from plateau.catalogue.figure_table import Subject
from plateau.catalogue.model import Catalogue
from plateau.catalogue.search import normalise
from plateau.library import figure_wording
from plateau.web.forms import BaseForm
from plateau.web.locale import local

LONGEST_QUERY = 200


class FigureForm(BaseForm):
    """Free text and filters; every field may be empty."""

    class Meta:
        """Looking something up changes nothing, and a link can't carry a token."""

        csrf = False

    query = SearchField(_l("Zoeken"), name="zoek", default="", validators=[Length(max=LONGEST_QUERY)])
    subject = SelectField(_l("Waarover"), name="onderwerp", default="")
    document = SelectField(_l("Bron"), name="bron", default="")
    state = SelectField(_l("Hoe zeker"), name="staat", default="")

    def offer(self, catalogue: Catalogue) -> None:
        """Fill the choices, in the language of the page."""
        every = SelectChoice("", _l("Alle"))
        self.subject.choices = [
            every,
            *(SelectChoice(item.value, figure_wording.subject_name(item)) for item in Subject),
        ]
        self.document.choices = [
            every,
            *(SelectChoice(item.id, local(item.short)) for item in catalogue.documents),
        ]
        self.state.choices = [
            every,
            *(SelectChoice(item.value, figure_wording.state_name(item)) for item in State),
        ]

    @property
    def words(self) -> list[str]:
        """What is looked for; nothing when it is too long to be a search."""
        return [] if self.query.errors else normalise(self.query.data or "").split()

    def chosen(self, field: SelectField) -> str:
        """What a filter narrows to; empty when it does not, or holds what does not exist."""
        return "" if field.errors else str(field.data or "")
