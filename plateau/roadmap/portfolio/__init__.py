"""Projects to choose and to start when they are worth most, under budgets (portfolio selection). Pure.

``model`` problem and choice · ``documents`` as JSON · ``columns`` all that can be chosen · ``construction``
a choice at once · ``rules`` as one matrix · ``program`` linear and integer programs · ``diving`` a
good choice · ``neighbourhoods`` better ones · ``selecting`` all of it · ``checking`` the choice.
"""

from plateau.roadmap.portfolio.checking import check_selection
from plateau.roadmap.portfolio.documents import read_portfolio, read_selection, write_selection
from plateau.roadmap.portfolio.model import ChosenProject, Portfolio, PortfolioProject, Selection
from plateau.roadmap.portfolio.selecting import Progress, select_projects

__all__ = [
    "ChosenProject",
    "Portfolio",
    "PortfolioProject",
    "Progress",
    "Selection",
    "check_selection",
    "read_portfolio",
    "read_selection",
    "select_projects",
    "write_selection",
]
