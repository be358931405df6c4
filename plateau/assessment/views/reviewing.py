"""Looking one's answers over, handing in and taking back: behind both doors (see `answering`)."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from plateau.assessment import evidence_wording, operations
from plateau.assessment.asked import round_catalogue
from plateau.assessment.evidence import there
from plateau.assessment.forms import SubmitForm, answer_value, field_name
from plateau.assessment.operations import ReasonsMissing, RoundClosed
from plateau.assessment.views.answering import Seat, answer_words
from plateau.assessment.views.shared import form_status
from plateau.catalogue.scan import Scan
from plateau.web.clock import now
from plateau.web.data import reading, transaction


def review_page(seat: Seat) -> ResponseReturnValue:
    """All answers on one page, what is open first; hand in from here."""
    answers = seat.response.answers if seat.response else {}
    open_criteria = [
        criterion
        for criterion in seat.instrument.criteria
        if criterion.id not in answers or not answers[criterion.id].is_given
    ]
    unreasoned = [
        criterion
        for criterion in seat.instrument.criteria
        if criterion.id in answers and answers[criterion.id].lacks_reason
    ]
    with reading() as session:
        history = operations.find_history(session, actor=seat.who, round_id=seat.round.id)
        pieces = there(operations.find_evidence(session, actor=seat.who, round_id=seat.round.id))
    form = SubmitForm()
    if form.validate_on_submit():
        if open_criteria and not form.leave_open.data:
            form.leave_open.errors = [_("Beantwoord de open vragen, of kies dat u ze open laat.")]
        elif not unreasoned:
            return _submit(seat)
    page = render_template(
        "assessment/review.html",
        seat=seat,
        round=seat.round,
        instrument=seat.instrument,
        catalogue=round_catalogue(seat.round),
        response=seat.response,
        answers=answers,
        answer_value=answer_value,
        scan=isinstance(seat.instrument, Scan),
        open_criteria=open_criteria,
        unreasoned=unreasoned,
        refused=request.method == "POST",
        history=history,
        evidence=pieces,
        evidence_wording=evidence_wording,
        answer_words=lambda answer: answer_words(seat.instrument, answer),
        form=form,
        field_name=field_name,
    )
    return page, form_status()


def _submit(seat: Seat) -> ResponseReturnValue:
    try:
        with transaction() as session:
            operations.submit_response(session, actor=seat.who, round_id=seat.round.id, now=now())
    except RoundClosed:
        flash(_("Deze meting is gesloten; uw vragenlijst is niet ingeleverd."), "error")
    except ReasonsMissing:  # changed in another window since this page was read
        return redirect(seat.url("review"))
    return redirect(seat.url("questionnaire"))


def take_back(seat: Seat) -> ResponseReturnValue:
    """Open what was handed in, to change it."""
    try:
        with transaction() as session:
            operations.reopen_response(session, actor=seat.who, round_id=seat.round.id)
    except RoundClosed:
        flash(_("Deze meting is gesloten; u kunt uw antwoorden niet meer wijzigen."), "error")
    return redirect(seat.url("questionnaire"))
