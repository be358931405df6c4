"""Decision tools and questionnaires to look up. A tool asks a few questions and keeps nothing."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from plateau.accounts.guard import signed_in
from plateau.accounts.model import Person
from plateau.catalogue.loader import catalogue
from plateau.catalogue.scan import PACE
from plateau.catalogue.search import ItemKind
from plateau.catalogue.tool import Effect, Tool, decide
from plateau.catalogue.usage import where_used
from plateau.library import presentation, tool_wording, wording

blueprint = Blueprint("tools", __name__, url_prefix="/naslag")


@blueprint.get("/hulpmiddelen")
@signed_in
def tools(_person: Person) -> ResponseReturnValue:
    """All decision tools and questionnaires."""
    return render_template("library/tools.html", catalogue=catalogue())


@blueprint.get("/hulpmiddelen/<slug>")
@signed_in
def tool(_person: Person, slug: str) -> ResponseReturnValue:
    """One tool: its questions, and how each outcome stands with the answers in the address."""
    try:
        item = catalogue().tool(slug)
    except KeyError:
        abort(404)
    answers = _answers(item)
    return render_template(
        "library/tool.html",
        tool=item,
        answers=answers,
        advice=decide(item, answers),
        effects=Effect,
        wording=wording,
        tool_wording=tool_wording,
        used=where_used(catalogue(), item),
        catalogue=catalogue(),
        href=presentation.href,
    )


def _answers(tool: Tool) -> dict[str, str]:
    """What was answered; an answer that does not exist counts as none."""
    found = {}
    for question in tool.questions:
        chosen = request.args.get(question.id, "")
        if chosen in {option.key for option in question.options}:
            found[question.id] = chosen
    return found


@blueprint.get("/vragenlijsten/<slug>")
@signed_in
def scan(_person: Person, slug: str) -> ResponseReturnValue:
    """What a scan asks, and where its questions come from."""
    found = next((item for item in catalogue().scans if item.id == slug), None)
    if found is None:
        abort(404)
    return render_template(
        "library/scan.html",
        scan=found,
        eyebrow=wording.eyebrow(ItemKind.SCAN, found.kind),
        sets_pace=found.id == PACE,
        used=where_used(catalogue(), found),
        wording=wording,
        catalogue=catalogue(),
        href=presentation.href,
    )
