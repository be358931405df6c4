"""What the catalogue's codes are called, and where an item comes from, in the language of the page."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.catalogue.model import (
    Catalogue,
    Criterion,
    Intervention,
    Kind,
    Origin,
    Reference,
    Sign,
)
from plateau.catalogue.scaling import BASE_SIZE
from plateau.catalogue.search import ItemKind
from plateau.web.locale import local, number


def organisation_name(kind: Kind) -> str:
    """A kind of organisation, as the heading of what is meant for it."""
    return {Kind.GEMEENTE: _("Gemeenten"), Kind.AANBIEDER: _("Aanbieders")}[kind]


def item_name(kind: ItemKind) -> str:
    """One item of this kind."""
    return {
        ItemKind.PLATEAU: _("Plateau"),
        ItemKind.AREA: _("Gebied"),
        ItemKind.TRANSITIE: _("Transitie"),
        ItemKind.PRINCIPLE: _("Principe"),
        ItemKind.CRITERION: _("Onderwerp"),
        ItemKind.INTERVENTION: _("Maatregel"),
        ItemKind.SCAN: _("Vragenlijst"),
        ItemKind.TOOL: _("Keuzehulp"),
        ItemKind.FIGURES: _("Cijfers"),
    }[kind]


def items_name(kind: ItemKind) -> str:
    """All items of this kind."""
    return {
        ItemKind.PLATEAU: _("Plateaus"),
        ItemKind.AREA: _("Gebieden"),
        ItemKind.TRANSITIE: _("Transities"),
        ItemKind.PRINCIPLE: _("Principes"),
        ItemKind.CRITERION: _("Onderwerpen"),
        ItemKind.INTERVENTION: _("Maatregelen"),
        ItemKind.SCAN: _("Vragenlijsten"),
        ItemKind.TOOL: _("Keuzehulpen"),
        ItemKind.FIGURES: _("Cijfers"),
    }[kind]


def eyebrow(item: ItemKind, organisation: Kind | None) -> str:
    """What one is looking at, above the title of its page."""
    if organisation is None:
        return item_name(item)
    return {
        (ItemKind.CRITERION, Kind.GEMEENTE): _("Onderwerp voor gemeenten"),
        (ItemKind.CRITERION, Kind.AANBIEDER): _("Onderwerp voor aanbieders"),
        (ItemKind.INTERVENTION, Kind.GEMEENTE): _("Maatregel voor gemeenten"),
        (ItemKind.INTERVENTION, Kind.AANBIEDER): _("Maatregel voor aanbieders"),
        (ItemKind.SCAN, Kind.GEMEENTE): _("Vragenlijst voor gemeenten"),
        (ItemKind.SCAN, Kind.AANBIEDER): _("Vragenlijst voor aanbieders"),
    }[item, organisation]


def found(count: int, words: str) -> str:
    """How much was found, and for which words (empty: only filters)."""
    if not words:
        return ngettext("%(num)s resultaat", "%(num)s resultaten", count)
    return ngettext(
        "%(num)s resultaat voor “%(words)s”", "%(num)s resultaten voor “%(words)s”", count, words=words
    )


def found_elsewhere(language: str) -> str:
    """That the words stand in the texts of another language than that of the page."""
    if language == "nl":
        return _("In de Engelse teksten staat dit niet; dit staat in de Nederlandse.")
    return _("In de Nederlandse teksten staat dit niet; dit staat in de Engelse.")


# sources


def source(place: Reference, catalogue: Catalogue) -> str:
    """A place in a source document, as short as it is cited."""
    return _place(local(catalogue.document(place.document).short), place)


def full_source(place: Reference, catalogue: Catalogue) -> str:
    """A place in a source document, with the title of the document."""
    document = catalogue.document(place.document)
    return _place(f"{local(document.title)} ({document.year})", place)


def _place(document: str, place: Reference) -> str:
    lines = _("regels %(lines)s", lines=place.lines) if place.lines else ""
    return ", ".join(part for part in (document, place.section, lines) if part)


def sources(places: tuple[Reference, ...], catalogue: Catalogue) -> str:
    """Places in source documents as one text."""
    return "; ".join(source(place, catalogue) for place in places) or _("van ons")


def origin_name(origin: Origin) -> str:
    """Where a text comes from, in a cell of a table."""
    return {
        Origin.SOURCE: _("uit de bron"),
        Origin.DERIVED: _("afgeleid uit de bron"),
        Origin.OURS: _("van ons"),
        Origin.ORGANISATION: _("van uw organisatie"),
    }[origin]


def level_origin(item: Criterion, plateau: int, catalogue: Catalogue) -> str:
    """Where the descriptor of a plateau comes from."""
    origin = item.level(plateau).origin
    if origin is Origin.OURS:
        return origin_name(origin)
    return f"{origin_name(origin)}: {source(item.reference, catalogue)}"


def sign_source(item: Criterion, sign: Sign, catalogue: Catalogue) -> str:
    """Where a sign comes from: its lines are those of the criterion's document."""
    return source(Reference(item.reference.document, lines=sign.lines), catalogue)


# estimates


def estimate_caption(item: Intervention) -> str:
    """Whose estimate it is, and for which size of organisation it holds."""
    size = number(BASE_SIZE[item.kind])
    ours = item.estimate is Origin.OURS
    if item.kind is Kind.GEMEENTE:
        if ours:
            return _("Schatting van ons, voor een gemeente van %(size)s inwoners", size=size)
        return _("Schatting op grond van de bron, voor een gemeente van %(size)s inwoners", size=size)
    if ours:
        return _("Schatting van ons, voor een aanbieder met %(size)s medewerkers", size=size)
    return _("Schatting op grond van de bron, voor een aanbieder met %(size)s medewerkers", size=size)


def scaled_sentence(kind: Kind, size: int) -> str:
    """What converting to an organisation's own size rests on."""
    base = number(BASE_SIZE[kind])
    if kind is Kind.GEMEENTE:
        return _(
            "De schattingen gelden voor een gemeente van %(base)s inwoners en zijn omgerekend naar %(size)s "
            "inwoners: kosten en dagen groeien mee met de wortel van de omvang. Niemand heeft dat gemeten.",
            base=base,
            size=number(size),
        )
    return _(
        "De schattingen gelden voor een aanbieder met %(base)s medewerkers en zijn omgerekend naar %(size)s "
        "medewerkers: kosten en dagen groeien mee met de wortel van de omvang. Niemand heeft dat gemeten.",
        base=base,
        size=number(size),
    )
