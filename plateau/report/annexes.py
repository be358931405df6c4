"""The annexes: a card per intervention, how the method works, and the sources."""

from __future__ import annotations

from flask_babel import gettext as _

from plateau.catalogue.model import Estimate, Kind
from plateau.catalogue.scaling import BASE_SIZE
from plateau.report.model import (
    Align,
    Block,
    Bullets,
    Card,
    Cell,
    Chapter,
    Column,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Row,
    Table,
)
from plateau.report.subject import Subject
from plateau.roadmap import wording
from plateau.roadmap.presentation import RoadmapPage
from plateau.roadmap.schedule_page import ScheduleRow
from plateau.web.locale import iso_day, local, money, number

CENTS = 100


# a card per intervention


def cards_chapter(page: RoadmapPage) -> Chapter:
    """What each planned intervention is, why it is there, and how to start."""
    names = dict(page.transities)
    blocks: list[Block] = [
        Paragraph(_("Elke maatregel uit de roadmap, in volgorde van begin."), "lead"),
        Paragraph(wording.rest_stays_sentence()),
    ]
    for row in page.schedule:
        transities = wording.joined([names[item] for item in names if item in row.transities])
        card = Card(
            title=row.title,
            note=" · ".join(filter(None, (row.quarters, row.track, transities))),
            text=local(row.measure.summary) if row.measure else "",
            story=_filled(_story(row)),
            key=_filled(_key(row)),
            source=row.source,
        )
        blocks.append(card)
    return Chapter(_("Bijlage: de maatregelen één voor één"), tuple(blocks))


def _filled(facts: list[Fact]) -> Facts:
    return Facts(tuple(fact for fact in facts if any(fact.lines)))


def _story(row: ScheduleRow) -> list[Fact]:
    facts = [Fact(_("Waarom erin"), (" ".join(row.purposes),)), Fact(_("Waarom dan"), (row.start_reason,))]
    measure = row.measure
    if measure is None:
        return facts
    return [
        *facts,
        Fact(_("Eerste drie stappen"), tuple(local(step) for step in measure.first_steps), ordered=True),
        Fact(_("Klaar als"), (local(measure.done_when),)),
        Fact(_("Wacht op"), (local(measure.waits_for) if measure.waits_for else "",)),
        Fact(_("Risico’s"), tuple(local(risk) for risk in measure.risks)),
        Fact(_("Zo merkt u dat het misgaat"), tuple(local(sign) for sign in measure.failure_signs)),
    ]


def _key(row: ScheduleRow) -> list[Fact]:
    measure = row.measure
    if measure is None or row.one_off_range is None or row.structural_range is None:
        return [Fact(_("Kosten, eenmalig"), (money(row.one_off),))]
    months = measure.duration_months
    duration = _(
        "%(low)s tot %(high)s maanden, waarschijnlijk %(likely)s",
        low=months.low,
        high=months.high,
        likely=months.likely,
    )
    return [
        Fact(_("Wie trekt dit"), (local(measure.owner),)),
        Fact(_("Duur"), (duration,)),
        Fact(_("Kosten, eenmalig"), (_money_range(row.one_off_range),)),
        Fact(_("Kosten, per jaar daarna"), (_money_range(row.structural_range),)),
        Fact(
            _("Eigen dagen"), tuple(f"{role}:\N{NO-BREAK SPACE}{_between(days)}" for role, days in row.effort)
        ),
    ]


def _between(estimate: Estimate) -> str:
    low, high = number(estimate.low), number(estimate.high)
    return low if low == high else f"{low}–{high}"


def _money_range(estimate: Estimate) -> str:
    low, likely, high = (money(euro * CENTS) for euro in (estimate.low, estimate.likely, estimate.high))
    if low == high:
        return low
    return _("%(low)s tot %(high)s, waarschijnlijk %(likely)s", low=low, high=high, likely=likely)


# the method


def method_chapter(subject: Subject) -> Chapter:
    """The plateaus, the rule for a verdict, the planner's rules, and what is ours."""
    catalogue, instrument = subject.catalogue, subject.instrument
    return Chapter(
        _("Bijlage: hoe dit rapport tot stand komt"),
        (
            Paragraph(
                _(
                    "plateau werkt met de Plateauaanpak, zoals K2 die in 2012 gebruikte voor de vier "
                    "transities in het sociaal domein."
                ),
                "lead",
            ),
            Heading(_("Vijf plateaus")),
            _plateaus(subject),
            Heading(_("Vijf gebieden")),
            Facts(tuple(Fact(local(area.name), (local(area.definition),)) for area in catalogue.areas)),
            Heading(_("Drie gedeelde principes")),
            Facts(tuple(Fact(local(item.name), (local(item.meaning),)) for item in catalogue.principles)),
            Heading(_("Vier transities")),
            Facts(tuple(Fact(local(item.name), (local(item.summary),)) for item in catalogue.transities)),
            _timetable(subject),
            Paragraph(
                _(
                    "Deze data zijn de planning zoals die in 2012 bekend was (K2, figuur 1). Een deel is "
                    "later veranderd."
                ),
                "note",
            ),
            Heading(_("Hoe komt een oordeel tot stand?")),
            Paragraph(
                _(
                    "Een gebied staat op het hoogste plateau dat minstens %(share)s%% van de bekende "
                    "onderwerpen haalt, waarbij geen enkel onderwerp meer dan één stap lager staat. Is "
                    "minder dan %(known)s%% bekend, dan doen we geen uitspraak. Deze regel is van ons; de "
                    "plateaus komen uit K2 (2012).",
                    share=instrument.area_share,
                    known=instrument.known_share,
                )
            ),
            Paragraph(
                _(
                    "Bij meer antwoorden op een onderwerp telt het middelste; bij een even aantal het "
                    "laagste van de twee middelste. “Weet niet” en “niet van toepassing” tellen daarin niet "
                    "mee en staan apart."
                )
            ),
            Heading(_("Hoe komt de roadmap tot stand?")),
            Bullets(_planner_rules()),
            Heading(_("Wat van de bron is en wat van ons")),
            Bullets(
                (
                    _(
                        "Van K2: de plateaus, de gebieden, de onderwerpen en wat plateau 4 per onderwerp "
                        "inhoudt."
                    ),
                    _(
                        "Van ons: de beschrijvingen van plateau 1, 2, 3 en 5 per onderwerp, de regel voor "
                        "het oordeel per gebied, en alle schattingen van tijd, geld en inzet."
                    ),
                    _estimates(subject),
                )
            ),
        ),
    )


def _plateaus(subject: Subject) -> Table:
    rows = tuple(
        Row(
            (
                Cell(local(item.name), plateau=item.number),
                Cell(local(item.description)),
                Cell(local(item.strength)),
                Cell(local(item.involved)),
            )
        )
        for item in subject.catalogue.plateaus
    )
    columns = (
        Column(_("Plateau")),
        Column(_("Hoe er gewerkt wordt"), 2),
        Column(_("Kracht"), 1),
        Column(_("Wie"), 1),
    )
    return Table(_("De vijf plateaus"), columns, rows, compact=True)


def _timetable(subject: Subject) -> Table:
    rows = [
        Row(
            (
                Cell(iso_day(entry.date)),
                Cell(local(entry.what)),
                Cell(local(item.short)),
                Cell(wording.certainty_name(entry.certainty)),
            )
        )
        for item in subject.catalogue.transities
        for entry in sorted(item.timetable, key=lambda entry: entry.date)
    ]
    columns = (
        Column(_("Datum"), align=Align.END),
        Column(_("Wat"), 1),
        Column(_("Transitie")),
        Column(_("Hoe vast")),
    )
    return Table(_("Het tijdschema uit de bron (2012)"), columns, tuple(rows), compact=True)


def _planner_rules() -> tuple[str, ...]:
    return (
        _("De roadmap is berekend uit de verschillen tussen profiel en ambitie, niet met de hand gemaakt."),
        _("Een onderwerp slaat geen plateau over: elke stap rust op de vorige."),
        _("Wat eerst moet, gaat eerst; maatregelen die elkaar uitsluiten, komen niet samen voor."),
        _("Elk jaar blijft binnen het budget, elk kwartaal binnen de dagen die er per rol zijn."),
        _(
            "Eerst tellen de mijlpalen, dan de doelen, dan de kosten, dan hoeveel transities een maatregel "
            "tegelijk dient, en dan hoe snel het gaat."
        ),
        _("Het resultaat zegt erbij of bewezen is dat het niet beter kan, en waarom een doel open blijft."),
    )


def _estimates(subject: Subject) -> str:
    size = BASE_SIZE[subject.organisation.kind]
    values = {"base": number(size), "size": number(subject.organisation.size)}
    if subject.organisation.kind is Kind.GEMEENTE:
        return _(
            "De schattingen gelden voor een gemeente van %(base)s inwoners en zijn omgerekend naar %(size)s "
            "inwoners: kosten en dagen groeien mee met de wortel van de omvang. Niemand heeft dat gemeten.",
            **values,
        )
    return _(
        "De schattingen gelden voor een aanbieder met %(base)s medewerkers en zijn omgerekend naar %(size)s "
        "medewerkers: kosten en dagen groeien mee met de wortel van de omvang. Niemand heeft dat gemeten.",
        **values,
    )


# sources


def sources_chapter(subject: Subject) -> Chapter:
    """The documents, and where each criterion comes from."""
    catalogue = subject.catalogue
    rows = []
    for criterion in subject.instrument.criteria:
        place = criterion.reference
        parts = [place.section, _("regels %(lines)s", lines=place.lines) if place.lines else ""]
        rows.append(
            Row(
                (
                    Cell(local(criterion.name)),
                    Cell(local(catalogue.document(place.document).short)),
                    Cell(", ".join(filter(None, parts)) or "–"),
                )
            )
        )
    columns = (Column(_("Onderwerp"), 1.4), Column(_("Bron")), Column(_("Plaats"), 1))
    return Chapter(
        _("Bijlage: bronnen"),
        (
            Bullets(tuple(f"{local(item.title)} ({item.year})" for item in catalogue.documents)),
            Table(_("Waar elk onderwerp vandaan komt"), columns, tuple(rows), compact=True),
            *_evidence(subject),
        ),
    )


def _evidence(subject: Subject) -> tuple[Block, ...]:
    """On how much people say their answers rest; what it is, those who led the measurement have seen."""
    rows = tuple(
        Row((Cell(local(criterion.name)), Cell(number(subject.evidence[criterion.id]))))
        for criterion in subject.instrument.criteria
        if criterion.id in subject.evidence
    )
    if not rows:
        return ()
    columns = (Column(_("Onderwerp"), 1), Column(_("Stukken bewijs"), align=Align.END))
    return (
        Heading(_("Bewijs bij de antwoorden")),
        Paragraph(
            _(
                "Zoveel links en bestanden van deelnemers kan wie de meting leidt bekijken. De andere "
                "onderwerpen hebben er geen."
            ),
            "note",
        ),
        Table(_("Bewijs per onderwerp"), columns, rows, compact=True),
    )
