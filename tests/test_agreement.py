"""Encoder and checker of every rule agree on every rota of small worlds, in both directions."""

import pytest

from rota.packs import installed, rule_class
from rota.rules import Level
from rota.testing import Declared, check_complete, world_faults, worlds_in
from tests.casefiles import CASES, WORLDS

COMPARED = worlds_in(WORLDS)


@pytest.mark.parametrize(
    ("world", "level"),
    [pytest.param(world, level, id=f"{world.id} ({level})") for world, level in COMPARED],
)
def test_encoder_and_checker_agree(world: Declared, level: Level) -> None:
    assert world_faults(world, level) == []


def test_every_rule_that_comes_with_rota_has_cases_and_if_it_plans_worlds() -> None:
    check_complete("rota", CASES, WORLDS)


def test_every_world_is_of_an_installed_rule_that_plans() -> None:
    planned = {name for name in installed() if rule_class(name).plans}
    assert {world.rule_name for world, _ in COMPARED} == planned
