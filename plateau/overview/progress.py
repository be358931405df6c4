"""How far a measurement is on the way from questionnaire to report, and what this person does next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from plateau.accounts.model import Permission, Role
from plateau.accounts.policy import may


class Stage(StrEnum):
    """The stages of the way, in order."""

    QUESTIONNAIRE = "questionnaire"
    PROFILE = "profile"
    AMBITION = "ambition"
    ROADMAP = "roadmap"
    REPORT = "report"


SCAN_STAGES = (Stage.QUESTIONNAIRE, Stage.PROFILE)


class NextStep(StrEnum):
    """What this person can do now that brings the measurement further."""

    START_ROUND = "start_round"
    WAIT_FOR_ROUND = "wait_for_round"
    PREPARE_ROUND = "prepare_round"
    WAIT_FOR_OPENING = "wait_for_opening"
    ANSWER = "answer"
    CONTINUE_ANSWERING = "continue_answering"
    WAIT_FOR_ANSWERS = "wait_for_answers"
    WAIT_FOR_CLOSING = "wait_for_closing"
    FOLLOW_ROUND = "follow_round"
    SEE_DIFFERENCES = "see_differences"
    AGREE = "agree"
    SET_AMBITION = "set_ambition"
    WAIT_FOR_AMBITION = "wait_for_ambition"
    COMPUTE_ROADMAP = "compute_roadmap"
    WAIT_FOR_ROADMAP = "wait_for_roadmap"
    APPROVE_ROADMAP = "approve_roadmap"
    READ_ROADMAP = "read_roadmap"
    DOWNLOAD_REPORT = "download_report"
    READ_PROFILE = "read_profile"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the newest measurement of an organisation, and of this person's part in it."""

    has_round: bool
    round_is_prepared: bool = False
    round_is_open: bool = False
    started: bool = False
    submitted: bool = False
    submitted_by_all: int = 0
    shows_results: bool = True
    is_closed: bool = False
    is_in_consensus: bool = False
    has_agreed: bool = False
    has_ambition: bool = False
    has_plan: bool = False
    approved: bool = False
    has_plateaus: bool = True

    @property
    def has_outcome(self) -> bool:
        """Whether there is something to see: answers, or what a group agreed on without them."""
        return (self.shows_results and bool(self.submitted_by_all)) or self.has_agreed

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages of this measurement: a scan ends at its profile."""
        return tuple(Stage) if self.has_plateaus else SCAN_STAGES


def stages_done(facts: Facts, role: Role) -> frozenset[Stage]:
    """The stages that are behind; the profile is there as soon as someone has handed in."""
    done = set()
    asked = may(role, Permission.QUESTIONNAIRE_ANSWER) and facts.round_is_open
    if facts.submitted or (facts.submitted_by_all and not asked):
        done.add(Stage.QUESTIONNAIRE)
    if facts.has_outcome:
        done.add(Stage.PROFILE)
    if facts.has_ambition:
        done.add(Stage.AMBITION)
    if facts.has_plan:
        done.add(Stage.ROADMAP)
    if facts.approved:
        done.add(Stage.REPORT)
    return frozenset(done)


def next_step(facts: Facts, role: Role) -> NextStep:
    """The one thing to do next; who can't do it is told for whom they wait."""
    if not facts.has_round:
        return NextStep.START_ROUND if may(role, Permission.ROUND_MANAGE) else NextStep.WAIT_FOR_ROUND
    if facts.round_is_prepared:
        return NextStep.PREPARE_ROUND if may(role, Permission.ROUND_MANAGE) else NextStep.WAIT_FOR_OPENING
    return _while_measuring(facts, role) or _with_an_outcome(facts, role)


def _while_measuring(facts: Facts, role: Role) -> NextStep | None:
    """What to do before there is an outcome to go on with; None when there is."""
    leads = may(role, Permission.ROUND_MANAGE)
    # Who sets the ambition may have gone on without answering; everyone else's view is still wanted.
    wanted = may(role, Permission.QUESTIONNAIRE_ANSWER) and not (
        facts.has_ambition and may(role, Permission.AMBITION_SET)
    )
    if facts.round_is_open and wanted and not facts.submitted:
        return NextStep.CONTINUE_ANSWERING if facts.started else NextStep.ANSWER
    if facts.round_is_open and leads and not wanted and not facts.has_ambition:
        return NextStep.FOLLOW_ROUND
    if not facts.has_outcome:
        return NextStep.WAIT_FOR_CLOSING if facts.submitted_by_all else NextStep.WAIT_FOR_ANSWERS
    if leads and not facts.has_ambition and facts.is_closed:
        return NextStep.SEE_DIFFERENCES
    return NextStep.AGREE if leads and not facts.has_ambition and facts.is_in_consensus else None


def _with_an_outcome(facts: Facts, role: Role) -> NextStep:
    if not facts.has_plateaus:
        return NextStep.READ_PROFILE
    if not facts.has_ambition:
        return NextStep.SET_AMBITION if may(role, Permission.AMBITION_SET) else NextStep.WAIT_FOR_AMBITION
    if not facts.has_plan:
        return NextStep.COMPUTE_ROADMAP if may(role, Permission.ROADMAP_DRAFT) else NextStep.WAIT_FOR_ROADMAP
    if not facts.approved and may(role, Permission.ROADMAP_APPROVE):
        return NextStep.APPROVE_ROADMAP
    return NextStep.DOWNLOAD_REPORT if may(role, Permission.REPORT_DOWNLOAD) else NextStep.READ_ROADMAP
