"""The roadmap as pictures: figures from rows and labels that are already in the reader's language."""

from plateau.roadmap.charts.axis import NARROW, NARROW_TEXT
from plateau.roadmap.charts.chances import ChanceBar, chances
from plateau.roadmap.charts.days import load
from plateau.roadmap.charts.frontier import FrontierLabels, FrontierPoint, FrontierSeries, frontier
from plateau.roadmap.charts.money import COSTS_WIDTH, CostLabels, costs
from plateau.roadmap.charts.timeline import Bar, Diamond, GanttLabels, gantt

__all__ = [
    "COSTS_WIDTH",
    "NARROW",
    "NARROW_TEXT",
    "Bar",
    "ChanceBar",
    "CostLabels",
    "Diamond",
    "FrontierLabels",
    "FrontierPoint",
    "FrontierSeries",
    "GanttLabels",
    "chances",
    "costs",
    "frontier",
    "gantt",
    "load",
]
