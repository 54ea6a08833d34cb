"""No installed rule is left out of the seeded breaches."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from random import Random

import pytest

from rota.packs import all_rules
from tests.seeded.bases import JUNE, town
from tests.seeded.breaking import Breach, Spot
from tests.seeded.holding import SEEDED, Seeded, holds


@pytest.fixture(autouse=True, scope="module")
def _every_breach() -> None:
    """A process that runs some of the tests alone has not imported all the modules that name breaches."""
    for module in sorted(Path(__file__).parent.glob("test_*.py")):
        import_module(f"{__package__}.{module.stem}")


def test_every_installed_rule_is_broken_twenty_times() -> None:
    assert {each.rule for each in SEEDED} == {rule.name for rule in all_rules()}


def test_both_halves_of_rules_that_have_two_are_broken() -> None:
    halves = ("saturday-share", "published-in-time", "lending")
    tables = [each.table for each in SEEDED if each.rule in halves]
    assert sorted('level = "should"' in table for table in tables) == [False, False, False, True, True, True]


def _off_by(amount: int, line: str) -> Seeded:
    """Days taken from weeks of ann's, with perhaps another amount or line than there is."""

    def a_day_less(random: Random, rota: Breach) -> None:
        gone = random.sample(rota.valid.worked("ann"), 3)
        for day in gone:
            rota.put("ann", day, "off")
        for monday in sorted({day - (day - JUNE) % (rota.valid.mondays[1] - JUNE) for day in gone}):
            short = sum(monday <= day < monday + (rota.valid.mondays[1] - JUNE) for day in gone)
            spot = Spot(rota.valid.rota("2026-06"), ("[cells.ann]", line or f"{monday} = "))
            rota.expect("ann", monday, short + amount, spot)

    return Seeded("contract-days", "", town, a_day_less, __name__)


def test_what_is_expected_right_holds(tmp_path: Path) -> None:
    holds(_off_by(0, ""), tmp_path)


@pytest.mark.parametrize(("amount", "line"), [(1, ""), (0, "2026-06-02 = ")])
def test_another_amount_or_another_line_does_not_hold(tmp_path: Path, amount: int, line: str) -> None:
    with pytest.raises(AssertionError, match="missing"):
        holds(_off_by(amount, line), tmp_path)


def test_a_base_in_which_the_rule_finds_something_does_not_hold(tmp_path: Path) -> None:
    broken = replace(_off_by(0, ""), on=lambda: town().with_cells({("ann", JUNE): "off"}))
    with pytest.raises(AssertionError, match=r"unbroken rota: .*ann has 4 of 5 days"):
        holds(broken, tmp_path)
