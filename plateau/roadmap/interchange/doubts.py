"""What a problem may say, but which does nothing: perhaps a slip of the pen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from plateau.roadmap.documents import Complaint
from plateau.roadmap.model import Problem


def doubts(problem: Problem, document: dict[str, Any]) -> Iterator[Complaint]:
    """Tags by which a fund or a change load selects and that no intervention bears, each at its place."""
    borne = frozenset[str]().union(*(item.names for item in problem.interventions))
    about = {
        "funds": {fund.id: (fund.tags, problem.funded(fund)[0]) for fund in problem.funds},
        "change_loads": {load.id: (load.tags, problem.loaded(load)) for load in problem.change_loads},
    }
    for kind, limits in about.items():
        for place, item in enumerate(document.get(kind, ())):
            tags, ids = limits[item["id"]]
            nothing = "" if ids else ", so it limits nothing"
            for tag in sorted(tags - borne):
                message = f"no intervention bears {tag!r} as tag, transitie, principle, unit or track"
                yield Complaint(f"{kind}[{place}].tags", f"{message}{nothing}.")
