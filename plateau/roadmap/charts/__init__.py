"""The roadmap as pictures: figures from rows and labels that are already in the reader's language."""

from plateau.roadmap.charts.chances import ChanceBar, chances
from plateau.roadmap.charts.days import load
from plateau.roadmap.charts.frontier import FrontierLabels, FrontierPoint, frontier
from plateau.roadmap.charts.money import CostLabels, costs
from plateau.roadmap.charts.timeline import Bar, Diamond, GanttLabels, gantt

__all__ = [
    "Bar",
    "ChanceBar",
    "CostLabels",
    "Diamond",
    "FrontierLabels",
    "FrontierPoint",
    "GanttLabels",
    "chances",
    "costs",
    "frontier",
    "gantt",
    "load",
]
