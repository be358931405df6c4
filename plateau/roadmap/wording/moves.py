"""What is different from an earlier roadmap, intervention by intervention, and why."""

from __future__ import annotations

from flask_babel import gettext as _

from plateau.catalogue.model import Catalogue
from plateau.roadmap.model import Explanation, Plan, Problem
from plateau.roadmap.wording.interventions import candidate_sentence, start_sentence
from plateau.roadmap.wording.names import intervention_name, span


def move_sentences(
    before: tuple[Problem, Plan], after: tuple[Problem, Plan], explanation: Explanation, catalogue: Catalogue
) -> list[str]:
    """Added, dropped and moved interventions; `explanation` is that of the roadmap `after`."""
    (old_problem, old), (problem, plan) = before, after
    chosen = {reason.id: reason for reason in explanation.chosen}
    left_out = {reason.id: reason for reason in explanation.candidates}
    sentences = []
    for name, item in sorted(plan.by_id.items(), key=lambda entry: (entry[1].start, entry[0])):
        now = span(problem.calendar, item.start, item.end)
        why = start_sentence(chosen[name], catalogue, problem.calendar) if name in chosen else ""
        title = intervention_name(name, catalogue)
        earlier = old.by_id.get(name)
        if earlier is None:
            sentences.append(_("Erbij: %(name)s, %(span)s. %(why)s", name=title, span=now, why=why).strip())
            continue
        then = span(old_problem.calendar, earlier.start, earlier.end)
        if then != now:
            sentences.append(
                _(
                    "Verschoven: %(name)s, van %(then)s naar %(now)s. %(why)s",
                    name=title,
                    then=then,
                    now=now,
                    why=why,
                ).strip()
            )
    for name in sorted(old.by_id.keys() - plan.by_id.keys()):
        why = candidate_sentence(left_out[name], catalogue, problem) if name in left_out else ""
        if name in problem.forbidden:
            why = _("U koos dat deze maatregel er niet in mag.")
        sentences.append(
            _("Eruit: %(name)s. %(why)s", name=intervention_name(name, catalogue), why=why).strip()
        )
    return sentences
