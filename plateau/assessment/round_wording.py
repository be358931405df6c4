"""The states of a round, the steps between them and what they mean, in words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.assessment.lifecycle import Hindrance, Move
from plateau.assessment.model import Anonymity, Participant, Perspective, Round, RoundState
from plateau.assessment.participant_list import MOST_ROWS, Found, Mistake


def state_name(state: RoundState) -> str:
    """What a state is called."""
    return {
        RoundState.PREPARATION: _("voorbereiding"),
        RoundState.OPEN: _("open"),
        RoundState.CLOSED: _("gesloten"),
        RoundState.CONSENSUS: _("consensus"),
        RoundState.ADOPTED: _("vastgesteld"),
        RoundState.ARCHIVED: _("gearchiveerd"),
    }[state]


def state_meaning(state: RoundState) -> str:
    """What can be done with a round in this state."""
    return {
        RoundState.PREPARATION: _(
            "U kiest waar de meting over gaat en wie meedoet. Antwoorden kan nog niet."
        ),
        RoundState.OPEN: _("Deelnemers vullen de vragenlijst in. De afspraken over anonimiteit liggen vast."),
        RoundState.CLOSED: _("Er kunnen geen antwoorden meer bij. U bekijkt waar mensen verschillen."),
        RoundState.CONSENSUS: _("U bepaalt samen per onderwerp de waarde die geldt."),
        RoundState.ADOPTED: _("De uitkomst staat vast en verandert niet meer."),
        RoundState.ARCHIVED: _("De meting is klaar en blijft te lezen."),
    }[state]


def move_label(move: Move) -> str:
    """What the button for a step says."""
    if move.is_back:
        return {
            RoundState.PREPARATION: _("Terug naar de voorbereiding"),
            RoundState.OPEN: _("Weer openen"),
            RoundState.CLOSED: _("Terug naar gesloten"),
            RoundState.CONSENSUS: _("Terug naar consensus"),
            RoundState.ADOPTED: _("Uit het archief halen"),
        }[move.to]
    return {
        RoundState.OPEN: _("Meting openen"),
        RoundState.CLOSED: _("Meting sluiten"),
        RoundState.CONSENSUS: _("Consensus beginnen"),
        RoundState.ADOPTED: _("Meting vaststellen"),
        RoundState.ARCHIVED: _("Meting archiveren"),
    }[move.to]


def move_meaning(item: Round, move: Move, *, unfinished: int) -> list[str]:
    """What a step brings about, said before it is taken; `unfinished`: who has not handed in yet."""
    sentences = [state_meaning(move.to)]
    if move.to is RoundState.OPEN and not move.is_back:
        # Word for word what who answers is told, and said so: "you" is not the one who opens the round.
        promise = _("Wie antwoordt, krijgt dit te lezen: “%(promise)s”", promise=" ".join(promises(item)))
        sentences = [promise, *sentences]
        sentences.append(_("Strenger maken kan later nog, losser maken niet."))
        if item.anonymity is Anonymity.ANONYMOUS:
            sentences.append(_("Kijk eerst de e-mailadressen op de lijst na: die liggen hierna vast."))
    if item.state is RoundState.OPEN and move.to is RoundState.CLOSED and unfinished:
        sentences.append(
            ngettext(
                "%(num)s deelnemer heeft nog niet ingeleverd. Wat niet is ingeleverd, telt niet mee.",
                "%(num)s deelnemers hebben nog niet ingeleverd. Wat niet is ingeleverd, telt niet mee.",
                unfinished,
            )
        )
    if move.is_back:
        sentences.append(_("Wat is ingevuld en afgesproken, blijft bewaard."))
    return sentences


def hindrance_words(found: Hindrance) -> str:
    """Why a step can't be taken."""
    return {
        Hindrance.NO_SUCH_MOVE: _("Die stap kan niet vanuit de stand waarin de meting nu is."),
        Hindrance.NOT_YOURS: _("Alleen de directeur kan een meting vaststellen, of dat terugdraaien."),
        Hindrance.HAS_ANSWERS: _("Dat kan niet meer: er zijn al antwoorden onder de huidige afspraken."),
        Hindrance.RESULTS_SEEN: _(
            "Dat kan niet: de meting is anoniem en de uitkomsten zijn al te zien. Met een antwoord erbij zou "
            "te zien zijn wie wat antwoordde. Begin een vervolgmeting."
        ),
        Hindrance.NOT_DISCUSSED: _(
            "Nog niet alle onderwerpen zijn besproken. Geef ze een waarde, of kies bewust “nog open”."
        ),
        Hindrance.NO_REASON: _("Schrijf op waarom u teruggaat."),
    }[found]


def anonymity_name(anonymity: Anonymity) -> str:
    """What is chosen about names."""
    return {Anonymity.NAMED: _("op naam"), Anonymity.ANONYMOUS: _("anoniem")}[anonymity]


def newer_number(newer: int, *, asked: int) -> str:
    """The number of a newer version; adapted content can stand under the number that was there."""
    return str(newer) if newer != asked else _("%(version)s (aangepast)", version=newer)


def promises(item: Round) -> list[str]:
    """What those who answer are promised: who sees what of it, and when."""
    if item.anonymity is Anonymity.NAMED:
        return [
            _(
                "De meting is op naam: als u inlevert, ziet wie de meting leidt (de directeur en de "
                "adviseur) wat u antwoordde en het bewijs dat u toevoegde."
            ),
            _("Anderen in uw organisatie zien de uitkomsten en de toelichtingen, zonder namen."),
        ]
    return [
        _(
            "De meting is anoniem: alleen u ziet uw eigen antwoorden. U komt erbij in de browser waarin u "
            "begint, met uw eigen link of met uw account."
        ),
        _(
            "Wie de meting leidt (de directeur en de adviseur), ziet hoeveel mensen inleverden, niet wie. De "
            "link op uw papieren uitnodiging heeft wie de meting leidt ook. Daarmee is te merken dat u "
            "begon, maar niet wat u antwoordde of dat u inleverde. Bij uw vragenlijst ziet u het als iemand "
            "dat probeert."
        ),
        _(
            "Uitkomsten verschijnen als de meting gesloten is, en alleen van groepen van %(minimum)s mensen "
            "of meer. Dan is ook te zien uit welke perspectieven antwoorden kwamen.",
            minimum=item.minimum_group,
        ),
        _(
            "Uw organisatie leest dan ook de toelichtingen, zonder namen. Wie de meting leidt, kan een "
            "toelichting verbergen die verraadt van wie zij is."
        ),
        _("Bewijs ziet niemand anders, tenzij u het zelf zonder naam deelt met wie de meting leidt."),
        _("Wie de server beheert, kan technisch bij alles wat is opgeslagen."),
    ]


def promise_to(someone: Participant | None, item: Round) -> str:
    """What of the promise of an anonymous round is for one person only; empty where there is nothing.

    `someone`: None for who has an account and is not on the list yet.
    """
    if item.anonymity is Anonymity.NAMED:
        return ""
    if someone is None:
        return str(
            _(
                "U staat nog niet op de lijst van deelnemers. Met uw eerste antwoord komt u erop: wie de "
                "meting leidt, ziet dan dat u meedoet."
            )
        )
    if someone.email is None:
        return ""
    return str(
        _(
            "Op de lijst staat bij u het adres %(email)s. Wie daar de mail leest, of er een account mee "
            "heeft, kan bij uw antwoorden. Is het niet uw adres? Antwoord dan niet, en zeg het tegen wie "
            "u uitnodigde.",
            email=someone.email,
        )
    )


def mistake_words(found: Found) -> str:
    """What is wrong with a line of a list, and what would be right."""
    about = found.about
    return {
        Mistake.TOO_MANY_CELLS: _("Te veel velden: wat betekent “%(about)s”?", about=about),
        Mistake.NO_NAME: _("De naam ontbreekt."),
        Mistake.LONG_NAME: _("De naam die begint met “%(about)s”, is te lang.", about=about),
        Mistake.BAD_EMAIL: _("“%(about)s” is geen e-mailadres.", about=about),
        Mistake.NO_PERSPECTIVE: _("Het perspectief ontbreekt. %(choices)s", choices=_perspectives()),
        Mistake.UNKNOWN_PERSPECTIVE: _(
            "“%(about)s” is geen perspectief. %(choices)s", about=about, choices=_perspectives()
        ),
        Mistake.UNKNOWN_AREA: _("“%(about)s” is geen gebied van deze vragenlijst.", about=about),
        Mistake.UNKNOWN_LANGUAGE: _("“%(about)s” is geen taal van deze site. Kies nl of en.", about=about),
        Mistake.TWICE: _("%(about)s staat al eerder in uw lijst.", about=about),
        Mistake.TOO_MANY_ROWS: _("Een lijst heeft hoogstens %(most)s regels.", most=MOST_ROWS),
    }[found.mistake]


def _perspectives() -> str:
    return _("Kies uit: %(names)s.", names=", ".join(perspective.value for perspective in Perspective))
