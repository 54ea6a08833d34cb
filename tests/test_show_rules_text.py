"""DAYS99 longest-run: nobody works more than N days
in a row.

Source   Nobody's agreement.
Counts   Days on which a shift starts,
         however short.

Prose that belongs to no label.

    [[rule]]
    use = "longest-run"

    days = 6
"""

import subprocess
import sys
from collections.abc import Iterator
from typing import ClassVar

import pytest
from pydantic import Field

from rota.domain.rota import Rota
from rota.domain.table import Duration, Id
from rota.rules import Finding, Level, RotaModel, Rule
from rota.show.rules_text import explain, rules_table
from rota.show.settings import settings_of, settings_text


class LongestRun(Rule):
    """Nobody works more than ``days`` days in a row."""

    code: ClassVar[str] = "DAYS99"
    name: ClassVar[str] = "longest-run"
    unit: ClassVar[str] = "days past the limit"
    remedy: ClassVar[str] = "give a day off in the run"

    days: int = Field(description="the longest run allowed")
    rest: Duration | None = 660
    only_for: tuple[Id, ...] = ()
    late_too: bool = True

    def encode(self, model: RotaModel) -> None:
        """Nothing is planned here."""

    def check(self, rota: Rota) -> Iterator[Finding]:
        """One finding about nobody."""
        yield self.finding(None, rota.start, "nothing")


EXPLAINED = """\
DAYS99 longest-run: nobody works more than N days in a row.

Source   Nobody's agreement.
Counts   Days on which a shift starts, however short.

Prose that belongs to no label.

    [[rule]]
    use = "longest-run"

    days = 6

Settings
  days      must be given  the longest run allowed
  rest      "11:00"
  only-for  []
  late-too  true

Level    must by default
Unit     days past the limit
Next     give a day off in the run
"""

RULES = (
    LongestRun(use="longest-run", days=6, source="Works agreement, clause 7"),
    LongestRun(use="longest-run", days=5, only_for=("phones",), rest=None, level=Level.WISH),
)


def test_a_rule_is_explained_from_its_own_documentation() -> None:
    assert explain(LongestRun) == EXPLAINED


def test_an_explanation_fits_a_narrow_terminal() -> None:
    text = explain(LongestRun, width=40)
    assert text.startswith("DAYS99 longest-run: nobody works more\n  than N days in a row.\n")
    assert "Counts   Days on which a shift starts,\n         however short.\n" in text


def test_settings_are_written_as_in_the_file() -> None:
    assert settings_text(RULES[0]) == 'days = 6, rest = "11:00", late-too = true'
    assert settings_text(RULES[1]) == 'days = 5, only-for = ["phones"], late-too = true'
    assert [setting.key for setting in settings_of(LongestRun)] == ["days", "rest", "only-for", "late-too"]


def test_the_table_of_rules() -> None:
    assert (
        rules_table(RULES, unused=[LongestRun])
        == """\
Code    Rule         Level  Tier  Settings                                          Source
DAYS99  longest-run  must   -     days = 6, rest = "11:00", late-too = true         Works agreement, clause 7
DAYS99  longest-run  wish   wish  days = 5, only-for = ["phones"], late-too = true

Installed, but in no [[rule]] table: DAYS99 longest-run
"""
    )


def test_the_table_of_rules_on_a_narrow_terminal() -> None:
    assert (
        rules_table(RULES, width=60)
        == """\
DAYS99 longest-run  must
  days = 6, rest = "11:00", late-too = true
  Works agreement, clause 7
DAYS99 longest-run  wish, tier wish
  days = 5, only-for = ["phones"], late-too = true
"""
    )


def test_no_rules() -> None:
    assert rules_table(()) == "No rules are in force.\n"


@pytest.mark.parametrize("module", ["grid", "findings", "scorecard", "progress", "rules_text", "export"])
def test_nothing_heavy_is_loaded_before_it_is_needed(module: str) -> None:
    code = f"import sys, rota.show.{module}; print({{'rich', 'typer', 'ortools'}} & set(sys.modules))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "set()\n"
    )
