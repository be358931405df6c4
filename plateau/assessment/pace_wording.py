"""Advice on pace and size of a roadmap, in words."""

from __future__ import annotations

from flask_babel import gettext as _

from plateau.assessment.pace import PartStrength, Strength


def pace_sentences(parts: tuple[PartStrength, ...]) -> list[str]:
    """What the weak parts ask of the plan; when none is weak, what that leaves room for."""
    advice = {
        "draagvlak-instelling": _(
            "Instellingen staan er niet achter. Begin met maatregelen bij bestuur en leiding, "
            "en zet de eerste mijlpaal later."
        ),
        "draagvlak-sociaal": _(
            "Inwoners staan er niet achter. Plan eerst wat zij merken en begrijpen, "
            "en neem daar in het eerste jaar tijd voor."
        ),
        "kracht-instelling": _(
            "Uw organisatie kan weinig erbij hebben. Vul minder dagen per kwartaal in, "
            "of kies een langere looptijd."
        ),
        "kracht-sociaal": _(
            "Families, vrijwilligers en werkgevers kunnen weinig erbij hebben. "
            "Wees voorzichtig met maatregelen die op hen leunen, en plan steun eerst."
        ),
    }
    # Another version of the scan may have other parts.
    weak = [advice[part.part] for part in parts if part.strength is Strength.WEAK and part.part in advice]
    if weak:
        return weak
    if any(part.strength is Strength.UNKNOWN for part in parts):
        return [_("Over een deel is te weinig bekend voor advies. Vraag het eerst na.")]
    if all(part.strength is Strength.STRONG for part in parts):
        return [_("Er is genoeg draagvlak en draagkracht voor het tempo dat u hieronder kiest.")]
    return [_("Er is geen zwak onderdeel. Kijk wel naar de stellingen waar deelnemers het oneens mee zijn.")]
