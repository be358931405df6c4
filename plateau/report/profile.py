"""The chapters on where the organisation stands and where it wants to go."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.assessment import wording
from plateau.assessment.ambition import advise, months_between
from plateau.assessment.gaps import Gap
from plateau.assessment.model import Ambition, Mark
from plateau.assessment.pictures import has_radar
from plateau.assessment.scoring import AreaProfile
from plateau.catalogue.model import Criterion
from plateau.report import pictures
from plateau.report.model import (
    Align,
    Block,
    Cell,
    Chapter,
    Column,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Quote,
    Row,
    RowKind,
    Table,
)
from plateau.report.subject import Subject
from plateau.web.clock import LOCAL_ZONE
from plateau.web.locale import day, local, moment, number


def profile_chapter(subject: Subject) -> Chapter:
    """Per area the verdict with what holds it, per criterion the score."""
    profile = subject.profile
    title = _("Profiel: waar staat de organisatie?")
    if not profile.has_outcome:
        return Chapter(
            title, (Paragraph(_("Er is nog geen profiel: er is nog geen vragenlijst ingeleverd.")),)
        )
    based_on = wording.basis_sentence(profile)
    no_mark = _(
        "Een hoger plateau is niet vanzelf beter: de taak bepaalt wat past. Er is daarom geen eindcijfer."
    )
    return Chapter(
        title,
        (
            Paragraph(f"{based_on} {no_mark}", "lead"),
            Heading(_("Per gebied")),
            *((pictures.radar(subject),) if has_radar(profile) else ()),
            area_table(subject),
            Heading(_("Per gebied: het oordeel en wat het bepaalt")),
            Facts(tuple(_verdict(subject, area) for area in profile.areas)),
            Heading(_("Per onderwerp")),
            _criterion_table(subject),
            pictures.heat_map(subject),
        ),
    )


def area_table(subject: Subject) -> Table:
    """Per area where it stands, where it must go, the middle and the spread."""
    rows = []
    for area in subject.profile.areas:
        cells = [
            Cell(subject.area_name(area.area)),
            subject.verdict_cell(area.area),
            subject.target_cell(area.area),
            Cell(number(area.median) if area.median is not None else "–"),
            Cell(f"{area.lowest}–{area.highest}" if area.lowest is not None else "–"),
            Cell(_("%(known)s van %(all)s", known=area.known, all=area.applicable)),
        ]
        rows.append(Row(tuple(cells)))
    columns = (
        Column(_("Gebied"), 1),
        Column(_("Nu")),
        Column(_("Ambitie")),
        Column(_("Middelste"), align=Align.END),
        Column(_("Laagste–hoogste"), align=Align.END),
        Column(_("Bekend"), align=Align.END),
    )
    return Table(_("Plateau per gebied"), columns, tuple(rows))


def _verdict(subject: Subject, area: AreaProfile) -> Fact:
    verdict = wording.verdict_sentence(area, subject.catalogue, subject.instrument)
    sentences = [verdict, wording.spread_sentence(area), *wording.holding_sentences(area, subject.catalogue)]
    return Fact(subject.area_name(area.area), (" ".join(filter(None, sentences)),))


def _criterion_table(subject: Subject) -> Table:
    gaps = {gap.criterion: gap for gap in subject.gaps}
    rows = []
    for area in subject.profile.areas:
        rows.append(Row((Cell(subject.area_name(area.area)),), RowKind.GROUP))
        rows += [
            _criterion_row(subject, criterion, gaps.get(criterion.id))
            for criterion in subject.instrument.in_area(area.area)
        ]
    columns = (
        Column(_("Onderwerp"), 1.05),
        Column(_("Nu")),
        Column(_("Doel"), align=Align.CENTER),
        Column(_("Van nu naar doel")),
        Column(_("Antwoorden"), 1),
    )
    return Table(_("Score per onderwerp"), columns, tuple(rows), compact=True)


def _criterion_row(subject: Subject, criterion: Criterion, gap: Gap | None) -> Row:
    score = subject.profile.scores[criterion.id]
    is_known = score.plateau is not None
    otherwise = _("n.v.t.") if score.mark is Mark.NOT_APPLICABLE else _("onbekend")
    return Row(
        (
            Cell(local(criterion.name)),
            subject.plateau_cell(score.plateau, otherwise),
            Cell(str(gap.target) if gap and gap.target else "–"),
            Cell(
                _gap_words(gap), track=(gap.current, gap.target) if gap and gap.target and is_known else None
            ),
            Cell(wording.answers_words(score)),
        )
    )


def _gap_words(gap: Gap | None) -> str:
    if gap is None:
        return "–"
    if gap.size:
        return ngettext("%(num)s stap", "%(num)s stappen", gap.size)
    return wording.gap_state_words(gap.state)


def ambition_chapter(subject: Subject) -> Chapter:
    """Per area the target with its motivation and advice."""
    title = _("Ambitie: waar wil de organisatie heen?")
    ambition = subject.ambition
    if ambition is None:
        return Chapter(title, (Paragraph(_("Er is nog geen ambitie vastgesteld.")),))
    name = subject.names.get(ambition.set_by, _("onbekend"))
    blocks: list[Block] = [
        Paragraph(
            _(
                "Vastgesteld door %(name)s op %(moment)s, voor %(horizon)s.",
                name=name,
                moment=moment(ambition.set_at),
                horizon=day(ambition.horizon),
            ),
            "lead",
        )
    ]
    if ambition.motivation:
        blocks.append(Quote(ambition.motivation, name))
    blocks += [Heading(_("Doel per gebied")), _target_table(subject, ambition)]
    motivations = tuple(
        Fact(subject.area_name(area.area), (ambition.motivations[area.area],))
        for area in subject.profile.areas
        if ambition.motivations.get(area.area)
    )
    if motivations:
        blocks += [Heading(_("Toelichting van de organisatie")), Facts(motivations)]
    own = _own_targets(subject, ambition)
    if own:
        blocks += [Heading(_("Een ander doel voor een onderwerp")), own]
    asked = subject.instrument.asked_plateau
    blocks += [
        Heading(_("Waarom de transities plateau %(asked)s vragen", asked=asked)),
        Paragraph(
            _(
                "In de vier transities krijgt één gezin vaak met meer dan één wet te maken. Hulp die past, "
                "lukt dan alleen als de organisatie op drie fronten samenwerkt: intern, met partners in de "
                "keten en met de burger zelf. Dat is plateau 4."
            )
        ),
        Paragraph(
            _(
                "Toch is hoger niet vanzelf beter. Voor een eenvoudige taak kan een lager plateau precies "
                "passen. Van plateau 1 of 2 in één keer naar 4 is te hoog gegrepen; plateau 3 is dan de "
                "tussenstap."
            )
        ),
        Paragraph(
            _(
                "Bron: K2 (2012), hoofdstuk 3. Dat een plateau ongeveer een jaar vraagt, is een schatting "
                "van ons."
            ),
            "note",
        ),
    ]
    return Chapter(title, tuple(blocks))


def _target_table(subject: Subject, ambition: Ambition) -> Table:
    rows = []
    for area in subject.profile.areas:
        cells = (
            Cell(subject.area_name(area.area)),
            subject.verdict_cell(area.area),
            subject.target_cell(area.area),
            Cell(" ".join(_advice(subject, ambition, area)) or "–"),
        )
        rows.append(Row(cells))
    columns = (
        Column(_("Gebied"), 1),
        Column(_("Nu")),
        Column(_("Doel")),
        Column(_("Advies van plateau"), 1.6),
    )
    return Table(_("Doel en advies per gebied"), columns, tuple(rows), compact=True)


def _advice(subject: Subject, ambition: Ambition, area: AreaProfile) -> list[str]:
    target = ambition.area_target(area.area)
    if target is None:
        return []
    today = subject.generated_at.astimezone(LOCAL_ZONE).date()
    months, asked = months_between(today, ambition.horizon), subject.instrument.asked_plateau
    return [
        wording.advice_sentence(remark, current=area.plateau, target=target, asked=asked, months=months)
        for remark in advise(current=area.plateau, target=target, months=months, asked=asked)
    ]


def _own_targets(subject: Subject, ambition: Ambition) -> Table | None:
    rows = [
        Row(
            (
                Cell(local(subject.catalogue.criterion(target.criterion).name)),
                Cell(subject.area_name(target.area)),
                subject.plateau_cell(target.plateau, ""),
            )
        )
        for target in ambition.targets
        if target.criterion
    ]
    columns = (Column(_("Onderwerp"), 1.5), Column(_("Gebied"), 1), Column(_("Doel")))
    return Table(_("Doelen per onderwerp"), columns, tuple(rows)) if rows else None
