"""The summary: the whole on one page."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.assessment import wording as profile_wording
from plateau.report.model import Cell, Column, Figure, Row, Summary, Table
from plateau.report.subject import Subject
from plateau.roadmap import wording
from plateau.roadmap.presentation import RoadmapPage
from plateau.web.locale import day, local, money

POINTS = 3
STARTS = 3


def summary(subject: Subject) -> Summary:
    """Where the organisation stands, where it wants to go, what the roadmap does, and what tells most."""
    page = subject.page
    return Summary(
        title=_("Samenvatting"),
        lead=_lead(subject, page),
        figures=_figures(page) if page and subject.stored and subject.stored.plan.found else (),
        table=_areas(subject),
        points_title=_("Wat het meest vertelt"),
        points=tuple(_points(subject, page)[:POINTS]),
        starts_title=_("Hiermee begint het") if page and page.schedule else "",
        starts=tuple(_starts(page)) if page else (),
        note=_(
            "Een hoger plateau is niet vanzelf beter: de taak bepaalt wat past. Er is daarom geen eindcijfer."
        ),
    )


def _lead(subject: Subject, page: RoadmapPage | None) -> str:
    if page and subject.changed:
        then = _("De ambitie en de roadmap in het rapport zijn van toen; het profiel is van nu.")
        return " ".join(filter(None, (page.sentence, page.over_budget, subject.changed, then)))
    if page:
        return " ".join(filter(None, (page.sentence, page.over_budget)))
    if subject.ambition:
        return _(
            "De ambitie ligt er, voor %(horizon)s. Er is nog geen roadmap berekend.",
            horizon=day(subject.ambition.horizon),
        )
    if subject.profile.has_outcome:
        return _("Dit rapport toont waar de organisatie staat. Er is nog geen ambitie vastgesteld.")
    return _("Er is nog geen profiel: er is nog geen vragenlijst ingeleverd.")


def _figures(page: RoadmapPage) -> tuple[Figure, ...]:
    asking = [row for row in page.milestones if row.asks]
    met = sum(row.met for row in asking)
    counted = _("%(part)s van %(all)s", part=page.closed, all=page.targets)
    unmeasured = ngettext("%(num)s nog niet gemeten", "%(num)s nog niet gemeten", len(page.unplanned))
    return (
        Figure(counted, _("doelen bereikt"), unmeasured if page.unplanned else ""),
        Figure(str(page.interventions), _("maatregelen")),
        Figure(
            money(page.total),
            _("kosten in de looptijd"),
            _("daarna %(amount)s per jaar", amount=money(page.structural_after)),
        ),
        Figure(page.end or "–", _("einde")),
        Figure(
            _("%(part)s van %(all)s", part=met, all=len(asking)) if asking else "–",
            _("mijlpalen worden gehaald") if asking else _("geen mijlpalen met een open doel"),
        ),
    )


def _starts(page: RoadmapPage) -> list[str]:
    """The first interventions, with who leads them."""
    return [
        _(
            "%(title)s (%(quarters)s): %(owner)s",
            title=row.title,
            quarters=row.quarters,
            owner=local(row.measure.owner),
        )
        for row in page.schedule[:STARTS]
        if row.measure
    ]


def _areas(subject: Subject) -> Table:
    """Per area the plateau, the target and the verdict in words."""
    rows = []
    for area in subject.profile.areas:
        known = _("%(known)s van %(all)s bekend", known=area.known, all=area.applicable)
        words = profile_wording.spread_sentence(area) if area.plateau else ""
        verdict = words or profile_wording.verdict_sentence(area, subject.catalogue, subject.instrument)
        cells = (
            Cell(subject.area_name(area.area), note=known),
            subject.verdict_cell(area.area),
            subject.target_cell(area.area),
            Cell(verdict),
        )
        rows.append(Row(cells))
    columns = (
        Column(_("Gebied"), 1),
        Column(_("Nu")),
        Column(_("Ambitie")),
        Column(_("Beeld"), 1.2),
    )
    return Table(_("Waar de organisatie staat, per gebied"), columns, tuple(rows))


def _points(subject: Subject, page: RoadmapPage | None) -> list[str]:
    """The points in order of weight: what stays open or is late, what holds most, what ties together."""
    points = []
    if page:
        points += [f"{row.title}: {row.verdict}" for row in page.milestones if row.asks and not row.met][:1]
        points += [
            " ".join([_("%(name)s blijft open.", name=row.criterion), *row.reasons, *row.helps[:1]])
            for row in page.gaps
            if not row.closed
        ][:1]
    points += _lowest(subject)
    points += _unknown(subject)
    if page and page.schedule:
        points.insert(2, wording.knitting_sentence(page.knitting))
        points += _busiest(page)
    return points


def _lowest(subject: Subject) -> list[str]:
    """The area with the longest way to go, or without ambition the lowest, and what holds it."""
    placed = [area for area in subject.profile.areas if area.plateau is not None]
    if not placed:
        return []
    ambition = subject.ambition

    def way(area_id: str, plateau: int) -> int:
        target = ambition.area_target(area_id) if ambition else None
        return (target or plateau) - plateau

    area = max(placed, key=lambda item: (way(item.area, item.plateau or 0), -(item.plateau or 0)))
    holding = profile_wording.holding_sentences(area, subject.catalogue)
    verdict = profile_wording.verdict_sentence(area, subject.catalogue, subject.instrument)
    return [" ".join([f"{subject.area_name(area.area)}:", verdict, *holding[:1]])]


def _unknown(subject: Subject) -> list[str]:
    names = [
        f"“{local(subject.catalogue.criterion(score.criterion).name)}”"
        for score in subject.profile.scores.values()
        if score.plateau is None and score.unknown
    ]
    if not names or not subject.profile.has_outcome:
        return []
    return [_("Niemand weet waar dit staat: %(names)s. Meet het eerst.", names=wording.joined(names))]


def _busiest(page: RoadmapPage) -> list[str]:
    """The role and quarter that ask most of what there is."""
    limited = [item for item in page.loads if item.capacity is not None and item.total]
    if not limited:
        return []
    item = max(limited, key=lambda load: max(load.days) / max(1, *(load.capacity or (1,))))
    return [
        _(
            "De drukste tijd is %(quarter)s, voor %(role)s: %(days)s van de %(available)s dagen.",
            quarter=page.quarters[item.busiest],
            role=wording.role_name(item.role),
            days=item.days[item.busiest],
            available=(item.capacity or (0,))[item.busiest],
        )
    ]
