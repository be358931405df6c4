"""What moved when a roadmap was planned again, and why, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from plateau.catalogue.model import Catalogue
from plateau.roadmap.model import Explanation, LimitCode, Move, Problem
from plateau.roadmap.wording.interventions import purpose_sentences, start_sentence
from plateau.roadmap.wording.left_out import candidate_sentence
from plateau.roadmap.wording.limits import limit_phrases
from plateau.roadmap.wording.names import joined


def moved_sentence(problem: Problem, moves: Sequence[Move], number: int) -> str:
    """How much is not where roadmap `number` had it."""
    if not moves:
        return _("Alles staat nog waar roadmap %(number)s het plande.", number=number)
    later = [move.after.start - move.before.start for move in moves if move.before and move.after]
    shifted = [quarters for quarters in later if quarters]
    parts = []
    if shifted:
        quarters = sum(map(abs, shifted))
        parts.append(
            ngettext(
                "%(num)s maatregel begint in een ander kwartaal (%(much)s)",
                "%(num)s maatregelen beginnen in een ander kwartaal (samen %(much)s)",
                len(shifted),
                much=ngettext("%(num)s kwartaal verschil", "%(num)s kwartalen verschil", quarters),
            )
        )
    if len(later) > len(shifted):
        parts.append(
            ngettext(
                "%(num)s maatregel duurt anders dan gepland",
                "%(num)s maatregelen duren anders dan gepland",
                len(later) - len(shifted),
            )
        )
    dropped, added = sum(not move.after for move in moves), sum(not move.before for move in moves)
    if dropped:
        parts.append(ngettext("%(num)s maatregel valt weg", "%(num)s maatregelen vallen weg", dropped))
    if added:
        parts.append(ngettext("%(num)s maatregel komt erbij", "%(num)s maatregelen komen erbij", added))
    still = len(problem.keep) - sum(bool(move.before) for move in moves)
    return " ".join(
        [
            _("Ten opzichte van roadmap %(number)s: %(what)s.", number=number, what=joined(parts)),
            ngettext("%(num)s maatregel blijft staan.", "%(num)s maatregelen blijven staan.", still),
        ]
    )


def moved_reason(move: Move, problem: Problem, explanation: Explanation, catalogue: Catalogue) -> str:
    """Why one intervention is not where it was."""
    if move.before is None:
        chosen = next((reason for reason in explanation.chosen if reason.id == move.id), None)
        return " ".join(purpose_sentences(chosen, catalogue)) if chosen else ""
    codes = {limit.code for limit in move.because}
    if move.after is None and move.id in problem.forbidden:
        return _("Mag niet in de roadmap: de maatregel is gestopt, of u koos dat.")
    if LimitCode.BEGUN in codes:
        return _("Begon of liep anders dan gepland.")
    if LimitCode.NOW in codes:
        told = _("Is nog niet begonnen, en het geplande begin is voorbij.")
        return " ".join([told, *_not_at_once(move, problem, explanation, catalogue)])
    if move.because:
        told = _(
            "Kan niet meer op de oude plek: %(reasons)s.",
            reasons=limit_phrases(move.because, catalogue, problem.calendar),
        )
        left_out = _left_out(move, problem, explanation, catalogue) if move.after is None else ()
        return " ".join([told, *left_out])
    if move.after is None:
        return " ".join(_left_out(move, problem, explanation, catalogue))
    return _("Kan nog op de oude plek. De roadmap koos een andere, voor wat meer telt of wat moet.")


def _left_out(move: Move, problem: Problem, explanation: Explanation, catalogue: Catalogue) -> Iterator[str]:
    return (
        candidate_sentence(reason, catalogue, problem)
        for reason in explanation.candidates
        if reason.id == move.id
    )


def _not_at_once(
    move: Move, problem: Problem, explanation: Explanation, catalogue: Catalogue
) -> Iterator[str]:
    """What fixes the start of what could begin now and does not, or keeps it out."""
    if move.after is None:
        yield from _left_out(move, problem, explanation, catalogue)
    elif move.after.start > problem.now:
        for reason in explanation.chosen:
            if reason.id == move.id:
                yield start_sentence(reason, catalogue, problem.calendar)
