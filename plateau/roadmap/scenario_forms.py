"""What a scenario is called, as a form."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired, Length, ValidationError

from plateau.roadmap.scenario import SCENARIO_NAME_LENGTH
from plateau.web.forms import BaseForm


class ScenarioNameForm(BaseForm):
    """What a scenario is called."""

    name = StringField(
        _l("Naam van het scenario"),
        validators=[
            InputRequired(message=_l("Vul een naam in.")),
            Length(max=SCENARIO_NAME_LENGTH, message=_l("Gebruik hier hoogstens %(max)d tekens.")),
        ],
    )

    def validate_name(self, field: StringField) -> None:
        """A name is more than spaces."""
        if not (field.data or "").strip():
            raise ValidationError(_("Vul een naam in."))
