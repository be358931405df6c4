"""The votes on one item, as they were shown."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _

from plateau.assessment.agreement import Distribution
from plateau.catalogue.model import Catalogue
from plateau.catalogue.scan import Questionnaire
from plateau.report.model import Align, Block, Cell, Column, Paragraph, Row, Table
from plateau.workshop import wording
from plateau.workshop.model import Topic
from plateau.workshop.tally import Tally


def votes_blocks(
    tally: Tally, topic: Topic, questionnaire: Questionnaire, catalogue: Catalogue
) -> Iterable[Block]:
    """A sentence and a table: a row per answer, a column for all votes and one per role that may be shown."""
    if tally.total is None:
        yield Paragraph(_("Te weinig mensen stemden om te laten zien wat zij kozen."))
        return
    answers = wording.answers(topic, questionnaire, catalogue)
    yield Paragraph(wording.spread_words(tally.total, answers))
    groups = [(_("Alle stemmen"), tally.total)]
    groups += [(wording.perspective_names(who).capitalize(), part) for who, part in tally.blocks.items()]
    rows = [
        Row((Cell(found.name, plateau=found.plateau), *_counts(groups, found.place))) for found in answers
    ]
    for name, counted in (
        (_("Weet niet"), [part.unknown for _who, part in groups]),
        (_("Niet van toepassing"), [part.not_applicable for _who, part in groups]),
    ):
        if any(counted):
            rows.append(Row((Cell(name), *(Cell(str(number)) for number in counted))))
    yield Table(
        _("De stemmen, waarvan %(num)s vooraf gegeven", num=tally.early) if tally.early else _("De stemmen"),
        (Column(_("Antwoord"), 2), *(Column(name, 1, Align.END) for name, _part in groups)),
        tuple(rows),
        compact=True,
    )


def _counts(groups: list[tuple[str, Distribution]], place: int) -> list[Cell]:
    return [Cell(str(part.counts[place])) for _name, part in groups]
