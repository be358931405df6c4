"""The pages of the catalogue: search, and one page per item. Nothing here belongs to one organisation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from plateau import terms
from plateau.accounts import store as accounts_store
from plateau.accounts.guard import signed_in
from plateau.accounts.model import Membership, Permission, Person
from plateau.accounts.policy import may
from plateau.catalogue.dossier import links_of
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import PLATEAUS, Catalogue, Intervention, Kind
from plateau.catalogue.search import Entry, Filters, Item, ItemKind, build_index, search
from plateau.catalogue.usage import where_used
from plateau.language import LANGUAGES
from plateau.library import dossier_wording, presentation, wording
from plateau.library.forms import SearchForm
from plateau.tailoring.catalogue import own_catalogue
from plateau.web.data import reading
from plateau.web.locale import language

blueprint = Blueprint("library", __name__, url_prefix="/naslag")
T = TypeVar("T")


@cache
def _index(chosen_language: str) -> tuple[Entry, ...]:
    return build_index(catalogue(), chosen_language)


def _search(words: str, filters: Filters) -> tuple[list[Entry], str]:
    """What is found, and in which language: that of the page, unless the words stand in another only."""
    here = language()
    for one in sorted(LANGUAGES, key=lambda one: one != here):
        found = search(_index(one), words, Filters())
        if found:
            return [entry for entry in found if entry.fits(filters)], one
    return [], here


@blueprint.get("")
@signed_in
def start(_person: Person) -> ResponseReturnValue:
    """Search and filters with their results; without either, what there is to look up."""
    form = SearchForm(request.args)
    form.offer(catalogue())
    form.validate()
    parameters, index = form.parameters(), _index(language())
    if not parameters:
        return render_template(
            "library/start.html",
            form=form,
            counts=presentation.counts(index),
            kinds_found=Counter(entry.kind for entry in index),
            **_shared(),
        )
    filters = form.filters()
    everything, found_in = _search(form.text, replace(filters, item=None))
    found = [entry for entry in everything if filters.item in {None, entry.kind}]
    pages = presentation.pages(len(found), request.args.get("pagina", 1, type=int), parameters)
    return render_template(
        "library/results.html",
        form=form,
        parameters=parameters,
        total=len(found),
        found_in=found_in,
        results=[
            presentation.result(entry, filters)
            for entry in found[pages.first : pages.first + presentation.PER_PAGE]
        ],
        tabs=presentation.tabs(everything, filters.item, parameters),
        pages=pages,
        **_shared(),
    )


@blueprint.get("/maatregelen/<slug>")
@signed_in
def intervention(person: Person, slug: str) -> ResponseReturnValue:
    """Everything about one intervention."""
    shown, item = _ours_or_own(person, slug)
    membership = _own_membership(person, item.kind)
    own = membership.organisation if membership else None
    return _page(
        "library/intervention.html",
        item,
        own=own,
        may_correct=membership is not None and may(membership.role, Permission.ROADMAP_DRAFT),
        estimates=presentation.estimates(item, own),
        scaling=presentation.scaling_sentence(item, own),
        shown=shown,
    )


def _ours_or_own(person: Person, slug: str) -> tuple[Catalogue, Intervention]:
    """An intervention of ours, else one that an organisation of the reader added; with its catalogue."""
    with reading() as session:
        memberships = accounts_store.memberships(session, person.id)
    for shown in (catalogue(), *(own_catalogue(item.organisation.id) for item in memberships)):
        with suppress(KeyError):
            return shown, shown.intervention(slug)
    return abort(404)


@blueprint.get("/onderwerpen/<slug>")
@signed_in
def criterion(_person: Person, slug: str) -> ResponseReturnValue:
    """Everything about one criterion of a questionnaire."""
    item = _known(catalogue().criterion, slug)
    instrument = next(found for found in catalogue().instruments if item in found.criteria)
    return _page("library/criterion.html", item, instrument=instrument)


@blueprint.get("/transities/<transitie_id>")
@signed_in
def transitie(_person: Person, transitie_id: str) -> ResponseReturnValue:
    """One transitie, and what serves it."""
    item = _known(catalogue().transitie, transitie_id)
    return _page(
        "library/transitie.html",
        item,
        dossier=catalogue().dossier(item.id),
        links=links_of(catalogue(), item.id),
        dossier_wording=dossier_wording,
    )


@blueprint.get("/principes/<principle_id>")
@signed_in
def principle(_person: Person, principle_id: str) -> ResponseReturnValue:
    """One principle, and what serves it."""
    return _page("library/principle.html", _known(catalogue().principle, principle_id))


@blueprint.get("/plateaus/<int:number>")
@signed_in
def plateau(_person: Person, number: int) -> ResponseReturnValue:
    """One plateau: what every criterion looks like there, and what leads to it."""
    if number not in PLATEAUS:
        abort(404)
    return _page("library/plateau.html", catalogue().plateau(number))


def _known(look_up: Callable[[str], T], key: str) -> T:
    try:
        return look_up(key)
    except KeyError:
        abort(404)


def _shared() -> dict[str, Any]:
    return {
        "catalogue": catalogue(),
        "wording": wording,
        "terms": terms,
        "href": presentation.href,
        "kinds": Kind,
        "items": ItemKind,
    }


def _page(template: str, item: Item, *, shown: Catalogue | None = None, **more: Any) -> str:
    used = where_used(shown or catalogue(), item)
    return render_template(template, item=item, used=used, **more, **_shared())


def _own_membership(person: Person, kind: Kind) -> Membership | None:
    """Of the organisation to convert estimates for: the reader's only one, when it is of this kind."""
    with reading() as session:
        memberships = accounts_store.memberships(session, person.id)
    if len(memberships) == 1 and memberships[0].organisation.kind is kind:
        return memberships[0]
    return None
