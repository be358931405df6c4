"""What can be reached for how much money, by when: all plans that no other plan beats on all three. Pure.

``point`` a plan and what it reaches · ``searching`` the best plan within limits · ``sweeping`` which limits.
"""

from plateau.roadmap.frontier.point import Frontier, Point, undominated
from plateau.roadmap.frontier.sweeping import find_frontier

__all__ = ["Frontier", "Point", "find_frontier", "undominated"]
