"""The forms of accounts."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField
from wtforms.validators import DataRequired, Length

from plateau.web.forms import BaseForm


class LogInForm(BaseForm):
    """E-mail address and password."""

    email = EmailField(
        _l("E-mailadres"), validators=[DataRequired(_l("Vul uw e-mailadres in.")), Length(max=254)]
    )
    password = PasswordField(
        _l("Wachtwoord"), validators=[DataRequired(_l("Vul uw wachtwoord in.")), Length(max=1000)]
    )


class EmptyForm(BaseForm):
    """A button: nothing but the CSRF token."""
