"""Roadmap: from gaps to a plan of interventions in time, money and people.

Pure part: ``model`` (problem, plan and reasons as data), ``solver`` (CP-SAT), ``checker`` (independent of
the solver) and ``explanation`` (why the plan is as it is, found by solving again).
"""
