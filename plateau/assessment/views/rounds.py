"""Preparing a measurement, changing what it is about, and doing it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from plateau.accounts import store as accounts_store
from plateau.accounts.guard import requires
from plateau.accounts.model import Actor, Permission
from plateau.assessment import lifecycle, operations, round_wording, store
from plateau.assessment.asked import newer_questionnaire, offered, questionnaire_of
from plateau.assessment.lifecycle import Act, Hindrance
from plateau.assessment.model import Round, RoundDetails, RoundState
from plateau.assessment.operations import NameTaken, NotFound, TermsFixed
from plateau.assessment.round_forms import DetailsForm, RenameForm, RoundForm
from plateau.assessment.views.shared import blueprint, form_status, get_round
from plateau.catalogue.scan import Questionnaire
from plateau.web.clock import new_id, now
from plateau.web.data import reading, transaction


@blueprint.route("/nieuw", methods=["GET", "POST"])
@requires(Permission.ROUND_MANAGE)
def new_round(actor: Actor) -> ResponseReturnValue:
    """Prepare a measurement, or the same one again (`?van=` an earlier one); opened at once where asked.

    `?vragenlijst=` is the questionnaire that the form proposes.
    """
    form = RoundForm()
    example = _example(actor, form)
    choices = offered(actor)
    if request.method == "GET":
        if example:
            form.fill(replace(example.details, name="", is_baseline=False, period=""))
        form.round_id.data = str(new_id())
        form.copy_of.data = str(example.id) if example else ""
        wanted = request.args.get("vragenlijst")
        form.questionnaire.data = wanted if wanted in {one.id for one in choices} else None
    form.offer(choices)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                item = _start(session, actor, form, example, choices)
        except NotFound:
            abort(404)
        except NameTaken:
            form.name.errors = [_taken()]
        else:
            return redirect(_dashboard(actor, item) if item.is_open else _manage(actor, item))
    page = render_template(
        "assessment/new_round.html",
        form=form,
        example=example,
        wording=round_wording,
        **_newer(actor, example),
    )
    return page, form_status()


def _newer(actor: Actor, example: Round | None) -> dict[str, object]:
    """The newer version that a repetition asks, if there is one, and whom it asks more than before."""
    newer = newer_questionnaire(actor, example) if example else None
    if example is None or newer is None:
        return {"newer": None}
    with reading() as session:
        people = store.participants(session, example.id)
    return {"newer": newer, "asked_all": operations.asked_all(people, newer)}


def _start(
    session: Session,
    actor: Actor,
    form: RoundForm,
    example: Round | None,
    choices: Sequence[Questionnaire],
) -> Round:
    wanted = example.instrument_id if example else form.questionnaire.data
    newest = next((one for one in choices if one.id == wanted), None)
    if newest is None:  # an own one that was withdrawn since: the same measurement can still be done again
        assert example is not None
        newest = questionnaire_of(example)
    item = operations.prepare_round(
        session,
        actor=actor,
        instrument=newest,
        details=form.details(),
        now=now(),
        round_id=UUID(form.round_id.data),
        copy_of=example.id if example else None,
    )
    if form.open_now.data and item.state is RoundState.PREPARATION:
        return operations.move_round(
            session, actor=actor, round_id=item.id, expected=item.state, to=RoundState.OPEN, now=now()
        )
    return item


def _example(actor: Actor, form: RoundForm) -> Round | None:
    """The round that this one repeats, if any."""
    wanted = request.args.get("van") if request.method == "GET" else form.copy_of.data
    if not wanted:
        return None
    try:
        round_id = UUID(wanted)
    except ValueError:
        abort(404)
    with reading() as session:
        return get_round(session, actor, round_id)


@blueprint.route("/<uuid:round_id>", methods=["GET", "POST"])
@requires(Permission.ROUND_MANAGE)
def manage(actor: Actor, round_id: UUID) -> ResponseReturnValue:
    """One measurement for the one who leads it: what it is about, where it stands, what can be done."""
    with reading() as session:
        item = get_round(session, actor, round_id)
    form = DetailsForm() if lifecycle.allows(item.state, Act.CHANGE_TERMS) else RenameForm()
    if request.method == "GET":
        _show(form, item)
    if form.validate_on_submit():
        try:
            with transaction() as session:
                operations.change_round(session, actor=actor, round_id=round_id, details=_asked(form, item))
        except NameTaken:
            form.name.errors = [_taken()]
        except TermsFixed:
            flash(
                _("Niet opgeslagen. Dit ligt vast sinds de meting open is geweest; strenger maken mag wel."),
                "error",
            )
            return redirect(_manage(actor, item))
        else:
            flash(_("De meting is opgeslagen."), "ok")
            return redirect(_manage(actor, item))
    return _manage_page(actor, item, form), form_status()


def _show(form: DetailsForm | RenameForm, item: Round) -> None:
    if isinstance(form, DetailsForm):
        form.fill(item.details)
    else:
        form.name.data = item.name


def _asked(form: DetailsForm | RenameForm, item: Round) -> RoundDetails:
    if isinstance(form, DetailsForm):
        return form.details()
    return replace(item.details, name=" ".join(str(form.name.data).split()))


@dataclass(frozen=True, slots=True)
class StateStep:
    """A state on the way of a round, for the row of steps."""

    label: str
    current: bool
    done: bool


@dataclass(frozen=True, slots=True)
class EventRow:
    """A step that was taken, in words."""

    at: object
    who: str
    text: str
    reason: str


def _manage_page(actor: Actor, item: Round, form: DetailsForm | RenameForm) -> str:
    with reading() as session:
        events = store.round_events(session, item.id)
        names = accounts_store.people_names(session, {event.by for event in events})
        participants = store.participants(session, item.id)
        started, submitted = store.count_responses(session, item.id)
        standing = operations.find_standing(session, item=item)
    states = list(RoundState)
    hindrances = {
        move.to: lifecycle.hindrance(item.state, move.to, role=actor.role, standing=standing, reason=None)
        for move in lifecycle.MOVES[item.state]
    }
    return render_template(
        "assessment/manage.html",
        round=item,
        form=form,
        instrument=questionnaire_of(item),
        newer=newer_questionnaire(actor, item),
        may_take_newer=lifecycle.may_take_newer(item),
        wording=round_wording,
        moves=[move for move in lifecycle.MOVES[item.state] if hindrances[move.to] is None],
        may_agree=lifecycle.allows(item.state, Act.AGREE),
        waits_for_talk=item.state is RoundState.CONSENSUS and not standing.is_discussed,
        waits_for_director=Hindrance.NOT_YOURS in hindrances.values(),
        renameable=lifecycle.allows(item.state, Act.RENAME),
        states=[
            StateStep(
                label=round_wording.state_name(state),
                current=state is item.state,
                done=states.index(state) < states.index(item.state),
            )
            for state in states
        ],
        events=[
            EventRow(
                at=event.at,
                who=names[event.by],
                text=_(
                    "van %(before)s naar %(after)s",
                    before=round_wording.state_name(event.from_state),
                    after=round_wording.state_name(event.to_state),
                ),
                reason=event.reason,
            )
            for event in events
        ],
        participants=len(participants),
        started=started,
        submitted=submitted,
    )


def _taken() -> str:
    return cast(str, _("U hebt al een meting met deze naam. Kies een andere."))


def _dashboard(actor: Actor, item: Round) -> str:
    return url_for("overview.dashboard", organisation_id=actor.organisation.id, meting=item.id)


def _manage(actor: Actor, item: Round) -> str:
    return url_for(".manage", organisation_id=actor.organisation.id, round_id=item.id)
