"""Evidence in words: what it is called, who sees it, and why a file was refused."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.assessment.evidence import Evidence, EvidenceFile, ShownEvidence
from plateau.assessment.file_kinds import KINDS, Refusal, ending
from plateau.assessment.model import Anonymity
from plateau.web.locale import number

KILO = 1000


def title(piece: Evidence | ShownEvidence) -> str:
    """What a piece is called: its description, else the address or the file's name."""
    return piece.description or piece.url or (piece.file.name if piece.file else "")


def file_words(file: EvidenceFile) -> str:
    """What kind of file it is and how large."""
    return f"{ending(file.name)}, {size_words(file.size)}"


def size_words(size: int) -> str:
    """So many bytes, in kB or MB."""
    if size < KILO * KILO:
        return f"{number(max(1, round(size / KILO)))}\N{NO-BREAK SPACE}kB"
    return f"{number(round(size / KILO / KILO, 1))}\N{NO-BREAK SPACE}MB"


def pieces_words(pieces: int) -> str:
    """How much evidence there is."""
    return ngettext("%(num)s stuk bewijs", "%(num)s stukken bewijs", pieces)


def kinds_words() -> str:
    """The kinds of files that may be added."""
    return ", ".join(kind for kind in KINDS if kind != "jpeg")


def refusal_words(refusal: Refusal, name: str) -> str:
    """Why a file can't be added, and what would help."""
    return {
        Refusal.EMPTY: _("Dit bestand is leeg."),
        Refusal.KIND: _("Dit soort bestand kan niet. Het kan wel met: %(kinds)s.", kinds=kinds_words()),
        Refusal.CONTENT: _(
            "De inhoud past niet bij de naam: dit is geen geldig %(kind)s-bestand. Sla het opnieuw op en "
            "probeer het nog een keer.",
            kind=ending(name),
        ),
        Refusal.MACROS: _("In dit bestand zitten macro's. Sla het op zonder macro's."),
    }[refusal]


def who_sees(anonymity: Anonymity) -> str:
    """Who sees the evidence that someone adds."""
    if anonymity is Anonymity.NAMED:
        return _("Wie de meting leidt, ziet dit met uw naam erbij zodra u uw vragenlijst inlevert.")
    return _(
        "Alleen u ziet dit. Kiest u voor delen zonder naam, dan ziet wie de meting leidt het ook: na "
        "sluiting, zonder uw naam en zonder uw antwoord."
    )
