"""What the page about progress shows, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.catalogue.model import Catalogue
from plateau.roadmap import wording
from plateau.roadmap.progress import BEHIND, Course, Report, Work, course_of
from plateau.roadmap.store import StoredPlan
from plateau.web.locale import day, moment


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """One intervention: planned, told, and how that compares; `told` holds all reports, the newest first."""

    id: str
    title: str
    planned: str
    work: Work
    work_name: str
    percentage: str
    actual: str
    course: Course
    verdict: str
    newest: Report | None
    told: tuple[str, ...]

    @property
    def is_behind(self) -> bool:
        """Whether it asks for attention."""
        return self.course in BEHIND


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """`sentence` says whether the roadmap lies on course; `counts` how many interventions stand how."""

    sentence: str
    on_course: bool
    counts: tuple[tuple[str, int], ...]
    rows: tuple[ProgressRow, ...]


def progress_page(
    stored: StoredPlan,
    reports: Sequence[Report],
    *,
    catalogue: Catalogue,
    names: Mapping[UUID, str],
    today: date,
) -> ProgressPage:
    """The page of an approved roadmap on `today`; `reports` the newest first."""
    ordered = sorted(stored.plan.scheduled, key=lambda item: (item.start, item.end, item.id))
    rows = []
    for item in ordered:
        told = [report for report in reports if report.intervention_id == item.id]
        newest = told[0] if told else None
        work = newest.work if newest else Work.NOT_YET
        course = course_of(item, stored.problem.calendar, work, today)
        rows.append(
            ProgressRow(
                id=item.id,
                title=wording.intervention_title(item.id, catalogue),
                planned=wording.span(stored.problem.calendar, item.start, item.end),
                work=work,
                work_name=work_name(work) if newest else _("nog niets gemeld"),
                percentage=_percentage(newest),
                actual=_actual(newest),
                course=course,
                verdict=course_name(course),
                newest=newest,
                told=tuple(_told(report, names) for report in told),
            )
        )
    behind = sum(row.is_behind for row in rows)
    counts = {course: sum(row.course is course for row in rows) for course in Course}
    return ProgressPage(
        sentence=_sentence(behind, len(rows)),
        on_course=not behind,
        counts=tuple((course_name(course), count) for course, count in counts.items() if count),
        rows=tuple(rows),
    )


def _sentence(behind: int, total: int) -> str:
    if not behind:
        return _("De roadmap ligt op koers.")
    return ngettext(
        "De roadmap ligt niet op koers: %(num)s van de %(total)s maatregelen vraagt aandacht.",
        "De roadmap ligt niet op koers: %(num)s van de %(total)s maatregelen vragen aandacht.",
        behind,
        total=total,
    )


def work_name(work: Work) -> str:
    """How far an intervention is, in a word or two."""
    return {
        Work.NOT_YET: _("nog niet begonnen"),
        Work.RUNNING: _("loopt"),
        Work.DONE: _("klaar"),
        Work.STOPPED: _("gestopt"),
    }[work]


def course_name(course: Course) -> str:
    """How it stands against the plan."""
    return {
        Course.LATER: _("hoeft nog niet"),
        Course.ON_COURSE: _("op koers"),
        Course.NOT_STARTED: _("had al moeten beginnen"),
        Course.NOT_FINISHED: _("had al klaar moeten zijn"),
        Course.DONE: _("klaar"),
        Course.STOPPED: _("gestopt"),
    }[course]


def _percentage(report: Report | None) -> str:
    return _("onbekend") if report is None or report.percentage is None else f"{report.percentage}%"


def _actual(report: Report | None) -> str:
    if report is None or not (report.started_on or report.ended_on):
        return _("onbekend")
    begin = day(report.started_on) if report.started_on else _("onbekend")
    if report.ended_on is None:
        return _("vanaf %(begin)s", begin=begin)
    return _("%(begin)s tot en met %(end)s", begin=begin, end=day(report.ended_on))


def _told(report: Report, names: Mapping[UUID, str]) -> str:
    parts = [work_name(report.work), *([_percentage(report)] if report.percentage is not None else [])]
    told = _(
        "%(moment)s, %(name)s: %(what)s.",
        moment=moment(report.reported_at),
        name=names.get(report.reported_by, ""),
        what=", ".join(parts),
    )
    return f"{told} {report.note}".strip()
