from dataclasses import replace

import pytest

from plateau.accounts.model import Role
from plateau.overview.progress import Facts, NextStep, Stage, next_step, stages_done

OPEN = {"has_round": True, "round_is_open": True}
HANDED_IN = Facts(**OPEN, submitted=True, submitted_by_all=1)
AMBITIOUS = replace(HANDED_IN, has_ambition=True)
PLANNED = replace(AMBITIOUS, has_plan=True)


@pytest.mark.parametrize(
    ("facts", "role", "expected"),
    [
        (Facts(has_round=False), Role.DIRECTOR, NextStep.START_ROUND),
        (Facts(has_round=False), Role.CONSULTANT, NextStep.START_ROUND),
        (Facts(has_round=False), Role.MEMBER, NextStep.WAIT_FOR_ROUND),
        (Facts(has_round=True, round_is_prepared=True), Role.CONSULTANT, NextStep.PREPARE_ROUND),
        (Facts(has_round=True, round_is_prepared=True), Role.MEMBER, NextStep.WAIT_FOR_OPENING),
        (Facts(**OPEN), Role.MEMBER, NextStep.ANSWER),
        (Facts(**OPEN, started=True), Role.DIRECTOR, NextStep.CONTINUE_ANSWERING),
        (Facts(**OPEN), Role.CONSULTANT, NextStep.FOLLOW_ROUND),
        (Facts(**OPEN, submitted_by_all=3), Role.CONSULTANT, NextStep.FOLLOW_ROUND),
        (Facts(**OPEN, submitted=True, submitted_by_all=3, shows_results=False), Role.MEMBER, NextStep.WAIT_FOR_CLOSING),
        (Facts(has_round=True, submitted_by_all=3, is_closed=True), Role.CONSULTANT, NextStep.SEE_DIFFERENCES),
        (Facts(has_round=True, submitted_by_all=3, is_closed=True), Role.MEMBER, NextStep.WAIT_FOR_AMBITION),
        (Facts(has_round=True, submitted_by_all=3, is_in_consensus=True), Role.DIRECTOR, NextStep.AGREE),
        (Facts(**OPEN, has_agreed=True), Role.MEMBER, NextStep.ANSWER),
        (HANDED_IN, Role.MEMBER, NextStep.WAIT_FOR_AMBITION),
        (HANDED_IN, Role.DIRECTOR, NextStep.SET_AMBITION),
        (AMBITIOUS, Role.DIRECTOR, NextStep.COMPUTE_ROADMAP),
        (AMBITIOUS, Role.MEMBER, NextStep.WAIT_FOR_ROADMAP),
        (PLANNED, Role.DIRECTOR, NextStep.APPROVE_ROADMAP),
        (PLANNED, Role.CONSULTANT, NextStep.DOWNLOAD_REPORT),
        (PLANNED, Role.MEMBER, NextStep.READ_ROADMAP),
        (replace(PLANNED, approved=True), Role.DIRECTOR, NextStep.DOWNLOAD_REPORT),
        (Facts(**OPEN, submitted_by_all=3, has_ambition=True), Role.MEMBER, NextStep.ANSWER),
        (Facts(**OPEN, submitted_by_all=3, has_ambition=True), Role.DIRECTOR, NextStep.COMPUTE_ROADMAP),
        (Facts(has_round=True), Role.MEMBER, NextStep.WAIT_FOR_ANSWERS),
    ],
)  # fmt: skip
def test_everyone_is_told_one_thing_to_do(facts: Facts, role: Role, expected: NextStep) -> None:
    assert next_step(facts, role) is expected


def test_stages_come_in_order() -> None:
    assert stages_done(Facts(**OPEN), Role.MEMBER) == frozenset()
    assert stages_done(Facts(**OPEN, submitted_by_all=2), Role.MEMBER) == {Stage.PROFILE}
    assert stages_done(replace(PLANNED, approved=True), Role.MEMBER) == frozenset(Stage)


def test_who_is_not_asked_need_not_answer() -> None:
    done = stages_done(Facts(**OPEN, submitted_by_all=2), Role.CONSULTANT)
    assert done == {Stage.QUESTIONNAIRE, Stage.PROFILE}
