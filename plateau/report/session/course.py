"""Who took part in a session, and how the votes were cast and counted."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.assessment.model import Anonymity, Round
from plateau.assessment.suppression import Block as Group
from plateau.report.model import Align, Block, Bullets, Cell, Column, Heading, Paragraph, Row, Table
from plateau.report.session.gathering import SessionMaterial
from plateau.workshop import wording


def course_blocks(material: SessionMaterial) -> tuple[Block, ...]:
    """Who led, how many took part per role as far as that may be told, and what the counts mean."""
    blocks: list[Block] = [
        Paragraph(
            ngettext(
                "Er deed %(num)s mens mee op de telefoon. %(name)s begeleidde en stemde niet.",
                "Er deden %(num)s mensen mee op de telefoon. %(name)s begeleidde en stemde niet.",
                material.joined,
                name=material.led_by or _("De begeleider"),
            )
        )
    ]
    if material.blocks:
        blocks.append(_roles(material.blocks))
    if material.names:
        blocks += [Heading(_("Namen")), Bullets(material.names)]
    blocks += [
        Heading(_("Hoe er gestemd is")),
        Paragraph(
            _(
                "Iedereen stemde verborgen. Daarna zag de groep de verdeling, besprak zij het verschil en "
                "legde de begeleider vast wat zij afsprak."
            )
        ),
        Paragraph(_counting(material.round)),
    ]
    return tuple(blocks)


def _roles(groups: Iterable[Group]) -> Table:
    return Table(
        _("Deelnemers per rol"),
        (Column(_("Rol"), 1), Column(_("Mensen"), align=Align.END)),
        tuple(
            Row((Cell(wording.perspective_names(group.perspectives).capitalize()), Cell(str(group.size))))
            for group in groups
        ),
        compact=True,
    )


def _counting(held: Round) -> str:
    if held.anonymity is Anonymity.NAMED:
        return _("Rollen met minder dan %(minimum)s mensen zijn samen geteld.", minimum=held.minimum_group)
    return _(
        "De meting is anoniem: een verdeling staat hier pas als minstens %(minimum)s mensen stemden, en "
        "rollen met minder mensen zijn samen geteld.",
        minimum=held.minimum_group,
    )
