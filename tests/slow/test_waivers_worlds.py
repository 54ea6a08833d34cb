"""Waivers in every small world of every rule; the fast tests look at one of each."""

import pytest

from rota.testing import Declared
from tests.test_waivers_plan import MUST, never_allows_more


@pytest.mark.parametrize("world", MUST, ids=lambda world: world.id)
def test_in_every_small_world_the_planner_never_allows_what_the_checker_does_not(world: Declared) -> None:
    never_allows_more(world)
