"""The rules of this package, held to their cases, to their pages, and their two halves to each other."""

from pathlib import Path

from rota.testing import check_agreement, check_cases, check_complete, check_pages

HERE = Path(__file__).parent
CASES, WORLDS, PACKAGE = HERE / "cases", HERE / "worlds", "rota-rules-newtown"


def test_both_halves_say_what_is_drawn() -> None:
    check_cases(CASES)


def test_both_halves_say_the_same_of_every_rota_of_small_worlds() -> None:
    check_agreement(WORLDS)


def test_every_rule_is_documented_and_its_examples_hold() -> None:
    check_pages(PACKAGE)


def test_no_rule_is_left_out() -> None:
    check_complete(PACKAGE, CASES, WORLDS)
