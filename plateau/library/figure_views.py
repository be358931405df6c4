"""The reference figures: every numeric table of the sources, to search and to filter."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from plateau.accounts.guard import signed_in
from plateau.accounts.model import Person
from plateau.catalogue.dossier import State
from plateau.catalogue.figure_table import FigureTable
from plateau.catalogue.loader import catalogue
from plateau.catalogue.search import normalise
from plateau.library import figure_wording, wording
from plateau.library.figure_forms import FigureForm
from plateau.web.locale import language

blueprint = Blueprint("figures", __name__, url_prefix="/naslag")


@blueprint.get("/cijfers")
@signed_in
def figures(_person: Person) -> ResponseReturnValue:
    """The tables that hold the words asked for, about the subject, from the source, in the state."""
    form = FigureForm(request.args)
    form.offer(catalogue())
    form.validate()
    found = [table for table in catalogue().figures if _fits(table, form)]
    return render_template(
        "library/figures.html",
        form=form,
        tables=found,
        total=len(catalogue().figures),
        catalogue=catalogue(),
        wording=wording,
        figure_wording=figure_wording,
    )


def _fits(table: FigureTable, form: FigureForm) -> bool:
    state = form.chosen(form.state)
    return (
        form.chosen(form.subject) in {"", table.subject.value}
        and form.chosen(form.document) in {"", *(reference.document for reference in table.references)}
        and (not state or any(row.state is State(state) for row in table.rows))
        and _holds(table, form.words)
    )


def _holds(table: FigureTable, words: list[str]) -> bool:
    texts = (table.title, *(row.label for row in table.rows), *([table.conflict] if table.conflict else []))
    text = normalise(" ".join((*(item.in_language(language()) for item in texts), table.year)))
    return all(word in text for word in words)
