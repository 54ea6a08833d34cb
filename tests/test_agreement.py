"""Encoder and checker of every rule agree on every rota of small worlds, in both directions."""

import pytest

from rota.packs import installed
from rota.rules import Level
from tests.agreement.compare import compare
from tests.agreement.worlds import Declared, declared

WORLDS = declared()
TOLD = 12
"""So many disagreements are shown."""


@pytest.mark.parametrize("name", sorted(installed()))
def test_every_installed_rule_declares_worlds(name: str) -> None:
    assert any(world.rule_name == name for world in WORLDS), f"tests/agreement has no worlds for {name}"


@pytest.mark.parametrize(
    ("world", "level"),
    [pytest.param(world, level, id=f"{world.id} ({level})") for world in WORLDS for level in world.levels],
)
def test_encoder_and_checker_agree(world: Declared, level: Level) -> None:
    told: list[str] = []
    outcomes: set[int] = set()
    for variant, exhausted in enumerate(world.exhausted(), 1):
        rule = exhausted.rule(level)
        told += [f"variant {variant}: {text}" for text in compare(exhausted, rule, outcomes)]
    assert not told, f"{len(told)} disagreements:\n" + "\n".join(told[:TOLD])
    assert len(outcomes) > 1, f"every rota of this world has the same outcome {outcomes}: it proves nothing"
