"""The chapter on the roadmap: what happens when, what it costs and asks, and what each goal comes to."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.report import pictures
from plateau.report.model import (
    Align,
    Block,
    Bullets,
    Cell,
    Chapter,
    Column,
    Heading,
    Paragraph,
    Row,
    RowKind,
    Table,
    Tone,
)
from plateau.report.subject import Subject
from plateau.roadmap import wording
from plateau.roadmap.outlook_page import outlook_of
from plateau.roadmap.presentation import GapRow, MilestoneRow, RoadmapPage
from plateau.roadmap.store import StoredPlan
from plateau.web.locale import day, local, moment, money, number

END = Align.END


def roadmap_chapter(subject: Subject) -> Chapter:
    """What is done when and why; without a roadmap one sentence."""
    title = _("Roadmap: hoe komt de organisatie er?")
    page, stored = subject.page, subject.stored
    if page is None or stored is None:
        return Chapter(title, (Paragraph(_("Er is nog geen roadmap berekend.")),))
    about = [page.status_sentence if stored.plan.found else "", *page.margins]
    computed = _("Berekend op %(moment)s.", moment=moment(stored.summary.computed_at))
    blocks: list[Block] = [
        Paragraph(page.sentence, "lead"),
        Paragraph(" ".join(part for part in [*about, page.late, computed] if part)),
    ]
    if page.clash:
        blocks += [Bullets(page.clash), *([Paragraph(page.clash_note)] if page.clash_note else [])]
    blocks += [*_milestones(page, _chances(stored)), *_gaps(page), *_left_out(page)]
    if page.schedule:
        blocks += [
            Heading(_("Wat er wanneer gebeurt")),
            *pictures.timelines(page, stored.problem.calendar),
            _schedule(page),
            *_knitting(page),
            Heading(_("Wat het kost, per jaar")),
            pictures.costs(page),
            _costs(page),
            Paragraph(
                _(
                    "Na de looptijd lopen structurele kosten door: %(amount)s per jaar.",
                    amount=money(page.structural_after),
                )
            ),
            *([Paragraph(page.over_budget)] if page.over_budget else []),
            *_running_costs(page),
            Heading(_("Wat het vraagt van uw mensen")),
            pictures.load(page, stored.problem.calendar),
            _load(page),
        ]
    return Chapter(title, tuple(blocks))


def _schedule(page: RoadmapPage) -> Table:
    rows = [
        Row(
            (
                Cell(row.title),
                Cell(row.quarters),
                Cell(row.track or "–"),
                Cell(money(row.one_off)),
                Cell(money(row.structural)),
                Cell(number(row.days)),
            )
        )
        for row in page.schedule
    ]
    totals = (
        Cell(_("Samen")),
        Cell(""),
        Cell(""),
        Cell(money(sum(row.one_off for row in page.schedule))),
        Cell(money(sum(row.structural for row in page.schedule))),
        Cell(number(sum(row.days for row in page.schedule))),
    )
    columns = (
        Column(_("Maatregel"), 1),
        Column(_("Wanneer")),
        Column(_("Spoor")),
        Column(_("Eenmalig"), align=END),
        Column(_("Per jaar daarna"), align=END),
        Column(_("Eigen dagen"), align=END),
    )
    return Table(_("Planning"), columns, (*rows, Row(totals, RowKind.TOTAL)), compact=True)


def _knitting(page: RoadmapPage) -> list[Block]:
    rows = []
    for row in page.schedule:
        marks = [Cell("●" if name in row.transities else "–") for name, _title in page.transities]
        rows.append(Row((Cell(row.title), *marks, Cell(str(len(row.transities))))))
    columns = (
        Column(_("Maatregel"), 1),
        *(Column(title, align=Align.CENTER) for _name, title in page.transities),
        Column(_("Aantal"), align=END),
    )
    return [
        Heading(_("Wat de transities verbindt")),
        Paragraph(wording.knitting_sentence(page.knitting)),
        Table(_("Welke maatregel werkt voor welke transitie"), columns, tuple(rows), compact=True),
    ]


def _costs(page: RoadmapPage) -> Table:
    def row(name: str, one_off: int, structural: int, budget: str, kind: RowKind = RowKind.NORMAL) -> Row:
        amounts = (money(one_off), money(structural), money(one_off + structural), budget)
        return Row((Cell(name), *(Cell(amount) for amount in amounts)), kind)

    rows = [
        row(
            str(item.year),
            item.one_off,
            item.structural,
            money(item.budget) if item.budget is not None else _("geen grens"),
        )
        for item in page.costs
    ]
    one_off, structural = (
        sum(getattr(item, name) for item in page.costs) for name in ("one_off", "structural")
    )
    columns = (
        Column(_("Jaar"), 1),
        Column(_("Eenmalig"), 1, END),
        Column(_("Structureel"), 1, END),
        Column(_("Samen"), 1, END),
        Column(_("Budget"), 1, END),
    )
    return Table(
        _("Kosten per jaar"), columns, (*rows, row(_("Samen"), one_off, structural, "–", RowKind.TOTAL))
    )


def _running_costs(page: RoadmapPage) -> list[Block]:
    lines = [
        _("%(name)s: %(amount)s per jaar", name=name, amount=money(cents))
        for name, cents in page.running_costs
    ]
    return [Bullets(tuple(lines))] if lines else []


def _load(page: RoadmapPage) -> Table:
    """Quarters as rows: there may be thirty, and paper is narrow."""
    limits = [
        number(max(item.capacity)) if item.capacity is not None else _("geen grens") for item in page.loads
    ]
    rows = [Row((Cell(_("Grens per kwartaal")), *(Cell(limit) for limit in limits)))]
    rows += [
        Row((Cell(label), *(Cell(number(item.days[period])) for item in page.loads)))
        for period, label in enumerate(page.quarters)
    ]
    totals = Row((Cell(_("Samen")), *(Cell(number(item.total)) for item in page.loads)), RowKind.TOTAL)
    columns = (
        Column(_("Kwartaal"), 1.2),
        *(Column(wording.role_name(item.role).capitalize(), 1, END) for item in page.loads),
    )
    return Table(_("Dagen per rol en kwartaal"), columns, (*rows, totals), compact=True)


def _chances(stored: StoredPlan) -> dict[str, str]:
    """How often each milestone is met, in words by id; none when there is nothing uncertain in it."""
    outlook = outlook_of(stored)
    return {item.id: wording.chance_count(item.chance) for item in outlook.milestones} if outlook else {}


def _milestones(page: RoadmapPage, chances: Mapping[str, str]) -> list[Block]:
    blocks: list[Block] = [Heading(_("Mijlpalen"))]
    if page.milestones:
        columns = (
            Column(_("Mijlpaal"), 1.1),
            Column(_("Transitie")),
            Column(_("Wanneer"), 0.8),
            Column(_("Stand")),
            Column(_("Toelichting"), 1.5),
        )
        rows = tuple(_milestone(row, chances) for row in page.milestones)
        blocks.append(Table(_("Mijlpalen in de looptijd"), columns, rows, compact=True))
    else:
        blocks.append(Paragraph(_("Er vallen geen mijlpalen in de looptijd.")))
    own = [item for item in page.outside if item.own]
    if own:
        blocks += [
            Paragraph(
                _("Deze mijlpalen van de organisatie liggen buiten de looptijd en tellen daarom niet mee:")
            ),
            Bullets(tuple(f"{day(item.date)}: {local(item.title)}" for item in own)),
        ]
    if len(page.outside) > len(own):
        blocks.append(
            Paragraph(
                _(
                    "De bron geeft het tijdschema van toen. Deze data liggen buiten de looptijd en tellen "
                    "daarom niet mee. Zij staan in de uitleg van de methode."
                ),
                "note",
            )
        )
    return blocks


def _milestone(row: MilestoneRow, chances: Mapping[str, str]) -> Row:
    when = row.quarter
    if row.when:
        when = f"{day(row.when.date)}, {wording.certainty_name(row.when.certainty)}"
    if not row.asks:
        state = Cell(_("vraagt niets"), tone=Tone.NEUTRAL)
    else:
        state = (
            Cell(_("wordt gehaald"), tone=Tone.GOOD)
            if row.met
            else Cell(_("wordt niet gehaald"), tone=Tone.ATTENTION)
        )
    sure = [wording.chance_sentence(chances[row.id])] if row.met and row.asks and row.id in chances else []
    words = "\n".join([row.verdict, *sure, *row.late, *row.reasons, *row.helps])
    return Row((Cell(row.title), Cell(row.transitie_name or "–"), Cell(when), state, Cell(words)))


def _gaps(page: RoadmapPage) -> list[Block]:
    rows = [_gap(row) for row in page.gaps]
    unknown = _("Niemand weet waar dit onderwerp staat. Meet het eerst, dan kan het mee in de roadmap.")
    rows += [
        Row(
            (
                Cell(row.criterion, note=row.area),
                Cell(_("van onbekend naar %(target)s", target=row.target)),
                Cell(_("onbekend"), tone=Tone.NEUTRAL),
                Cell(unknown),
            )
        )
        for row in page.unplanned
    ]
    columns = (
        Column(_("Onderwerp"), 1),
        Column(_("Van nu naar doel")),
        Column(_("Stand")),
        Column(_("Wat, wanneer en waarom"), 2),
    )
    table = Table(_("Wat elk doel dichterbij brengt"), columns, tuple(rows), compact=True)
    return [
        Heading(_("Van nu naar doel, per onderwerp")),
        *([Paragraph(page.shared_room)] if page.shared_room else []),
        table if rows else Paragraph(_("Er zijn geen open doelen.")),
    ]


def _gap(row: GapRow) -> Row:
    helps = [_("Wat helpt: %(sentence)s", sentence=sentence) for sentence in row.helps]
    state = Cell(_("komt er"), tone=Tone.GOOD) if row.closed else Cell(_("blijft open"), tone=Tone.ATTENTION)
    return Row(
        (
            Cell(row.criterion, note=row.area),
            Cell(
                _("van %(current)s naar %(target)s", current=row.current, target=row.target),
                track=(row.current, row.target),
            ),
            state,
            Cell("\n".join([*row.steps, *row.reasons, *helps]) or "–"),
        )
    )


def _left_out(page: RoadmapPage) -> list[Block]:
    helping = [row for row in page.left_out if row.would_help]
    others = len(page.left_out) - len(helping)
    blocks: list[Block] = [Bullets(tuple(f"{row.title}. {row.reason}" for row in helping))] if helping else []
    if others:
        blocks.append(
            Paragraph(
                ngettext(
                    "Eén andere maatregel is niet nodig voor deze doelen, of een gekozen maatregel doet "
                    "hetzelfde.",
                    "%(num)s andere maatregelen zijn niet nodig voor deze doelen, of gekozen maatregelen "
                    "doen hetzelfde.",
                    others,
                )
            )
        )
    return [Heading(_("Overwogen, niet gekozen")), *blocks] if blocks else []
