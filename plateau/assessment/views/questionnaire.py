"""Filling in, area by area; looking it over and handing it in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.accounts.forms import EmptyForm
from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment import operations, store, wording
from plateau.assessment.forms import AreaForm, SubmitForm, answer_value, area_form, field_name
from plateau.assessment.model import Answer, Mark, Response, Round
from plateau.assessment.operations import AlreadySubmitted, NotFound, RoundClosed, Saved
from plateau.assessment.views.shared import blueprint, form_status, get_round, questionnaire_of
from plateau.catalogue.loader import catalogue
from plateau.catalogue.scan import Question, Questionnaire, Scan
from plateau.web.clock import LOCAL_ZONE, now
from plateau.web.data import reading, transaction
from plateau.web.locale import local


@dataclass(frozen=True, slots=True)
class AreaProgress:
    """How far one person is with one area."""

    area: str
    answered: int
    total: int

    @property
    def is_done(self) -> bool:
        """Whether every criterion of the area has an answer."""
        return self.answered == self.total


@blueprint.get("/<uuid:round_id>/vragenlijst")
@requires(Permission.QUESTIONNAIRE_ANSWER)
def questionnaire(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """What the questionnaire is, how far one is, and the way in."""
    item, response = _own(actor, round_id)
    instrument = questionnaire_of(item)
    progress = _progress(instrument, response)
    return render_template(
        "assessment/questionnaire.html",
        round=item,
        instrument=instrument,
        catalogue=catalogue(),
        response=response,
        progress=progress,
        scan=isinstance(instrument, Scan),
        first_open=next((area.area for area in progress if not area.is_done), None),
        form=EmptyForm(),
    )


@blueprint.route("/<uuid:round_id>/vragenlijst/<area>", methods=["GET", "POST"])
@requires(Permission.QUESTIONNAIRE_ANSWER)
def questionnaire_area(actor: Actor, round_id: UUID, area: str) -> ResponseReturnValue:
    """The questions of one area; saved per answer by script, or with the button without."""
    item, response = _own(actor, round_id)
    instrument = questionnaire_of(item)
    criteria = instrument.in_area(area)
    if not criteria:
        abort(404)
    if request.method == "GET":
        if not item.is_open or (response and response.is_submitted):
            return redirect(
                url_for(".questionnaire", organisation_id=actor.organisation.id, round_id=round_id)
            )
        form = area_form(criteria, response.answers if response else {}, revision=_revision(response))
        return _area_page(actor, item, instrument, area, form, response)
    form = area_form(criteria, {}, revision=0)
    if not form.validate():
        if _wants_json():
            return jsonify(errors=form.errors), 422
        return _area_page(actor, item, instrument, area, form, response, status=422)
    return _save(actor, item, instrument, area, form, criteria)


def _save(
    actor: Actor,
    item: Round,
    instrument: Questionnaire,
    area: str,
    form: AreaForm,
    criteria: Sequence[Question],
) -> ResponseReturnValue:
    try:
        with transaction() as session:
            saved = operations.save_answers(
                session,
                actor=actor,
                round_id=item.id,
                answers=form.answers(criteria),
                base_revision=form.revision.data or 0,
                now=now(),
            )
    except (RoundClosed, AlreadySubmitted) as error:
        return _refused(actor, item, instrument, area, form, error)
    if saved.conflicts or (saved.changed_elsewhere and not _wants_json()):
        return _stale(actor, item, instrument, area, form, saved)
    if _wants_json():
        return jsonify(_saved(saved))
    return redirect(_after_saving(actor, item, instrument, area))


def _saved(saved: Saved) -> dict[str, object]:
    answer: dict[str, object] = {
        "revision": saved.response.revision,
        "savedAt": f"{now().astimezone(LOCAL_ZONE):%H:%M}",
    }
    if saved.changed_elsewhere:
        answer["elsewhere"] = _fields(saved, saved.changed_elsewhere)
        answer["message"] = _elsewhere_words(saved.changed_elsewhere)
    return answer


def _fields(saved: Saved, criteria: Sequence[str]) -> dict[str, str]:
    """What is stored for these criteria, by the names of the form's fields."""
    fields: dict[str, str] = {}
    for criterion in criteria:
        answer = saved.response.answers[criterion]
        fields[field_name(criterion)] = answer_value(answer) or ""
        fields[f"{field_name(criterion)}-comment"] = answer.comment
    return fields


def _elsewhere_words(criteria: tuple[str, ...]) -> str:
    return ngettext(
        "U hebt %(names)s ook in een ander venster ingevuld. Dat antwoord is bewaard; kijk het hieronder na.",
        "U hebt %(names)s ook in een ander venster ingevuld. "
        "Die antwoorden zijn bewaard; kijk ze hieronder na.",
        len(criteria),
        names=wording.names(criteria, catalogue()),
    )


def _after_saving(actor: Actor, item: Round, instrument: Questionnaire, area: str) -> str:
    where: dict[str, Any] = {"organisation_id": actor.organisation.id, "round_id": item.id}
    areas = list(dict.fromkeys(criterion.area for criterion in instrument.criteria))
    step = request.form.get("go", "next")
    if step == "stay":
        return url_for(".questionnaire_area", **where, area=area, bewaard=1)
    position = areas.index(area) + (-1 if step == "previous" else 1)
    if position < 0:
        return url_for(".questionnaire", **where)
    if position >= len(areas):
        return url_for(".review", **where)
    return url_for(".questionnaire_area", **where, area=areas[position])


def _refused(
    actor: Actor,
    item: Round,
    instrument: Questionnaire,
    area: str,
    form: AreaForm,
    error: RoundClosed | AlreadySubmitted,
) -> ResponseReturnValue:
    message = (
        _("Deze meting is gesloten; uw wijziging is niet opgeslagen.")
        if isinstance(error, RoundClosed)
        else _("U hebt deze vragenlijst al ingeleverd; uw wijziging is niet opgeslagen.")
    )
    if _wants_json():
        return jsonify(message=message), 409
    return _area_page(
        actor, item, instrument, area, form, _own(actor, item.id)[1], status=409, message=message
    )


def _stale(
    actor: Actor, item: Round, instrument: Questionnaire, area: str, form: AreaForm, saved: Saved
) -> ResponseReturnValue:
    """Another page changed answers since this one was opened: show both, lose neither."""
    message = _elsewhere_words(saved.conflicts + saved.changed_elsewhere)
    if _wants_json():
        return jsonify(
            message=message,
            revision=saved.response.revision,
            conflicts=_fields(saved, saved.conflicts),
            elsewhere=_fields(saved, saved.changed_elsewhere),
        ), 409
    for criterion in saved.conflicts:
        stored = saved.response.answers[criterion]
        form.value_field(criterion).errors = [
            _(
                "In een ander venster koos u: %(stored)s. Hieronder staat wat u hier koos; "
                "sla op als dit het moet worden.",
                stored=_answer_words(instrument, stored),
            )
        ]
    for criterion in saved.changed_elsewhere:
        _show(form, criterion, saved.response.answers[criterion])
    form.revision.data = saved.response.revision
    form.revision.raw_data = [str(saved.response.revision)]
    return _area_page(actor, item, instrument, area, form, saved.response, status=409, message=message)


def _show(form: AreaForm, criterion: str, answer: Answer) -> None:
    form.value_field(criterion).data = answer_value(answer)
    form.comment_field(criterion).data = answer.comment


def _answer_words(instrument: Questionnaire, answer: Answer) -> str:
    if answer.plateau:
        return _("plateau %(number)s", number=answer.plateau)
    if answer.option and isinstance(instrument, Scan):
        return local(instrument.criterion(answer.criterion).option(answer.option).text)
    if answer.mark is None:
        return _("nog niets, met een toelichting")
    return _("weet niet") if answer.mark is Mark.UNKNOWN else _("niet van toepassing")


def _area_page(
    actor: Actor,
    item: Round,
    instrument: Questionnaire,
    area: str,
    form: AreaForm,
    response: Response | None,
    *,
    status: int = 200,
    message: str = "",
) -> ResponseReturnValue:
    progress = _progress(instrument, response)
    page = render_template(
        "assessment/area.html",
        round=item,
        instrument=instrument,
        area=catalogue().area(area),
        areas=[catalogue().area(entry.area) for entry in progress],
        progress=progress,
        criteria=instrument.in_area(area),
        catalogue=catalogue(),
        form=form,
        field_name=field_name,
        scan=isinstance(instrument, Scan),
        message=message,
        autosave_key=f"{item.id}-{actor.person.id}-{area}",
        saved=request.args.get("bewaard") == "1",
    )
    return page, status


@blueprint.route("/<uuid:round_id>/vragenlijst/nakijken", methods=["GET", "POST"])
@requires(Permission.QUESTIONNAIRE_ANSWER)
def review(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """All answers on one page, what is open first; hand in from here."""
    item, response = _own(actor, round_id)
    instrument = questionnaire_of(item)
    answers = response.answers if response else {}
    open_criteria = [
        criterion
        for criterion in instrument.criteria
        if criterion.id not in answers or not answers[criterion.id].is_given
    ]
    form = SubmitForm()
    if form.validate_on_submit():
        if open_criteria and not form.leave_open.data:
            form.leave_open.errors = [_("Beantwoord de open vragen, of kies dat u ze open laat.")]
        else:
            return _submit(actor, item)
    page = render_template(
        "assessment/review.html",
        round=item,
        instrument=instrument,
        catalogue=catalogue(),
        response=response,
        answers=answers,
        answer_value=answer_value,
        scan=isinstance(instrument, Scan),
        open_criteria=open_criteria,
        form=form,
        field_name=field_name,
    )
    return page, form_status()


def _submit(actor: Actor, item: Round) -> ResponseReturnValue:
    try:
        with transaction() as session:
            operations.submit_response(session, actor=actor, round_id=item.id, now=now())
    except RoundClosed:
        flash(_("Deze meting is gesloten; uw vragenlijst is niet ingeleverd."), "error")
    return redirect(url_for(".questionnaire", organisation_id=actor.organisation.id, round_id=item.id))


@blueprint.post("/<uuid:round_id>/vragenlijst/heropenen")
@requires(Permission.QUESTIONNAIRE_ANSWER)
def reopen_response(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """Take one's own questionnaire back to change it."""
    try:
        with transaction() as session:
            operations.reopen_response(session, actor=actor, round_id=round_id)
    except NotFound:
        abort(404)
    except RoundClosed:
        flash(_("Deze meting is gesloten; u kunt uw antwoorden niet meer wijzigen."), "error")
    return redirect(url_for(".questionnaire", organisation_id=actor.organisation.id, round_id=round_id))


def _own(actor: Actor, round_id: UUID) -> tuple[Round, Response | None]:
    with reading() as session:
        item = get_round(session, actor, round_id)
        return item, store.find_response(session, round_id=round_id, person_id=actor.person.id)


def _revision(response: Response | None) -> int:
    return response.revision if response else 0


def _progress(instrument: Questionnaire, response: Response | None) -> list[AreaProgress]:
    areas = dict.fromkeys(criterion.area for criterion in instrument.criteria)
    found = []
    for area in areas:
        ids = tuple(criterion.id for criterion in instrument.in_area(area))
        found.append(AreaProgress(area, response.answered(ids) if response else 0, len(ids)))
    return found


def _wants_json() -> bool:
    return request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"
