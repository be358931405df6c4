"""At the door of every view: who is this, for which organisation, and may they?

A view is marked with exactly one of `@public`, `@signed_in` or `@requires(permission)`; a test walks all
routes and refuses one without a mark.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from flask import Flask, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import LoginManager, UserMixin, current_user

from plateau.accounts import store
from plateau.accounts.model import Actor, Permission, Person
from plateau.accounts.policy import may, roles_with
from plateau.web.data import reading
from plateau.web.errors import NotAllowed

P = ParamSpec("P")
R = TypeVar("R")
View = Callable[P, ResponseReturnValue]

MARK = "plateau_access"


class SignedIn(UserMixin):  # type: ignore[misc]
    """Flask-Login's user: a person."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.id = str(person.id)
        self.language = person.language


def install(app: Flask) -> None:
    """Set up log-in for `app`."""
    manager = LoginManager(app)
    manager.user_loader(_load)
    manager.unauthorized_handler(_to_log_in)
    app.context_processor(lambda: {"actor": g.get("actor"), "allowed": _allowed})


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Anyone may use this view."""
    setattr(view, MARK, "public")
    return view


def signed_in(view: Callable[Concatenate[Person, P], ResponseReturnValue]) -> View[P]:
    """Only someone who has logged in may use this view; it gets the person as its first argument."""

    @wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if not current_user.is_authenticated:
            return _to_log_in()
        return view(current_user.person, *args, **kwargs)

    setattr(wrapped, MARK, "signed in")
    return wrapped


def requires(
    permission: Permission,
) -> Callable[[Callable[..., ResponseReturnValue]], Callable[..., ResponseReturnValue]]:
    """Only someone with `permission` for the organisation in the address may use this view.

    The view gets an `Actor` as its first argument instead of `organisation_id`. An organisation that does
    not exist, or that the person does not work for, is a 404: its existence is nobody else's business.
    """

    def decorate(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
        @wraps(view)
        def wrapped(organisation_id: UUID, **kwargs: Any) -> ResponseReturnValue:
            if not current_user.is_authenticated:
                return _to_log_in()
            g.actor = _actor(current_user.person, organisation_id)
            if not may(g.actor.role, permission):
                raise NotAllowed(_helpers(organisation_id, permission))
            return view(g.actor, **kwargs)

        setattr(wrapped, MARK, permission)
        return wrapped

    return decorate


def _actor(person: Person, organisation_id: UUID) -> Actor:
    with reading() as session:
        membership = store.find_membership(session, person_id=person.id, organisation_id=organisation_id)
    if membership is None:
        abort(404)
    return Actor(person, membership.organisation, membership.role)


def _helpers(organisation_id: UUID, permission: Permission) -> list[str]:
    with reading() as session:
        people = store.people_with_roles(session, organisation_id, roles_with(permission))
    return [person.name for person in people]


def _allowed(permission: str) -> bool:
    """For templates: whether the one who looks at the page has this permission."""
    actor: Actor | None = g.get("actor")
    return actor is not None and may(actor.role, Permission(permission))


def _load(person_id: str) -> SignedIn | None:
    try:
        wanted = UUID(person_id)
    except ValueError:
        return None
    with reading() as session:
        person = store.find_person(session, wanted)
    return SignedIn(person) if person else None


def _to_log_in() -> ResponseReturnValue:
    if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
        abort(401)
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.log_in", next=target))


ROLE_NAMES = {
    "member": _l("lid van het managementteam"),
    "consultant": _l("adviseur"),
    "director": _l("directeur"),
}
