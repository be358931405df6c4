"""The profile of a scan: per part a picture per scale, a table with the same, what asks for attention."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from plateau.assessment import pictures, wording
from plateau.assessment.asked import round_catalogue
from plateau.assessment.model import Round
from plateau.assessment.tally import Tally
from plateau.catalogue.model import Area
from plateau.catalogue.scan import Scale, Scan, ScanQuestion
from plateau.web.locale import local
from plateau.web.svg import to_svg


@dataclass(frozen=True, slots=True)
class Picture:
    """The questions of a part that share a scale, drawn; `name` tells them from the others of the part."""

    name: str
    scale: Scale
    questions: tuple[ScanQuestion, ...]
    drawing: Markup


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the scan as it is shown."""

    area: Area
    questions: tuple[ScanQuestion, ...]
    pictures: tuple[Picture, ...]


def scan_page(item: Round, scan: Scan, tally: Tally) -> ResponseReturnValue:
    """What the group says, per part of the scan."""
    return render_template(
        "assessment/scan_profile.html",
        round=item,
        scan=scan,
        tally=tally,
        catalogue=round_catalogue(item),
        parts=[_part(scan, area, tally) for area in scan.parts] if tally.has_outcome else [],
        scales={question.scale.is_ordered for question in scan.criteria},
        wording=wording,
    )


def _part(scan: Scan, area: Area, tally: Tally) -> Part:
    questions = scan.in_area(area.id)
    scales = list(dict.fromkeys(question.scale for question in questions))
    found = []
    for position, scale in enumerate(scales):
        same = tuple(question for question in questions if question.scale == scale)
        name = local((area if len(scales) == 1 else same[0]).name)
        drawing = to_svg(
            pictures.positions(same, tally),
            title=name,
            description=_("Per vraag het antwoord van de groep. Hetzelfde staat in de tabel eronder."),
            id_prefix=f"{area.id}-{position}",
        )
        found.append(Picture(name, scale, same, drawing))
    return Part(area, questions, tuple(found))
