"""Encoder and checker of every rule agree on every rota of small worlds, in both directions."""

from dataclasses import replace

import pytest

from rota.domain.rota import Rota
from rota.packs import installed, rule_class
from rota.rules import Level
from tests.agreement.compare import NOTHING, compare, posted
from tests.agreement.worlds import Declared, declared
from tests.casefiles import cases_of

WORLDS = declared()
TOLD = 12
"""So many disagreements are shown."""


PLANNED = sorted(name for name in installed() if rule_class(name).plans)
RECORD = sorted(set(installed()) - set(PLANNED))
"""Rules about what was done to a published rota: no plan can break them."""


@pytest.mark.parametrize("name", PLANNED)
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


@pytest.mark.parametrize("name", RECORD)
def test_a_rule_of_the_record_asks_nothing_of_a_plan(name: str) -> None:
    for case in cases_of(name):
        facts = case.rota.facts
        assert posted(case.rule, facts) == NOTHING, case.name
        draft = Rota(replace(facts, record=None), case.rota.cells)
        assert list(case.rule.check(draft)) == [], case.name
