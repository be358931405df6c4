"""What is different from an earlier roadmap, intervention by intervention and milestone by milestone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.catalogue.model import Catalogue
from plateau.roadmap.figures import results_by_title, structural_after
from plateau.roadmap.model import Explanation, Milestone, MilestoneResult, Plan, Problem
from plateau.roadmap.wording.certainty import chance_sentence
from plateau.roadmap.wording.gaps import gap_sentence
from plateau.roadmap.wording.interventions import start_sentence
from plateau.roadmap.wording.left_out import candidate_sentence
from plateau.roadmap.wording.names import Titles, intervention_name, quarter, span
from plateau.roadmap.wording.plans import milestone_verdict
from plateau.roadmap.wording.ways_out import way_out_sentences
from plateau.roadmap.wording.what_if import money_change


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


@dataclass(frozen=True, slots=True)
class _Standing:
    """A milestone in one roadmap: when it is, what it asks and what comes of it."""

    title: str
    when: str
    asked: Milestone
    result: MilestoneResult

    @property
    def late(self) -> int:
        return len(self.result.missed)


def _standings(problem: Problem, plan: Plan, titles: Titles) -> dict[tuple[str, int], _Standing]:
    asked = {milestone.id: milestone for milestone in problem.milestones}
    return {
        key: _Standing(f"“{key[0]}”", quarter(problem.calendar, result.period), asked[result.id], result)
        for key, result in results_by_title(plan, titles).items()
    }


def milestone_sentences(
    before: tuple[Problem, Plan],
    after: tuple[Problem, Plan],
    explanation: Explanation,
    catalogue: Catalogue,
    titles: Titles,
    *,
    number: int,
    chances: Mapping[str, str],
) -> list[str]:
    """Each milestone with another date or another outcome than in roadmap `number`, the one `before`.

    Whether it is met now (how sure that is, by `chances`: a count per id) and was before; of what moved and
    is not, also why and what would help, from `explanation`, that of the roadmap `after`.
    """
    was, now = _standings(*before, titles), _standings(*after, titles)
    why = {reason.milestone: reason for reason in explanation.gaps}
    told = []
    for key, item in now.items():
        earlier = was.get(key)
        if earlier and (earlier.when, earlier.late) == (item.when, item.late):
            continue
        sentences = [_dated(item, earlier), milestone_verdict(item.result, item.asked)]
        if item.result.met and item.asked.id in chances:
            sentences.append(chance_sentence(chances[item.asked.id]))
        if earlier:
            sentences.append(_outcome_before(earlier, item, number))
        moved = earlier is None or earlier.when != item.when
        if moved and not item.result.met and item.asked.id in why:
            reason = why[item.asked.id]
            sentences.append(gap_sentence(reason, catalogue, after[0]))
            sentences += way_out_sentences(reason, catalogue, after[0], titles)
        told.append(" ".join(filter(None, sentences)))
    gone = [item.title for key, item in was.items() if key not in now]
    return told + [
        _("%(title)s telt niet meer mee. In roadmap %(number)s wel.", title=title, number=number)
        for title in gone
    ]


def _dated(now: _Standing, was: _Standing | None) -> str:
    if was is None:
        return _("%(title)s is erbij gekomen, voor %(now)s.", title=now.title, now=now.when)
    if was.when == now.when:
        return _("%(title)s blijft op %(now)s.", title=now.title, now=now.when)
    return _("%(title)s ging van %(then)s naar %(now)s.", title=now.title, then=was.when, now=now.when)


def _outcome_before(was: _Standing, now: _Standing, number: int) -> str:
    if not was.asked.requirements:
        return ""
    if was.late == now.late == 0 and now.asked.requirements:
        return _("Dat was in roadmap %(number)s ook zo.", number=number)
    if was.result.met:
        return _("In roadmap %(number)s werd deze mijlpaal gehaald.", number=number)
    return ngettext(
        "In roadmap %(number)s kwam %(num)s onderwerp te laat.",
        "In roadmap %(number)s kwamen %(num)s onderwerpen te laat.",
        was.late,
        number=number,
    )


def cost_sentence(before: tuple[Problem, Plan], after: tuple[Problem, Plan], *, number: int) -> str:
    """How much more or less the whole roadmap costs than roadmap `number`, the one `before`."""
    spend = after[1].total_spend - before[1].total_spend
    each_year = structural_after(*after) - structural_after(*before)
    if not spend and not each_year:
        return _("De hele roadmap kost evenveel als roadmap %(number)s.", number=number)
    return _(
        "Kosten van de hele roadmap, vergeleken met roadmap %(number)s: %(change)s.",
        number=number,
        change=money_change(spend, each_year),
    )
