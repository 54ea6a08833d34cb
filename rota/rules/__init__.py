"""All that the author of a rule needs: Rule, Level, Finding, and the verbs of the model.

A rule is one file with one small class: its settings are the fields, ``encode`` says it to the
planner and ``check`` finds where a finished rota breaks it. The two share the settings and the
plain facts of the domain, and nothing else.
"""

from rota.rules.finding import CellKey, Excuse, Finding, LeaveLimit, Level, Reach, Tier
from rota.rules.rule import Rule
from rota.rules.verbs import Count, Job, RotaModel

__all__ = [
    "CellKey",
    "Count",
    "Excuse",
    "Finding",
    "Job",
    "LeaveLimit",
    "Level",
    "Reach",
    "RotaModel",
    "Rule",
    "Tier",
]
