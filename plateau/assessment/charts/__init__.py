"""The profile as pictures: figures from scores and labels that are already in the reader's language."""

from plateau.assessment.charts.heat_map_chart import HeatMapLabels, HeatMapRow, heat_map
from plateau.assessment.charts.position_chart import PositionLabels, PositionRow, positions
from plateau.assessment.charts.radar_chart import RadarLabels, radar
from plateau.assessment.charts.trend_chart import TrendRow, trend

__all__ = [
    "HeatMapLabels",
    "HeatMapRow",
    "PositionLabels",
    "PositionRow",
    "RadarLabels",
    "TrendRow",
    "heat_map",
    "positions",
    "radar",
    "trend",
]
