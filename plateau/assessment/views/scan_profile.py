"""The profile of a scan: per part a picture and a table with the same, and what asks for attention."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from plateau.assessment import pictures, wording
from plateau.assessment.model import Round
from plateau.assessment.tally import Tally
from plateau.catalogue.loader import catalogue
from plateau.catalogue.model import Area
from plateau.catalogue.scan import Scale, Scan, ScanQuestion
from plateau.web.locale import local
from plateau.web.svg import to_svg


@dataclass(frozen=True, slots=True)
class Block:
    """The questions of a part that share a scale, with their picture."""

    part: Area
    scale: Scale
    questions: tuple[ScanQuestion, ...]
    picture: Markup


def scan_page(item: Round, scan: Scan, tally: Tally) -> ResponseReturnValue:
    """What the group says, per part of the scan."""
    return render_template(
        "assessment/scan_profile.html",
        round=item,
        scan=scan,
        tally=tally,
        catalogue=catalogue(),
        blocks=_blocks(scan, tally) if tally.respondents else [],
        wording=wording,
    )


def _blocks(scan: Scan, tally: Tally) -> list[Block]:
    found: list[Block] = []
    for part in scan.parts:
        questions = scan.in_area(part.id)
        for scale in dict.fromkeys(question.scale for question in questions):
            same = tuple(question for question in questions if question.scale == scale)
            picture = to_svg(
                pictures.positions(same, tally),
                title=local(part.name),
                description=_("Per vraag het antwoord van de groep. Hetzelfde staat in de tabel eronder."),
                id_prefix=f"scan-{len(found)}",
            )
            found.append(Block(part, scale, same, picture))
    return found
