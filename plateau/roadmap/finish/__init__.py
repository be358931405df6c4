"""Projects to finish early (the resource-constrained project scheduling problem). Pure.

``model`` project and result · ``files`` PSPLIB and Patterson · ``generation`` schedules from orders ·
``kernel`` its inner loops · ``breeding`` better ones · ``pairs`` what goes one at a time ·
``intervals`` proof · ``finishing`` all of it · ``checking`` the result.
"""

from plateau.roadmap.finish.checking import check_finish
from plateau.roadmap.finish.files import read_patterson, read_psplib
from plateau.roadmap.finish.finishing import finish_project
from plateau.roadmap.finish.intervals import Brake
from plateau.roadmap.finish.model import Activity, BadProject, Finish, Project

__all__ = [
    "Activity",
    "BadProject",
    "Brake",
    "Finish",
    "Project",
    "check_finish",
    "finish_project",
    "read_patterson",
    "read_psplib",
]
