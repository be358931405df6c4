"""Signs in the answers, in words that ask and do not blame."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.assessment.quality import Noticed, Sign


def sign_name(sign: Sign) -> str:
    """What one may notice."""
    return {
        Sign.SAME_EVERYWHERE: _("Overal hetzelfde antwoord"),
        Sign.VERY_FAST: _("Heel snel ingevuld"),
        Sign.MOSTLY_UNKNOWN: _("Vooral “weet niet”"),
    }[sign]


def sign_meaning(sign: Sign) -> str:
    """What may be behind it."""
    return {
        Sign.SAME_EVERYWHERE: _("Misschien klopt het zo. Misschien was de lijst te lang of te algemeen."),
        Sign.VERY_FAST: _(
            "Sneller dan anderhalve seconde per onderwerp. Misschien was alles vooraf al besproken."
        ),
        Sign.MOSTLY_UNKNOWN: _("Misschien hoort deze vragenlijst bij iemand anders in de organisatie."),
    }[sign]


def people_words(noticed: Noticed, *, minimum: int) -> str:
    """For how many people a sign holds, or that it may not be told."""
    if noticed.people is None:
        return _("bij minder dan %(minimum)s mensen, of bij niemand", minimum=minimum)
    if noticed.people == 0:
        return _("bij niemand")
    return ngettext("bij %(num)s persoon", "bij %(num)s mensen", noticed.people)
