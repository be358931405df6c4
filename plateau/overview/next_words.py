"""The one thing to do next, in words and with its link."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from plateau.accounts.model import Actor
from plateau.assessment.asked import questionnaire_of
from plateau.assessment.model import Round
from plateau.overview.progress import Facts, NextStep, Stage, next_step

ENDPOINTS = {
    Stage.QUESTIONNAIRE: "assessment.questionnaire",
    Stage.PROFILE: "assessment.profile",
    Stage.AMBITION: "assessment.ambition",
    Stage.ROADMAP: "roadmap.roadmap",
    Stage.REPORT: "report.report",
}


@dataclass(frozen=True, slots=True)
class NextWords:
    """What to do next, in words; `href` is empty for someone who waits."""

    title: str
    text: str
    action: str = ""
    href: str = ""


def _duration(item: Round) -> str:
    return _(
        "Ongeveer %(minutes)s minuten. U kunt stoppen en later verdergaan.",
        minutes=questionnaire_of(item).minutes,
    )


def next_words(actor: Actor, item: Round | None, facts: Facts) -> NextWords:
    """What this person can do now, or for whom they wait."""
    step = next_step(facts, actor.role)
    organisation = actor.organisation.id
    if item is None:
        if step is NextStep.START_ROUND:
            return NextWords(
                _("Start een meting"),
                _("Daarna kunnen directeur en managementteam de vragenlijst invullen."),
                _("Meting starten"),
                url_for("assessment.new_round", organisation_id=organisation),
            )
        return NextWords(
            _("Wacht op een meting"), _("Zodra uw adviseur of directeur een meting start, staat zij hier.")
        )

    def to(stage: Stage) -> str:
        return url_for(ENDPOINTS[stage], organisation_id=organisation, round_id=item.id)

    words = {
        NextStep.PREPARE_ROUND: NextWords(
            _("Bereid de meting voor"),
            _("Kies wie meedoet en wat u afspreekt over anonimiteit. Open de meting als alles klaar is."),
            _("Meting beheren"),
            url_for("assessment.manage", organisation_id=organisation, round_id=item.id),
        ),
        NextStep.WAIT_FOR_OPENING: NextWords(
            _("Wacht tot de meting opengaat"), _("Zodra zij open is, kunt u de vragenlijst invullen.")
        ),
        NextStep.ANSWER: NextWords(
            _("Vul de vragenlijst in"),
            _duration(item),
            _("Naar de vragenlijst"),
            to(Stage.QUESTIONNAIRE),
        ),
        NextStep.CONTINUE_ANSWERING: NextWords(
            _("Ga verder met de vragenlijst"),
            _("Uw antwoorden zijn bewaard. Lever in als u klaar bent."),
            _("Verdergaan"),
            to(Stage.QUESTIONNAIRE),
        ),
        NextStep.WAIT_FOR_ANSWERS: NextWords(
            _("Wacht op de eerste vragenlijst"),
            _("Er is nog niets ingeleverd. Zodra iemand inlevert, ziet u hier het profiel."),
        ),
        NextStep.WAIT_FOR_CLOSING: NextWords(
            _("Wacht tot de meting gesloten is"),
            _("De meting is anoniem. De uitkomsten verschijnen als zij gesloten is."),
        ),
        NextStep.FOLLOW_ROUND: NextWords(
            _("Volg de meting"),
            _("Nodig uit, herinner wie nog niet klaar is, en sluit de meting als er genoeg is ingeleverd."),
            _("Meting beheren"),
            url_for("assessment.manage", organisation_id=organisation, round_id=item.id),
        ),
        NextStep.SEE_DIFFERENCES: NextWords(
            _("Bekijk waar mensen verschillen"),
            _("De meting is gesloten. Bespreek de verschillen, bijvoorbeeld in een werksessie."),
            _("Naar de verschillen"),
            url_for("assessment.differences", organisation_id=organisation, round_id=item.id),
        ),
        NextStep.AGREE: NextWords(
            _("Spreek samen de waarden af"),
            _("Per onderwerp: welke waarde geldt, en waarom. Daarna stelt de directeur de meting vast."),
            _("Naar de consensus"),
            url_for("assessment.consensus", organisation_id=organisation, round_id=item.id),
        ),
        NextStep.READ_PROFILE: NextWords(
            _("Bekijk het profiel"),
            _("Hier staat wat de deelnemers zeggen, per onderdeel."),
            _("Naar het profiel"),
            to(Stage.PROFILE),
        ),
        NextStep.SET_AMBITION: NextWords(
            _("Bepaal de ambitie"),
            _("Het profiel is er. Kies nu waar de organisatie wil staan, en wanneer."),
            _("Naar de ambitie"),
            to(Stage.AMBITION),
        ),
        NextStep.WAIT_FOR_AMBITION: NextWords(
            _("Bekijk het profiel"),
            _("De directeur bepaalt de ambitie. U kunt intussen het profiel bekijken."),
            _("Naar het profiel"),
            to(Stage.PROFILE),
        ),
        NextStep.COMPUTE_ROADMAP: NextWords(
            _("Bereken de roadmap"),
            _("De ambitie staat vast. Geef budget en inzet op; plateau kiest en plant de maatregelen."),
            _("Naar de roadmap"),
            to(Stage.ROADMAP),
        ),
        NextStep.WAIT_FOR_ROADMAP: NextWords(
            _("Bekijk de ambitie"),
            _("De roadmap wordt nog gemaakt."),
            _("Naar de ambitie"),
            to(Stage.AMBITION),
        ),
        NextStep.APPROVE_ROADMAP: NextWords(
            _("Beoordeel de roadmap"),
            _("Er ligt een berekende roadmap. Keur hem goed, of pas hem eerst aan."),
            _("Naar de roadmap"),
            to(Stage.ROADMAP),
        ),
        NextStep.READ_ROADMAP: NextWords(
            _("Bekijk de roadmap"),
            _("Hier staat wat er wanneer gebeurt, en waarom."),
            _("Naar de roadmap"),
            to(Stage.ROADMAP),
        ),
        NextStep.DOWNLOAD_REPORT: NextWords(
            _("Download het rapport"),
            _("Profiel, ambitie en roadmap in één document."),
            _("Naar het rapport"),
            to(Stage.REPORT),
        ),
    }
    return words[step]
