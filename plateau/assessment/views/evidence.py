"""The evidence with an answer: the page behind both doors of the questionnaire (see `answering`)."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import Field

from plateau.assessment import evidence_wording, operations, store
from plateau.assessment.asked import round_catalogue
from plateau.assessment.evidence import MOST_PIECES, EvidenceFile, taken_away, there
from plateau.assessment.evidence_forms import FileForm, LinkForm
from plateau.assessment.file_kinds import RefusedFile
from plateau.assessment.forms import field_name
from plateau.assessment.model import Anonymity
from plateau.assessment.operations import (
    AlreadySubmitted,
    NoRoom,
    NotFound,
    RoundClosed,
    TooLarge,
    TooMuchEvidence,
)
from plateau.assessment.views.answering import Seat
from plateau.catalogue.scan import Question
from plateau.web.clock import now
from plateau.web.data import reading, transaction

BYTES = "PLATEAU_EVIDENCE_BYTES"
#: So much of a request is taken in that a file which is too large can be told beside its field.
TAKEN_IN = 10


def let_files_in(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Before anything reads the request: on this page it may be larger than elsewhere."""
    if endpoint and endpoint.endswith(".evidence"):
        request.max_content_length = TAKEN_IN * current_app.config[BYTES]


def evidence_page(seat: Seat, area: str, slug: str) -> ResponseReturnValue:
    """What shows one's answer to a criterion: the list, and the forms that add to it."""
    criterion = _criterion(seat, area, slug)
    if not seat.round.is_open or (seat.response and seat.response.is_submitted):
        return redirect(seat.url("questionnaire"))
    link, file = LinkForm(), FileForm()
    if request.method == "GET":
        return _page(seat, criterion, link, file)
    form = file if request.form.get("kind") == "file" else link
    field = file.file if form is file else link.url
    if form.validate() and _add(seat, criterion, form, field):
        flash(_("Toegevoegd."), "ok")
        return redirect(seat.url("evidence", area=area, slug=slug))
    return _page(seat, criterion, link, file), 422


def own_file(seat: Seat, area: str, slug: str, evidence_id: UUID) -> ResponseReturnValue:
    """A file that one added oneself."""
    criterion = _criterion(seat, area, slug)
    with reading() as session:
        pieces = operations.find_evidence(session, actor=seat.who, round_id=seat.round.id)
        found = next((one for one in pieces if (one.id, one.criterion) == (evidence_id, criterion.id)), None)
        if found is None or found.file is None or found.file_id is None:
            abort(404)
        content = store.file_content(session, found.file_id)
    return send(found.file, content)


def change_evidence(seat: Seat, area: str, slug: str, evidence_id: UUID) -> ResponseReturnValue:
    """Take a piece away, put it back, or destroy its file."""
    _criterion(seat, area, slug)
    which: dict[str, Any] = {"actor": seat.who, "round_id": seat.round.id, "evidence_id": evidence_id}
    try:
        with transaction() as session:
            match request.form.get("do"):
                case "restore":
                    operations.put_back_evidence(session, now=now(), **which)
                case "wipe":
                    operations.wipe_evidence(session, **which)
                case "remove":
                    operations.remove_evidence(session, now=now(), **which)
                case _:
                    abort(400)
    except NotFound:
        abort(404)
    except TooMuchEvidence:
        flash(_full_words(), "error")
    except (RoundClosed, AlreadySubmitted):
        flash(_closed_words(), "error")
    return redirect(seat.url("evidence", area=area, slug=slug))


def send(file: EvidenceFile, content: bytes | None) -> ResponseReturnValue:
    """A file to keep, never to open inside a page of ours; a 404 when its content was wiped."""
    if content is None:
        abort(404)
    return send_file(BytesIO(content), file.media_type, as_attachment=True, download_name=file.name)


def _criterion(seat: Seat, area: str, slug: str) -> Question:
    """The criterion, if this person is asked it."""
    found = next((one for one in seat.instrument.in_area(area) if field_name(one.id) == slug), None)
    return found or abort(404)


def _add(seat: Seat, criterion: Question, form: LinkForm | FileForm, field: Field) -> bool:
    """Add what the form holds; False when that can't be, with the reason beside the field."""
    largest = current_app.config[BYTES]
    source = form.source(largest)
    try:
        with transaction() as session:
            operations.add_evidence(
                session,
                actor=seat.who,
                round_id=seat.round.id,
                criterion=criterion.id,
                description=form.text,
                source=source,
                shared=form.shared.data,
                largest=largest,
                now=now(),
            )
    except RefusedFile as error:
        message = evidence_wording.refusal_words(error.refusal, field.data.filename)
    except TooLarge:
        message = _(
            "Dit bestand is te groot. Kies er een van hoogstens %(size)s, of zet het ergens neer en voeg "
            "een link toe.",
            size=evidence_wording.size_words(largest),
        )
    except TooMuchEvidence:
        message = _full_words()
    except NoRoom:
        message = _(
            "Uw bestanden zijn samen te groot. Haal er een weg en wis het, of voeg een link toe in plaats "
            "van een bestand."
        )
    except (RoundClosed, AlreadySubmitted):
        message = _closed_words()
    else:
        return True
    field.errors = [message]
    return False


def _full_words() -> str:
    return _(
        "Bij een onderwerp past bewijs van hoogstens %(most)s bronnen. Haal er eerst een weg.",
        most=MOST_PIECES,
    )


def _closed_words() -> str:
    return _("De meting is gesloten, of u hebt al ingeleverd. Er is niets gewijzigd.")


def _page(seat: Seat, criterion: Question, link: LinkForm, file: FileForm) -> str:
    with reading() as session:
        pieces = operations.find_evidence(session, actor=seat.who, round_id=seat.round.id)
    mine = [piece for piece in pieces if piece.criterion == criterion.id]
    return render_template(
        "assessment/evidence.html",
        seat=seat,
        round=seat.round,
        area=round_catalogue(seat.round).area(criterion.area),
        criterion=criterion,
        slug=field_name(criterion.id),
        pieces=there(mine).get(criterion.id, []),
        removed=taken_away(mine),
        link=link,
        file=file,
        anonymous=seat.round.anonymity is Anonymity.ANONYMOUS,
        largest=current_app.config[BYTES],
        wording=evidence_wording,
    )
