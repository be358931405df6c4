"""The only SQL of the roadmap. Look-ups take the organisation: what belongs to another does not exist."""

from plateau.roadmap.store.calculations import (
    add_calculation,
    beat,
    begin_calculation,
    end_calculation,
    find_calculation,
    find_frontier,
    get_calculation,
    newest_search,
    open_calculations,
    request_cancel,
    worker_seen_at,
)
from plateau.roadmap.store.milestones import (
    add_milestone,
    find_milestone,
    milestones,
    set_milestone_removed,
)
from plateau.roadmap.store.plans import (
    PlanSummary,
    StoredPlan,
    add_plan,
    find_newest_plan,
    find_plan,
    get_plan,
    last_approved,
    next_plan_number,
    plan_summaries,
    set_plan_approved,
)
from plateau.roadmap.store.progress import add_report, reports
from plateau.roadmap.store.scenarios import (
    add_scenario,
    find_scenario,
    scenarios,
    update_scenario,
)

__all__ = [
    "PlanSummary",
    "StoredPlan",
    "add_calculation",
    "add_milestone",
    "add_plan",
    "add_report",
    "add_scenario",
    "beat",
    "begin_calculation",
    "end_calculation",
    "find_calculation",
    "find_frontier",
    "find_milestone",
    "find_newest_plan",
    "find_plan",
    "find_scenario",
    "get_calculation",
    "get_plan",
    "last_approved",
    "milestones",
    "newest_search",
    "next_plan_number",
    "open_calculations",
    "plan_summaries",
    "reports",
    "request_cancel",
    "scenarios",
    "set_milestone_removed",
    "set_plan_approved",
    "update_scenario",
    "worker_seen_at",
]
