"""Filling in, area by area: the pages behind two doors (looking it over: `reviewing`).

Who has an account comes in through `questionnaire`, who has a personal link through `guest`. Both blueprints
give these pages the same endpoints, so that a link to `.review` stays on the side that one came in by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from textwrap import shorten
from typing import Any

from flask import abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from plateau.accounts.forms import EmptyForm
from plateau.accounts.model import Actor
from plateau.assessment import operations, wording
from plateau.assessment.asked import questionnaire_of, round_catalogue
from plateau.assessment.evidence import there
from plateau.assessment.forms import AreaForm, answer_value, area_form, field_name
from plateau.assessment.model import COMMENT_LENGTH, Answer, Guest, Mark, Participant, Response, Round
from plateau.assessment.operations import AlreadySubmitted, RoundClosed, Saved
from plateau.assessment.round_wording import promise_to, promises
from plateau.catalogue.scan import Question, Questionnaire, Scan
from plateau.web.clock import LOCAL_ZONE, now
from plateau.web.data import reading, transaction
from plateau.web.errors import wants_json
from plateau.web.locale import local

#: What the button that saves and goes on to the evidence of a criterion says, before that criterion.
TO_EVIDENCE = "bewijs:"


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


@dataclass(frozen=True, slots=True)
class OwnLink:
    """The link by which someone goes on in another browser; `is_only_way`: nobody can mail it."""

    href: str
    qr: Markup
    is_only_way: bool


@dataclass(frozen=True)
class Seat:
    """Someone before the questionnaire: who, in which round and what they are asked.

    `participant`: who they are on the list; None: not on it yet. `keys`: what the addresses of this side need
    to be built.
    """

    who: Actor | Guest
    round: Round
    instrument: Questionnaire
    participant: Participant | None
    keys: Mapping[str, Any]

    @cached_property
    def response(self) -> Response | None:
        """What they answered until now: read when a page shows it, which a save does not."""
        with reading() as session:
            return operations.find_response(session, actor=self.who, round_id=self.round.id)

    def url(self, endpoint: str, **more: Any) -> str:
        """The address of another of these pages."""
        return url_for(f".{endpoint}", **self.keys, **more)

    @property
    def revision(self) -> int:
        """Which save the page in view builds on."""
        return self.response.revision if self.response else 0

    @property
    def autosave_key(self) -> str:
        """Under what the browser keeps what could not be sent: never what another left there."""
        person = self.who.participant.id if isinstance(self.who, Guest) else self.who.person.id
        return f"{self.round.id}-{person}"


def take_seat(session: Session, who: Actor | Guest, item: Round, keys: Mapping[str, Any]) -> Seat:
    """What this person has before them in this round."""
    participant = operations.find_own_participant(session, actor=who, round_id=item.id)
    return Seat(who, item, asked_of(questionnaire_of(item), participant), participant, keys)


def asked_of(instrument: Questionnaire, participant: Participant | None) -> Questionnaire:
    """The part of the questionnaire that is for this participant."""
    if participant is None or not participant.areas:
        return instrument
    if isinstance(instrument, Scan):
        asked = tuple(one for one in instrument.criteria if participant.is_asked(one.area))
        return replace(instrument, criteria=asked)
    return replace(
        instrument, criteria=tuple(one for one in instrument.criteria if participant.is_asked(one.area))
    )


def questionnaire_page(seat: Seat, own_link: OwnLink | None = None) -> ResponseReturnValue:
    """What the questionnaire is, how far one is, and the way in; for a guest also the way on elsewhere."""
    progress = _progress(seat)
    pressed: list[datetime] = []
    if seat.participant:
        with reading() as session:
            pressed = operations.find_begin_pressed(session, someone=seat.participant)
    return render_template(
        "assessment/questionnaire.html",
        seat=seat,
        round=seat.round,
        instrument=seat.instrument,
        catalogue=round_catalogue(seat.round),
        response=seat.response,
        progress=progress,
        scan=isinstance(seat.instrument, Scan),
        first_open=_first_open(seat),
        field_name=field_name,
        promises=[*promises(seat.round), *filter(None, [promise_to(seat.participant, seat.round)])],
        own_link=own_link,
        pressed=pressed,
        form=EmptyForm(),
    )


def area_page(seat: Seat, area: str) -> ResponseReturnValue:
    """The questions of one area; saved per answer by script, or with the button without."""
    criteria = seat.instrument.in_area(area)
    if not criteria:
        abort(404)
    if request.method == "GET":
        if not seat.round.is_open or (seat.response and seat.response.is_submitted):
            return redirect(seat.url("questionnaire"))
        answers = seat.response.answers if seat.response else {}
        return _area_page(seat, area, area_form(criteria, answers, revision=seat.revision))
    form = area_form(criteria, {}, revision=0)
    if not form.validate():
        if wants_json():
            return jsonify(errors=form.errors), 422
        return _area_page(seat, area, form, status=422)
    return _save(seat, area, form, criteria)


def _save(seat: Seat, area: str, form: AreaForm, criteria: Sequence[Question]) -> ResponseReturnValue:
    try:
        with transaction() as session:
            saved = operations.save_answers(
                session,
                actor=seat.who,
                round_id=seat.round.id,
                answers=form.answers(criteria),
                base_revision=form.revision.data or 0,
                now=now(),
            )
    except (RoundClosed, AlreadySubmitted) as error:
        return _refused(seat, area, form, error)
    if saved.conflicts or (saved.changed_elsewhere and not wants_json()):
        return _stale(seat, area, form, saved)
    if wants_json():
        return jsonify(_saved(seat, saved))
    return redirect(_after_saving(seat, area))


def _saved(seat: Seat, saved: Saved) -> dict[str, object]:
    answer: dict[str, object] = {
        "revision": saved.response.revision,
        "savedAt": f"{now().astimezone(LOCAL_ZONE):%H:%M}",
    }
    if saved.changed_elsewhere:
        answer["elsewhere"] = _fields(saved, saved.changed_elsewhere)
        answer["message"] = _elsewhere_words(seat, saved.changed_elsewhere)
    return answer


def _fields(saved: Saved, criteria: Sequence[str]) -> dict[str, str]:
    """What is stored for these criteria, by the names of the form's fields."""
    fields: dict[str, str] = {}
    for criterion in criteria:
        answer = saved.response.answers[criterion]
        fields[field_name(criterion)] = answer_value(answer) or ""
        fields[f"{field_name(criterion)}-comment"] = answer.comment
    return fields


def _elsewhere_words(seat: Seat, criteria: tuple[str, ...]) -> str:
    return ngettext(
        "U hebt %(names)s ook in een ander venster ingevuld. Dat antwoord is bewaard; kijk het hieronder na.",
        "U hebt %(names)s ook in een ander venster ingevuld. "
        "Die antwoorden zijn bewaard; kijk ze hieronder na.",
        len(criteria),
        names=wording.names(criteria, round_catalogue(seat.round)),
    )


def _after_saving(seat: Seat, area: str) -> str:
    areas = list(dict.fromkeys(criterion.area for criterion in seat.instrument.criteria))
    step = request.form.get("go", "next")
    if step.startswith(TO_EVIDENCE):
        return seat.url("evidence", area=area, slug=step.removeprefix(TO_EVIDENCE))
    if step == "stay":
        return seat.url("questionnaire_area", area=area, bewaard=1)
    position = areas.index(area) + (-1 if step == "previous" else 1)
    if position < 0:
        return seat.url("questionnaire")
    if position >= len(areas):
        return seat.url("review")
    return seat.url("questionnaire_area", area=areas[position])


def _refused(
    seat: Seat, area: str, form: AreaForm, error: RoundClosed | AlreadySubmitted
) -> ResponseReturnValue:
    message = (
        _("Deze meting is gesloten; uw wijziging is niet opgeslagen.")
        if isinstance(error, RoundClosed)
        else _("U hebt deze vragenlijst al ingeleverd; uw wijziging is niet opgeslagen.")
    )
    if wants_json():
        return jsonify(message=message), 409
    return _area_page(seat, area, form, status=409, message=message)


def _stale(seat: Seat, area: str, form: AreaForm, saved: Saved) -> ResponseReturnValue:
    """Another page changed answers since this one was opened: show both, lose neither."""
    message = _elsewhere_words(seat, saved.conflicts + saved.changed_elsewhere)
    if wants_json():
        return jsonify(
            message=_conflict_words(seat, saved),
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
                stored=_with_comment(seat.instrument, stored),
            )
        ]
    for criterion in saved.changed_elsewhere:
        _show(form, criterion, saved.response.answers[criterion])
    form.revision.data = saved.response.revision
    form.revision.raw_data = [str(saved.response.revision)]
    return _area_page(seat, area, form, status=409, message=message)


def _conflict_words(seat: Seat, saved: Saved) -> str:
    sentences = [
        _(
            "In een ander venster koos u bij %(name)s: %(stored)s.",
            name=wording.names((criterion,), round_catalogue(seat.round)),
            stored=_with_comment(seat.instrument, saved.response.answers[criterion], most=100),
        )
        for criterion in saved.conflicts
    ]
    return " ".join([*sentences, _("Hier staat iets anders. Wat moet het worden?")])


def _with_comment(instrument: Questionnaire, answer: Answer, most: int = COMMENT_LENGTH) -> str:
    """An answer with its comment, of which at most so many characters."""
    words = answer_words(instrument, answer)
    return f"{words}, “{shorten(answer.comment, most, placeholder=' …')}”" if answer.comment else words


def _show(form: AreaForm, criterion: str, answer: Answer) -> None:
    form.value_field(criterion).data = answer_value(answer)
    form.comment_field(criterion).data = answer.comment


def answer_words(instrument: Questionnaire, answer: Answer) -> str:
    """An answer in a few words, as its author knows it."""
    if answer.plateau:
        return _("plateau %(number)s", number=answer.plateau)
    if answer.option and isinstance(instrument, Scan):
        return local(instrument.criterion(answer.criterion).option(answer.option).text)
    if answer.mark is None:
        return _("nog niets, met een toelichting")
    return _("weet niet") if answer.mark is Mark.UNKNOWN else _("niet van toepassing")


def _area_page(
    seat: Seat, area: str, form: AreaForm, *, status: int = 200, message: str = ""
) -> ResponseReturnValue:
    with reading() as session:
        pieces = there(operations.find_evidence(session, actor=seat.who, round_id=seat.round.id))
        history = operations.find_history(session, actor=seat.who, round_id=seat.round.id)
    page = render_template(
        "assessment/area.html",
        seat=seat,
        round=seat.round,
        instrument=seat.instrument,
        area=round_catalogue(seat.round).area(area),
        progress=_progress(seat),
        criteria=seat.instrument.in_area(area),
        catalogue=round_catalogue(seat.round),
        form=form,
        field_name=field_name,
        scan=isinstance(seat.instrument, Scan),
        message=message,
        evidence=pieces,
        history=history,
        answer_words=lambda answer: answer_words(seat.instrument, answer),
        autosave_key=f"{seat.autosave_key}-{area}",
        saved=request.args.get("bewaard") == "1",
    )
    return page, status


def _first_open(seat: Seat) -> Question | None:
    answers = seat.response.answers if seat.response else {}
    return next(
        (one for one in seat.instrument.criteria if one.id not in answers or not answers[one.id].is_given),
        None,
    )


def _progress(seat: Seat) -> list[AreaProgress]:
    areas = dict.fromkeys(criterion.area for criterion in seat.instrument.criteria)
    found = []
    for area in areas:
        ids = tuple(criterion.id for criterion in seat.instrument.in_area(area))
        found.append(AreaProgress(area, seat.response.answered(ids) if seat.response else 0, len(ids)))
    return found
