"""What people do with a roadmap: set its limits, compute it, approve it, and add milestones of their own."""

from plateau.roadmap.operations.approving import NothingToApprove, PlanSuperseded, approve_plan
from plateau.roadmap.operations.calculations import (
    Started,
    find_calculation,
    finish_calculation,
    keep_found,
    start_calculation,
    start_explaining,
    stop_calculation,
)
from plateau.roadmap.operations.computing import (
    FINAL,
    Draft,
    compute_roadmap,
    keep_roadmap,
    prepare_roadmap,
    work_out,
)
from plateau.roadmap.operations.frontier import Search, choose_point, find_search, start_search, sweep
from plateau.roadmap.operations.progress import report_progress
from plateau.roadmap.operations.replanning import NothingToReplan, replan_scenario, stands
from plateau.roadmap.operations.scenarios import (
    ScenarioNameTaken,
    TooManyScenarios,
    copy_scenario,
    decide_intervention,
    rename_scenario,
)
from plateau.roadmap.operations.settings import (
    MilestoneGone,
    ScenarioChanged,
    add_milestone,
    change_milestone,
    remove_milestone,
    save_scenario,
)

__all__ = [
    "FINAL",
    "Draft",
    "MilestoneGone",
    "NothingToApprove",
    "NothingToReplan",
    "PlanSuperseded",
    "ScenarioChanged",
    "ScenarioNameTaken",
    "Search",
    "Started",
    "TooManyScenarios",
    "add_milestone",
    "approve_plan",
    "change_milestone",
    "choose_point",
    "compute_roadmap",
    "copy_scenario",
    "decide_intervention",
    "find_calculation",
    "find_search",
    "finish_calculation",
    "keep_found",
    "keep_roadmap",
    "prepare_roadmap",
    "remove_milestone",
    "rename_scenario",
    "replan_scenario",
    "report_progress",
    "save_scenario",
    "stands",
    "start_calculation",
    "start_explaining",
    "start_search",
    "stop_calculation",
    "sweep",
    "work_out",
]
