"""The harness for authors of rules: cases drawn by hand, and planner and checker compared on tiny worlds.

Three lines of pytest hold a rule to what a person drew and its two halves to each other::

    from rota.testing import check_agreement, check_cases
    def test_cases() -> None: check_cases("tests/cases")
    def test_agreement() -> None: check_agreement("tests/worlds")

Each raises AssertionError with every failure in words, and never passes on an empty folder. ``README.md`` beside
this file is the format of both kinds of file; ``examples/rule-pack`` is a package that is tested so.
"""

from rota.testing.agreement import check_agreement, world_faults, worlds_in
from rota.testing.casefiles import Case, CaseFile, case_files, cases_of
from rota.testing.checks import case_faults, check_cases, check_complete, checker_faults, planner_faults
from rota.testing.drawing import draw
from rota.testing.pages import check_pages, page_faults
from rota.testing.world import CaseError, World
from rota.testing.worlds import Declared, Exhausted

__all__ = [
    "Case",
    "CaseError",
    "CaseFile",
    "Declared",
    "Exhausted",
    "World",
    "case_faults",
    "case_files",
    "cases_of",
    "check_agreement",
    "check_cases",
    "check_complete",
    "check_pages",
    "checker_faults",
    "draw",
    "page_faults",
    "planner_faults",
    "world_faults",
    "worlds_in",
]
