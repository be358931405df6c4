"""From what is known of a round to the document, in the language that the caller has set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from plateau.accounts.model import Organisation
from plateau.assessment.gaps import Gap
from plateau.assessment.model import Ambition, Round
from plateau.assessment.scoring import Profile
from plateau.catalogue.model import Catalogue, Instrument, Kind
from plateau.report.annexes import cards_chapter, method_chapter, sources_chapter
from plateau.report.model import Chapter, Cover, Report, Words
from plateau.report.profile import ambition_chapter, profile_chapter
from plateau.report.roadmap import roadmap_chapter
from plateau.report.subject import Subject
from plateau.report.summary import summary
from plateau.roadmap import wording
from plateau.roadmap.changes import Change
from plateau.roadmap.milestones import DatedMilestone
from plateau.roadmap.presentation import roadmap_page
from plateau.roadmap.store import StoredPlan
from plateau.web.locale import day, local, moment, number


def build_report(
    *,
    catalogue: Catalogue,
    organisation: Organisation,
    round: Round,
    instrument: Instrument,
    profile: Profile,
    ambition: Ambition | None,
    gaps: Sequence[Gap],
    stored: StoredPlan | None,
    milestones: Sequence[DatedMilestone],
    names: Mapping[UUID, str],
    changed: Sequence[Change],
    evidence: Mapping[str, int],
    language: str,
    generated_at: datetime,
) -> Report:
    """The report of a round in `language`, the one that gettext speaks now (`force_locale`).

    `stored` is the roadmap, `milestones` the organisation's own (removed ones too), `names` those of the
    people who set or approved something, `changed` what is different since the roadmap was computed,
    `evidence` the number of pieces on each criterion that has any. Without ambition or roadmap the chapters
    say that there is none.
    """
    page = (
        roadmap_page(
            stored,
            catalogue=catalogue,
            instrument_id=instrument.id,
            gaps=gaps,
            milestones=milestones,
            kind=organisation.kind,
            size=organisation.size,
            horizon=ambition.horizon,
        )
        if stored and ambition
        else None
    )
    subject = Subject(
        catalogue=catalogue,
        organisation=organisation,
        round=round,
        instrument=instrument,
        profile=profile,
        ambition=ambition,
        gaps=tuple(gaps),
        stored=stored,
        page=page,
        names=names,
        changed=wording.change_sentence(changed),
        evidence=evidence,
        generated_at=generated_at,
    )
    title = _("Rapport voor bestuur en raad")
    return Report(
        language=language,
        generated_at=generated_at,
        cover=_cover(subject, title),
        summary=summary(subject),
        chapters=_chapters(subject),
        words=Words(
            contents=_("Inhoud"),
            # Not formatted here: the renderer knows the numbers.
            page=_("%(page)s van %(total)s", page="{page}", total="{total}"),
            running=f"{organisation.name} – {title}",
        ),
        keywords=("Plateauaanpak", local(instrument.name), round.name),
    )


def _chapters(subject: Subject) -> tuple[Chapter, ...]:
    chapters = [profile_chapter(subject), ambition_chapter(subject), roadmap_chapter(subject)]
    if subject.page and subject.page.schedule:
        chapters.append(cards_chapter(subject.page))
    return (*chapters, method_chapter(subject), sources_chapter(subject))


def _cover(subject: Subject, title: str) -> Cover:
    organisation, ambition = subject.organisation, subject.ambition
    if organisation.kind is Kind.GEMEENTE:
        size = _("gemeente, %(size)s inwoners", size=number(organisation.size))
    else:
        size = _("aanbieder, %(size)s medewerkers", size=number(organisation.size))
    state, is_approved = _state(subject)
    facts = [
        (_("Organisatie"), size),
        (_("Meting"), subject.round.name),
        (_("Ambitie voor"), day(ambition.horizon) if ambition else _("nog geen ambitie")),
        (_("Roadmap"), state),
        *([(_("Let op"), subject.changed)] if subject.changed else []),
        (_("Gemaakt op"), moment(subject.generated_at)),
    ]
    return Cover(
        organisation=organisation.name,
        title=title,
        subtitle=_("Waar de organisatie staat, waar zij heen wil en hoe zij er komt"),
        state=_("Goedgekeurd") if is_approved else _("Concept"),
        facts=tuple(facts),
        disclaimer=_(
            "Gemaakt met plateau uit de antwoorden van de organisatie. Schattingen van tijd, geld en inzet "
            "zijn van ons; de bijlage over de methode legt uit hoe."
        ),
    )


def _state(subject: Subject) -> tuple[str, bool]:
    if subject.stored is None:
        return _("nog geen roadmap"), False
    found = subject.stored.summary
    if found.approved_at is None:
        return _("concept, berekend op %(moment)s", moment=moment(found.computed_at)), False
    name = subject.names.get(found.approved_by, "") if found.approved_by else ""
    return _(
        "goedgekeurd op %(moment)s door %(name)s",
        moment=moment(found.approved_at),
        name=name or _("onbekend"),
    ), True
