"""Reasons, status and results in words, in the language of the page (or of `force_locale`).

Used by the pages, the report and `plateau solve --explain`. Every code of `model.reasons` and `model.gaps`
has its sentence here; a test keeps it so. `milestones` gives the titles of milestones by id, for the few
sentences that name one.
"""

from plateau.roadmap.wording.certainty import (
    chance_badge,
    chance_count,
    chance_sentence,
    chance_words,
    driver_effect,
    driver_name,
    driver_strength,
    ready_by,
)
from plateau.roadmap.wording.clash import clash_note, clash_sentences
from plateau.roadmap.wording.gaps import gap_sentence, reached_sentence, step_sentence
from plateau.roadmap.wording.interventions import purpose_sentences, start_sentence
from plateau.roadmap.wording.left_out import candidate_sentence
from plateau.roadmap.wording.limits import limit_phrase
from plateau.roadmap.wording.moves import cost_sentence, milestone_sentences, move_sentences
from plateau.roadmap.wording.names import (
    Titles,
    choice_name,
    chosen_name,
    criterion_name,
    intervention_name,
    intervention_names,
    intervention_title,
    joined,
    quarter,
    quarter_in_full,
    quarter_since,
    replanned_name,
    role_name,
    scenario_name,
    span,
)
from plateau.roadmap.wording.plans import (
    change_sentence,
    horizon_sentence,
    knitting_sentence,
    late_phrases,
    late_sentence,
    margin_sentences,
    milestone_verdict,
    objective_name,
    over_budget_sentence,
    plan_sentence,
    status_sentence,
    status_words,
)
from plateau.roadmap.wording.replanning import moved_reason, moved_sentence
from plateau.roadmap.wording.timing import link_sentence, rest_stays_sentence, slack_sentence
from plateau.roadmap.wording.ways_out import (
    how_much_later_sentence,
    shared_room_sentence,
    sure_of_one_sentence,
    way_out_sentences,
)
from plateau.roadmap.wording.what_if import (
    answer_sentence,
    days_change,
    kind_name,
    milestone_change,
    move_sentence,
    proof_sentence,
    question_words,
    redone_sentence,
    spend_change,
    target_change,
)
from plateau.terms import certainty_name, track_name

__all__ = [
    "Titles",
    "answer_sentence",
    "candidate_sentence",
    "certainty_name",
    "chance_badge",
    "chance_count",
    "chance_sentence",
    "chance_words",
    "change_sentence",
    "choice_name",
    "chosen_name",
    "clash_note",
    "clash_sentences",
    "cost_sentence",
    "criterion_name",
    "days_change",
    "driver_effect",
    "driver_name",
    "driver_strength",
    "gap_sentence",
    "horizon_sentence",
    "how_much_later_sentence",
    "intervention_name",
    "intervention_names",
    "intervention_title",
    "joined",
    "kind_name",
    "knitting_sentence",
    "late_phrases",
    "late_sentence",
    "limit_phrase",
    "link_sentence",
    "margin_sentences",
    "milestone_change",
    "milestone_sentences",
    "milestone_verdict",
    "move_sentence",
    "move_sentences",
    "moved_reason",
    "moved_sentence",
    "objective_name",
    "over_budget_sentence",
    "plan_sentence",
    "proof_sentence",
    "purpose_sentences",
    "quarter",
    "quarter_in_full",
    "quarter_since",
    "question_words",
    "reached_sentence",
    "ready_by",
    "redone_sentence",
    "replanned_name",
    "rest_stays_sentence",
    "role_name",
    "scenario_name",
    "shared_room_sentence",
    "slack_sentence",
    "span",
    "spend_change",
    "start_sentence",
    "status_sentence",
    "status_words",
    "step_sentence",
    "sure_of_one_sentence",
    "target_change",
    "track_name",
    "way_out_sentences",
]
