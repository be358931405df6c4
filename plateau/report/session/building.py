"""From what is known of a session to the document, in the language that the caller has set."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.catalogue.model import Catalogue
from plateau.report.model import (
    Block,
    Bullets,
    Cell,
    Chapter,
    Column,
    Cover,
    Fact,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Report,
    Row,
    Summary,
    Table,
    Words,
)
from plateau.report.session.course import course_blocks
from plateau.report.session.gathering import SessionMaterial
from plateau.report.session.votes import votes_blocks
from plateau.web.locale import day, local, moment
from plateau.workshop import wording
from plateau.workshop.model import Decision, Item, Subject

#: The summary names the first actions; the chapter has them all.
FEW = 5


def build_session_report(
    material: SessionMaterial, *, catalogue: Catalogue, language: str, generated_at: datetime
) -> Report:
    """The report of a session in `language`, the one that gettext speaks now (`force_locale`)."""
    title = _("Verslag van de werksessie")
    return Report(
        language=language,
        generated_at=generated_at,
        cover=_cover(material, title, generated_at),
        summary=_summary(material, catalogue),
        chapters=tuple(_chapters(material, catalogue)),
        words=Words(
            contents="",  # a handful of pages: the bookmarks do
            page=_("%(page)s van %(total)s", page="{page}", total="{total}"),
            running=f"{material.organisation.name} – {title}",
        ),
        keywords=("Plateauaanpak", title, material.round.name),
    )


def _cover(material: SessionMaterial, title: str, generated_at: datetime) -> Cover:
    workshop = material.workshop
    return Cover(
        organisation=material.organisation.name,
        title=title,
        subtitle=material.round.name,
        state=day(workshop.started_at),
        facts=(
            (_("Begonnen"), moment(workshop.started_at)),
            *([(_("Afgelopen"), moment(workshop.closed_at))] if workshop.closed_at else []),
            (_("Begeleid door"), material.led_by or _("onbekend")),
            (_("Deelnemers"), str(material.joined)),
            (_("Gemaakt op"), moment(generated_at)),
        ),
        disclaimer=_(
            "Gemaakt met plateau uit wat de groep stemde en wat de begeleider vastlegde. "
            "Wat iemand zelf stemde, staat er niet in."
        ),
    )


def _summary(material: SessionMaterial, catalogue: Catalogue) -> Summary:
    actions = _with_action(material)
    decided = [item for item in material.reached if item.decision and item.decision.is_decided]
    counted = _("%(part)s van %(all)s", part=len(material.reached), all=len(material.workshop.items))
    return Summary(
        title=_("De uitkomst"),
        lead=_lead(material, len(decided), len(actions)),
        figures=(
            _figure(material.joined, ngettext("deelnemer", "deelnemers", material.joined)),
            Figure(counted, _("onderwerpen besproken")),
            _figure(len(decided), ngettext("afspraak", "afspraken", len(decided))),
            _figure(len(actions), ngettext("actie", "acties", len(actions))),
        ),
        table=Table(
            _("Wat de groep afsprak"),
            (Column(_("Onderwerp"), 3), Column(_("Afgesproken"), 2), Column(_("Anders gezien"))),
            tuple(
                Row(
                    (
                        Cell(_name(item, material, catalogue)),
                        _decision_cell(item, material, catalogue),
                        Cell(_("ja") if item.decision and item.decision.dissent else "–"),
                    )
                )
                for item in material.reached
            ),
            compact=True,
        ),
        points_title=_("Wat wij gaan doen") if actions else "",
        points=tuple(_action_sentence(item.decision) for item in actions[:FEW] if item.decision),
        starts_title="",
        starts=(),
        note=ngettext(
            "En nog %(num)s actie; alle staan hieronder.",
            "En nog %(num)s acties; alle staan hieronder.",
            len(actions) - FEW,
        )
        if len(actions) > FEW
        else "",
    )


def _figure(number: int, label: str) -> Figure:
    return Figure(str(number), label)


def _lead(material: SessionMaterial, decided: int, actions: int) -> str:
    if not material.reached:
        return _("De werksessie eindigde voordat de stemmen over een onderwerp zijn getoond.")
    sentences = [
        ngettext(
            "Over %(num)s onderwerp sprak de groep iets af.",
            "Over %(num)s onderwerpen sprak de groep iets af.",
            decided,
        ),
        ngettext("Er is %(num)s actie.", "Er zijn %(num)s acties.", actions),
    ]
    if material.not_reached:
        sentences.append(
            ngettext(
                "%(num)s onderwerp kwam niet aan bod.",
                "%(num)s onderwerpen kwamen niet aan bod.",
                len(material.not_reached),
            )
        )
    return " ".join(sentences)


def _chapters(material: SessionMaterial, catalogue: Catalogue) -> Iterable[Chapter]:
    follows: list[Block] = [Heading(_("Wat wij gaan doen")), *_actions(material, catalogue)]
    if any(item.topic.subject is Subject.AREA for item in material.reached):
        follows += [Heading(_("Wat de groep wil")), *_ambition(material, catalogue)]
    if material.not_reached:
        follows += [Heading(_("Niet aan bod gekomen")), *_not_reached(material, catalogue)]
    yield Chapter(_("Hoe het verder gaat"), tuple(follows))
    talked = tuple(block for item in material.reached for block in _topic(item, material, catalogue))
    if talked:
        yield Chapter(_("Per onderwerp"), talked)
    yield Chapter(_("Wie meedeed en hoe"), course_blocks(material))


def _actions(material: SessionMaterial, catalogue: Catalogue) -> tuple[Block, ...]:
    rows = tuple(
        Row(
            (
                Cell(item.decision.action),
                Cell(item.decision.owner or _("nog niemand")),
                Cell(_name(item, material, catalogue)),
            )
        )
        for item in _with_action(material)
        if item.decision
    )
    if not rows:
        return (Paragraph(_("Er zijn geen acties vastgelegd.")),)
    columns = (Column(_("Actie"), 3), Column(_("Wie"), 1), Column(_("Bij onderwerp"), 2))
    return (Table(_("Acties"), columns, rows),)


def _ambition(material: SessionMaterial, catalogue: Catalogue) -> tuple[Block, ...]:
    rows = tuple(
        Row(
            (
                Cell(local(catalogue.area(item.topic.reference).name)),
                _decision_cell(item, material, catalogue),
                Cell(item.decision.reason if item.decision else ""),
            )
        )
        for item in material.reached
        if item.topic.subject is Subject.AREA
    )
    columns = (Column(_("Gebied"), 2), Column(_("Gewenst plateau"), 2), Column(_("Waarom"), 3))
    closed = material.workshop.closed_at
    taken_over = bool(material.ambition and closed and material.ambition.set_at >= closed)
    return (
        Table(_("Het plateau dat de groep wil, per gebied"), columns, rows),
        Paragraph(
            _(
                "Na de werksessie is de ambitie van de organisatie vastgelegd, voor %(horizon)s.",
                horizon=day(material.ambition.horizon),
            )
            if taken_over and material.ambition
            else _("Dit is de wens van de groep. Zij is nog niet vastgelegd als ambitie van de organisatie.")
        ),
    )


def _topic(item: Item, material: SessionMaterial, catalogue: Catalogue) -> Iterable[Block]:
    questionnaire = catalogue.questionnaire(material.round.instrument_id)
    yield Heading(f"{item.number}. {_name(item, material, catalogue)}")
    yield Paragraph(wording.topic_question(item.topic, questionnaire, catalogue), "note")
    decision = item.decision
    if decision is None:
        yield Paragraph(_("De groep heeft de stemmen gezien. Er is niets afgesproken."))
    else:
        facts = (
            (_("Afgesproken"), _decision_words(decision, item, material, catalogue)),
            (_("Waarom"), decision.reason),
            (_("Wie het anders ziet"), decision.dissent),
            (_("Actie"), _action_sentence(decision) if decision.action else ""),
        )
        yield Facts(tuple(Fact(name, (text,)) for name, text in facts if text))
    tally = material.tallies.get(item.id)
    if tally:
        yield from votes_blocks(tally, item.topic, questionnaire, catalogue)


def _not_reached(material: SessionMaterial, catalogue: Catalogue) -> tuple[Block, ...]:
    return (
        Paragraph(_("Deze onderwerpen blijven open. Wat erover is gestemd, is niet getoond.")),
        Bullets(tuple(_name(item, material, catalogue) for item in material.not_reached)),
    )


def _with_action(material: SessionMaterial) -> list[Item]:
    return [item for item in material.workshop.items if item.decision and item.decision.action]


def _action_sentence(decision: Decision) -> str:
    owner = decision.owner or _("nog niemand")
    return _("%(action)s (wie: %(owner)s)", action=decision.action, owner=owner)


def _name(item: Item, material: SessionMaterial, catalogue: Catalogue) -> str:
    questionnaire = catalogue.questionnaire(material.round.instrument_id)
    return wording.topic_name(item.topic, questionnaire, catalogue)


def _decision_cell(item: Item, material: SessionMaterial, catalogue: Catalogue) -> Cell:
    if item.decision is None:
        return Cell(_("niets afgesproken"))
    if item.decision.plateau:
        plateau = catalogue.plateau(item.decision.plateau)
        return Cell(local(plateau.name), plateau=plateau.number)
    return Cell(_decision_words(item.decision, item, material, catalogue))


def _decision_words(decision: Decision, item: Item, material: SessionMaterial, catalogue: Catalogue) -> str:
    questionnaire = catalogue.questionnaire(material.round.instrument_id)
    return wording.decision_words(decision, wording.answers(item.topic, questionnaire, catalogue))
